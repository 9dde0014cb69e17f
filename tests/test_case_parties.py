"""The parties of a case on the command line: who is named in which role, decisions on names, lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.parties import Parties
from counterspec.cli.main import main
from counterspec.errors import ConfigError
from counterspec.model import Card, Evidence, PartyAt, Span, Wishes
from counterspec.store import Case, log, schema
from counterspec.store.codec import json_of
from counterspec.store.documents import put_card, put_rows
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases" / "parties"
NORLAND = CASES / "lists" / "norland.yaml"
Say = Callable[..., str]
FULL, SHORT = "例甲视讯股份有限公司", "Lijia Vision Co., Ltd."


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command of `counterspec case` and return what it printed."""

    def call(*arguments: object, fails: bool = False) -> str:
        capsys.readouterr()
        code = main(["case", *map(str, arguments)])
        printed = capsys.readouterr()
        assert (code != 0) == fails, printed.err
        return printed.err if fails else printed.out

    return call


@pytest.fixture
def case(tmp_path: Path, say: Say) -> Path:
    folder = tmp_path / "case"
    say("new", folder)
    say("add", folder, CASES / "case", "--jobs", 1, "--no-config")
    return folder


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_every_organisation_with_its_roles(case: Path, say: Say) -> None:
    found = {one["name"]: one for one in lines(say("parties", case, "-f", "jsonl"))}
    roles = {
        name: [(r["role"], r["documents"], r["first"], r["last"]) for r in one["roles"]]
        for name, one in found.items()
    }
    assert roles == {
        "例丙研究院": [
            ("drafter", 2, "2027-02-01", "2031-04-17"),
            ("proposer", 1, "2031-04-17", "2031-04-17"),
        ],
        FULL: [("drafter", 1, "2031-04-17", "2031-04-17"), ("winner", 1, "2031-05-02", "2031-05-02")],
        "例丁大学": [("drafter", 1, "2031-04-17", "2031-04-17")],
        "例甲电子有限公司": [("drafter", 1, "2027-02-01", "2027-02-01")],
        "例甲视讯（样湖）有限公司": [("drafter", 1, "2027-02-01", "2027-02-01")],
        "全国样例标准化技术委员会": [("custodian", 1, "2027-02-01", "2027-02-01")],
        "全国样例标准化技术委员会(XAC/TC 900)": [("custodian", 1, "2031-04-17", "2031-04-17")],
        "样湖市公安局": [("drafter", 1, "2031-04-17", "2031-04-17")],
        "样北省样湖市公安局": [("buyer", 1, "2031-05-02", "2031-05-02")],
    }
    text = say("parties", case)
    assert "张三" not in text
    assert "organisations only" in text
    assert "      2  drafter of the document   2027-02-01 – 2031-04-17" in text
    assert "wrote" not in text
    assert "a name without a match may be listed all the same" in text


def test_only_those_in_a_role(case: Path, say: Say) -> None:
    found = lines(say("parties", case, "--role", "winner,buyer", "-f", "jsonl"))
    assert [one["name"] for one in found] == [FULL, "样北省样湖市公安局"]
    assert "no role" in say("parties", case, "--role", "author", fails=True)


def test_proposals_with_their_grounds(case: Path, say: Say) -> None:
    found = {
        (one["a"], one["b"]): [g["text"] for g in one["grounds"]]
        for one in lines(say("names", case, "-f", "jsonl"))
    }
    assert found == {
        (SHORT, FULL): ["both names stand beside each other"],
        ("例甲电子有限公司", FULL): ["former name: “例甲电子有限公司”"] * 2,
        ("例甲视讯（样湖）有限公司", FULL): ["shared stem; may be a branch, parent or subsidiary"],
        ("全国样例标准化技术委员会", "全国样例标准化技术委员会(XAC/TC 900)"): [
            "same but for the name or code in brackets"
        ],
        ("样北省样湖市公安局", "样湖市公安局"): ["same but for the state or province named with it"],
    }
    text = say("names", case)
    assert "former name: “例甲电子有限公司”, in XX/T 9401" in text
    assert "“[例甲电子有限公司已更名为例甲视讯股份有限公司]（Lijia Vision Co., Ltd.）。”" in text
    assert "5 open proposals." in text
    first = lines(say("names", case, "-f", "jsonl"))[0]
    assert f"? {first['a']}   {first['id']}" in text
    assert f"{first['a']} and {first['b']} are one" in say(
        "names", case, "accept", first["id"], "--by", "L. Haddad"
    )
    assert lines(say("names", case, "--state", "accepted", "-f", "jsonl"))[0]["id"] == first["id"]
    assert "no such proposal" in say("names", case, "apart", "n-0000000000", "--by", "L", fails=True)


