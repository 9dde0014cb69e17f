"""Exports for other tools: their shapes, their links, and that they say no more than the case does."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from counterspec.casework.linking import link
from counterspec.cli.main import main
from counterspec.pipeline import Setup
from counterspec.publish.content import Content
from counterspec.publish.exports import Export
from counterspec.registry import discover
from counterspec.store import Case
from counterspec.store.finding_filter import FindingFilter
from tests.case_example import Made, example
from tests.conftest import program
from tests.pack_making import DAY, HOSTILE, small_case

EXPORTS = discover("counterspec.publish.exports", Export)
Row = dict[str, Any]
_THING = {"name", "summary", "description", "notes", "keywords", "sourceUrl", "retrievedAt", "alias"}
_FTM = {
    "Document": _THING | {"fileName", "title", "mimeType", "fileSize", "publishedAt"},
    "Organization": _THING,
    "Note": _THING | {"entity"},
    "Documentation": {"document", "entity", "role", "summary"},
    "UnknownLink": {"subject", "object", "role", "summary", "description"},
}
"""Properties of FollowTheMoney's schemata that are written."""
_NEEDED = {
    "Document": {"name", "fileName"}, "Organization": {"name"}, "Note": {"name"},
    "Documentation": {"document", "entity"}, "UnknownLink": {"subject", "object"},
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return example(tmp_path_factory)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case(tmp_path_factory.mktemp("exports"))


def text(folder: Path, form: str, wanted: FindingFilter | None = None) -> str:
    case = Case.open(folder)
    link(case)
    with case.reading() as connection:
        content = Content(connection, folder, Setup(), DAY, wanted or FindingFilter(tiers=("A", "D")))
        return "".join(EXPORTS[form].write(content))


def entities(folder: Path) -> list[Row]:
    return [json.loads(line) for line in text(folder, "ftm").splitlines()]


# -- all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_the_same_bytes_twice(made: Made, form: str) -> None:
    assert text(made.folder, form) == text(made.folder, form)


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_confirmed_findings_unless_all_are_asked_for(made: Made, tmp_path: Path, form: str) -> None:
    few, every = tmp_path / "few", tmp_path / "every"
    assert main(["export", str(made.folder), "-f", form, "-o", str(few)]) == 0
    assert main(["export", str(made.folder), "-f", form, "-o", str(every), "--all"]) == 0
    ids = {row["id"] for row in made.of("finding") if row["grade"] == "finding"}
    assert not [one for one in ids if one in few.read_text("utf-8")]
    assert [one for one in ids if one in every.read_text("utf-8")]


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_hostile_documents(small: Case, form: str) -> None:
    made = text(small.folder, form)
    assert "=visitor.xsd" in made or form == "ocds"
    if form == "graphml":
        assert HOSTILE not in made
        etree.parse(io.BytesIO(made.encode()))
    elif form == "ftm":
        assert all(json.loads(line) for line in made.splitlines())
    else:
        assert json.loads(made)


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_an_empty_case(tmp_path: Path, form: str) -> None:
    Case.new(tmp_path / "case").close()
    made = text(tmp_path / "case", form)
    if form == "ftm":
        assert made == ""
    elif form == "graphml":
        assert etree.fromstring(made.encode()).tag.endswith("graphml")
    else:
        assert isinstance(json.loads(made), dict)


# -- FollowTheMoney ----------------------------------------------------------------------------


def test_ftm_is_of_its_schema(made: Made) -> None:
    found = entities(made.folder)
    by = {one["id"]: one for one in found}
    assert len(by) == len(found)
    for one in found:
        assert set(one["properties"]) <= _FTM[one["schema"]]
        assert _NEEDED[one["schema"]] <= set(one["properties"])
        assert all(
            isinstance(value, str) and value for values in one["properties"].values() for value in values
        )
    for one in found:
        for name in ("document", "entity", "subject", "object"):
            assert all(value in by for value in one["properties"].get(name, []))


def test_ftm_names_roles_as_documents_do(made: Made) -> None:
    found = entities(made.folder)
    by = {one["id"]: one["properties"] for one in found}
    roles = Counter(
        (by[one["properties"]["document"][0]]["fileName"][0], role)
        for one in found
        if one["schema"] == "Documentation"
        for role in one["properties"]["role"]
    )
    assert roles["LZ-2032-009.pdf", "named as buyer"] == 1
    assert roles["XX_T_9400.3-2031.zh.pdf", "named as drafter of the document"] >= 3
    assert all(role.startswith("named as ") for _, role in roles)


def test_ftm_has_no_person(made: Made) -> None:
    assert {one["schema"] for one in entities(made.folder)} == set(_FTM)


def test_ftm_by_its_own_library(made: Made) -> None:
    library = pytest.importorskip("followthemoney")
    for row in entities(made.folder):
        proxy = library.model.get_proxy(row, cleaned=False)
        assert proxy.schema.validate({"properties": row["properties"]}) is None
        assert proxy.to_dict()["properties"].keys() == row["properties"].keys()


# -- the others --------------------------------------------------------------------------------


def test_dpv(made: Made) -> None:
    graph = json.loads(text(made.folder, "dpv"))
    prefixes = set(graph["@context"])
    by = {node["@id"]: node for node in graph["@graph"]}
    assert len(by) == len(graph["@graph"])
    said = [node for node in by.values() if node["@type"] in ("dpv:Process", "dpv:Prohibition")]
    assert {node["@id"][3:] for node in said} == {
        row["id"] for row in made.of("finding") if row["tier"] in ("A", "D") and row["grade"] == "finding"
    }
    rows = {row["id"]: row for row in made.of("finding")}
    for node in said:
        row = rows[node["@id"][3:]]
        assert (node["@type"] == "dpv:Prohibition") == (row["act"] == "LX")
        assert node["dct:source"]["@id"] in by
        assert node["oa:exact"] == row["quote"]
        assert node["dpv:hasPersonalData"]
        assert {key.partition(":")[0] for key in node if not key.startswith("@")} <= prefixes
        required = node.get("dpv:hasNecessity") == {"@id": "dpv:Required"}
        assert required == (((row["element"] or {}).get("obligation")) == "required")
    assert {"@id": "pd:Religion"} in [one for node in said for one in node["dpv:hasPersonalData"]]


def test_ocds(made: Made) -> None:
    package = json.loads(text(made.folder, "ocds"))
    by = {one["tender"]["documents"][0]["title"] + one["tag"][0]: one for one in package["releases"]}
    assert set(by) == {"LZ-2032-009tender", "SH-2030-112tender", "SH-2030-112award", "YH-2031-0417tender"}
    assert all("ocid" not in one for one in package["releases"])
    strict = by["YH-2031-0417tender"]
    assert strict["tender"]["id"] == "YH-2031-0417"
    assert strict["date"] == "2031-04-17T00:00:00Z"
    assert "buyer" in strict
    kinds = {one["title"]: one["documentType"] for one in strict["tender"]["documents"]}
    assert kinds == {"YH-2031-0417": "tenderNotice", "XX/T 9400.3-2031": "technicalSpecifications"}
    listed = {one["title"]: one["documentType"] for one in by["LZ-2032-009tender"]["tender"]["documents"]}
    assert listed["XX/T 9400.3-2031"] == "x_cited"
    digests = {row["sha256"] for row in made.of("document")}
    assert {one["sha256"] for release in by.values() for one in release["tender"]["documents"]} <= digests
    assert by["SH-2030-112award"]["awards"][0]["suppliers"]
    ids = {one["id"] for one in strict["parties"]}
    assert strict["buyer"]["id"] in ids


def test_graphml(made: Made) -> None:
    tree = etree.fromstring(text(made.folder, "graphml").encode())
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = tree.xpath("//g:node/@id", namespaces=space)
    assert len(nodes) == len(set(nodes))
    declared = set(tree.xpath("//g:key/@id", namespaces=space))
    assert set(tree.xpath("//g:data/@key", namespaces=space)) <= declared
    ends = [
        *tree.xpath("//g:edge/@source", namespaces=space),
        *tree.xpath("//g:edge/@target", namespaces=space),
    ]
    assert set(ends) <= set(nodes)
    kinds = Counter(tree.xpath("//g:edge/g:data[@key='e-kind']/text()", namespaces=space))
    assert set(kinds) == {"chain", "cites", "names", "says"}
    chains = [row for row in made.jsonl("chains", "--limit", "0", "--tier", "A,D") if row["finding"]]
    assert kinds["chain"] == len(chains)
    bonds = tree.xpath(
        "//g:edge[g:data[@key='e-kind']='chain']/g:data[@key='e-bond']/text()", namespaces=space
    )
    assert Counter(bonds) == Counter(row["bond"] for row in chains)


def test_unknown_form(made: Made, tmp_path: Path) -> None:
    done = program("export", made.folder, "-f", "xls", "-o", tmp_path / "x")
    assert done.returncode == 2
    assert "graphml" in done.stderr
