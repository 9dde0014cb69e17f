"""The words that Chinese sentences of chains are made of."""

from __future__ import annotations

from counterspec.link.binding import Bonds
from counterspec.link.standing import Kind

BONDS = Bonds(
    clause={
        "R+": "要求", "R-": "禁止", "X": "他处规定的义务", "K": "能力陈述", None: "力度未表明", "C+": "推荐",
        "P": "允许", "D": "陈述", "C-": "不推荐", "P0": "不要求",
    },
    form={
        "choice": "择一引用", "normative_list": "列于引用文件中", "mention": "仅提及", "bibliography": "仅列于参考文献",
    },
    field={"required": "字段必选", "conditional": "字段条件必选", "optional": "字段可选", None: "字段；未说明是否必选"},
    thing={"enum": "代码表", "member": "代码值", "record": "记录类型"},
    acting={"function": "函数", "condition": "条件", "enum": "代码表", "member": "代码值", "record": "记录类型",
            "field": "字段", "parameter": "参数"},
    strict="严格引用，{words}",
    part_open="严格引用，{words}，未指明部分",
    partial="部分引用（{named}），{words}",
    prohibited="在禁止性规定中引用",
    counted="计入评审",
    proposed="草案中的提案，{words}",
    by_clause="条款：{words}",
    informative="在资料性附录中",
    defines="其定义的{thing}",
    none_marked="各环节均不弱于带标记的要求",
    none_weaker="各环节均不弱于要求",
)  # fmt: skip
NOUNS = {
    "tender": "采购文件", "contract": "合同", "law": "法律法规", "certification rule": "认证规则", "guideline": "指南",
    "catalogue": "目录", "standard": "标准", "patent application": "专利申请", "patent grant": "授权专利",
    "manual": "手册", "notice": "公告", "data card": "数据卡片", "statement": "声明",
}  # fmt: skip
"""What a requiring document is called, by its kind; any other is a document."""
MUST = {
    "tender": "投标人须提供符合 {} 的产品",
    "contract": "供应商须交付符合 {} 的产品",
    "law": "受其约束者须符合 {}",
    "certification rule": "获得认证的产品须符合 {}",
    "guideline": "依其建设的项目须符合 {}",
    "catalogue": "列入其中的产品须符合 {}",
    "standard": "声称符合本标准者也须符合 {}",
}
"""Whom a requirement binds, where the kind of document shows it."""
NOT_SHOWN = {
    "tender": "中标、交付、使用",
    "contract": "交付、使用",
    "law": "是否得到遵守、使用",
    "certification rule": "证书、使用",
    "guideline": "项目、使用",
    "catalogue": "采购、使用",
}
NOT_SHOWN_ELSE = "产品、使用"
TURNS: dict[str | None, str] = {
    "R+": "{who}要求符合 {what}",
    "R-": "{who}在一项禁止性规定中提及符合 {what}",
    "C+": "{who}推荐符合 {what}",
    "C-": "{who}不推荐符合 {what}",
    "P": "{who}允许符合 {what}",
    "P0": "{who}不要求符合 {what}",
    "K": "{who}称系统能够符合 {what}",
    "D": "{who}描述了对 {what} 的符合",
    "X": "{who}指向他处规定的符合 {what} 的义务",
    None: "{who}谈及符合 {what}，其措辞的力度未表明",
    "normative_list": "{who}在其引用文件中列出 {what}",
    "bibliography": "{who}在其参考文献中列出 {what}",
    "mention": "{who}提及 {what}",
}
"""How a document cites another: by the strength of the clause, else by the form."""
FORMS = {
    "strict": "严格引用", "partial": "引用其一部分", "choice": "择一引用", "normative_list": "引用文件清单",
    "mention": "提及", "bibliography": "参考文献",
}  # fmt: skip
ANNEXES = {"normative": "附录自称为规范性附录", "informative": "附录自称为资料性附录"}
PURPOSE = "发现所载的目的：{}。"
KINDS: dict[Kind, str] = {
    "recommended": "依其编号（“/T”）为推荐性标准：有约束力的是引用它的条款，而非标准自身。"
    "推荐性标准可含必选字段，强制性标准也可含可选字段。",
    "guidance": "依其编号（“/Z”）为指导性技术文件：有约束力的是引用它的条款，而非该文件自身。",
    "mandatory": "依其编号为强制性标准，无论由何者引用。",
    "association": "依其编号（“T/”）为团体标准：自身为自愿采用。",
    "enterprise": "依其编号（“Q/”）为企业标准：对声明采用者有约束力。",
    "voluntary": "依其机构规则为自愿采用的标准：有约束力的是引用它的条款，而非标准自身。",
    "sector": "为编号不带“/T”的行业标准：发布时为强制性。"
    "现在是否仍为强制性，其编号未表明；自 2018 年起行业标准均为推荐性。",
}
"""How binding a standard is by its number."""
