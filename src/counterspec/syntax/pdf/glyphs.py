"""What a PDF's text layer writes for a character, and what was meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Fonts of Chinese standards write slanted Latin letters at these places of the GBK code.
_ITALIC_BYTES = (*range(0xC1, 0xDB), *range(0xE1, 0xFB))
_RADICALS = (
    "⺀冫⺁厂⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示"
    "⺭礻⺮竹⺯糸⺰纟⺱网⺳网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐金⻑長⻒镸⻓长⻔门"
    "⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_ITALIC = re.compile(
    "[{0}]{{2,}}|(?!狀)[{0}]".format("".join(bytes([0xA0, b]).decode("gbk") for b in _ITALIC_BYTES))
)
_RADICAL = re.compile("[\u2e80-\u2fd5]")


@cache
def _table() -> dict[int, str]:
    table = {ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    for point in range(0x2F00, 0x2FD6):
        table[point] = unicodedata.normalize("NFKC", chr(point))
    table[0x2F3E] = "户"
    return table


def plain_letters(text: str) -> str:
    """Return `text` with radicals that stand for characters, and slanted letters of Chinese fonts, as meant.

    The length stays the same.
    """
    text = _ITALIC.sub(lambda match: _upright(match.group()), text)
    return text.translate(_table()) if _RADICAL.search(text) else text


_DINGBATS = dict(zip(
    (0x52, 0x54, 0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x75, 0x76, 0x77, 0x9F, 0xA1, 0xA7, 0xA8, 0xB7, 0xD8, 0xE0, 0xF0,
     0xFB, 0xFC, 0xFD, 0xFE),
    "☑☒●■□❑❒◆❖⬥•○▪□•➢→⇨✗✓☒☑", strict=True,
))  # fmt: skip
_SYMBOLS = dict(zip(
    (0x41, 0x42, 0x44, 0x46, 0x47, 0x4C, 0x50, 0x51, 0x53, 0x57, *range(0x61, 0x7B), 0xA3, 0xA5, 0xAE, 0xB0, 0xB1,
     0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBB, 0xC6, 0xCE, 0xD7, 0xE5),
    "ΑΒΔΦΓΛΠΘΣΩαβχδεφγηιϕκλμνοπθρστυϖωξψζ≤∞→°±≥×•÷≠≈∅∈⋅∑", strict=True,
))  # fmt: skip
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def has_symbols(text: str) -> bool:
    """Tell whether a text holds signs of symbol fonts."""
    return _PRIVATE.search(text) is not None


def symbols(text: str, font: str) -> str:
    """Return `text` with the signs of symbol fonts, which have no code of their own, as they are drawn.

    The length stays the same.
    """
    table = _SYMBOLS if "symbol" in font.lower() and "segoe" not in font.lower() else _DINGBATS
    return _PRIVATE.sub(lambda match: table.get(ord(match.group()) - 0xF000, match.group()), text)


def _upright(letters: str) -> str:
    return "".join(chr(letter.encode("gbk")[1] - 0x80) for letter in letters)
