"""Findings of a case: filtered, counted and listed, the firmest first."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select, text

from counterspec.errors import UsageError
from counterspec.model import Code, Element, Evidence, Finding, RuleRef, Span
from counterspec.store import Case, schema
from counterspec.store.counting import COUNTED, counted, facets, total
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.facets import DIMENSIONS, facet_of, faults_of_facets
from counterspec.store.find import found, found_in
from counterspec.store.finding_filter import FindingFilter
from tests.case_building import digest, put, put_findings
from tests.conftest import Run

CONCEPTS = (
    ("origin.race", "A"),
    ("origin.ethnicity", "A"),
    ("origin.ethnicity.named_group", "A"),
    ("app.age", "E"),
)
KINDS = ("tender", "standard", "code")


def a_finding(number: int, chance: random.Random, sha256: str) -> Finding:
    concept, tier = chance.choice(CONCEPTS)
    quote = chance.choice(("民族", "Race code", "100%_a"))
    sure = chance.choice((None, 0.99, 0.9, 0.5))
    obligation = chance.choice((None, "required", "optional", "conditional"))
    codes = chance.choice(((), (Code("1", "汉"),)))
    element = Element("f", obligation=obligation, code_list=codes) if obligation else None  # type: ignore[arg-type]
    return Finding(
        id=f"f-{number:06}", file="x", evidence=Evidence(sha256, Span(0, 2), quote, "", "", confidence=sure, page=1),
        concept=concept, tier=tier, act=chance.choice(("L1", "L5", "LX")),
        grade=chance.choice(("finding", "candidate")),
        summary="s", statement="t", rule=RuleRef(chance.choice(("clause.prose", "element.text")), 1), why=(),
        strength=chance.choice((None, "R+", "P", "D", "C-")), purpose=chance.choice((None, "search", "alert")),
        provenance=chance.choice((None, "official_record")), element=element,
    )  # fmt: skip


class Sample:
    """A case with findings made by chance, and the same findings to hold it against."""

    def __init__(self, folder: Path) -> None:
        chance = random.Random(4)
        self.case = Case.new(folder)
        self.rows: list[tuple[str, str, int, Finding]] = []
        self.kinds: dict[str, str] = {}
        number = 0
        with self.case.changing() as connection:
            for document in range(12):
                name = f"d{chance.randrange(100):02}/{document}.pdf"
                kind = KINDS[document % 3]
                sha256 = put(
                    connection, name, ["x"], kind=kind, issued=f"20{20 + document}", jurisdiction="CN"
                )
                self.kinds[sha256] = kind
                made = []
                for seq in range(chance.randrange(60)):
                    number += 1
                    made.append((sha256, seq, a_finding(number, chance, sha256)))
                    self.rows.append((name, sha256, seq, made[-1][2]))
                if made:
                    put_findings(connection, made)

    def kept(self, wanted: FindingFilter) -> Iterator[tuple[str, str, int, Finding]]:
        for name, sha256, seq, f in self.rows:
            fields = (
                (f.tier, wanted.tiers), (f.act, wanted.acts), (f.strength or "", wanted.strengths),
                (f.purpose or "", wanted.purposes), (f.rule.id, wanted.rules), (f.standing or "none", wanted.standings),
                (self.kinds[sha256], wanted.documents.kinds), (name, wanted.documents.documents),
            )  # fmt: skip
            if (
                wanted.grade in ("all", f.grade)
                and all(not values or value in values for value, values in fields)
                and (not wanted.concepts or any(f"{f.concept}.".startswith(f"{c}.") for c in wanted.concepts))
                and wanted.text.lower() in f.evidence.quote.lower()
            ):
                yield name, sha256, seq, f


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return Sample(tmp_path_factory.mktemp("findings") / "case")


def filters(sample: Sample) -> list[FindingFilter]:
    one = sample.rows[0][0]
    return [
        FindingFilter(),
        FindingFilter("all"),
        FindingFilter("candidate"),
        FindingFilter(tiers=("E",), acts=("L1", "L5")),
        FindingFilter(concepts=("origin.ethnicity",)),
        FindingFilter(concepts=("origin",), strengths=("R+", "")),
        FindingFilter(concepts=("origin.ethnic",)),
        FindingFilter("all", purposes=("",), rules=("element.text",)),
        FindingFilter(standings=("confirmed",)),
        FindingFilter(standings=("none",)),
        FindingFilter(text="race"),
        FindingFilter(text="100%_"),
        FindingFilter(text="%"),
        FindingFilter(documents=DocumentFilter(kinds=("tender", "code"))),
        FindingFilter(documents=DocumentFilter(documents=(one,))),
        FindingFilter(tiers=("A",), text="民", documents=DocumentFilter(documents=(one,), kinds=("tender",))),
    ]


def test_what_is_kept_and_counted(sample: Sample) -> None:
    with sample.case.reading() as connection:
        for wanted in filters(sample):
            expected = list(sample.kept(wanted))
            assert total(connection, wanted) == len(expected), wanted
            by = counted(connection, wanted, ("concept", "act"))
            assert dict(by) == Counter((f.concept, f.act) for *_, f in expected)
            assert by == sorted(by)
            by_document = counted(connection, wanted, ("document",))
            assert dict(by_document) == Counter((name,) for name, *_ in expected)
        with pytest.raises(UsageError, match="cannot be counted by colour"):
            counted(connection, FindingFilter(), ("colour",))


def test_every_facet_leaves_its_own_filter_out(sample: Sample) -> None:
    wanted = FindingFilter(tiers=("E",), acts=("L1",), documents=DocumentFilter(kinds=("code",)))
    with sample.case.reading() as connection:
        made = facets(connection, wanted)
    assert set(made) == set(COUNTED)
    tiers = Counter(f.tier for *_, f in sample.kept(replace(wanted, tiers=())))
    kinds = Counter(
        sample.kinds[sha256] for _, sha256, _, _ in sample.kept(replace(wanted, documents=DocumentFilter()))
    )
    assert dict(made["tier"]) == tiers
    assert dict(made["kind"]) == kinds
    assert dict(made["grade"]) == Counter(f.grade for *_, f in sample.kept(replace(wanted, grade="all")))


@pytest.mark.parametrize("below", [True, False])
def test_a_facet_counts_what_a_filter_by_it_keeps(sample: Sample, below: bool) -> None:
    wanted = FindingFilter(grade="all", below=below)
    with sample.case.reading() as connection:
        for concept, count in facets(connection, wanted)["concept"]:
            assert count == total(connection, replace(wanted, concepts=(concept,)))


def firmness(finding: Finding) -> tuple[int, ...]:
    element, sure = finding.element, finding.evidence.confidence
    obligation = element.obligation if element else None
    if finding.strength in ("R+", "R-") or obligation == "required":
        binds = 0
    elif finding.strength in ("C+", "C-") or obligation == "conditional":
        binds = 1
    else:
        binds = 2 if finding.strength == "P" or obligation else 3
    rests = 0 if element and element.code_list else 1
    return (
        finding.grade != "finding",
        binds,
        rests,
        0 if sure is None else 1 if sure >= 0.95 else 2 if sure >= 0.8 else 3,
    )


@pytest.mark.parametrize("few", [0, 10_000])
def test_lists_go_on_where_they_stopped(sample: Sample, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterspec.store.find._FEW_DOCUMENTS", few)
    monkeypatch.setattr("counterspec.store.find._SORTED", few)
    with sample.case.reading() as connection:
        for wanted in filters(sample):
            expected = sorted(sample.kept(wanted), key=lambda row: (firmness(row[3]), *row[:3]))
            listed, after = [], None
            while True:
                page = found(connection, wanted, limit=7, after=after)
                listed += page.found
                after = page.after
                if after is None:
                    break
            assert [one.finding.id for one in listed] == [f.id for *_, f in expected], wanted
            assert all(one.kind == sample.kinds[one.sha256] for one in listed)
        for cursor in ("x", "bnVsbA==", "é"):
            with pytest.raises(UsageError, match="of no list"):
                found(connection, FindingFilter(), after=cursor)


def test_counts_follow_findings_verdicts_and_documents(tmp_path: Path) -> None:
    sample = Sample(tmp_path / "case")
    (_, sha256, _, finding), *_ = sample.rows
    confirmed = FindingFilter("all", standings=("confirmed",))
    with sample.case.changing() as connection:
        assert list(faults_of_facets(connection)) == []
        findings = schema.findings
        connection.execute(findings.update().where(findings.c.id == finding.id).values(standing="confirmed"))
        assert [one.finding.standing for one in found(connection, confirmed).found] == ["confirmed"]
        assert total(connection, confirmed) == 1
        connection.execute(
            text("UPDATE documents SET kind = 'patent', name = 'new' WHERE sha256 = :d"), {"d": sha256}
        )
        patents = FindingFilter("all", documents=DocumentFilter(kinds=("patent",)))
        own = [row for row in sample.rows if row[1] == sha256]
        assert total(connection, patents) == len(own)
        assert {one.name for one in found(connection, patents, limit=100).found} == {"new"}
        assert list(faults_of_facets(connection)) == []
        connection.execute(text("DELETE FROM documents WHERE sha256 = :d"), {"d": sha256})
        assert total(connection, patents) == 0
        assert total(connection, FindingFilter("all")) == len(sample.rows) - len(own)
        assert list(faults_of_facets(connection)) == []
        assert found_in(connection, FindingFilter("all"), sha256) == []


@pytest.mark.parametrize("seed", range(5))
def test_facets_are_those_of_the_findings_whatever_happens(tmp_path: Path, seed: int) -> None:
    sample, chance = Sample(tmp_path / "case"), random.Random(seed)
    standings = dict.fromkeys((f.id for *_, f in sample.rows), "none")
    kinds, names = dict(sample.kinds), {sha256: name for name, sha256, *_ in sample.rows}
    gone: set[str] = set()
    f, d = schema.findings, schema.documents
    with sample.case.changing() as connection:
        for _ in range(60):
            name, sha256, _, finding = chance.choice(sample.rows)
            change = chance.randrange(4)
            if change < 2:
                standings[finding.id] = chance.choice(("none", "confirmed", "rejected"))
                values = {"standing": standings[finding.id]}
                connection.execute(f.update().where(f.c.id == finding.id).values(values))
            elif change == 2:
                kinds[sha256], names[sha256] = chance.choice(KINDS), f"{name}.{chance.randrange(3)}"
                values = {"kind": kinds[sha256], "name": names[sha256]}
                connection.execute(d.update().where(d.c.sha256 == sha256).values(values))
            elif chance.random() < 0.1:
                gone.add(sha256)
                connection.execute(d.delete().where(d.c.sha256 == sha256))
        left = [(sha256, finding) for _, sha256, _, finding in sample.rows if sha256 not in gone]
        expected = Counter(facet_of(one, kinds[sha256], standings[one.id]) for sha256, one in left)  # type: ignore[arg-type]
        t = schema.facets
        held = connection.execute(select(*(t.c[name] for name in DIMENSIONS), t.c.n).where(t.c.n > 0))
        assert {row[:-1]: row.n for row in held} == expected
        assert dict(connection.execute(select(f.c.id, f.c.name)).all()) == {
            one.id: names[sha256] for sha256, one in left
        }
        assert list(faults_of_facets(connection)) == []


@contextmanager
def explained(connection: Connection) -> Iterator[list[str]]:
    """Collect what SQLite would do with each query of a block."""
    told: list[str] = []

    def explain(connection: Connection, cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            plan = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[union-attr]
            told.extend(row[3] for row in plan)

    event.listen(connection, "before_cursor_execute", explain)
    yield told
    event.remove(connection, "before_cursor_execute", explain)


def test_lists_and_counts_never_walk_over_all_findings(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing may read every finding, or sort them."""
    wanted = FindingFilter(tiers=("A",), acts=("L1", "L5"), strengths=("R+",), standings=("none",))
    with sample.case.reading() as connection, explained(connection) as told:
        for few in (0, 10_000):
            monkeypatch.setattr("counterspec.store.find._SORTED", few)
            after = found(connection, wanted, limit=3).after
            found(connection, wanted, limit=3, after=after)
        counted(connection, wanted, ("concept", "act"))
        facets(connection, wanted)
    assert any("findings_by_facet (facet=?" in step for step in told)
    assert any("COVERING INDEX findings_in_order (firmness=?" in step for step in told)
    for step in told:
        assert not step.startswith("SCAN findings"), step
        assert "USING INDEX findings_by_concept" not in step