def test_decisions_join_and_are_undone_and_survive_a_rescan(case: Path, say: Say) -> None:
    said = say(
        "names",
        case,
        "accept",
        "例甲电子有限公司",
        FULL,
        "--by",
        "L. Haddad",
        "--reason",
        "the foreword says so",
    )
    assert "are one organisation: entry 1 of the log, by L. Haddad." in said
    say("names", case, "apart", "例甲视讯(样湖)有限公司", FULL, "--by", "L. Haddad")
    say("rescan", case, "--no-config")
    page = lines(say("parties", case, "例甲电子有限公司", "-f", "jsonl"))
    assert page[0]["name"] == FULL
    assert [one["name"] for one in page[0]["names"]] == [FULL, "例甲电子有限公司"]
    assert [(r["role"], r["documents"]) for r in page[0]["roles"]] == [("drafter", 2), ("winner", 1)]
    assert page[0]["proposals"] == {"open": 1, "accepted": 1, "apart": 1}
    text = say("parties", case, FULL)
    assert "accepted by L. Haddad" in text
    assert "the foreword says so" in text
    assert "kept apart by L. Haddad" in text
    # Through the former name the branch would be joined all the same.
    refused = say(
        "names", case, "accept", "例甲视讯（样湖）有限公司", "例甲电子有限公司", "--by", "M", fails=True
    )
    assert "are kept apart" in refused
    say("names", case, "withdraw", FULL, "例甲电子有限公司", "--by", "M")
    assert len(lines(say("parties", case, "-f", "jsonl"))) == 9
    assert [one["body"]["decision"] for one in map(entry, lines(say("log", case, "-f", "jsonl")))] == [
        "accepted",
        "apart",
        "withdrawn",
    ]


def test_logs_that_contradict_each_other_join_nothing(case: Path, say: Say) -> None:
    branch = "例甲视讯（样湖）有限公司"
    say("names", case, "apart", branch, FULL, "--by", "L. Haddad")
    say("names", case, "accept", FULL, "例甲电子有限公司", "--by", "L. Haddad")
    body = {
        "a": "例甲电子有限公司",
        "b": branch,
        "decision": "accepted",
        "reason": "",
        "imported": {"hash": "x"},
    }
    with Case.open(case).changing() as connection:
        log.append(connection, "name", "M. Oduya", body, "2032-01-01T00:00:00Z")
    page = lines(say("parties", case, branch, "-f", "jsonl"))
    assert [one["name"] for one in page[0]["names"]] == [branch]
    assert [one["type"] for one in page].count("contradiction") == 1
    assert "nothing was joined" in say("parties", case, branch)


def entry(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "body": json.loads(one["body"]) if isinstance(one["body"], str) else one["body"]}


def test_a_decision_needs_two_names_of_the_case_and_a_person(case: Path, say: Say) -> None:
    assert "--by NAME" in say("names", case, "accept", "例丁大学", FULL, fails=True)
    assert "no document of this case" in say("names", case, "accept", "张三", FULL, "--by", "L", fails=True)
    assert "one spelling" in say(
        "names", case, "accept", FULL, "例甲 视讯股份有限公司", "--by", "L", fails=True
    )
    assert "two names are needed" in say("names", case, "accept", FULL, "--by", "L", fails=True)
    with Case.open(case).reading() as connection:
        assert list(log.entries(connection)) == []


