"""What a difference is called in a line: sign, subject, and what changed from the first to the second."""

from __future__ import annotations

from counterspec.model import Change, Detail

SIGNS = {"added": "+", "removed": "−"}
_MADE = {"required": "made mandatory", "optional": "made optional", "conditional": "made conditional"}
_WORDS = {"required": "mandatory", "optional": "optional", "conditional": "conditional"}
_FACTS = {"type": "type", "length": "length", "cardinality": "cardinality"}
_TEXTS = {
    "label": "label", "comment": "comment", "condition": "condition", "code-list-ref": "reference",
}  # fmt: skip
_STRENGTH = {
    "R+": "requirement", "R-": "prohibition", "C+": "recommendation", "C-": "advice against", "P": "permission",
    "P0": "no requirement", "K": "capability", "D": "statement", "X": "duty set elsewhere",
}  # fmt: skip


def sign_of(change: Change) -> str:
    """Return + for what only the second has, − for what only the first has, ~ for what both have."""
    return SIGNS.get(change.kinds[0], "~")


def headline_of(change: Change) -> str:
    """Return what changed, without the subject: "made conditional; length 2 to 3"."""
    if change.kinds[0] in SIGNS:
        return _alone(change)
    bound = any(detail.kind == "obligation" for detail in change.details)
    # A condition that comes or goes with what is mandatory is told with it.
    told = [detail for detail in change.details if not (bound and detail.kind == "condition")]
    return "; ".join(_part(change, detail) for detail in told)


def _alone(change: Change) -> str:
    side = change.after or change.before
    parts: list[str] = [change.kinds[0]]
    if change.thing != "field":
        parts[0] = f"{_THINGS[change.thing]} {parts[0]}"
    if side is not None and side.obligation:
        parts.append(_WORDS[side.obligation])
    if side is not None and side.values:
        parts.append(f"{side.values} value{'' if side.values == 1 else 's'}")
    return ", ".join(parts)


_THINGS = {
    "list": "code list", "record": "record", "condition": "use", "function": "function", "clause": "clause",
}  # fmt: skip


def _part(change: Change, detail: Detail) -> str:
    if detail.kind == "renamed":
        return f"was {detail.before}" if change.was else "renamed"
    if detail.kind == "moved":
        return f"moved from {detail.before} to {detail.after}"
    if detail.kind == "obligation":
        return _MADE.get(detail.after or "", f"{_WORDS.get(detail.before or '', 'obligation')} no more said")
    if detail.kind == "clause":
        left, right = _STRENGTH.get(detail.before or ""), _STRENGTH.get(detail.after or "")
        return f"{left} made {right}" if left and right else "clause worded otherwise"
    if detail.kind.startswith("list-"):
        return _list(detail)
    if detail.kind in _FACTS:
        return f"{_FACTS[detail.kind]} {detail.before or 'not stated'} to {detail.after or 'not stated'}"
    verb = "added" if detail.before is None else "removed" if detail.after is None else "changed"
    return f"{_TEXTS[detail.kind]} {verb}"


def _list(detail: Detail) -> str:
    if detail.before is None or detail.after is None:
        count = detail.after or detail.before
        return f"code list of {count} {'added' if detail.before is None else 'removed'}"
    verb = detail.kind.removeprefix("list-")
    return (
        f"list {verb} from {detail.before} to {detail.after}"
        if detail.before != detail.after
        else f"list {verb}"
    )
