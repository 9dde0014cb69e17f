"""Laws and decrees that have a number: Chinese orders, acts of the European Union, codes of the United States."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, Family, Form, Grammar

_HAN = r"[\u4e00-\u9fff]"


_ENGLISH = {
    "Règlement": "Regulation", "Verordnung": "Regulation", "Reglamento": "Regulation",
    "Regolamento": "Regulation", "Regulamento": "Regulation", "Richtlinie": "Directive",
    "Directiva": "Directive", "Direttiva": "Directive", "Diretiva": "Directive", "Décision": "Decision",
}  # fmt: skip
_ACTS = ("Regulation", "Directive", "Decision", *_ENGLISH)


def _order(match: re.Match[str]) -> Form:
    body = f"{match['who']}令"
    return Form(f"{body}第{match['num'] or match['num2']}号", None, body, "law")


def _european(match: re.Match[str]) -> Form:
    kind = _ENGLISH.get(match["kind"], match["kind"])
    union = f" ({match['union']})" if match["union"] else ""
    return Form(f"{kind}{union} {match['num']}", None, "EU", "law")


def _code(match: re.Match[str]) -> Form:
    section = f" § {match['section']}" if match["section"] else ""
    return Form(f"{match['title']} {match['code'].replace('.', '')}{section}", None, "US", "law")


def _public_law(match: re.Match[str]) -> Form:
    return Form(f"Public Law {match['num']}", None, "US", "law")


_BODIES = (
    "国务院", "主席", "财政部", "公安部", "工业和信息化部", "国家发展和改革委员会", "国家发展改革委",
    "国家市场监督管理总局", "商务部", "住房和城乡建设部", "交通运输部", "教育部", "司法部", "民政部",
    "国家互联网信息办公室", "国家认监委", "卫生部",
)  # fmt: skip
_GRAMMARS = (
    Grammar(
        ("国令", *_BODIES),
        re.compile(rf"(?P<who>国(?=令)|{'|'.join(_BODIES)}){_HAN}{{0,2}}(?:[ ]?令[ ]?第?[ ]?"
                   rf"(?P<num>\d{{1,4}})[ ]?号|[ ]?第?[ ]?(?P<num2>\d{{1,4}})[ ]?号{_HAN}{{0,2}}令)"),
        _order,
    ),
    Grammar(
        _ACTS,
        re.compile(
            rf"{ALONE}(?P<kind>{'|'.join(_ACTS)})"
            r"[ \n](?:\((?P<union>EU|EC|EEC|UE|CE|EG|Euratom|EURATOM)\)[ ])?(?:N[o°º.]{1,2}[ ]?|Nr\.[ ])?"
            r"(?P<num>\d{2,4}/\d{1,4}(?:/(?:EC|EU|EEC|CE|UE|EG))?)(?![\d/])"
        ),
        _european,
    ),
    Grammar(
        (),
        re.compile(
            r"(?<![\w.])(?P<title>\d{1,2})[ ](?P<code>U\.S\.C\.?|USC|CFR|C\.F\.R\.?)[ ]?(?:(?:§{1,2}|Part|"
            r"Section|Sec\.)?[ ]?(?P<section>\d{1,5}[a-z]{0,2}(?:[.-]\d{1,4}[a-z]?)?))?"
        ),
        _code,
        ("U.S.C", "USC", "CFR", "C.F.R"),
    ),
    Grammar(
        ("Public Law", "Pub. L.", "Pub.L."),
        re.compile(r"(?:Public Law|Pub\.[ ]?L\.)[ ](?:No\.[ ])?(?P<num>\d{2,3}-\d{1,4})"),
        _public_law,
    ),
)  # fmt: skip

ENTRY = Family("laws", _GRAMMARS)