def test_the_page_of_one_organisation(case: Path, say: Say) -> None:
    text = say("parties", case, "例丁大学")
    assert "Named in 1 document of this case, in 1 role." in text
    assert "names 例丁大学 as drafter of the document (4 of 4 named)." in text
    assert "[例丁大学]" in text
    assert "Not shown: who wrote any section, annex or row." in text
    assert "no statement of the party is recorded" in text
    assert "No name of this organisation is among those held here." in text
    assert "Not complete here: US-BIS-ENTITY" in text
    assert "several organisations are named so" in say("parties", case, "例甲", fails=True)
    assert "no party of this case" in say("parties", case, "张三", fails=True)
    claims = [one for one in lines(say("parties", case, FULL, "-f", "jsonl")) if one["type"] == "claim"]
    assert [(one["role"], one["nth"], one["of"]) for one in claims] == [("drafter", 2, 4), ("winner", 1, 1)]
    assert claims[0]["evidence"]["quote"] == FULL
    assert claims[1]["not_shown"] == "whether anything was delivered or is in use"


def test_the_party_answers_beside_the_claims(case: Path, say: Say, tmp_path: Path) -> None:
    file = tmp_path / "denial.yaml"
    file.write_text(
        "party: 例甲电子有限公司\ntext: We took part in clause 6 alone.\nsaid_on: 2031-06-01\n"
        "by: press office\nsource: e-mail to the editors\n",
        "utf-8",
    )
    say("statement", case, file, "--by", "M. Oduya")
    assert "We took part in clause 6 alone." not in say("parties", case, FULL)
    say("names", case, "accept", "例甲电子有限公司", FULL, "--by", "L. Haddad")
    assert "We took part in clause 6 alone." in say("parties", case, FULL), (
        "printed under every accepted name"
    )


def test_lists_match_exact_and_accepted_names_alone(case: Path, say: Say) -> None:
    assert "NL-EXPORT" not in say("parties", case, FULL)
    before = lines(say("parties", case, FULL, "--list", NORLAND, "-f", "jsonl"))
    assert [one for one in before if one["type"] == "listing"] == []
    say("names", case, "accept", SHORT, FULL, "--by", "L. Haddad")
    (case / "lists").mkdir()
    (case / "lists" / "norland.yaml").write_bytes(NORLAND.read_bytes())
    found = [
        one
        for one in lines(say("parties", case, FULL, "--on", "2032-01-04", "-f", "jsonl"))
        if one["type"] == "listing"
    ]
    assert [
        (m["action"], m["match"], m["document_date"], m["listed_on_document_date"], m["listed_today"])
        for m in found
    ] == [
        ("NTR 2030/115", "accepted", "2031-04-17", True, True),
        ("NTR 2030/115", "accepted", "2031-05-02", True, True),
        ("NTR 2030/114", "accepted", "2031-04-17", True, True),
        ("NTR 2030/114", "accepted", "2031-05-02", True, True),
    ]
    text = say("parties", case, FULL, "--on", "2032-01-04")
    assert "name       Lijia Vision Co., Ltd.   accepted match, listed from 2030-10-09" in text
    assert "ground     “export of goods under heading 7 requires a licence”" in text
    assert "then       listed at the date of 2 documents (2031-04-17 – 2031-05-02)" in text
    assert "A listing is an act of the body that keeps the list." in text
    assert "no date" in say("parties", case, FULL, "--on", "soon", fails=True)


ALIASES = """\
- names: [例甲视讯股份有限公司, "Lijia AG", "Lijia Vision Co., Ltd."]
  source: register of Samplia
  date: 2031-05-02
"""


def test_alias_files_propose_and_join_only_where_a_person_is_named(
    case: Path, say: Say, tmp_path: Path
) -> None:
    (case / "aliases.yaml").write_text(ALIASES, "utf-8")
    assert "listed in aliases.yaml: register of Samplia, 2031-05-02" in say("names", case)
    assert lines(say("parties", case, FULL, "-f", "jsonl"))[0]["other_names"] == []
    (case / "aliases.yaml").write_text(ALIASES + "  accepted_by: L. Haddad\n", "utf-8")
    assert lines(say("parties", case, FULL, "-f", "jsonl"))[0]["other_names"] == ["Lijia AG", SHORT]
    # What a person says in the log counts above the file.
    say("names", case, "withdraw", FULL, "Lijia AG", "--by", "M")
    assert lines(say("parties", case, FULL, "-f", "jsonl"))[0]["other_names"] == [SHORT]
    own = tmp_path / "own.csv"
    own.write_text(
        "name,other,source,date,accepted_by\n例丁大学,Liding University,own notes,,L. Haddad\n", "utf-8"
    )
    assert (
        lines(say("parties", case, "Liding University", "--aliases", own, "-f", "jsonl"))[0]["name"]
        == "例丁大学"
    )


