"""Two documents held against each other: what differs, all of it and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from counterspec.findings.evidence import verify
from counterspec.link.editions import Edition, compare
from counterspec.model import (
    Change,
    Comparison,
    Declaration,
    Document,
    Note,
    Page,
    Recognition,
    Source,
    Span,
    Wishes,
    Word,
)
from counterspec.pipeline import Setup, Work, finished, run
from tests.conftest import ROOT
from tests.document_building import docx, paragraph, word_table, xlsx
from tests.drawn_pages import drawn

CASES = ROOT / "tests" / "cases" / "diff"
IDS = sorted(folder.name for folder in CASES.iterdir())


@cache
def setup() -> Setup:
    return Setup()


def edition(name: str, data: bytes | str) -> Edition:
    data = data.encode() if isinstance(data, str) else data
    source = Source(name, data, hashlib.sha256(data).hexdigest(), name, Wishes(whole=True, thorough=True))
    work = run(source, setup())
    assert work.document is not None, work.problems
    return Edition(work.document, work.declarations, work.findings, work.problems, name)


def of_document(document: Document) -> Edition:
    """Return what is made of a document that was drawn."""
    source = Source(document.path, b"", document.sha256, document.path)
    work = finished(Work(source, document), setup())
    assert work.document is not None
    return Edition(work.document, work.declarations, work.findings, (), document.path)


def held(before: Edition, after: Edition) -> Comparison:
    return compare(before, after, {c.id: c.label for c in setup().concepts.values()})


def shown(change: Change) -> dict[str, object]:
    """Return what expected results say of a difference."""
    signs = {"added": "+", "removed": "-", "relabelled": "~", "recoded": "~"}
    values = []
    for value in change.values:
        sides = [
            " ".join(filter(None, (code.code, code.label))) for code in (value.before, value.after) if code
        ]
        values.append(f"{signs[value.kind]} {' > '.join(sides)}")
    made = {
        "kinds": list(change.kinds), "subject": change.subject, "was": change.was, "concepts": list(change.concepts),
        "values": values, "condition": change.after.condition if change.after else None,
        "gap": [change.gap.place, change.gap.above, change.gap.below] if change.gap else None,
        "unsure": change.unsure is not None,
    }  # fmt: skip
    return {key: value for key, value in made.items() if value}


def sides_of(comparison: Comparison) -> set[tuple[object, ...]]:
    """Return a comparison's differences as they read from either end."""
    made = set()
    for change in comparison.changes:
        places = tuple(side.evidence.span if side else None for side in (change.before, change.after))
        details = frozenset((d.kind, d.before, d.after) for d in change.details if d.kind != "clause")
        values = frozenset((v.kind, v.before, v.after) for v in change.values)
        made.add((frozenset(change.kinds), places, details, values))
    return made


def mirrored(comparison: Comparison) -> set[tuple[object, ...]]:
    turned = {
        "added": "removed",
        "removed": "added",
        "list-widened": "list-narrowed",
        "list-narrowed": "list-widened",
    }
    made = set()
    for kinds, places, details, values in sides_of(comparison):
        made.add((
            frozenset(turned.get(kind, kind) for kind in kinds),  # type: ignore[attr-defined]
            places[::-1],  # type: ignore[index]
            frozenset((turned.get(k, k), b, a) for k, a, b in details),  # type: ignore[attr-defined]
            frozenset((turned.get(k, k), b, a) for k, a, b in values),  # type: ignore[attr-defined]
        ))  # fmt: skip
    return made


def proven(one: Edition, other: Edition, comparison: Comparison) -> None:
    """Check every proof of a comparison against its document."""
    for change in comparison.changes:
        for side, against in ((change.before, one), (change.after, other)):
            for evidence in (side.evidence, *side.more) if side else ():
                verify(against.document, evidence)
        for value in change.values:
            if value.before_at:
                verify(one.document, value.before_at)
            if value.after_at:
                verify(other.document, value.after_at)
        for evidence in change.gap.evidence if change.gap else ():
            verify((one if change.before is None else other).document, evidence)


# -- cases -----------------------------------------------------------------------------------------


def files(name: str) -> tuple[Edition, Edition]:
    both = []
    for side in ("before", "after"):
        file = next((CASES / name).glob(f"{side}.*"))
        both.append(edition(file.name, file.read_bytes()))
    return both[0], both[1]