def test_words_of_quotes_are_looked_for_in_their_index(sample: Sample) -> None:
    """Rows of findings are long: those alone may be read that are shown."""
    wanted = FindingFilter(text="民族", acts=("L1", "L5"))
    with sample.case.reading() as connection:
        with explained(connection) as counting:
            facets(connection, wanted)
        with explained(connection) as listing:
            assert found(connection, wanted, limit=3).found
    scans = [step for step in counting if "findings" in step]
    assert scans == ["SCAN findings USING COVERING INDEX findings_quotes"]
    assert "SEARCH q USING COVERING INDEX findings_quotes (facet=?)" in listing
    assert not [step for step in listing if step == "SCAN findings"]


def test_the_command_lists_and_counts(tmp_path: Path, run: Run) -> None:
    case = Case.new(tmp_path / "case")
    with case.changing() as connection:
        sha256 = put(connection, "a.pdf", ["民族"], kind="tender", jurisdiction="CN")
        finding = a_finding(1, random.Random(1), sha256)
        one = replace(
            finding, concept="origin.race", tier="A", act="L5", grade="finding", strength="R+", element=None
        )
        put_findings(
            connection, [(sha256, 0, one), (sha256, 1, replace(one, id="f-2", grade="candidate", act="L1"))]
        )
        findings = schema.findings
        connection.execute(findings.update().where(findings.c.id == one.id).values(standing="confirmed"))
        put(connection, "b.pdf", ["x"], kind="standard")

    def said(*arguments: str) -> str:
        told = run("case", "findings", str(tmp_path / "case"), *arguments)
        assert told.returncode == 0, told.stderr
        return told.stdout

    plain = said()
    assert "◆ A  origin.race" in plain and "confirmed by review" in plain
    assert "Read      2 of 2 files, 2 of 2 pages    Candidates  1 without a gate" in plain
    assert (
        "1 finding, 1 candidate. Not shown by any of them: use, deployment, whether a field is filled."
        in plain
    )
    assert plain.endswith("ID confirmed\n")
    lines = [
        json.loads(line) for line in said("--grade", "all", "--sort", "firmness", "-f", "jsonl").splitlines()
    ]
    assert [(line["id"], line["standing"]) for line in lines[:1]] == [(one.id, "confirmed")]
    assert "standing" not in lines[1]
    assert [line["id"] for line in map(json.loads, said("--grade", "all", "-f", "jsonl").splitlines())] == [
        one.id,
        "f-2",
    ]
    assert said("--standing", "none", "-f", "jsonl") == ""
    assert said("--kind", "standard", "-f", "jsonl") == ""
    rows = list(csv.DictReader(io.StringIO(said("-f", "csv").removeprefix("\ufeff"))))
    assert [(row["id"], row["standing"]) for row in rows] == [(one.id, "confirmed")]
    assert json.loads(said("-f", "sarif"))["runs"][0]["results"][0]["ruleId"]
    table = [line.split() for line in said("--count-by", "concept,act").splitlines()]
    assert table[1] == ["◆", "A", "origin.race", *"0000010", "0", "1"]
    assert table[2] == ["All", *"0000010", "0", "1"]
    assert json.loads(said("--count-by", "purpose", "-f", "jsonl"))["count"] == 1
    assert said("--count-by", "place,act", "-f", "csv") == "place,act,count\nCN,L5,1\n"
    for arguments in (
        ["--tier", "Z"], ["--act", "L9"], ["--concept", "origin.hair"], ["--standing", "maybe"], ["--kind", "x"],
        ["--count-by", "colour"], ["--since", "soon"], ["--count-by", "act", "-f", "sarif"],
    ):  # fmt: skip
        told = run("case", "findings", str(tmp_path / "case"), *arguments)
        assert told.returncode == 2
        assert told.stderr.startswith("Error: ")
        assert "Hint:" in told.stderr


def test_a_digest_finds_its_document(sample: Sample) -> None:
    name, sha256, *_ = sample.rows[0]
    with sample.case.reading() as connection:
        by_digest = FindingFilter("all", documents=DocumentFilter(documents=(digest(name)[:10],)))
        assert total(connection, by_digest) == len([row for row in sample.rows if row[1] == sha256])
