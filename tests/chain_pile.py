"""A pile of invented tenders and standards that cite each other, as many as one asks for, for chains of any number."""

from __future__ import annotations

import random
from pathlib import Path

_PLACES = "漾湖 示河 例州 里甲 样川 拟山 虚原 设江 假城 喻溪 譬岭 仿浦 构坪 想滩 试港 比塘".split()
_KINDS = ("市", "县", "区")
_FIELDS = (
    ("EthnCode", "民族"), ("Race", "种族"), ("Religion", "宗教信仰"), ("SkinColor", "肤色"),
    ("NativePlace", "籍贯"), ("Accent", "口音"), ("PoliticalStatus", "政治面貌"), ("HeadCover", "头饰"),
    ("NationCode", "国籍"), ("Disability", "残疾情况"), ("KeyPerson", "重点人员"), ("DetaineeFlag", "在押人员"),
)  # fmt: skip
_CLAUSES = (
    "投标产品的数据项应符合 {} 的规定。",
    "投标产品的数据项宜符合 {} 的规定。",
    "数据项可参照 {} 或同等标准执行。",
    "平台应满足 {} 第4章的要求。",
)
"""Strict, recommended, by choice, of a part."""


def chain_pile(folder: Path, *, tenders: int, standards: int, fields: int = 7, seed: int = 4) -> Path:
    """Write tenders that name a few standards each; every standard defines so many fields, at most twelve."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    numbers = [f"XX/T {9400 + nth}—{2021 + nth % 11}" for nth in range(standards)]
    for nth, number in enumerate(numbers):
        held = sorted(chance.sample(_FIELDS, min(fields, len(_FIELDS))))
        drafters = chance.sample(range(max(4, standards // 2)), 3)
        later = [other for other in numbers[nth + 1 : nth + 4] if chance.random() < 0.2]
        text = _standard(nth, number, held, [_maker(one) for one in drafters], later)
        (folder / f"s{nth:04}.html").write_text(text, "utf-8")
    for nth in range(tenders):
        # A few standards are in most tenders, as in life.
        named = sorted({int(standards * chance.random() ** 2) for _ in range(chance.randint(1, 4))})
        clauses = [chance.choice(_CLAUSES).format(numbers[one]) for one in named]
        (folder / f"t{nth:04}.html").write_text(_tender(nth, clauses), "utf-8")
    return folder


def _place(nth: int) -> str:
    return _PLACES[nth % len(_PLACES)] + _KINDS[nth // len(_PLACES) % len(_KINDS)]


def _maker(nth: int) -> str:
    return f"{_place(nth)}例{'甲乙丙丁戊己庚辛'[nth % 8]}智能科技有限公司"


def _standard(
    nth: int, number: str, fields: list[tuple[str, str]], drafters: list[str], cited: list[str]
) -> str:
    year = number.rpartition("—")[2]
    rows = "".join(
        f"<tr><td>{row}</td><td>{name}</td><td>{label}</td><td>string</td><td>{'MOC'[(nth + row) % 3]}</td>"
        "<td></td></tr>"
        for row, (name, label) in enumerate(fields, 2)
    )
    more = "".join(f"<p>4.{place} 数据还应符合 {one} 的规定。</p>" for place, one in enumerate(cited, 2))
    return (
        f"<html><body><p>漾湖市公共视频技术标准</p><p>{number}</p>"
        f"<h1>公共视频信息系统 第{nth + 1}号数据项</h1><p>{year}-03-02 发布</p><p>{year}-07-01 实施</p>"
        f"<h2>前言</h2><p>本标准起草单位：{'、'.join(drafters)}。</p>"
        "<h2>1 范围</h2><p>本标准规定了人员对象的数据项。</p>"
        f"<h2>4 要求</h2><p>4.1 人员对象的数据项应符合表1的规定。</p>{more}"
        "<table><caption>表1 人员对象数据项</caption>"
        "<tr><th>序号</th><th>标识符</th><th>中文名称</th><th>类型</th><th>必选/可选</th><th>说明</th></tr>"
        "<tr><td>1</td><td>PersonId</td><td>人员标识</td><td>string</td><td>M</td><td>唯一标识</td></tr>"
        f"{rows}</table></body></html>"
    )


def _tender(nth: int, clauses: list[str]) -> str:
    place = _place(nth * 7)
    said = "".join(f"<p>3.{at} {clause}</p>" for at, clause in enumerate(clauses, 1))
    return (
        f"<html><body><h1>招标文件</h1><p>项目编号：{'YSLG'[nth % 4]}H-{2030 + nth % 3}-{nth:04}</p>"
        f"<p>采购人：{place}公共视频管理中心</p><p>{2030 + nth % 3}年{1 + nth % 12}月{1 + nth % 27}日</p>"
        f"<h2>第三章 采购需求</h2>{said}</body></html>"
    )
