"""The marks of the interface as SVG: tiers, rungs, icons. Shape and letter first, then hue."""

from __future__ import annotations

from markupsafe import Markup

from counterspec.findings.evidence import sides
from counterspec.model import Evidence

_SHAPES = {
    "A": ("M9 .6 17.4 9 9 17.4 .6 9Z", 12.4),
    "B": ("M4.7 1.6h8.6L17.4 9l-4.1 7.4H4.7L.6 9Z", 12.4),
    "C": ("M9 .4 17.8 16.6H.2Z", 14.4),
    "D": ("M1.4 1.4h15.2v15.2H1.4Z", 12.4),
    "E": ("M9 .6a8.4 8.4 0 1 1 0 16.8A8.4 8.4 0 1 1 9 .6Z", 12.4),
}
_OPEN = "M1 4.5h16v9H1Z"
_ACTS = ("L0", "L1", "L2", "L3", "L4", "L5", "L6")
_ICONS = {
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
    "dark": '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "minus": '<path d="M3 8h10"/>',
    "warn": '<path d="M8 1.8 15 14H1Z"/><path d="M8 6v4M8 11.6v.8"/>',
    "note": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.4V11M8 5v.6"/>',
    "proof": '<circle cx="8" cy="8" r="6.2"/><path d="m5 8.2 2.1 2.2L11 6"/>',
    "weak": '<path d="M1 8h4m6 0h4M5.5 5l1 6m3-6 1 6"/>',
    "up": '<path d="M8 13V3M4 7l4-4 4 4"/>',
    "left": '<path d="M10 3 5 8l5 5"/>',
    "right": '<path d="m6 3 5 5-5 5"/>',
    "turn": '<path d="M13 8a5 5 0 1 1-1.7-3.8M13 2v3h-3"/>',
    "pen": '<path d="m2.5 13.5.8-3.3 7.4-7.4a1.6 1.6 0 0 1 2.5 2.5l-7.4 7.4Z"/>',
    "drop": '<path d="M8 2v8M4.5 6.5 8 10l3.5-3.5M2 13.5h12"/>',
    "confirmed": '<rect x="1.5" y="1.5" width="13" height="13" rx="2"/><path d="m4.5 8.3 2.4 2.5 4.6-5.2"/>',
    "rejected": '<rect x="1.5" y="1.5" width="13" height="13" rx="2"/><path d="m5 5 6 6m0-6-6 6"/>',
    "unsure": '<rect x="1.5" y="1.5" width="13" height="13" rx="2"/>'
    '<path d="M6 6.2a2 2 0 1 1 3 1.7c-.7.5-1 .8-1 1.5M8 11.4v.5"/>',
    "disputed": '<rect x="1.5" y="1.5" width="13" height="13" rx="2"/><path d="M5 6h6M5 10h6"/>',
    "look-again": '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z"/>'
    '<circle cx="8" cy="8" r="1.8"/>',
    "none": '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.2 2.1"/>',
}
_STROKE = (
    'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
)


def icon(name: str) -> Markup:
    """Return an icon; it says nothing by itself and stands beside words."""
    return Markup(f'<svg viewBox="0 0 16 16" {_STROKE} aria-hidden="true">{_ICONS[name]}</svg>')  # noqa: S704


def tier_mark(tier: str, label: str) -> Markup:
    """Return the mark of a tier; `label` is what a screen reader says."""
    return Markup('<svg class="tm t{0}{1}" viewBox="0 0 18 18" role="img" aria-label="{2}">{3}</svg>').format(
        tier, "" if tier in _SHAPES else " line", label, tier_shape(tier)
    )


def tier_shape(tier: str) -> Markup:
    """Return what stands inside a tier's mark, 18 units wide and high."""
    path, baseline = _SHAPES.get(tier, (_OPEN, 12.4))
    ink = 'fill="currentColor"' if tier in _SHAPES else 'fill="none" stroke="currentColor" stroke-width="1.3"'
    shape = Markup('<path d="{}" {}/>').format(path, Markup(ink))  # noqa: S704
    return shape + Markup('<text x="9" y="{}">{}</text>').format(baseline, tier)


def rung(act: str) -> Markup:
    """Return the glyph of an act: one bar of seven stands, those below are not filled."""
    if act == "LX":
        body = (
            '<path d="M0 9.5h24" stroke="currentColor" opacity=".5"/><circle cx="28" cy="6" r="4.6" fill="none" '
            'stroke="currentColor" stroke-width="1.5"/><path d="m25 9 6-6" stroke="currentColor" stroke-width="1.5"/>'
        )
    else:
        body = "".join(
            f'<rect x="{5 * place}" y="0" width="4" height="12" fill="currentColor"/>'
            if name == act
            else f'<rect x="{5 * place}" y="8" width="3" height="4" fill="currentColor" opacity=".4"/>'
            for place, name in enumerate(_ACTS)
        )
    return Markup(f'<svg viewBox="0 0 34 12" aria-hidden="true">{body}</svg>')  # noqa: S704


def meter(parts: list[tuple[str, int]], label: str) -> Markup:
    """Return a bar of parts (class, count) beside each other, widths by their counts."""
    whole = sum(count for _, count in parts) or 1
    made, x = Markup(""), 0.0
    for name, count in parts:
        if count:
            width = max(0.4, 100 * count / whole)
            made += Markup('<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="12"/>').format(
                name, x, width
            )
            x += width + 0.2
    return Markup(
        '<svg class="meter" viewBox="0 0 {:.2f} 12" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
    ).format(max(x, 100.0), label, made)


def passage(evidence: Evidence) -> Markup:
    """Return a quote marked in what stands around it on its line, with "…" where that is cut."""
    before, after = sides(evidence)
    return Markup("{}<mark>{}</mark>{}").format(before, evidence.quote, after)
