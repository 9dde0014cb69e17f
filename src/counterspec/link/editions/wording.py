"""The sentences of changes, from templates: what each edition says, then what is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from counterspec.link.editions.items import Item
from counterspec.link.editions.lists import Differing, counted
from counterspec.model import Absence, Code, Detail, Side, Thing

_ARTICLE = {"required": "a mandatory", "optional": "an optional", "conditional": "a conditional"}
_NAMES: dict[Thing, str] = {
    "field": "field", "list": "code list", "record": "record type", "condition": "condition", "function": "function",
    "clause": "clause",
}  # fmt: skip
_USES = {
    "index": "an index", "filter": "a filter", "sort": "an order", "validate": "a check", "alert": "a rule that fires",
    "populate": "a rule that fills a field",
}  # fmt: skip
_ROWS = {"field": "row", "list": "list"}
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_BINDING = {
    "required": "mandatory",
    "optional": "optional",
    "conditional": "conditional",
    "forbidden": "forbidden",
}
_MAX = 120
_SPACE = re.compile(r"\s+")
_FACTS: dict[str, str] = {
    "type": "type", "length": "length", "cardinality": "number of values", "condition": "condition",
    "code-list-ref": "reference", "label": "label", "comment": "comment",
}  # fmt: skip


def number_word(count: int) -> str:
    """Return a count as sentences have it: words up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def quoted(text: str) -> str:
    """Return words of a document for a sentence: on one line, cut where they are long."""
    plain = _SPACE.sub(" ", text).strip()
    return f"“{plain if len(plain) <= _MAX else plain[: _MAX - 1] + '…'}”"


def capital(text: str) -> str:
    """Return a sentence's beginning; a name that is no word of ours stays as it is."""
    return text[:1].upper() + text[1:] if text.startswith(("the ", "version ")) else text


class Wording:
    """Makes the sentences of one comparison; `labels` name concepts, `called` the two editions.

    `later` is which of them is the later, None where they do not say.
    """

    def __init__(
        self,
        called: tuple[str, str],
        labels: Mapping[str, str],
        *,
        is_table: tuple[bool, bool],
        later: int | None,
    ) -> None:
        self._later = later
        self.called = called
        self._labels = labels
        self._is_table = is_table

    def only(self, item: Item, which: int, gap: Absence | None) -> tuple[str, str]:
        """Return the sentence on an element that one edition has (`which`: 0 the first, 1 the second)."""
        there, other = self.called[which], self.called[1 - which]
        says = f"{capital(there)} defines {self.thing(item)}"
        where = other
        if gap is not None and gap.place and gap.place.startswith("table "):
            where = f"{other}’s {gap.place}" if other.startswith("the ") else f"{gap.place} of {other}"
        missing = (
            _ROWS.get(item.thing, _NAMES[item.thing]) if self._is_table[1 - which] else _NAMES[item.thing]
        )
        return f"{says}; {where} has no such {missing}.", self.unknown(which)

    def unknown(self, which: int | None = None) -> str:
        """Return what is not shown: of something that only one edition has (`which`), or that both have."""
        if self._later is None:
            return "Not shown: why the two differ."
        if which is None:
            return "Not shown: why it was changed."
        return f"Not shown: why it was {'added' if which == self._later else 'removed'}."

    def thing(self, item: Item) -> str:
        """Return what an element is, for a sentence: "an optional field for skin colour with five values (SkinClr)"."""
        declaration = item.declaration
        article = _ARTICLE.get(declaration.obligation or "", "a")
        named = ", ".join(sorted(self._labels.get(c, c) for c in item.concepts))
        about = f" for {named}" if named else ""
        values = ""
        if item.values:
            count = len(item.values)
            values = f" with {number_word(count)} value{'' if count == 1 else 's'}"
        label = next((n.text for n in declaration.notes if n.role == "label"), "")
        name = " ".join(dict.fromkeys(part for part in (item.identifier, label) if part))
        if item.thing == "condition":
            return f"{_USES.get(declaration.use, 'a condition')} on {quoted(item.identifier)}{about}"
        return f"{article} {_NAMES[item.thing]}{about}{values}{f' ({quoted(name)})' if name else ''}"

    def changed(
        self,
        items: tuple[Item, Item],
        sides: tuple[Side, Side],
        details: Sequence[Detail],
        values: Sequence[Differing],
    ) -> tuple[str, str]:
        """Return the sentence on an element that both editions have and define otherwise."""
        parts = [part for detail in details for part in [self._part(detail, sides, values)] if part]
        one, other = items
        name = quoted(other.identifier)
        about = ", ".join(sorted(self._labels.get(c, c) for c in one.concepts & other.concepts))
        subject = f"{name}, a {_NAMES[one.thing]} for {about}" if about else f"the {_NAMES[one.thing]} {name}"
        lead = f"{capital(self.called[0])} and {self.called[1]} both define {subject}"
        return f"{lead}: {'; '.join(parts)}.", self.unknown()

    def _part(self, detail: Detail, sides: tuple[Side, Side], values: Sequence[Differing]) -> str:
        one, other = self.called
        if detail.kind == "renamed":
            return f"{one} calls it {quoted(detail.before or '')}, {other} {quoted(detail.after or '')}"
        if detail.kind == "moved":
            left, right = quoted(detail.before or ""), quoted(detail.after or "")
            return f"it belongs to {left} in {one} and to {right} in {other}"
        if detail.kind == "condition" and sides[0].obligation != sides[1].obligation:
            return ""
        if detail.kind == "obligation":
            return f"{_bound(detail.before, sides[0])} in {one}, {_bound(detail.after, sides[1])} in {other}"
        if detail.kind.startswith("list-"):
            return _of_list(detail, one, other, values)
        fact = _FACTS[detail.kind]
        if detail.before is None:
            return f"{other} gives the {fact} {quoted(detail.after or '')}, {one} none"
        if detail.after is None:
            return f"{one} gives the {fact} {quoted(detail.before)}, {other} none"
        return f"{fact} {quoted(detail.before)} in {one}, {quoted(detail.after)} in {other}"


