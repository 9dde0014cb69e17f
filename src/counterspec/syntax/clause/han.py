"""Chinese words that oblige or allow, told from words that merely hold their characters (响应, 可靠, 功能).

Chinese has no spaces, so a text is cut from left to right: at each place the longest known word wins, and a
modal counts only where it is a word of its own.
"""

from __future__ import annotations

import re

_WORDS = (
    # 应
    "相应 适应 响应 反应 效应 供应 感应 呼应 回应 顺应 照应 策应 报应 因应 应答 应变 应力 应届 应聘 应征 应邀 "
    "应诉 应酬 "
    "应运 应声 应承 应允 应战 应验 应激 应收款 应收账款 应付款 应付账款 应税 应纳税 应发工资 应得 应到 应急 "
    "应有尽有 一应俱全 有求必应 "
    "应标 应招 应对措施 应对能力 应对方案 应对策略 应对突发 应对风险 应对机制 有效应对 积极应对 妥善应对 应有的 理应得 "
    # 可
    "可靠 可行 可信 可变 可控 可编程 可逆 可持续 可移动 可见 可视 可燃 可调 可维护性 可扩展性 可扩展的 "
    "可追溯性 可溯源 许可 认可 可疑 "
    "可爱 可惜 可是 可观 可读 可写 可执行文件 可执行程序 可达 可知 可怕 可贵 可比 可操作性 可选项 可选值 "
    "可重复性 可重构 可用性 可用的 "
    "可用率 可用带宽 可用容量 可用空间 可用频率 可再生 可溶 可降解 可燃物 可拆卸 可更换的 可插拔 可充电 "
    "可视化 可穿戴 可寻址 可卡因 "
    "宁可 尚可 认可度 许可证 不可靠 不可见 不可逆 不可抗力 不可分割 不可用 不可预见 不可撤销 不可控 不可或缺 "
    "必不可少 缺一不可 "
    "可交付 可接受的 可计量 可测 可燃气体 可编辑 可移植性 可互换 可兼容性 可比性 可靠性 无可 方可 即可 "
    # 宜
    "适宜 便宜 事宜 权宜 时宜 相宜 合宜 因地制宜 宜昌 宜宾 宜春 宜家 宜居 宜兴 宜人 宜州 宜阳 宜章 宜城 宜都 "
    # 能
    "功能 智能 性能 能力 能源 能量 节能 能耗 能见度 效能 职能 技能 电能 动能 势能 太阳能 核能 机能 体能 才能 "
    "潜能 全能 万能 赋能 能级 "
    "能效 能动 能人 能手 能谱 能带 新能源 光能 热能 风能 产能 储能 耗能 使能 能否 可能性 低能 高能 人工智能 "
    "性能指标 多能 能干 能效比 "
    "本能 官能 异能 内能 化学能 生物质能 冲击能 "
    # 须, 需
    "须知 胡须 触须 须根 须眉 需求 按需 所需 需方 供需 内需 军需 刚需 急需 "
    # 要求, 推荐, 建议, 允许, 支持, 优先
    "要求书 推荐性 推荐值 推荐信 推荐人 推荐算法 推荐标准 推荐目录 推荐系统 合理化建议 建议书 建议稿 允许误差 "
    "允许偏差 允许值 允许范围 "
    "允许的 最大允许 允许误差范围 技术支持 支持向量 支持者 政策支持 资金支持 售后支持 支持政策 支持中小企业 "
    "支持监狱 支持创新 "
    "优先级 优先权 优先采购 必需品 必要性 必要条件 不得不 不能不 具体 具备条件的 "
).split()

_LIMIT = (
    r"不(?:应|得|宜|能|可)(?=大于|小于|低于|高于|超过|超出|少于|多于|晚于|早于|短于|长于|超|劣于|迟于|"
    r"为空|缺失|空白|缺项)"
)
"""A limit, or that something must not be missing, is a demand in the form of a ban."""

_COMMON: tuple[tuple[str, str], ...] = (
    ("R-", r"不应当?|不得|不准许?|严禁|禁止|不允许|不许|切勿|不应该"),
    ("P0", r"可不(?!能)|不必|无须|毋须|无需|不需要?|不要求|不强制|不作强制"),
    ("C-", r"不宜|不推荐|不建议"),
    (
        "R+",
        r"应当|应该|应(?!用)|应(?=用(?:于|不|中文|汉字|黑|红))|必须|只准许|只允许|须|必需|务必|需要|需(?=[^求方量])",
    ),
    ("C+", r"宜|推荐|建议|鼓励|提倡"),
    ("K", r"能够|可能|不能|不可能|能"),
    ("P", r"可以|允许|准许|可"),
)
_TENDER: tuple[tuple[str, str], ...] = (
    ("R-", r"不应当?|不得|不准许?|严禁|禁止|不允许|不许|切勿|不可|不能|不接受"),
    ("P0", r"可不(?!能)|不必|无须|毋须|无需|不需要?|不要求|不强制|不限于?"),
    ("C-", r"不宜|不推荐|不建议"),
    ("R+", r"应当|应该|应(?!用)|应(?=用(?:不少于|中文|汉字|黑色|红色|阿拉伯))|必须|须|务必|需要|需(?=[^求方量])|"
           r"(?<![术能量务本规般全他和的及合])要求(?=投标|供应|卖方|乙方|中标|系统|设备|产品|具有|具备|提供|满足|支持|能)"),
    ("C+", r"宜|推荐|建议|最好|优先"),
    ("K", r"支持|具备|具有|可实现|可支持|可提供|能够|可能|能"),
    ("P", r"可以|允许|准许|可"),
)  # fmt: skip

NAMES = {"R+": "Rp", "R-": "Rm", "C+": "Cp", "C-": "Cm", "P": "P", "P0": "P0", "K": "K", "X": "X"}


def pattern(kind: str) -> str:
    """Return the expression for Chinese of one kind of text ("standard", "tender"), words before modals."""
    words = "|".join(sorted(map(re.escape, set(_WORDS)), key=len, reverse=True))
    modals = _TENDER if kind == "tender" else _COMMON
    # 不可 is no form of a standard's ban (GB/T 1.1), so there its strength stays unknown.
    unknown = "" if kind == "tender" else "|(?P<none>不可(?!能))"
    parts = "|".join(f"(?P<{NAMES[strength]}>{words})" for strength, words in modals)
    return f"(?P<Rp0>{_LIMIT})|(?:{words}|对应(?!当|予|在))(?P<word>){unknown}|{parts}"
