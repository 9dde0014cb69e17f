"""Print comparisons for reading in a terminal: what has a person concept in full, the rest in brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from counterspec.casework.comparing import Compared, Known
from counterspec.cli._headlines import headline_of, sign_of
from counterspec.cli._marking import marks_of, one_line
from counterspec.cli._told import counted, gathered
from counterspec.model import Absence, Change, Evidence, Excerpt, Side, Span, ValueChange
from counterspec.terminal.look import HUES, NUMBER, QUIET, SHAPES, WARN
from counterspec.terminal.printer import Printer

_INDENT = " " * 4
_BRIEF = 40
_MAX_VALUES = 40
_NAMED = 6
_SHORT = 40
_BREAK = re.compile(r"[\t\n\r\f\u2029]+")
_CELL = re.compile(r"(?:[^\s'!]+|'.+')!(?:[A-Z]{1,3}\d+|\d+:\d+)")
_TAG_CELLS = 8


class Differences:
    """Prints one comparison after another; `tiers` are those of the concepts, `whole` prints all in full."""

    def __init__(self, printer: Printer, tiers: Mapping[str, str], *, whole: bool) -> None:
        self._printer = printer
        self._tiers = tiers
        self._whole = whole
        self._tags = ("first", "second")

    def one(self, compared: Compared, changes: Sequence[Change], *, shown_of: int) -> None:
        """Print a comparison with the changes that are wanted; `shown_of` is how many there are in all."""
        comparison = compared.comparison
        if comparison is None or compared.before is None or compared.after is None:
            return
        self._tags = _tags(comparison.called)
        self._head(compared.before, compared.after)
        for note in comparison.notes:
            self._printer.hanging(Text("Note    ", WARN), note)
        self._printer.line()
        full = [change for change in changes if change.concepts or self._whole]
        brief = [change for change in changes if not (change.concepts or self._whole)]
        for change in full:
            self._full(change)
        if brief:
            self._printer.line(
                Text("Without a person concept" if full else "None with a person concept", "bold")
            )
            lines = gathered(brief)
            for change, inside in lines[:_BRIEF]:
                self._brief(change, inside)
            more = sum(1 + len(inside) for _, inside in lines[_BRIEF:])
            if more:
                self._printer.line(Text(f"  … and {more} more; --all prints them", QUIET))
            self._printer.line()
        self._printer.line(_sums(len(changes), shown_of, comparison.same, compared))

    # -- head --------------------------------------------------------------------------------------

    def _head(self, before: Known, after: Known) -> None:
        for tag, known, style in zip(self._tags, (before, after), ("bold", "bold"), strict=True):
            about = ", ".join(_about(known))
            self._printer.hanging(
                Text(f"{tag:<{_TAG_CELLS}}", NUMBER),
                Text.assemble((known.path, style), "   ", (about, QUIET)),
            )

    # -- changes -----------------------------------------------------------------------------------

    def _lead(self, change: Change) -> Text:
        lead = Text.assemble((f"{sign_of(change)} ", "bold"))
        side = change.after or change.before
        in_table = side is not None and (side.place or "").startswith("table ")
        if change.owner and change.thing == "field" and not in_table and len(change.owner) < _SHORT:
            lead.append(f"{change.owner}.", QUIET)
        name = f"clause {change.subject}" if change.thing == "clause" else change.subject
        lead.append(_plain(name), "bold")
        lead.append(f"  {_plain(headline_of(change))}")
        return lead

    def _concepts(self, change: Change) -> Text:
        made = Text()
        for concept in change.concepts:
            tier = self._tiers.get(concept, "N")
            made.append("  " if made.plain else "")
            made.append(f"{SHAPES[tier]} {tier} ", HUES[tier])
            made.append(concept)
        return made

    def _full(self, change: Change) -> None:
        lead, concepts = self._lead(change), self._concepts(change)
        gap = self._printer.width - lead.cell_len - concepts.cell_len
        if concepts.plain and gap >= 2 and self._printer.fits(lead.cell_len + concepts.cell_len + 2):
            self._printer.line(Text.assemble(lead, " " * gap, concepts))
        else:
            self._printer.hanging(Text(), lead)
            if concepts.plain:
                self._printer.hanging(Text(_INDENT), concepts)
        marks = marks_of(change)
        for number, side in enumerate((change.before, change.after)):
            if side is None:
                self._gap(change, number)
            else:
                self._side(change, side, number, marks[number])
        self._values(change.values)
        self._printer.hanging(Text(_INDENT), Text(f"{change.statement} {change.not_shown}", QUIET))
        if change.unsure:
            self._printer.hanging(Text(f"{_INDENT}Unsure  ", WARN), change.unsure)
        self._printer.line()

    def _side(self, change: Change, side: Side, number: int, marks: tuple[Span, ...]) -> None:
        where = side.place if change.thing == "clause" or (side.place or "").startswith("table ") else None
        place = ", ".join(part for part in (_at(side.evidence), where) if part)
        self._quote(side.evidence, marks, f"{self._tags[number]:<{_TAG_CELLS}}", place)
        for one in side.more:
            self._quote(one, (Span(0, len(one.quote)),), " " * _TAG_CELLS, _at(one))

    def _quote(self, evidence: Evidence, marks: tuple[Span, ...], tag: str, place: str) -> None:
        head = Text.assemble(_INDENT, (tag, NUMBER), (f"{_plain(place)}  ", QUIET))
        sure = "" if evidence.confidence is None else f"   OCR {evidence.confidence:.2f}"
        text, moved = one_line(evidence.quote, marks)
        room = max(20, self._printer.width - head.cell_len - len(sure))
        self._printer.line(
            Text.assemble(head, self._printer.marked(Excerpt(text, moved), room), (sure, QUIET))
        )

    def _gap(self, change: Change, number: int) -> None:
        gap = change.gap
        head = Text.assemble(_INDENT, (f"{self._tags[number]:<{_TAG_CELLS}}", NUMBER))
        self._printer.hanging(head, Text(_missing(change, gap), QUIET))

    def _values(self, values: Sequence[ValueChange]) -> None:
        if not values:
            return
        items = [self._value(value) for value in values[:_MAX_VALUES]]
        if len(values) > _MAX_VALUES:
            items.append(Text(f"… and {len(values) - _MAX_VALUES} more", QUIET))
        self._printer.flowing(Text(f"{_INDENT}{'values':<{_TAG_CELLS}}", QUIET), items)

    def _value(self, value: ValueChange) -> Text:
        sign = {"added": "+ ", "removed": "− "}.get(value.kind, "~ ")
        at = value.after_at or value.before_at
        place = Text(f" {_at(at)}" if at else "", QUIET)
        left = (
            " ".join(dict.fromkeys(p for p in (value.before.code, value.before.label) if p))
            if value.before
            else ""
        )
        right = (
            " ".join(dict.fromkeys(p for p in (value.after.code, value.after.label) if p))
            if value.after
            else ""
        )
        if left and right:
            return Text.assemble(
                (sign, "bold"), _plain(left), (" → ", QUIET), self._printer.mark(_plain(right)), place
            )
        return Text.assemble((sign, "bold"), self._printer.mark(_plain(left or right)), place)

    def _brief(self, change: Change, inside: Sequence[Change]) -> None:
        places = [
            f"{tag} {_at(side.evidence)}" for tag, side in zip(self._tags, (change.before, change.after), strict=True)
            if side
        ]  # fmt: skip
        unsure = Text("  unsure", WARN) if change.unsure else Text()
        lead = self._lead(change)
        if inside:
            names = [_plain(one.subject) for one in inside[:_NAMED]]
            more = f" and {len(inside) - _NAMED} more" if len(inside) > _NAMED else ""
            lead.append(f" with {', '.join(names)}{more}")
        self._printer.line(Text.assemble("  ", lead, unsure, (f"   {', '.join(places)}", QUIET)))


def _about(known: Known) -> Iterator[str]:
    if known.number:
        yield known.number
    elif known.title:
        yield known.title
    yield "scan" if known.pages_recognised * 2 > known.pages else known.format
    yield counted(known.pages, "page") if known.pages else counted(known.lines, "line")
    if known.in_force:
        yield f"in force {known.in_force}"
    elif known.issued:
        yield f"issued {known.issued}"


def _tags(called: tuple[str, str]) -> tuple[str, str]:
    bare = [name.removeprefix("the ").removesuffix(" edition").removeprefix("version ") for name in called]
    if called[0].startswith(("the ", "version ")) and max(map(len, bare)) < _TAG_CELLS:
        return bare[0], bare[1]
    return "first", "second"


def _sums(shown: int, total: int, same: int, compared: Compared) -> Text:
    line = Text(
        counted(total, "difference") if shown == total else f"{shown:,} of {counted(total, 'difference')}",
        "bold",
    )
    line.append(f", {counted(same, 'element')} the same.", "not bold")
    if not total and not same and compared.before and compared.after:
        return Text("Neither document defines an element or clause that could be compared.")
    if not total:
        line.append(" The files’ bytes differ all the same.", QUIET)
    return line


def _missing(change: Change, gap: Absence | None) -> str:
    if gap is None:
        return "no such clause" if change.thing == "clause" else "nothing of the kind"
    thing = "row" if change.thing == "field" and (gap.place or "").startswith("table ") else change.thing
    names = {"list": "code list", "condition": "use"}
    place = (
        f"{_at(gap.evidence[0])}, {gap.place}  "
        if gap.evidence and (gap.place or "").startswith("table ")
        else ""
    )
    told = f"{place}no such {names.get(thing, thing)}"
    if gap.above and gap.below:
        return f"{told} between {gap.above} and {gap.below}"
    if gap.above:
        return f"{told} after {gap.above}"
    return f"{told} before {gap.below}" if gap.below else told


def _at(evidence: Evidence) -> str:
    if evidence.locator and _CELL.fullmatch(evidence.locator):
        return evidence.locator
    if evidence.page:
        return f"p{evidence.page}"
    return f"line {evidence.line}" if evidence.line else ""


def _plain(text: str) -> str:
    return _BREAK.sub(" ", text)
