"""Findings added by hand: among the others, in their makers' names, found again where a text is read anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterspec.casework.by_hand import Saying, add, nowhere, place_of, take_back
from counterspec.casework.exporting import exported
from counterspec.casework.fingerprints import passage_of
from counterspec.casework.importing import take
from counterspec.casework.kept import Kept
from counterspec.casework.placing import alike, stands
from counterspec.casework.remove import removed
from counterspec.casework.verdicts import give, log_faults, lost, settle_all, verdicts_on
from counterspec.errors import UsageError
from counterspec.model import Box, ByHand, Document, Finding, Page, Span, Word
from counterspec.pipeline import Setup
from counterspec.store import Case, log
from counterspec.store.by_hand import by_hand_of
from counterspec.store.checks import row_faults
from counterspec.store.codec import document_bytes, document_of
from counterspec.store.counting import counted
from counterspec.store.documents import findings_of
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.listing import listed
from counterspec.store.verdicts import judged
from counterspec.vocab.loader import Concept
from tests.test_case_decisions import kept, put, standard

AT = "2031-05-01T08:00:00Z"
CLAN = Concept("origin.clan", "clan", "A")
CONCEPTS = {"origin.clan": CLAN}
SAYING = Saying("origin.clan", "L5", " the clause names it ")
WORDS = "delete records after a year"


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "case")


@pytest.fixture
def one(case: Case, setup: Setup) -> Kept:
    made = kept(setup, standard())
    put(case, made)
    return made


def text_of(one: Kept) -> str:
    assert one.document is not None
    return document_of(one.document).text


def at_words(one: Kept, words: str = WORDS) -> Span:
    start = text_of(one).index(words)
    return Span(start, start + len(words))


def made(case: Case, one: Kept, by: str = "M. Oduya", saying: Saying = SAYING, words: str = WORDS) -> Finding:
    return add(case, one.card.sha256, at_words(one, words), saying, CONCEPTS, by, AT)


def those(case: Case) -> list[Finding]:
    """Return the findings added by hand, as a list of findings shows them."""
    with case.reading() as connection:
        return [f.finding for f in found(connection, FindingFilter(rules=("",))).found]


def sound(case: Case) -> None:
    with case.changing() as connection:
        assert list(log_faults(connection)) == []
        for document in list(listed(connection)):
            assert list(row_faults(connection, document.card.sha256)) == []


# -- added -------------------------------------------------------------------------------------


def test_it_stands_among_the_findings_of_its_document(case: Case, one: Kept) -> None:
    finding = made(case, one)
    assert (finding.evidence.quote, finding.why, finding.rule) == (WORDS, ("the clause names it",), None)
    assert (finding.concept, finding.tier, finding.act, finding.grade) == (
        "origin.clan",
        "A",
        "L5",
        "finding",
    )
    with case.reading() as connection:
        every = list(findings_of(connection, one.card.sha256))
        assert finding in every
        assert every == sorted(every, key=lambda f: f.evidence.span)
        counts = dict(counted(connection, FindingFilter(), ("rule",)))
        assert counts["",] == 1
        assert next(listed(connection)).findings == sum(f.grade == "finding" for f in every)
    sound(case)


def test_it_says_that_a_person_says_so_and_no_rule(case: Case, one: Kept) -> None:
    finding = made(case, one)
    line = text_of(one)[: finding.evidence.span.start].count("\n") + 1
    assert finding.statement == (
        f"XX/T 9955-2031, 2031-01-01, line {line}, speaks of searching, sorting or counting people by clan, as added "
        f"by hand by M. Oduya on 2031-05-01: “{WORDS}”. Not shown: use, deployment, whether the field is filled."
    )
    assert finding.summary == (
        "Speaks of searching, sorting or counting people by clan, as added by hand by M. Oduya on 2031-05-01."
    )


def test_the_log_has_it_whole(case: Case, one: Kept) -> None:
    finding = made(case, one)
    with case.reading() as connection:
        [entry] = log.entries(connection, "note")
    body = json.loads(entry.body)
    assert finding.added is not None
    assert (finding.added.entry, finding.added.by, finding.added.at) == (entry.hash, "M. Oduya", AT)
    assert finding.id == f"f-{entry.hash[:12]}"
    assert (body["made"], body["quote"], body["act"], body["label"]) == ("finding", WORDS, "L5", "clan")
    assert body["sha256"] == one.card.sha256


def test_blanks_at_its_edges_are_left_out(case: Case, one: Kept) -> None:
    assert made(case, one, words=f" {WORDS}").evidence.quote == WORDS


@pytest.mark.parametrize(
    ("span", "saying"),
    [
        (Span(5, 5), SAYING),
        (Span(-1, 5), SAYING),
        (Span(0, 5_000), SAYING),
        (Span(16, 18), SAYING),
        (Span(0, 5), replace(SAYING, concept="origin.house")),
        (Span(0, 5), replace(SAYING, act="L9")),
        (Span(0, 5), replace(SAYING, why="  ")),
        (Span(0, 5), replace(SAYING, why="y" * 2_001)),
    ],
)
def test_what_is_no_finding_is_refused(case: Case, one: Kept, span: Span, saying: Saying) -> None:
    assert text_of(one)[16:18].isspace()
    with pytest.raises(UsageError):
        add(case, one.card.sha256, span, saying, CONCEPTS, "M. Oduya", AT)
    assert not those(case)


def test_a_name_and_a_document_are_needed(case: Case, one: Kept) -> None:
    with pytest.raises(UsageError, match="name"):
        made(case, one, " ")
    with pytest.raises(UsageError, match="not read"):
        add(case, "0" * 64, Span(0, 5), SAYING, CONCEPTS, "M. Oduya", AT)


def test_what_a_finding_says_already_is_not_added(case: Case, one: Kept) -> None:
    first = made(case, one)
    with pytest.raises(UsageError, match=first.id):
        made(case, one, "L. Haddad")
    rules = next(f.finding for f in one.findings if f.finding.grade == "finding")
    saying = Saying(rules.concept, rules.act, "it says so")
    with pytest.raises(UsageError, match=rules.id):
        add(case, one.card.sha256, rules.evidence.span, saying, {rules.concept: CLAN}, "L. Haddad", AT)
    made(case, one, saying=replace(SAYING, act="L1"))
    assert len(those(case)) == 2
    sound(case)


# -- taken back --------------------------------------------------------------------------------


def test_only_who_added_it_takes_it_back_and_the_log_keeps_both(case: Case, one: Kept) -> None:
    finding = made(case, one)
    with pytest.raises(UsageError, match=r"M\. Oduya"):
        take_back(case, finding.id, "L. Haddad", AT)
    take_back(case, finding.id[:8], "M. Oduya", AT)
    assert not those(case)
    sound(case)
    with case.reading() as connection:
        assert len(list(log.entries(connection, "note"))) == 2
    early = made(case, one, words="Person records")
    sound(case)
    take_back(case, early.id, "M. Oduya", AT)
    sound(case)
    for what in (finding.id, "", "f-"):
        with pytest.raises(UsageError):
            take_back(case, what, "M. Oduya", AT)


def test_it_can_be_added_again_as_another_one(case: Case, one: Kept) -> None:
    first = made(case, one)
    give(case, [first.id], "rejected", "", "Ana", AT)
    take_back(case, first.id, "M. Oduya", AT)
    second = made(case, one)
    assert second.id != first.id
    with case.reading() as connection:
        assert judged(connection, second.id).standing == "none"
        assert [verdict.finding for verdict in lost(connection)] == [first.id]


# -- judged ------------------------------------------------------------------------------------


def test_verdicts_are_given_on_it_as_on_any(case: Case, one: Kept) -> None:
    finding = made(case, one)
    give(case, [finding.id], "confirmed", "read", "Ana", AT)
    [(second, standing)] = give(case, [finding.id], "rejected", "", "Ben", AT)
    assert second.second and standing == "disputed"
    assert [f.standing for f in those(case)] == ["disputed"]
    give(case, [finding.id], "withdrawn", "", "Ben", AT)
    assert [f.standing for f in those(case)] == ["confirmed"]
    sound(case)


def test_it_and_its_verdicts_stay_where_the_same_bytes_are_read_again(case: Case, one: Kept) -> None:
    finding = made(case, one)
    give(case, [finding.id], "confirmed", "", "Ana", AT)
    put(case, one)
    assert those(case) == [replace(finding, standing="confirmed")]
    sound(case)


# -- read anew ---------------------------------------------------------------------------------


def reread(case: Case, one: Kept, change: Callable[[Document], Document]) -> None:
    """Write a document as if it were read otherwise now."""
    assert one.document is not None
    put(case, replace(one, document=document_bytes(change(document_of(one.document)))))


def test_words_that_moved_are_the_same_finding(case: Case, one: Kept) -> None:
    finding = made(case, one)
    give(case, [finding.id], "confirmed", "", "Ana", AT)
    reread(case, one, lambda d: replace(d, text="Foreword.\n\n" + d.text))
    [now] = those(case)
    assert (now.id, now.added, now.standing) == (finding.id, finding.added, "confirmed")
    assert now.evidence.span.start == finding.evidence.span.start + 11
    sound(case)


def test_words_that_read_otherwise_ask_for_another_look(case: Case, one: Kept) -> None:
    finding = made(case, one)
    reread(case, one, lambda d: replace(d, text=d.text.replace("shall delete", "may delete")))
    [now] = those(case)
    assert now.standing == "look-again"
    assert now.added is not None and now.added.was == WORDS
    assert " on 2031-05-01 to a sentence that read otherwise then: “" in now.statement
    sound(case)
    give(case, [finding.id], "confirmed", "still says so", "Ana", AT)
    assert [f.standing for f in those(case)] == ["confirmed"]
    give(case, [finding.id], "withdrawn", "", "Ana", AT)
    assert [f.standing for f in those(case)] == ["look-again"]


def test_a_verdict_on_other_words_asks_for_another_look(case: Case, one: Kept) -> None:
    finding = made(case, one)
    give(case, [finding.id], "confirmed", "", "Ana", AT)
    reread(case, one, lambda d: replace(d, text=d.text.replace("shall delete", "may delete")))
    assert [f.standing for f in those(case)] == ["look-again"]
    with case.reading() as connection:
        assert [now for _, now in verdicts_on(connection, judged(connection, finding.id))] == [False]
    reread(case, one, lambda d: d)
    assert [f.standing for f in those(case)] == ["confirmed"]
    sound(case)


def test_whose_words_are_nowhere_stays_in_the_log(case: Case, one: Kept) -> None:
    finding = made(case, one)
    reread(case, one, lambda d: replace(d, text=d.text.replace("delete records after a year", "")))
    assert not those(case)
    sound(case)
    with case.reading() as connection:
        assert [lost.id for lost in nowhere(connection)] == [finding.id]
    put(case, one)
    assert those(case) == [finding]
    with case.reading() as connection:
        assert not nowhere(connection)


# -- removed, published again, taken over ------------------------------------------------------


def remove(case: Case, name: str) -> None:
    with case.reading() as connection:
        meant = [one for one in listed(connection) if one.card.name == name]
    assert len(list(removed(case, meant, "M. Oduya", "a test"))) == len(meant)


def test_it_comes_back_with_its_document(case: Case, one: Kept) -> None:
    finding = made(case, one)
    remove(case, "standard.md")
    assert not those(case)
    put(case, one)
    assert those(case) == [finding]
    sound(case)


def test_it_stands_in_what_was_published_again_where_its_own_document_is_gone(
    case: Case, one: Kept, setup: Setup
) -> None:
    again = kept(setup, "<!-- published again -->\n\n" + standard(wrap="\n"), "again.md")
    finding = made(case, one)
    put(case, again)
    assert [f.file for f in those(case)] == ["standard.md"]
    own = made(case, again, words="sort persons")
    give(case, [finding.id, own.id], "confirmed", "", "Ana", AT)
    remove(case, "standard.md")
    assert {(f.file, f.id, f.standing) for f in those(case)} == {
        ("again.md", finding.id, "confirmed"), ("again.md", own.id, "confirmed"),
    }  # fmt: skip
    sound(case)
    put(case, one)
    assert [(f.file, f.standing) for f in those(case)] == [
        ("again.md", "confirmed"),
        ("standard.md", "confirmed"),
    ]
    sound(case)
    remove(case, "standard.md")
    take_back(case, finding.id, "M. Oduya", AT)
    assert [f.id for f in those(case)] == [own.id]
    sound(case)


def test_where_one_of_two_says_otherwise_now_the_other_takes_its_place(
    case: Case, one: Kept, setup: Setup
) -> None:
    finding = made(case, one)
    files = {
        name: kept(setup, f"<!-- {name} -->\n\n{standard(wrap=chr(10))}", name) for name in ("b.md", "c.md")
    }
    for again in files.values():
        put(case, again)
    give(case, [finding.id], "confirmed", "", "Ana", AT)
    remove(case, "standard.md")
    [first] = (f.file for f in those(case))
    [second] = files.keys() - {first}
    reread(case, files[first], lambda d: replace(d, text=d.text.replace("shall delete", "may delete")))
    assert [(f.file, f.id, f.standing) for f in those(case)] == [(second, finding.id, "confirmed")]
    sound(case)


def test_another_document_of_the_number_that_says_otherwise_does_not_take_its_place(
    case: Case, one: Kept, setup: Setup
) -> None:
    made(case, one)
    other = standard(wrap="\n").replace("shall delete records", "may delete records")
    put(case, kept(setup, other, "again.md"))
    remove(case, "standard.md")
    assert not those(case)
    sound(case)


def lines_of(case: Case) -> list[str]:
    with case.reading() as connection:
        return [json.dumps(line, ensure_ascii=False) for line in exported(connection)]


def test_another_case_takes_it_over_once(case: Case, one: Kept, setup: Setup, tmp_path: Path) -> None:
    stays, gone = made(case, one), made(case, one, "L. Haddad", replace(SAYING, act="L1"))
    take_back(case, gone.id, "L. Haddad", AT)
    give(case, [stays.id], "confirmed", "", "Ana", AT)
    other = Case.new(tmp_path / "other")
    take(other, lines_of(case), "log", "2031-06-01T00:00:00Z")
    assert not those(other)
    put(other, one)
    assert those(other) == [replace(stays, standing="confirmed")]
    take(other, lines_of(case), "log", "2031-06-02T00:00:00Z")
    take(case, lines_of(other), "log", "2031-06-02T00:00:00Z")
    assert those(other) == those(case)
    sound(other)
    sound(case)


def test_a_log_taken_over_adds_to_documents_that_are_there(
    case: Case, one: Kept, setup: Setup, tmp_path: Path
) -> None:
    finding = made(case, one)
    other = Case.new(tmp_path / "other")
    put(other, one)
    take(other, lines_of(case), "log", AT)
    assert those(other) == [finding]


def test_entries_of_another_shape_are_passed_over(case: Case, one: Kept) -> None:
    finding = made(case, one)
    with case.changing() as connection:
        [entry] = log.entries(connection, "note")
        said = json.loads(entry.body)
        for change in (
            {"start": "x"}, {"start": 9, "end": 8}, {"quote": "  "}, {"act": "L9"}, {"tier": "Z"}, {"nth": 7},
            {"imported": {"hash": "<script>", "at": AT}}, {"imported": {"hash": finding.id}},
            {"imported": {"hash": entry.hash[:12] + "0" * 52, "at": AT}},
        ):  # fmt: skip
            log.append(connection, "note", "x", {**said, **change}, AT)
        for body in ({"made": "finding"}, {"text": "a remark"}, {"made": 3}, {"made": "finding-withdrawn"}):
            log.append(connection, "note", "x", body, AT)
        settle_all(connection)
        assert [one.id for one in by_hand_of(connection)] == [finding.id]
    assert those(case) == [finding]


# -- places ------------------------------------------------------------------------------------

TEXT = "4.1 The system 𠀀 sorts persons by clan.\n4.2 It stores the clan."


def document(text: str = TEXT, *pages: Page) -> Document:
    return Document("standard.md", "ab" * 32, "markdown", "text/markdown", "text", text, pages=pages)


def on(text: str, span: Span, boxes: tuple[Box, ...] = ()) -> ByHand:
    same = alike(text, span)
    return ByHand(
        "e" * 64, "ab" * 32, None, span, text[span.start : span.end], passage_of(text, span), same.index(span),
        len(same), 1 if boxes else None, boxes, "origin.clan", "clan", "A", "L5", "why", "M. Oduya", AT,
    )  # fmt: skip


def within(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("now", "stood"),
    [
        (TEXT, ("by clan", True)),
        ("Foreword.\n" + TEXT, ("by clan", True)),
        (TEXT.replace("by clan", "by\nclan"), ("by\nclan", True)),
        (TEXT.replace("by clan", "by CLAN"), ("by CLAN", True)),
        (TEXT.replace("sorts", "lists"), ("by clan", False)),
        (TEXT.replace("sorts persons by clan", "is"), None),
        (TEXT + "\n" + TEXT, ("by clan", False)),
        ("", None),
    ],
)
def test_its_words_are_found_again(now: str, stood: tuple[str, bool] | None) -> None:
    found = stands(document(now), on(TEXT, within(TEXT, "by clan")))
    assert (found and (now[slice(*found[0])], found[1])) == stood


def test_the_sentence_counts_before_the_nearest_place() -> None:
    one = on(TEXT, within(TEXT, "clan"))
    now = "0 A clan. " * 3 + TEXT
    assert stands(document(now), one) == (Span(now.index("by clan") + 3, now.index("by clan") + 7), True)


@given(st.integers(0, 4), st.integers(1, 5), st.text("ab \n", max_size=30))
def test_of_several_alike_the_same_in_order_counts(nth: int, more: int, before: str) -> None:
    row = "| clan | C |\n"
    count = nth + more
    text = row * count
    places = [Span(start + 2, start + 6) for start in range(0, len(text), len(row))]
    now = f"{before}\n{text}"
    found = stands(document(now), on(text, places[nth]))
    assert found == (Span(places[nth].start + len(before) + 1, places[nth].end + len(before) + 1), True)


@given(st.text("ab.\n |", min_size=1, max_size=60), st.data())
def test_any_place_of_any_text_is_found_again_in_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert stands(document(text), on(text, span)) == (span, True)


def test_words_recognised_anew_are_those_at_the_same_place_of_the_page() -> None:
    def read(word: str) -> Document:
        text = f"sort by {word} now clan"
        spans = within(text, "sort"), within(text, "by"), within(text, word), within(text, "now")
        words = tuple(Word(s, Box(50.0 * n, 10, 50.0 * n + 40, 20), 0.9) for n, s in enumerate(spans))
        return document(text, Page(1, Span(0, len(text)), words=words))

    before, after = read("clan"), read("c1an")
    one = on(before.text, within(before.text, "clan"), (Box(101, 10, 139, 20),))
    assert stands(after, one) == (within(after.text, "c1an"), False)
    assert stands(read("clan"), one) == (within(before.text, "clan"), True)
    elsewhere = replace(one, boxes=(Box(400, 10, 440, 20),))
    for nowhere_there in (elsewhere, replace(one, page=2)):
        assert stands(after, nowhere_there) == (Span(17, 21), False)


@pytest.mark.parametrize(
    ("words", "number", "stood"),
    [
        ("by clan", None, "by clan"),
        (" persons  by\nclan ", None, "persons by clan"),
        ("clan", 2, "clan"),
        ("clan", None, "2 places"),
        ("clan", 7, "do not stand"),
        ("caste", None, "do not stand"),
        ("  ", None, "no words"),
    ],
)
def test_words_are_sought_letter_by_letter(words: str, number: int | None, stood: str) -> None:
    try:
        said: Any = TEXT[slice(*place_of(document(), words, number))]
    except UsageError as error:
        said = str(error)
    assert stood in said


# -- whatever people do ------------------------------------------------------------------------

_DOING = ("add", "add again", "take back", "judge", "read otherwise", "remove", "put", "take over")


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(_DOING), st.integers(0, 1)), max_size=12))
def test_whatever_people_do_the_log_makes_the_same_of_it(setup: Setup, doing: list[tuple[str, int]]) -> None:
    """Two files of one number: every finding added and not taken back stands once, or is said to stand nowhere."""
    files = [kept(setup, f"<!-- {name} -->\n\n{standard()}", name) for name in ("a.md", "b.md")]
    with TemporaryDirectory() as place:
        case, other = Case.new(Path(place) / "case"), Case.new(Path(place) / "other")
        for one in files:
            put(case, one)
        for number, (what, which) in enumerate(doing):
            do(case, other, what, files[which], f"2031-05-01T08:00:{number:02}Z")
            sound(case)
            with case.reading() as connection:
                added = {one.id for one in by_hand_of(connection)}
                lost = {one.id for one in nowhere(connection)}
            standing = [finding.id for finding in those(case)]
            assert len(standing) == len({*standing}) and {*standing} == added - lost
        take(other, lines_of(case), "log", AT)
        for one in files:
            put(other, one)
        take(case, lines_of(other), "log", AT)
        sound(other)
        with case.reading() as mine, other.reading() as theirs:
            assert {one.id for one in by_hand_of(mine)} == {one.id for one in by_hand_of(theirs)}


def do(case: Case, other: Case, what: str, one: Kept, at: str) -> None:
    """Do one thing to a case, where it can be done now."""
    with suppress(UsageError):
        if what.startswith("add"):
            words = WORDS if what == "add" else "every list"
            add(case, one.card.sha256, at_words(one, words), SAYING, CONCEPTS, "M. Oduya", at)
        elif what == "take back":
            with case.reading() as connection:
                ids = [added.id for added in by_hand_of(connection) if added.sha256 == one.card.sha256]
            take_back(case, ids[-1] if ids else "", "M. Oduya", at)
        elif what == "judge":
            give(case, [finding.id for finding in those(case)][:1], "confirmed", "", "Ana", at)
        elif what == "read otherwise":
            with case.reading() as connection:
                held = any(document.card.sha256 == one.card.sha256 for document in listed(connection))
            if held:
                reread(case, one, lambda d: replace(d, text=d.text.replace("shall delete", "may delete")))
        elif what == "remove":
            remove(case, one.card.name)
        elif what == "put":
            put(case, one)
        else:
            take(other, lines_of(case), "log", at)
            take(case, lines_of(other), "log", at)
