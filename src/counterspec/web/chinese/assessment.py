"""The sentence of an assessment in Chinese: what matches, what does not, what nobody examined.

The elements themselves are in the rule's own English words; they stand above the sentence, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterspec.model import Assessment, Evidence, Grade, OnDate
from counterspec.web.chinese.finding import place

WHICH = {"document": "文件日期", "applies": "文件自述实施日期", "use": "所述使用日期", "today": "今天"}
STATE = {"in force": "已生效", "not yet": "尚未生效", "no longer": "已失效", "unknown": "是否生效不详"}
_NOT_SAID = "以上仅列出要件，不对合法与否作任何表述。"


def statement(one: Assessment, called: str, evidence: Evidence, grade: Callable[[Grade], str]) -> str:
    """Return the sentence; `called` names the document, `grade` returns what the grade of a rule means."""
    shown, missing = len(one.shown), len(one.not_shown)
    parts = [f"{called}，{place(evidence)}：{_matches(one, shown, missing)}。"]
    if shown or missing:
        parts.append(f"已表明 {shown} 项，未表明 {missing} 项，分列于上。")
    if one.exceptions:
        count = len(one.exceptions)
        parts.append(f"例外 {'1' if count == 1 else f'1 至 {count}'} 未经本工具审查。")
    parts.append(_link(one))
    parts.append(_in_force(one.dates))
    parts.append(f"核实等级 {one.grade}：{grade(one.grade)}。{_NOT_SAID}")
    return "".join(parts)


def _matches(one: Assessment, shown: int, missing: int) -> str:
    count = shown + missing
    if not count:
        return f"{one.cite} 没有可与发现对照的要件"
    if one.needs == "any":
        return f"{'与' if shown else '未表明与'} {one.cite} 的某一择一文本要件相符"
    if missing and shown:
        return f"与 {one.cite} 的部分文本要件相符，其余未表明"
    if missing:
        return f"未表明与 {one.cite} 的任何文本要件相符"
    return f"与 {one.cite} 的{'唯一' if count == 1 else f'全部 {count} 项'}文本要件相符"


def _link(one: Assessment) -> str:
    if one.territory is not None:
        return "与其法域的联系见上。"
    return "仅作参照：未表明与其法域的联系。" if one.link else "仅作参照。"


def _in_force(dates: Sequence[OnDate]) -> str:
    """Return the states on the dates that are known, those that say the same together."""
    by_state: dict[str, list[str]] = {}
    for on in dates:
        if on.date is not None:
            by_state.setdefault(on.state, []).append(f"{WHICH[on.which]}（{on.date}）")
    said = [f"{'、'.join(which)}{STATE[state]}" for state, which in by_state.items()]
    return f"该规则：{'；'.join(said)}。" if said else ""
