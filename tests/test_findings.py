# ruff: noqa: E501  (samples stand on one line each)
"""Short files beside what they must and must not give: each was once read wrongly, or stands for a kind of case."""

import hashlib
from functools import cache

import pytest

from counterspec.findings.statements import closed
from counterspec.model import Source
from counterspec.pipeline import Setup, run

CASES: dict[str, tuple[str, str, set[tuple[int, str]]]] = {
    "values outrank the name": (
        "a.sql",
        "CREATE TABLE arrested_person (\n surname text,\n complexion varchar(9) CHECK (complexion IN ('White','Black','Asian'))\n);",
        {(3, "origin.race")},
    ),
    "colours of a shirt are colours": (
        "a.sql",
        "CREATE TABLE person (\n surname text,\n shirt varchar(9) CHECK (shirt IN ('White','Black','Red'))\n);",
        set(),
    ),
    "an object inside an object is a scope of its own": (
        "a.ts",
        "interface Order {\n customer: { surname: string; race: string };\n horse: { race: string; breed: string };\n}",
        {(2, "origin.race")},
    ),
    "a list of weak values under a name that says it": (
        "a.h",
        "enum Race { WHITE = 1, BLACK = 2, ASIAN = 3 };\n",
        {(1, "origin.race")},
    ),
    "a list in a function is not what the function gives": (
        "a.py",
        'class Voter:\n    surname: str\n\ndef load(self):\n    codes = {"White": 0, "Black": 1, "Indian": 2}\n    return 1\n',
        set(),
    ),
    "a shared prefix is no value": (
        "a.h",
        "enum op { DIAG_FTM_NOP, DIAG_FTM_JMP, DIAG_FTM_AUTO };\n",
        set(),
    ),
    "an example is not the field": (
        "a.sql",
        "CREATE TABLE student (\n xm varchar(9) COMMENT '姓名',\n byyx varchar(60) COMMENT '毕业院校，如“东江民族大学”'\n);",
        set(),
    ),
    "declared text outranks the name": (
        "a.java",
        "/** 人员 */\nclass Person {\n  /** 民族 */\n  private String nationality;\n}\n",
        {(4, "origin.ethnicity")},
    ),
    "the baseline of a glyph is nobody's descent": (
        "a.h",
        "/* what the user sees */\nstruct glyph { int ascent; int descent; /* baseline to bottom edge */ };\n",
        set(),
    ),
    "escaped keys are read": (
        "a.json",
        '{"surname": 1, "\\u6c11\\u65cf\\u4ee3\\u7801": 1}',
        {(1, "origin.ethnicity.registered")},
    ),
    "a sentence needs a person and words for the rung in the clause": (
        "a.txt",
        "系统应支持按民族对人员进行检索。\n本单位包括具有劳动意愿的精神残疾人。\n",
        {(1, "origin.ethnicity")},
    ),
    "a condition names the circumstance, not what the field holds": (
        "a.html",
        "<table><caption>表1 人员对象数据项</caption><tr><th>序号</th><th>标识符</th><th>中文名称</th><th>类型</th>"
        "<th>长度</th><th>必选/可选</th><th>说明</th></tr>\n"
        "<tr><td>1</td><td>SkinClr</td><td>肤色</td><td>string</td><td>1</td><td>C</td><td>民族未知时必选</td></tr>\n"
        "<tr><td>2</td><td>Name</td><td>姓名</td><td>string</td><td>9</td><td>M</td><td></td></tr></table>",
        {(2, "origin.skin_colour")},
    ),
    "a prohibition": (
        "a.md",
        "# Rules\n\nThe religion of a person shall not be recorded.\n",
        {(3, "belief.religion")},
    ),
}


@cache
def setup() -> Setup:
    return Setup()


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    name, text, expected = CASES[case]
    data = text.encode()
    work = run(Source(name, data, hashlib.sha256(data).hexdigest(), name), setup())
    assert not [problem for problem in work.problems if problem.lost]
    protected = {
        (f.evidence.line or 0, f.concept) for f in work.findings if f.grade == "finding" and f.tier in "ABD"
    }
    assert protected == expected


FACETS: dict[str, tuple[str, str, set[tuple[str, str | None]]]] = {
    "what a type is said to be is said in brackets": (
        "a.h",
        "/* 民族属性（识别结果） */\ntypedef enum K_ETHN { K_ETHN_UNKNOWN = 0, K_ETHN_YANG = 1 } K_ETHN;\n",
        {("L4", None)},
    ),
    "a purpose says more than that figures are added up": (
        "a.schema.json",
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "description": "Equality '
        'monitoring of staff; statistics only.", "properties": {"surname": {}, "ethnicGroup": {"type": "string"}}}',
        {("L1", "equality_monitoring")},
    ),
    "that figures are added up is better than nothing": (
        "a.schema.json",
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "description": "Kept for '
        'statistics only.", "properties": {"surname": {}, "ethnicGroup": {"type": "string"}}}',
        {("L1", "aggregate_statistics")},
    ),
    "a function that is called alerts nobody": (
        "a.md",
        "# Gates\n\nThe system shall record the ethnicity of each person <script>alert(1)</script>.\n\n"
        "The person's ethnicity: alert('x'), alert(), notify(window.top).\n",
        {("L3", None), ("L0", None)},
    ),
    "an alarm with its kinds in brackets is one": (
        "a.md",
        "# Gates\n\nThe system shall raise an alert(sound, light) on the ethnicity of a person.\n",
        {("L6", "alert_trigger")},
    ),
}


@pytest.mark.parametrize("case", FACETS)
def test_facets(case: str) -> None:
    name, text, expected = FACETS[case]
    data = text.encode()
    work = run(Source(name, data, hashlib.sha256(data).hexdigest(), name), setup())
    assert {(f.act, f.purpose) for f in work.findings if f.concept == "origin.ethnicity"} == expected


PURPOSES = {
    "a name that names the attribute states no purpose": (
        "CREATE TABLE person (person_id INT, surname TEXT, watchlist_flag INT);", None
    ),
    "a comment that says what it is for does": (
        "CREATE TABLE person (person_id INT, surname TEXT, watchlist_flag INT -- for sanctions screening\n);", "watchlist"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PURPOSES)
def test_purpose_of_a_list_of_persons(case: str) -> None:
    text, expected = PURPOSES[case]
    data = text.encode()
    work = run(Source("a.sql", data, hashlib.sha256(data).hexdigest(), "a.sql"), setup())
    [found] = [f for f in work.findings if f.evidence.quote == "watchlist_flag"]
    assert (found.tier, found.purpose) == ("D", expected)


@pytest.mark.parametrize(
    ("quote", "ends"),
    [
        ("ethnicity", "“ethnicity”."), ("The ethnicity is kept.", "“The ethnicity is kept.”"), ("民族必填。", "“民族必填。”"),
        ("It says: “Record the religion.”", "“It says: “Record the religion.””"), ("“religion”", "““religion””."),
        ("the religion of …", "“the religion of …”"),
    ],
)  # fmt: skip
def test_a_sentence_that_ends_in_a_quote_has_one_full_stop(quote: str, ends: str) -> None:
    assert closed(quote, ".") == ends


def test_a_statement_does_not_end_twice() -> None:
    data = b"The system shall record the ethnicity of each person.\n"
    work = run(Source("a.md", data, hashlib.sha256(data).hexdigest(), "a.md"), setup())
    [finding] = work.findings
    assert finding.statement.partition(" Not shown:")[0].endswith(
        "“The system shall record the ethnicity of each person.”"
    )