def test_the_documented_alias_file_can_be_read(case: Path, say: Say) -> None:
    text = (ROOT / "docs" / "parties.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (case / "aliases.yaml").write_text(
        next(block for block in blocks if block.startswith("- names:")), "utf-8"
    )
    assert lines(say("parties", case, "Lijia AG", "-f", "jsonl"))[0]["name"] == FULL


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("aliases.yaml", "names: [a, b]", "must be a list"),
        ("aliases.yaml", "- names: [a]\n  source: x", "[0].names"),
        ("aliases.yaml", "- names: [a, b]", "[0].source"),
        ("aliases.yaml", "- names: [a, b]\n  source: x\n  by: me", "[0].by"),
        ("aliases.yaml", "- names: [a, b]\n  source: x\n  date: May", "[0].date"),
        ("aliases.yaml", "- [", "aliases.yaml:2"),
        ("aliases.csv", "name,other\na,b\n", "line 2.source"),
        ("aliases.csv", "name,other,source,who\na,b,c,d\n", "line 2.who"),
        ("aliases.csv", "name,other,source\na,b,c,d,e\n", "columns"),
        ("aliases.csv", "\xff", "aliases.csv"),
    ],
)
def test_alias_files_that_break_their_shape(name: str, content: str, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    case = Case.new(folder)
    (folder / name).write_bytes(content.encode("latin-1"))
    with case.reading() as connection, pytest.raises(ConfigError) as caught:
        Parties(connection, folder)
    assert name in str(caught.value)
    assert says in str(caught.value)


def kept(folder: Path, *named: tuple[str, str, str, str | None]) -> None:
    """Put documents with one party each into a new case: number, role, name, document it republishes."""
    case = Case.new(folder)
    with case.changing() as connection:
        for number, role, name, copy_of in named:
            sha256 = number * 64
            card = Card(
                sha256,
                f"{number}.txt",
                "read",
                number=f"XX/T {number}",
                issued=f"203{number}",
                copy_of=copy_of,
            )
            put_card(connection, card, None, Wishes(), ("1", "1"), "2031-01-01T00:00:00Z")
            proof = Evidence(sha256, Span(0, len(name)), name, "", "", line=1, column=1)
            party = PartyAt(sha256, 0, role, name, name, None, proof)  # type: ignore[arg-type]
            row = {
                "sha256": sha256,
                "seq": 0,
                "role": role,
                "normal": name,
                "page": None,
                "data": json_of(party),
            }
            put_rows(connection, schema.parties, [row])
    case.close()


def test_persons_never_appear_and_copies_are_one_document(tmp_path: Path, say: Say) -> None:
    kept(
        tmp_path / "case",
        ("1", "drafter", "例丙研究院", None),
        ("2", "drafter", "例丙研究院", "1" * 64),
        ("3", "drafter", "张三", None),
        ("4", "drafter", "Jane Doe", None),
        ("5", "publisher", "Smith", None),
        ("6", "publisher", "SOFS", None),
        ("7", "bidder", "SOFS", None),
    )
    found = lines(say("parties", tmp_path / "case", "-f", "jsonl"))
    assert [(one["name"], one["documents"], one["roles"]) for one in found] == [
        ("SOFS", 1, [{"role": "publisher", "documents": 1, "first": "2036", "last": "2036", "undated": 0}]),
        (
            "例丙研究院",
            1,
            [{"role": "drafter", "documents": 1, "first": "2031", "last": "2031", "undated": 0}],
        ),
    ]


def test_hostile_names_cannot_steer_the_terminal(tmp_path: Path, say: Say) -> None:
    hostile = "\x1b[31m例甲视讯\u202e股份有限公司"
    kept(tmp_path / "case", ("1", "bidder", hostile, None), ("2", "bidder", "例甲视讯有限公司", None))
    for printed in (say("parties", tmp_path / "case"), say("names", tmp_path / "case", "--state", "all")):
        assert "\x1b" not in printed
        assert "\u202e" not in printed


def test_an_empty_case_says_what_was_read(tmp_path: Path, say: Say) -> None:
    say("new", tmp_path / "case")
    assert "No organisation is named in a role" in say("parties", tmp_path / "case")
    assert "0 open proposals." in say("names", tmp_path / "case")