@pytest.mark.parametrize("name", IDS)
def test_a_case_gives_what_is_written_beside_it(name: str) -> None:
    before, after = files(name)
    found = held(before, after)
    expected = json.loads((CASES / name / "expected.json").read_text("utf-8"))
    assert [shown(change) for change in found.changes] == expected["changes"]
    assert found.same == expected["same"]
    assert list(found.called) == expected["called"]
    assert len(found.notes) == len(expected["notes"])
    for note, words in zip(found.notes, expected["notes"], strict=True):
        assert words in note
    proven(before, after, found)


@pytest.mark.parametrize("name", IDS)
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    for one in files(name):
        assert not compare(one, one).changes


@pytest.mark.parametrize("name", IDS)
def test_the_other_order_tells_the_same(name: str) -> None:
    before, after = files(name)
    assert sides_of(compare(after, before)) == mirrored(compare(before, after))


def test_the_order_given_is_kept_and_said() -> None:
    before, after = files("dictionary")
    found = held(after, before)
    assert found.called == ("the 2028 edition", "the 2024 edition")
    assert "is the later one" in found.notes[0]
    gone = next(change for change in found.changes if change.subject == "SkinClr")
    assert gone.kinds == ("removed",)
    assert gone.not_shown == "Not shown: why it was added."


def test_sentences_say_what_both_say_and_no_more() -> None:
    found = held(*files("dictionary"))
    said = {change.subject: f"{change.statement} {change.not_shown}" for change in found.changes}
    assert said["SkinClr"] == (
        "The 2028 edition defines an optional field for skin colour with five values (“SkinClr Skin colour”); "
        "the 2024 edition’s table 4 has no such row. Not shown: why it was added."
    )
    assert said["KeyPsnFlag"] == (
        "The 2024 edition and the 2028 edition both define “KeyPsnFlag”, a field for key or controlled "
        "person: optional in the 2024 edition, conditional (“mandatory if the source is a list”) in the 2028 "
        "edition. Not shown: why it was changed."
    )


# -- other formats -----------------------------------------------------------------------------------

ROWS = [
    ("Identifier", "Name", "Type", "Length", "M/O", "Values"),
    ("PersonId", "Person identifier", "string", "32", "M", ""),
    ("EthnCode", "Ethnicity", "string", "2", "O", "1 = Yang; 2 = Ting"),
    ("Faith", "Religion", "string", "10", "O", ""),
]
LATER = [ROWS[0], ROWS[1], (*ROWS[2][:4], "M", "1 = Yang; 2 = Ting; 3 = Lan"), (*ROWS[3][:3], "20", "O", "")]


def as_word(rows: list[tuple[str, ...]]) -> bytes:
    return docx(paragraph("Register of persons", "Heading1"), paragraph("Table 1 Person"), word_table(rows))


def as_html(rows: list[tuple[str, ...]]) -> bytes:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<html><body><h1>Register of persons</h1><p>Table 1 Person</p><table>{body}</table></body></html>"
    return page.encode()


def as_sheet(rows: list[tuple[str, ...]]) -> bytes:
    return xlsx({"Person": rows})


@pytest.mark.parametrize(
    "first", [("a.docx", as_word), ("a.html", as_html), ("a.xlsx", as_sheet)], ids=lambda f: f[0]
)
@pytest.mark.parametrize(
    "second", [("b.docx", as_word), ("b.html", as_html), ("b.xlsx", as_sheet)], ids=lambda f: f[0]
)
def test_office_files_are_compared_with_each_other(first, second) -> None:  # type: ignore[no-untyped-def]
    before, after = edition(first[0], first[1](ROWS)), edition(second[0], second[1](LATER))
    found = held(before, after)
    assert [(c.subject, c.kinds) for c in found.changes] == [
        ("EthnCode", ("obligation", "list-widened")), ("Faith", ("length",)),
    ]  # fmt: skip
    proven(before, after, found)
    assert not held(before, edition(second[0], second[1](ROWS))).changes


