"""A finding added by hand goes wherever findings go, and says everywhere that a person says so and no rule."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from lxml import etree

from counterspec.casework.by_hand import Saying, add, place_of
from counterspec.casework.chains import Asked, Chains
from counterspec.casework.linking import link
from counterspec.casework.verdicts import give
from counterspec.model import Finding
from counterspec.pipeline import Setup
from counterspec.publish.content import Content
from counterspec.publish.exports import Export
from counterspec.publish.pack import check, make
from counterspec.publish.pack.bag import bagged, zipped
from counterspec.publish.report import Wanted, html, report_of
from counterspec.publish.tables import csv_text
from counterspec.registry import discover
from counterspec.store import Case
from counterspec.store.documents import reading_of
from counterspec.store.finding_filter import FindingFilter
from tests.case_of_files import built, lines_of, shown
from tests.pack_making import DAY, EPOCH, sources, unzipped
from tests.web_serving import digests

BY, WHY, WORDS = "M. <b>Oduya</b>", "the objects are <i>persons</i>", "searching person objects"
SAID = f"added by hand by {BY} on {DAY[:10]}"
ALONE = FindingFilter(rules=("",))


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Case:
    place = tmp_path_factory.mktemp("by-hand")
    return built(place / "case", sources(place / "sources"), setup=setup)


@pytest.fixture(scope="module")
def finding(case: Case, setup: Setup) -> Finding:
    """Return a finding that somebody added to a page of the tender, and somebody else confirmed."""
    sha256 = digests(case.folder)["tender.pdf"]
    with case.reading() as connection:
        kept = reading_of(connection, sha256)
    assert kept is not None
    saying, span = Saying("origin.caste", "L5", WHY), place_of(kept[0], WORDS, 2)
    made = add(case, sha256, span, saying, setup.concepts, BY, DAY)
    give(case, [made.id], "confirmed", "read on the page", "L. Haddad", DAY)
    return made


def test_it_stands_on_its_page(finding: Finding) -> None:
    assert (finding.evidence.page, finding.evidence.quote, len(finding.evidence.boxes)) == (2, WORDS, 3)


# -- lists -------------------------------------------------------------------------------------


def test_the_list_of_findings_keeps_it_apart_and_counts_it(
    case: Case, finding: Finding, capsys: pytest.CaptureFixture[str]
) -> None:
    _, [line] = lines_of(capsys, "case", "findings", case.folder, "--rule", "-")
    assert (line["id"], line["rule"], line["added"]) == (
        finding.id,
        None,
        finding.added and asdict(finding.added),
    )
    _, every = lines_of(capsys, "case", "findings", case.folder)
    assert [f["id"] for f in every if f["concept"] == "origin.caste"] == [finding.id]
    _, counts = lines_of(capsys, "case", "findings", case.folder, "--count-by", "rule")
    assert {"rule": None, "count": 1} in counts
    assert "1  added by hand" in shown(capsys, "case", "findings", case.folder, "--count-by", "rule")[1]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "csv", "github", "gitlab"])
def test_every_report_names_who_says_so(
    case: Case, finding: Finding, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--explain",) if form == "text" else ()
    code, out, err = shown(capsys, "case", "findings", case.folder, "--rule", "-", "--format", form, *options)
    assert (code, err) == (0, "")
    assert BY in out and DAY[:10] in " ".join(out.split())
    if form == "sarif":
        [result] = json.loads(out)["runs"][0]["results"]
        assert "ruleId" not in result and result["properties"]["added"]["by"] == BY


def test_pages_are_searched_by_its_concept(
    case: Case, finding: Finding, capsys: pytest.CaptureFixture[str]
) -> None:
    for concept, act, pages in (
        ("origin.caste", "L5", [2]),
        ("origin.caste", "L1", []),
        ("origin", "L5", [2]),
    ):
        _, hits = lines_of(
            capsys, "case", "search", case.folder, f'"{WORDS}"', "--concept", concept, "--act", act,
        )  # fmt: skip
        assert [hit["page"] for hit in hits if hit.get("type", "hit") == "hit"] == pages


# -- chains and law ----------------------------------------------------------------------------


def test_a_chain_ends_in_it_and_says_so(case: Case, finding: Finding, setup: Setup) -> None:
    pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
    from counterspec.web.sentences import saying_of

    link(case)
    asked = Asked(concepts=("origin.caste",), empty="no")
    with case.reading() as connection:
        [chain] = Chains(connection, asked)
        [chinese] = Chains(connection, asked, saying_of(setup, "zh-Hans")[0])
    assert chain.finding == finding.id
    assert f"as {SAID}" in chain.statement
    assert f"The finding was {SAID}: no rule says so." in chain.notes
    assert f"（由 {BY} 于 {DAY[:10]} 人工添加）" in chinese.statement
    assert f"该发现由 {BY} 于 {DAY[:10]} 人工添加，并非由规则得出。" in chinese.notes
    give(case, [finding.id], "rejected", "", "L. Haddad", DAY)
    with case.reading() as connection:
        assert not list(Chains(connection, asked))
    give(case, [finding.id], "confirmed", "read on the page", "L. Haddad", DAY)


def test_an_assessment_says_so(case: Case, finding: Finding, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = lines_of(capsys, "case", "law", case.folder, "--finding", finding.id)
    statements = [line["statement"] for line in lines if "statement" in line]
    assert statements and all(f"The finding was {SAID}: no rule says so." in one for one in statements)


# -- report, tables, exports -------------------------------------------------------------------


def test_the_report_says_who_added_it_and_why(case: Case, finding: Finding, setup: Setup) -> None:
    report = report_of(case, setup, Wanted())
    page = etree.HTML(html(report))
    text = " ".join("".join(page.itertext()).split())
    assert f"Added by hand{BY}, {DAY[:10]}; no rule says so: {WHY}" in text
    assert f"1 of them was added by hand, not by a rule: {BY} (exhibit 1)." in text
    assert page.xpath("//figure//img") and not page.xpath("//main//b[text()='Oduya']|//main//i")
    [row] = csv.DictReader(io.StringIO(csv_text(report)))
    assert (row["finding"], row["added"]) == (finding.id, SAID)


@pytest.mark.parametrize("form", ["ftm", "dpv", "graphml"])
def test_exports_name_who_added_it(case: Case, finding: Finding, setup: Setup, form: str) -> None:
    link(case)
    with case.reading() as connection:
        content = Content(connection, case.folder, setup, DAY, ALONE)
        text = "".join(discover("counterspec.publish.exports", Export)[form].write(content))
    said = text if form != "graphml" else "".join(etree.fromstring(text.encode()).itertext())
    assert WORDS in said
    if form == "dpv":
        process = next(one for one in json.loads(text)["@graph"] if one["@id"] == f"cs:{finding.id}")
        assert (process["dct:creator"], process["dct:created"]) == (BY, DAY)
    else:
        assert SAID in said


# -- pack --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack(case: Case, finding: Finding, setup: Setup) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return make(case, setup, Wanted())[0]


def test_the_pack_holds_it_and_its_entry(pack: bytes, finding: Finding, setup: Setup) -> None:
    files = unzipped(pack)
    [row] = map(json.loads, files["data/findings.jsonl"].splitlines())
    assert (row["rule"], row["added"]["by"]) == (None, BY)
    [item] = json.loads(files["data/annotations.jsonld"])["first"]["items"]
    assert (item["creator"], item["created"]) == ({"type": "Person", "name": BY}, DAY)
    made = check(pack, "pack.zip", lambda: setup)
    assert (made.faults, made.held, made.drawn) == ([], 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row["added"].update(by="A. Nother"),
        lambda row: row["added"].update(at="2033-01-01T00:00:00Z"),
        lambda row: row["added"].update(entry="0" * 64),
        lambda row: row["added"].update(was="other words"),
        lambda row: row.update(added=None),
        lambda row: row.update(concept="origin.ethnicity"),
        lambda row: row.update(act="L6"),
        lambda row: row.update(why=["because"]),
    ],
)
def test_a_pack_that_says_otherwise_of_who_added_it(
    pack: bytes, setup: Setup, change: Callable[[dict[str, Any]], None]
) -> None:
    files = unzipped(pack)
    row = json.loads(files["data/findings.jsonl"])
    change(row)
    payload = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    payload["findings.jsonl"] = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())
    info.pop("Payload-Oxum", None)
    made = check(zipped(bagged(payload, info)), "pack.zip", lambda: setup, quotes=False)
    reason = "names no rule, and the log has nobody who added it so"
    assert [(fault.file, fault.reason, fault.exhibit) for fault in made.faults] == [
        ("data/findings.jsonl", reason, "E1")
    ]


# -- the command -------------------------------------------------------------------------------


def test_the_command_adds_lists_and_takes_back(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand = ("case", "by-hand", case.folder)
    adding = (*by_hand, "tender.pdf", "skin  colour", "app.skin_tone", "l6", "--why", "it may", "--by", "Ana")
    code, _, err = shown(capsys, *adding)
    assert code == 2 and "no concept" in err
    adding = (*by_hand, "tender.pdf", "skin  colour", "origin.caste", "l6", "--why", "it may", "--by", "Ana")
    code, out, err = shown(capsys, *adding)
    assert (code, err) == (0, "") and "as added by hand by Ana on" in out
    added = out.split()[0]
    code, out, _ = shown(capsys, *by_hand)
    assert code == 0 and added in out and "tender.pdf, page 2" in out
    _, listed = lines_of(capsys, *by_hand)
    assert [(one["by"], one["quote"]) for one in listed if one["by"] == "Ana"] == [("Ana", "skin colour")]
    assert shown(capsys, *by_hand, "--nowhere")[1] == "The words of all of them stand.\n"
    code, _, err = shown(capsys, *by_hand, added, "--take-back", "--by", "Ben")
    assert code == 2 and "Ana added this finding" in err
    code, out, _ = shown(capsys, *by_hand, added, "--take-back", "--by", "Ana")
    assert code == 0 and "taken back by Ana" in out
    assert added not in shown(capsys, *by_hand)[1]
    assert f"took back {added}" in shown(capsys, "case", "log", case.folder)[1]


@pytest.mark.parametrize(
    "given", [("tender.pdf",), ("tender.pdf", "x"), ("none.pdf", "x", "origin.caste", "L1")]
)
def test_the_command_says_what_it_needs(
    case: Case, given: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys, "case", "by-hand", case.folder, *given, "--by", "Ana")[0] == 2


def test_a_case_that_has_one_verifies(
    case: Case, finding: Finding, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = lines_of(capsys, "case", "verify", case.folder)
    assert code == 0, lines
