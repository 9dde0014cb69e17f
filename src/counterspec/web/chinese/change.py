"""The sentence of a difference between two editions in Chinese, of what the difference itself holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterspec.link.editions.lists import KINDS
from counterspec.link.editions.wording import code_said, quoted
from counterspec.model import Card, Change, Detail, Side, Thing, ValueChange
from counterspec.web.chinese.finding import OBLIGATION

_THING: dict[Thing, str] = {
    "field": "字段", "list": "代码表", "record": "记录类型", "condition": "条件", "function": "函数", "clause": "条款",
}  # fmt: skip
_BOUND = {**OBLIGATION, "forbidden": "禁止"}
FACTS = {
    "type": "数据类型", "length": "长度", "cardinality": "出现次数", "condition": "条件",
    "code-list-ref": "引用的代码表", "label": "名称", "comment": "注释",
}  # fmt: skip
FORCE = {
    "requires": "要求", "forbids": "禁止", "recommends": "推荐", "advises against": "不推荐", "permits": "允许",
    "does not require": "不要求", "states as a capability": "作为能力陈述", "states": "陈述", "refers to": "指向",
}  # fmt: skip
"""What a clause does, by the word that the side of a change has for it."""
_MOST = 6


def statement(change: Change, cards: tuple[Card, Card], label: Callable[[str], str]) -> str:
    """Return the sentence; `label` returns what a concept is called."""
    called = names_of(*cards)
    if change.thing == "clause":
        return _of_clause(change, called)
    about = "、".join(sorted(label(concept) for concept in change.concepts))
    named = f"{quoted(change.subject)}（{about}）" if about else quoted(change.subject)
    if change.before is not None and change.after is not None:
        parts = filter(None, (_part(change, detail, called) for detail in change.details))
        return f"{called[0]}和{called[1]}都定义了{_THING[change.thing]}{named}：{'；'.join(parts)}。"
    which = 0 if change.after is None else 1
    side = change.before or change.after
    assert side is not None  # a change has one side at least
    article = OBLIGATION.get(side.obligation or "", "")
    values = f"，含 {side.values} 个值" if side.values else ""
    gap = place(change.gap.place) if change.gap and change.gap.place else ""
    there = f"{called[1 - which]}的{gap} " if gap.startswith("表 ") else called[1 - which]
    return f"{called[which]}定义了{article}{_THING[change.thing]}{named}{values}；{there}中没有。"


def names_of(one: Card, other: Card) -> tuple[str, str]:
    """Return what tells two documents apart: their editions, else their names, else their order."""
    if one.edition and other.edition and one.edition != other.edition:
        return f"{one.edition} 版", f"{other.edition} 版"
    if one.called != other.called:
        return f"{one.called} ", f"{other.called} "
    return "前一份文件", "后一份文件"


def place(text: str) -> str:
    """Return a table or annex as it is looked up."""
    for english, chinese in (("table ", "表 "), ("annex ", "附录 ")):
        if text.startswith(english):
            return chinese + text.removeprefix(english)
    return text


def _part(change: Change, detail: Detail, called: tuple[str, str]) -> str:
    one, other = called
    before, after = detail.before, detail.after
    assert change.before is not None and change.after is not None  # both define it
    if detail.kind == "renamed":
        return f"{one}称为{quoted(before or '')}，{other}称为{quoted(after or '')}"
    if detail.kind == "moved":
        return f"在{one}中属于{quoted(before or '')}，在{other}中属于{quoted(after or '')}"
    if detail.kind == "condition" and change.before.obligation != change.after.obligation:
        return ""
    if detail.kind == "obligation":
        return f"{one}为{_bound(before, change.before)}，{other}为{_bound(after, change.after)}"
    if detail.kind.startswith("list-"):
        return _of_list(detail, change.values, called)
    fact = FACTS[detail.kind]
    if before is None:
        return f"{other}给出{fact}{quoted(after or '')}，{one}没有"
    if after is None:
        return f"{one}给出{fact}{quoted(before)}，{other}没有"
    return f"{fact}在{one}为{quoted(before)}，在{other}为{quoted(after)}"


def _bound(word: str | None, side: Side) -> str:
    if word is None:
        return "未说明必选或可选"
    return _BOUND[word] + (
        f"（{quoted(side.condition)}）" if word == "conditional" and side.condition else ""
    )


def _of_list(detail: Detail, values: Sequence[ValueChange], called: tuple[str, str]) -> str:
    one, other = called
    if detail.before is None:
        return f"{other}给出含 {detail.after} 个值的代码表，{one}没有"
    if detail.after is None:
        return f"{one}给出含 {detail.before} 个值的代码表，{other}没有"
    lead = f"{one}有 {detail.before} 个值，{other}有 {detail.after} 个值"
    if detail.before == detail.after:
        lead = f"两者均有 {detail.after} 个值"
    words = {
        "added": f"仅{other}有",
        "removed": f"仅{one}有",
        "relabelled": "含义不同",
        "recoded": "代码不同",
    }
    parts = []
    for kind in KINDS:
        those = [value for value in values if value.kind == kind]
        if those:
            more = f"等 {len(those)} 个" if len(those) > _MOST else ""
            parts.append(f"{words[kind]}：{'、'.join(map(_value, those[:_MOST]))}{more}")
    return f"{lead}（{'；'.join(parts)}）"


def _value(value: ValueChange) -> str:
    before, after = value.before, value.after
    if before is None or after is None:
        found = after or before
        return quoted(code_said(found)) if found else ""
    if value.kind == "relabelled":
        return f"{after.code} 由{quoted(before.label)}改为{quoted(after.label)}"
    return f"{quoted(after.label or after.code)} 由 {before.code} 改为 {after.code}"


def _of_clause(change: Change, called: tuple[str, str]) -> str:
    sides = [
        _clause_said(side, called[which]) for which, side in enumerate((change.before, change.after)) if side
    ]
    if len(sides) == 2:  # both editions have it
        return "；".join(sides) + "。"
    return f"{sides[0]}；{called[1 if change.after is None else 0]}中没有此条款。"


def _clause_said(side: Side, called: str) -> str:
    force = FORCE.get(side.says.partition("clause ")[2], "载明")
    at = f" {side.place} " if side.place else ""
    return f"{called}{at}{force}：{quoted(side.evidence.quote)}"