PAGE = """\
XX/T 5511-{year}

表1 人员数据项
┌────┬──────────┬────────┬──────┬────┬────┬────────────────────────┐
│序号│标识符    │名称    │类型  │长度│约束│说明                    │
├────┼──────────┼────────┼──────┼────┼────┼────────────────────────┤
│1   │PersonId  │人员标识│string│32  │M   │                        │
├────┼──────────┼────────┼──────┼────┼────┼────────────────────────┤
│2   │{ethn}  │民族    │string│{length}   │O   │民族代码                │
├────┼──────────┼────────┼──────┼────┼────┼────────────────────────┤
│3   │SexCode   │性别    │string│1   │M   │0 未知；1 男；{woman}      │
└────┴──────────┴────────┴──────┴────┴────┴────────────────────────┘
"""


def page(year: str = "2026", ethn: str = "EthnCode", length: str = "2", woman: str = "2 女") -> Document:
    return drawn(PAGE.format(year=year, ethn=ethn, length=length, woman=woman))


def recognised(document: Document, confidence: float = 0.94) -> Document:
    """Return a document as if its pages had been read from pictures."""
    how = Recognition("test", "1", ("zh",), 200, confidence)
    pages = []
    for one in document.pages:
        words = tuple(Word(word.span, word.box, confidence) for word in one.words)
        pages.append(replace(one, words=words, recognition=how))
    assert all(isinstance(one, Page) for one in pages)
    return replace(document, pages=tuple(pages), sha256="1" * 64)


def test_pages_are_compared_row_by_row() -> None:
    before, after = of_document(page()), of_document(replace(page(length="3"), sha256="2" * 64))
    found = held(before, after)
    assert [(c.subject, c.kinds, c.unsure) for c in found.changes] == [("EthnCode", ("length",), None)]
    change = found.changes[0]
    assert change.before and change.before.evidence.page == 1
    assert change.before.evidence.boxes
    assert change.before.place == "table 1"
    proven(before, after, found)


def test_a_scan_of_the_same_pages_has_no_difference() -> None:
    found = held(of_document(page()), of_document(recognised(page())))
    assert not found.changes
    assert "read from pictures (0.94)" in found.notes[0]


def test_letters_that_look_alike_in_a_scan_are_the_same_and_counted() -> None:
    found = held(of_document(page()), of_document(recognised(page(ethn="EthnC0de"))))
    assert not found.changes
    assert any(note.startswith("1 name differ") for note in found.notes)
    assert held(of_document(page()), of_document(page(ethn="EthnC0de"))).changes[0].kinds == ("renamed",)


def test_one_sign_that_differs_in_a_scan_is_unsure() -> None:
    found = held(of_document(page()), of_document(recognised(page(length="7"))))
    assert [(c.subject, c.kinds) for c in found.changes] == [("EthnCode", ("length",))]
    assert found.changes[0].unsure == "read from a picture (0.94); one sign differs"
    sure = held(of_document(page()), of_document(page(length="7")))
    assert sure.changes[0].unsure is None


# -- random schemas ------------------------------------------------------------------------------------

WORDS = (
    "alpha bravo delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec".split()
)
TYPES = ("string", "int", "boolean", "date")


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, dict[str, tuple[str, bool, tuple[str, ...]]]]:
    """Return records by name: fields by name with type, whether mandatory, and values."""
    records = {}
    names = draw(st.lists(st.sampled_from(WORDS), unique=True, min_size=1, max_size=4))
    for record in names:
        fields = draw(st.lists(st.sampled_from(WORDS), unique=True, min_size=2, max_size=7))
        records[record.capitalize()] = {
            f"{record}{name.capitalize()}": (
                draw(st.sampled_from(TYPES)), draw(st.booleans()),
                tuple(draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=4))),
            )
            for name in fields
        }  # fmt: skip
    return records


def written(records: dict[str, dict[str, tuple[str, bool, tuple[str, ...]]]]) -> str:
    made = {}
    for record, fields in records.items():
        properties = {}
        for name, (kind, _, values) in fields.items():
            properties[name] = {"type": "string", "enum": list(values)} if values else {"type": kind}
        required = [name for name, (_, must, _) in fields.items() if must]
        made[record] = {"type": "object", "properties": properties, "required": required}
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": made}, indent=1)


