"""The invented investigation of examples/case/: what was written down by hand, exactly that and nothing else."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.case_example import Made, Row, bare, counterspec, example, expected, make, place_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return example(tmp_path_factory)


def test_documents(made: Made) -> None:
    names = made.names()
    found: dict[str, Row] = {}
    for row in made.of("document"):
        said = {key: row[key] for key in ("kind", "edition", "issued", "in_force") if row[key]}
        if row["number"]:
            said["number"] = row["number"]
        if row["replaces"]:
            said["replaces"] = row["replaces"]
        if row["pages_recognised"]:
            said["recognised"] = "true"
        if row["copy_of"]:
            said["copy_of"] = names[row["copy_of"]]
        assert row["state"] == "read"
        assert row["pages"] == row["pages_read"]
        found[names[row["sha256"]]] = said
    assert found == expected("documents")


def test_where_they_came_from(made: Made) -> None:
    told = (Path(line.split(",")[0]).name for line in LIST[1:])
    given = dict(zip(told, (line.split(",")[1:] for line in LIST[1:]), strict=True))
    names = made.names()
    found = {
        names[row["sha256"]]: [row["origins"][0]["url"], row["origins"][0]["fetched_at"]]
        for row in made.of("document")
    }
    assert found == given


LIST = Path("examples/case/sources.csv").read_text("utf-8").splitlines()


def test_roles(made: Made) -> None:
    names = made.names()
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in made.of("party"):
        found[names[row["sha256"]]][row["role"]].append(bare(row["name"]))
    truth = {
        document: {role: [bare(name) for name in named] for role, named in roles.items()}
        for document, roles in expected("parties").items()
    }
    assert found == truth


def test_citations_and_what_they_lead_to(made: Made) -> None:
    names = made.names()
    found: dict[str, set[tuple[Any, ...]]] = {name: set() for name in names.values()}
    for row in made.of("citation"):
        [link] = row["links"]
        if link["how"] != "own":
            cited = names[link["cited"]] if link["cited"] else None
            said = (row["canonical"], row["edition"], row["form"], link["how"], cited)
            found[names[row["sha256"]]].add(said)
    truth = {
        document: {(c["cites"], c.get("edition"), c["form"], c["how"], c.get("document")) for c in cited}
        for document, cited in expected("links").items()
        if document != "wanted"
    }
    assert found == truth


def test_wanted(made: Made) -> None:
    names = made.names()
    found = {
        (row["canonical"], row["edition"]): sorted(names[one["sha256"]] for one in row["citing"])
        for row in made.jsonl("wanted")
    }
    wanted = expected("links")["wanted"]
    assert found == {(one["number"], one.get("edition")): one["cited_by"] for one in wanted}


def test_findings(made: Made) -> None:
    names = made.names()
    found: dict[str, dict[tuple[Any, ...], set[str]]] = {name: {} for name in names.values()}
    values: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in made.of("finding"):
        document = names[row["document"]["sha256"]]
        if row["tier"] not in ("A", "C", "D") or (row["grade"] == "candidate" and row["act"] == "L0"):
            continue
        if row["rule"]["id"] == "list.member":
            values[document, row["concept"], row["element"]["owner"]].add(bare(row["quote"]))
            continue
        element = row["element"] or {}
        place = place_of(row) if row["grade"] == "finding" else "candidate"
        found[document][(place, row["concept"], row["act"], element.get("obligation"))] = set()
    for document, known in found.items():
        for key in known:
            known[key] |= values.pop((document, key[1], key[0]), set())
    assert not values, "values of lists that are no findings themselves"
    assert found == {document: _truth(told) for document, told in expected("findings").items()}


def _truth(told: list[Row]) -> dict[tuple[Any, ...], set[str]]:
    return {
        (
            "candidate" if one.get("grade") == "candidate" else one.get("place") or one["list"],
            one["concept"],
            one["act"],
            one.get("obligation"),
        ): {bare(value) for value in one.get("values", [])}
        for one in told
    }


def test_purposes(made: Made) -> None:
    names = made.names()
    found = {
        (names[row["document"]["sha256"]], place_of(row)): row["purpose"]
        for row in made.of("finding")
        if row["purpose"] in ("bias_testing", "equality_monitoring")
        and row["tier"] == "A"
        and row["rule"]["id"] != "list.member"
    }
    told = expected("findings").items()
    assert found == {
        (d, f["place"]): f["purpose"] for d, findings in told for f in findings if "purpose" in f
    }


FORMS = {"strict": "strict", "choice": "choice", "normative_list": "list", None: None}
BONDS = {
    "none weaker than a requirement": ("none", "required"),
    "none weaker than a marked requirement": ("none", "marked"),
    "field optional": ("field", "optional"),
    "field conditional": ("field", "conditional"),
    "citation by choice": ("citation", "choice"),
    "listed among references": ("citation", "list"),
}


def test_chains(made: Made) -> None:
    assert chains_of(made) == _sorted(expected("chains")["chains"])


def test_the_scan_alone_gives_the_same_chains(tmp_path: Path) -> None:
    """Where only the scan of the edition of 2031 is there, the chains lead through it."""
    folder = tmp_path / "case"
    counterspec("case", "new", folder)
    counterspec("case", "add", folder, "examples/case/sources", "--jobs", "2")
    scan = Made(folder, counterspec("case", "export", folder))
    named = str(chains_of(scan)).replace("XX_T_9400.3-2031.pdf", "XX_T_9400.3-2031.zh.pdf")
    assert named == str(_sorted(expected("chains")["chains"]))


def chains_of(made: Made) -> list[list[tuple[str, str]]]:
    """Return the chains as they are written down, with what stands beside them checked."""
    names = made.names()
    findings = {row["id"]: row for row in made.of("finding")}
    found, truth = [], expected("chains")
    for row in made.jsonl("chains", "--limit", "0"):
        said: Row = {"requires": row["requiring"]["name"].rpartition("/")[2]}
        if row["through"]:
            said["clause"] = (row["steps"][0]["section"] or "").lstrip("§")
            said["form"] = FORMS[row["form"]]
            [through] = row["through"]
            said["through"] = names[through["sha256"]]
        if row["finding"] is None:
            said["finds"] = "nothing"
        else:
            finding = findings[row["finding"]]
            said |= {"finds": place_of(finding), "concept": row["concept"], "tier": row["tier"]}
            said["weakest"], said["bond"] = BONDS[row["bond"]]
            weakest = row["steps"][row["weakest"]]["kind"]
            assert said["weakest"] == "none" or weakest == {"field": "finding"}.get(
                said["weakest"], said["weakest"]
            )
        assert row["kept"] == len(row["steps"])
        assert forbidden(row["notes"]) == {
            words
            for name in (said["requires"], said.get("through", "").replace("2031.pdf", "2031.zh.pdf"))
            for words in truth["forbidden"].get(name, ())
        }
        found.append(said)
    return _sorted(found)


def forbidden(notes: list[str]) -> set[str]:
    return {note.partition(", ")[2].rstrip(".") for note in notes if "sets a prohibition" in note}


def _sorted(chains: list[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(chain.items()) for chain in chains)


def test_every_quote_is_where_it_says(made: Made) -> None:
    assert "Everything holds" in counterspec("case", "verify", made.folder)


def test_the_number_of_workers_changes_nothing(made: Made, tmp_path: Path) -> None:
    assert make(tmp_path / "case", 1).exported == made.exported
