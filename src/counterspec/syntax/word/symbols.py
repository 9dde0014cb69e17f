"""Signs that office documents take from fonts of their own, as characters."""

from __future__ import annotations

_DINGBATS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "◆", 0x77: "◆", 0x9E: "•", 0x9F: "•", 0xA0: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "→", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨",
    0x8A: "⑩",
}  # fmt: skip
_DINGBATS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: "●", 0x99: "○",
               0x35: "☐", 0x6A: "⓪", 0x6B: "①", 0x6C: "②", 0x6D: "③", 0x6E: "④", 0x6F: "⑤"}  # fmt: skip
_DINGBATS_3 = {0x70: "▲", 0x71: "▼", 0x75: "◄", 0x77: "▲", 0x72: "△", 0x73: "▽"}
_SYMBOLS = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5E: "⊥", 0x7E: "∼", 0xA3: "≤", 0xA5: "∞",
    0xA7: "♣", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕",
    0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_FONTS = (("wingdings 2", _DINGBATS_2), ("wingdings 3", _DINGBATS_3), ("wingdings", _DINGBATS),
          ("symbol", _SYMBOLS | _GREEK), ("webdings", {0x61: "✓", 0x63: "☐", 0x72: "✗"}))  # fmt: skip


def symbol(sign: str, font: str) -> str:
    """Return the character a sign of a symbol font shows; U+FFFD where it is not known."""
    if not sign:
        return ""
    point = ord(sign[0])
    private = 0xF000 <= point <= 0xF0FF
    table = next((table for name, table in _FONTS if font.lower().startswith(name)), None)
    if table is None:
        # A bullet of no stated font: nearly always one of the two usual ones.
        return _DINGBATS.get(point - 0xF000, _SYMBOLS.get(point - 0xF000, "•")) if private else sign
    code = point - 0xF000 if private else point
    return table.get(code, chr(code) if 0x20 <= code < 0x7F and table is not _DINGBATS else "\ufffd")