def _bound(word: str | None, side: Side) -> str:
    if word is None:
        return "not said to be mandatory or optional"
    condition = f" ({quoted(side.condition)})" if word == "conditional" and side.condition else ""
    return f"{_BINDING[word]}{condition}"


def _of_list(detail: Detail, one: str, other: str, values: Sequence[Differing]) -> str:
    if detail.before is None or detail.after is None:
        there, count = (other, detail.after) if detail.before is None else (one, detail.before)
        where = one if detail.before is None else other
        total = int(count or 0)
        return f"{there} gives a code list of {number_word(total)} value{'' if total == 1 else 's'}, {where} none"
    numbers = [number_word(int(count)) for count in (detail.before, detail.after)]
    size = "one value" if numbers[0] == "one" else f"{numbers[0]} values"
    lead = (
        f"{size} in {one}, {numbers[1]} in {other}"
        if numbers[0] != numbers[1]
        else f"{numbers[1]} values in both"
    )
    return f"{lead} ({_list_said(values, one, other)})"


def _list_said(values: Sequence[Differing], one: str, other: str, most: int = 6) -> str:
    """Return which values of a list differ, the first few of each kind."""
    words = {
        "added": f"only in {other}", "removed": f"only in {one}",
        "relabelled": "another meaning", "recoded": "another code",
    }  # fmt: skip
    parts = []
    for kind, count in counted(values):
        those = [value for value in values if value.kind == kind]
        shown = ", ".join(_VALUE[kind](value) for value in those[:most])
        more = f" and {count - most} more" if count > most else ""
        parts.append(f"{words[kind]}: {shown}{more}")
    return "; ".join(parts)


def code_said(code: Code) -> str:
    """Return a value as it is printed: code and label."""
    return " ".join(
        dict.fromkeys(_SPACE.sub(" ", part).strip()[:_MAX] for part in (code.code, code.label) if part)
    )


def _added(value: Differing) -> str:
    found = value.after or value.before
    return quoted(code_said(found.shown)) if found else ""


def _relabelled(value: Differing) -> str:
    if value.before is None or value.after is None:
        return ""
    return f"{value.after.code} {quoted(value.before.label)} against {quoted(value.after.label)}"


def _recoded(value: Differing) -> str:
    if value.before is None or value.after is None:
        return ""
    label = value.after.label or value.after.code
    return f"{quoted(label)} {value.before.code} against {value.after.code}"


_VALUE: dict[str, Callable[[Differing], str]] = {
    "added": _added, "removed": _added, "relabelled": _relabelled, "recoded": _recoded,
}  # fmt: skip