@settings(max_examples=60)
@given(st.data())
def test_exactly_the_edits_made_are_told(data: st.DataObject) -> None:
    records = data.draw(schemas())
    later = {record: dict(fields) for record, fields in records.items()}
    expected: set[tuple[str, str]] = set()
    touched: set[str] = set()
    for _ in range(data.draw(st.integers(0, 4))):
        record = data.draw(st.sampled_from(sorted(later)))
        free = sorted(set(later[record]) - touched)
        edit = data.draw(st.sampled_from(["add", "remove", "must", "type", "widen", "narrow", "order"]))
        if edit == "add":
            name = f"{record.lower()}Zulu{len(touched)}"
            later[record][name] = ("number", False, ())
            expected.add((name, "added"))
            touched.add(name)
            continue
        if not free or len(free) < 3:
            continue
        name = data.draw(st.sampled_from(free))
        kind, must, values = later[record][name]
        if edit == "remove":
            del later[record][name]
            expected.add((name, "removed"))
        elif edit == "must":
            later[record][name] = (kind, not must, values)
            expected.add((name, "obligation"))
        elif edit == "type" and not values:
            later[record][name] = ("array", must, values)
            expected.add((name, "type"))
        elif edit == "widen" and values:
            later[record][name] = (kind, must, (*values, "zulu"))
            expected.add((name, "list-widened"))
        elif edit == "narrow" and len(values) > 1:
            later[record][name] = (kind, must, values[1:])
            expected.add((name, "list-narrowed"))
        elif edit == "order":
            later[record] = dict(sorted(later[record].items()))
            if values:
                later[record][name] = (kind, must, values[::-1])
        touched.add(name)
    before, after = edition("a.json", written(records)), edition("b.json", written(later))
    found = compare(before, after)
    assert {(change.subject, kind) for change in found.changes for kind in change.kinds} == expected
    assert sides_of(compare(after, before)) == mirrored(found)
    proven(before, after, found)


@settings(max_examples=60)
@given(schemas(), schemas())
def test_any_two_schemas_mirror(one: dict, other: dict) -> None:  # type: ignore[type-arg]
    before, after = edition("a.json", written(one)), edition("b.json", written(other))
    assert sides_of(compare(after, before)) == mirrored(compare(before, after))
    assert not compare(before, before).changes


@st.composite
def declarations(draw: st.DrawFn) -> tuple[Declaration, ...]:
    """Return what no reader would make: any kinds within any others, names and notes of any kind."""
    made: list[Declaration] = []
    roles = st.sampled_from(["label", "comment"])
    text = st.sampled_from(
        ["", "a", "race", "民族", "A\u0000", "x" * 300, "0", "O", "见表 4", "\ud800", "é", "٣"]
    )
    for _ in range(draw(st.integers(0, 12))):
        index = len(made)
        place = draw(st.integers(0, 40))
        span = Span(place, place + draw(st.integers(0, 9)))
        earlier = st.none() | st.integers(0, index - 1) if index else st.none()
        made.append(Declaration(
            draw(st.sampled_from(["record", "enum", "field", "member", "parameter", "function", "condition"])),
            draw(text), span, Span(span.start, span.end + draw(st.integers(0, 20))), draw(earlier),
            tuple(draw(st.lists(st.builds(Note, text, st.just(span), roles), max_size=2))),
            type_name=draw(st.none() | text), length=draw(st.none() | text),
            obligation=draw(st.sampled_from([None, "required", "optional", "conditional"])),
            cardinality=draw(st.none() | text), code_list=draw(st.none() | text), code=draw(st.none() | text),
            condition=draw(st.none() | text), number=draw(st.none() | text), listed=draw(earlier),
        ))  # fmt: skip
    return tuple(made)


@pytest.mark.slow
@settings(max_examples=300, phases=[Phase.explicit, Phase.generate])
@given(declarations(), declarations(), st.sampled_from(["text", "schema"]))
def test_nothing_a_reader_makes_stops_a_comparison(
    one: tuple[Declaration, ...], other: tuple[Declaration, ...], kind: str
) -> None:
    document = Document("x", "0" * 64, "x", "", kind, "race 民族 O0 " * 8)
    before, after = Edition(document, one), Edition(document, other)
    assert sides_of(compare(after, before)) == mirrored(compare(before, after))
    assert not compare(before, before).changes
