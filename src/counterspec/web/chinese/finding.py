"""The sentence of a finding in Chinese: what the document says, and what it does not show."""

from __future__ import annotations

import re

from counterspec.casework.party_page import Claim
from counterspec.findings.statements import closed
from counterspec.model import Added, Evidence, Finding, Says

OBLIGATION = {"required": "必选", "optional": "可选", "conditional": "条件必选"}
THING = {
    "field": "字段", "parameter": "参数", "record": "记录类型", "enum": "代码表", "function": "函数",
    "condition": "条件", "member": "代码值",
}  # fmt: skip
FORMS = {
    "forbids-holding": "禁止保存“{label}”",
    "lists-value": "列出“{label}”的一个取值",
    "defines-value": "定义“{label}”的一个取值",
    "defines-rule": "定义一条由“{label}”触发的规则",
    "defines-search": "定义按“{label}”的检索、筛选或排序",
    "defines-output": "定义一项给出“{label}”的输出",
    "fills": "以“{label}”填写一个字段",
    "demands-if": "在一定条件下要求填写一个关于“{label}”的字段",
    "defines-list": "定义一个{thing}，其取值是“{label}”的列表",
    "defines": "为“{label}”定义一个{thing}",
    "mentions": "提及“{label}”",
    "forbids": "作出一项涉及“{label}”的禁止性规定",
    "forbids-if": "作出一项附条件的、涉及“{label}”的禁止性规定",
    "application-claims": "该申请在权利要求中主张{doing}",
    "application-describes": "该申请描述{doing}",
    "grant-claims": "该授权专利在权利要求中主张{doing}",
    "grant-describes": "该授权专利描述{doing}",
    "marks": "以 {mark} 标示{doing}，{meaning}",
    "can": "称系统能够{doing}",
    "cannot": "称系统不能{doing}",
    "requires": "要求{doing}",
    "prohibits": "在一项禁止性规定中提到{doing}",
    "recommends": "推荐{doing}",
    "advises-against": "不推荐{doing}",
    "allows": "允许{doing}",
    "does-not-require": "不要求{doing}",
    "describes": "描述{doing}",
    "refers": "指向他处规定的义务：{doing}",
    "speaks": "谈及{doing}",
}
"""The short sentence by the name of its form, without its stop."""
_DOING = {
    "L1": "保存“{label}”",
    "L2": "支持“{label}”",
    "L3": "记录“{label}”",
    "L4": "识别或推断“{label}”",
    "L5": "按“{label}”检索、分类或统计人员",
    "L6": "因“{label}”预警或采取行动",
    "search": "按“{label}”检索人员",
    "sort": "按“{label}”对人员分类",
    "count": "按“{label}”统计人员",
}
_MARKED = {"R+": "按其自身图例为实质性要求", "C+": "按其自身图例计入评审"}
_NOT_SHOWN = {"LX": "未表明：该禁止是否得到遵守。", "L0": "未表明：有任何内容被记录。"}
_NOT_SHOWN_ELSE = "未表明：实际使用、部署、该字段是否填写。"
_NOT_SHOWN_PATENT = "未表明：有产品，以及其使用。"
_CELL = re.compile(r"![A-Z]{1,3}\d+$")
_PATENTS = ("patent application", "patent grant")


def summary(finding: Finding, says: Says, label: str) -> str:
    """Return the short sentence, without its stop."""
    element = finding.element
    thing = THING.get(finding.about, "")
    if element is not None and element.obligation:
        thing = OBLIGATION[element.obligation] + thing
    said = FORMS[says.form].format(
        label=label, thing=thing, doing=_doing(finding.act, says).format(label=label), mark=says.mark or "",
        meaning=_meaning(says, finding.strength),
    )  # fmt: skip
    return f"{said}（{added_said(finding.added)}）" if finding.added else said


def _doing(act: str, says: Says) -> str:
    doing = _DOING.get(says.deed or act, "")
    return f"支持{doing}" if says.supported and act != "L2" else doing


def added_said(added: Added) -> str:
    """Return who says so where no rule does."""
    return f"由 {added.by} 于 {added.at[:10]} 人工添加"


def _then(added: Added | None) -> str:
    """Return what the words were when somebody added the finding, where they or their sentence read otherwise now."""
    return f"（当时此处为“{' '.join(added.was.split())}”）" if added and added.was is not None else ""


def _meaning(says: Says, strength: str | None) -> str:
    if says.mark_means is None:
        return "但未说明该标记的含义"
    return f"{_MARKED.get(strength or '', '其图例为')}（“{says.mark_means}”）"


def statement(finding: Finding, says: Says, label: str) -> tuple[str, str]:
    """Return the full sentence, and what is not shown."""
    patent = finding.document_kind in _PATENTS
    place = [_place(finding)]
    if says.section:
        place.append(f"权利要求 {says.section}" if patent and says.section.isdigit() else says.section)
    where = "，".join((_named(finding, says), *place))
    unknown = _NOT_SHOWN.get(finding.act, _NOT_SHOWN_PATENT if patent else _NOT_SHOWN_ELSE)
    said = summary(finding, says, label) + _then(finding.added)
    return f"{where}：{said}：{closed(says.quote, '。')}", unknown


def _place(finding: Finding) -> str:
    evidence = finding.evidence
    if evidence.page and _CELL.search(evidence.locator or ""):
        return f"单元格 {evidence.locator}"
    return place(evidence) + ("（图像识别文本）" if evidence.page and evidence.confidence is not None else "")


def place(evidence: Evidence) -> str:
    """Return where a quote stands."""
    return f"第 {evidence.page} 页" if evidence.page else f"第 {evidence.line} 行"


def _named(finding: Finding, says: Says) -> str:
    parts = [finding.document_number or finding.document_title or finding.file]
    if says.edition:
        parts.append(f"{says.edition} 版")
    if finding.document_date:
        parts.append(finding.document_date)
    shown = "，".join(parts)
    if says.stage and says.stage not in shown:
        shown = f"{shown}（{says.stage}）"
    return f"草案 {shown}" if says.draft else shown


def claim(claim: Claim, role: str) -> str:
    """Return the sentence that a document names an organisation in a role, and no more."""
    among = f"（所列 {claim.of} 家中的第 {claim.nth} 家）" if claim.of > 1 else ""
    party = claim.place.party
    where = f"{claim.called}，{claim.place.date or '无日期'}，{place(party.evidence)}"
    return f"{where}，将 {party.name} 列为{role}{among}。"
