"""Chinese sentences: every form has one, they state no more than the English, and are made of the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from sqlalchemy import Connection

from counterspec.assess import wording as held_wording
from counterspec.casework.assessing import Wanted, assessed
from counterspec.casework.chains import Asked, Chains
from counterspec.casework.editions import compared_in
from counterspec.casework.linking import link
from counterspec.casework.parties import Parties
from counterspec.casework.party_page import page_of
from counterspec.findings import statements as english
from counterspec.link import chain_notes, standing, wording
from counterspec.link.editions import wording as changed
from counterspec.link.editions.compare import _FORCE
from counterspec.link.wanted import STRONGEST
from counterspec.model import Added, Card, Chain, Change, Finding
from counterspec.pipeline import Setup
from counterspec.regimes.loader import load as load_rules
from counterspec.store import Case
from counterspec.store.documents import cards
from counterspec.terminal.look import ROLES
from counterspec.web.chinese import assessment as law
from counterspec.web.chinese import chain_words
from counterspec.web.chinese import change as chinese_change
from counterspec.web.chinese import finding as chinese
from counterspec.web.sentences import (
    assessment_of,
    change_of,
    claim_of,
    language_of_note,
    saying_of,
    sentence_of,
    summary_of,
)
from counterspec.web.words import said as said_in
from tests.case_of_files import built
from tests.conftest import ROOT
from tests.test_linking_chains import PILES
from tests.web_serving import firmest

_HAN = re.compile(r"[\u4e00-\u9fff]")
_JUDGING = re.compile("违法|违反|非法|针对|种族主义|可疑|风险|评分|得分|严重")
ZH = "zh-Hans"


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup()


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> list[Finding]:
    """Return the findings of samples of every kind: schemas, code, prose in many languages, standards, patents."""
    folder = tmp_path_factory.mktemp("chinese") / "case"
    built(folder, ROOT / "examples", ROOT / "tests/cases/linking", setup=setup).close()
    return [one.finding for one in firmest(folder)]


def test_every_form_has_a_sentence() -> None:
    assert chinese.FORMS.keys() == english.FORMS.keys()
    slots = re.compile(r"\{(\w+)\}")
    for form, text in english.FORMS.items():
        wanted = {"doing" if slot == "able" else slot for slot in slots.findall(text)} - {"article"}
        assert set(slots.findall(chinese.FORMS[form])) == wanted, form
        assert not _JUDGING.search(chinese.FORMS[form])


def test_statements_are_made_of_the_same_facts(findings: list[Finding], setup: Setup) -> None:
    assert len(findings) > 100 and len({one.says.form for one in findings if one.says}) > 8
    for one in findings:
        assert one.says is not None and one.says.quote in one.statement
        said = sentence_of(one, setup, ZH)
        assert said.lang == ZH and _HAN.search(said.says)
        assert said.says[said.quoted :] == english.closed(one.says.quote, "。")[1:]
        assert said.not_shown.startswith("未表明：")
        place = one.evidence.page or one.evidence.line
        assert f"第 {place} " in said.says or f"单元格 {one.evidence.locator}" in said.says
        for known in (
            one.document_number,
            one.document_date,
            one.says.edition,
            one.says.section,
            one.says.mark_means,
        ):
            assert not known or known in said.says
        assert ("草案 " in said.says.partition("：")[0]) == (
            "the draft " in one.statement.partition(": “")[0]
        )
        outside = said.says.replace(one.says.quote, "").replace(one.says.mark_means or "\0", "")
        assert not _JUDGING.search(outside)


def test_what_is_forbidden_or_only_mentioned_is_not_said_to_be_recorded(
    findings: list[Finding], setup: Setup
) -> None:
    for one in findings:
        short = summary_of(one, setup, ZH)[0]
        assert (one.act == "LX") == short.startswith(("禁止", "作出一项"))
        assert (one.act == "L0") == short.startswith("提及")


def test_the_quote_is_marked_in_the_documents_words_alone(findings: list[Finding], setup: Setup) -> None:
    # Its legend, its label and its sentence hold the same words.
    one = next(f for f in findings if f.evidence.quote == "民族" and f.says and f.says.form == "marks")
    for language in ("en", ZH):
        said = sentence_of(one, setup, language)
        before, _, after = str(said.marked("民族")).partition("<mark>")
        assert after.startswith("民族</mark>")
        assert len(before) >= said.quoted


def test_a_case_made_before_sentences_had_parts_stays_english(findings: list[Finding], setup: Setup) -> None:
    one = replace(findings[0], says=None)
    said = sentence_of(one, setup, ZH)
    assert said.lang == "en" and f"{said.says} {said.not_shown}" == one.statement
    assert summary_of(one, setup, ZH) == (one.summary, "en")


def test_who_added_a_finding_by_hand_is_said(findings: list[Finding], setup: Setup) -> None:
    added = Added("M. Oduya", "2031-05-01T08:00:00Z", "0" * 64)
    one = replace(findings[0], rule=None, added=added)
    assert one.says is not None
    for then, told in (
        (added, "（由 M. Oduya 于 2031-05-01 人工添加）"),
        (
            replace(added, was="old\nwords"),
            "（由 M. Oduya 于 2031-05-01 人工添加）（当时此处为“old words”）",
        ),
    ):
        said = sentence_of(replace(one, added=then), setup, ZH)
        assert told in said.says
        assert said.says[said.quoted :] == english.closed(one.says.quote, "。")[1:]


# -- chains ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> list[tuple[Chain, Chain]]:
    """Return every chain of the invented cases, told in English and in Chinese."""
    made: list[tuple[Chain, Chain]] = []
    for name, pile in PILES.items():
        folder = tmp_path_factory.mktemp(name)
        for file, text in pile["sources"].items():
            (folder / "sources").mkdir(exist_ok=True)
            (folder / "sources" / file).write_text(text, "utf-8")
        case = built(folder / "case", folder / "sources", setup=setup)
        made += told(case, setup)
        case.close()
    folder = tmp_path_factory.mktemp("example") / "case"
    case = built(folder, ROOT / "examples/case/sources", setup=setup)
    made += told(case, setup)
    case.close()
    return made


def told(case: Case, setup: Setup) -> list[tuple[Chain, Chain]]:
    link(case)
    asked = Asked(tiers=tuple("ABCDEN"), forms=STRONGEST)
    with case.reading() as connection:
        ways = [list(Chains(connection, asked, saying_of(setup, one)[0])) for one in ("en", ZH)]
    return list(zip(*ways, strict=True))


def test_a_chain_is_the_same_chain_in_both_languages(chains: list[tuple[Chain, Chain]]) -> None:
    assert len(chains) > 60
    for en, zh in chains:
        for same in ("id", "through", "weakest", "form", "finding", "concept"):
            assert getattr(en, same) == getattr(zh, same)
        assert [step.evidence for step in en.steps] == [step.evidence for step in zh.steps]
        assert len(en.standing) == len(zh.standing) and len(en.notes) == len(zh.notes)


SAME = (
    ("is optional", "且为可选"),
    ("under a condition: ", "在一定条件下必选："),
    ("which one, the row does not say", "该行未说明是何条件"),
    ("by choice", "择一引用"),
    ("among its references", "引用文件中列出"),
    ("in its bibliography", "参考文献中列出"),
    ("edition not stated there", "该处未注明版本"),
    ("no part stated", "未指明部分"),
    (" must ", "须"),
    ("recommends conformity", "推荐符合"),
    ("no sensitive attribute was found", "未发现敏感数据项"),
    ("not carried by this citation", "不为此引用所涵盖"),
    ("a proposal", "仅为提案"),
    ("an informative annex", "资料性附录"),
    ("no date stated", "未注明日期"),
    (" in turn ", " 又"),
)
"""What has to be said in both languages or in neither."""


def bare(text: str) -> str:
    """Return a sentence without what it quotes, quotes in quotes too."""
    shorter = re.sub("“[^“”]*”", "", text)
    return text if shorter == text else bare(shorter)


def test_a_chain_says_as_much_in_chinese_as_in_english(chains: list[tuple[Chain, Chain]]) -> None:
    seen = set()
    for en, zh in chains:
        for ours, theirs in SAME:
            if ours in bare(en.statement):
                seen.add(ours)
            both = (ours in bare(en.statement), theirs in bare(zh.statement))
            assert both in ((True, True), (False, False)), (ours, en.statement, zh.statement)
        for quote in re.findall("“([^”★]+)”", en.statement):
            assert quote in zh.statement
        assert zh.statement.endswith("。") and not _JUDGING.search(bare(zh.statement))
        assert "未表明：" in zh.not_shown and zh.not_shown.endswith("。")
        assert ("must be filled" in en.not_shown) == ("必须填写" in zh.not_shown)
    assert len(seen) >= len(SAME) - 3, sorted({ours for ours, _ in SAME} - seen)


def test_nothing_english_is_left_but_what_documents_say(chains: list[tuple[Chain, Chain]]) -> None:
    ours = re.compile(
        r"\b(?:the|of|is|and|with|which|field|clause|table|row|not|strict|requires?|draft|standard)\b"
    )
    for _, zh in chains:
        said = [zh.statement, zh.not_shown, zh.bond, *zh.standing, *(step.bond for step in zh.steps)]
        said += [note for note in zh.notes if language_of_note(note, ZH) == ZH]
        said += [step.note for step in zh.steps if step.kind != "citation"]
        for text in said:
            assert not ours.search(re.sub("部分引用（[^）]*）", "", bare(text))), text


def test_every_word_of_chains_has_a_chinese_one() -> None:
    assert chain_words.TURNS.keys() >= wording._TURNS.keys()
    assert chain_words.FORMS.keys() == chain_notes._FORMS.keys()
    assert chain_words.KINDS.keys() == standing._KINDS.keys()


# -- differences and claims ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Iterator[Case]:
    case = built(tmp_path_factory.mktemp("editions") / "case", ROOT / "examples/case/sources", setup=setup)
    link(case)
    yield case
    case.close()


def test_a_difference_says_as_much_in_chinese_as_in_english(example: Case, setup: Setup) -> None:
    with example.reading() as connection:
        old, new = (find_card(connection, f"XX_T_9400.3-{year}.pdf") for year in (2026, 2031))
    changes = [c for pair in ((old, new), (new, old)) for c in differences(example, pair, setup)]
    assert len(changes) > 20
    for change, (first, second) in changes:
        said, tag = change_of(change, (first, second), setup, ZH)
        assert tag == ZH and said.endswith("。") and not _JUDGING.search(bare(said))
        assert not re.search(r"\b(?:the|edition|defines|no|such|values?|in|field)\b", bare(said)), said
        for side, card in ((change.before, first), (change.after, second)):
            assert f"{card.edition} 版" in said
            assert side is not None or "中没有" in said
        both = change.before is not None and change.after is not None
        for value in change.values[:6] if both else ():
            for code in (value.before, value.after):
                assert code is None or code.code in said
        for detail in change.details:
            if detail.kind == "obligation" and detail.after is not None:
                assert chinese_change._BOUND[detail.after] in said


def find_card(connection: Connection, name: str) -> Card:
    return next(card for card in cards(connection) if Path(card.name).name == name)


def differences(case: Case, pair: tuple[Card, Card], setup: Setup) -> list[tuple[Change, tuple[Card, Card]]]:
    done = next(iter(compared_in(case, [pair], setup)))
    assert done.comparison is not None
    return [(change, pair) for change in done.comparison.changes]


def test_every_word_of_differences_has_a_chinese_one() -> None:
    assert chinese_change.FACTS.keys() == changed._FACTS.keys()
    assert chinese_change._THING.keys() == changed._NAMES.keys()
    assert chinese_change._BOUND.keys() == changed._BINDING.keys()
    assert chinese_change.FORCE.keys() == set(_FORCE.values())


def test_a_claim_names_role_and_place(example: Case) -> None:
    with example.reading() as connection:
        parties = Parties(connection, example.folder)
        one = next(one for one in parties.organisations() if "里嘉" in one.name)
        claims = page_of(connection, parties, one, "2032-01-01").claims
    assert claims
    for claim in claims:
        said, tag = claim_of(claim, ZH)
        assert tag == ZH and claim.called in said and claim.place.party.name in said
        assert said_in(ZH, ROLES[claim.place.party.role]) in said
        assert (" named)" in claim.statement) == ("所列" in said)
        assert claim_of(claim, "en") == (claim.statement, "en")


# -- law -------------------------------------------------------------------------------------------


def test_an_assessment_counts_the_same_elements(example: Case, setup: Setup) -> None:
    wanted = Wanted(unverified=True)
    held = list(assessed(example, setup, load_rules(setup.concepts), wanted, "2032-03-04"))
    every = [(one, about) for about in held for one in about.result.assessments]
    assert len(every) > 20
    for one, about in every:
        said, tag = assessment_of(one, about, ZH)
        assert tag == ZH and one.cite in said and said.endswith("不对合法与否作任何表述。")
        assert not re.search("违法|违反|非法|针对|可疑|风险|评分|严重", said.replace(one.cite, ""))
        shown, missing = len(one.shown), len(one.not_shown)
        assert (f"已表明 {shown} 项，未表明 {missing} 项" in said) == bool(shown + missing)
        assert ("matches " in one.statement) == ("相符" in said)
        assert not re.search(r"\d+ 项[择文]", said.replace(f"全部 {shown} 项", ""))
        assert ("matches no" in one.statement) == ("未表明与 " in said)
        assert bool(one.exceptions) == ("未经本工具审查" in said)
        assert (one.territory is None) == ("仅作参照" in said)
        for on in one.dates:
            assert on.date is None or f"（{on.date}）" in said
    for about in held:
        for screen in about.result.screens:
            assert assessment_of(screen, about, ZH) == (screen.statement, "en")


def test_every_state_of_a_rule_has_a_word() -> None:
    assert law.STATE.keys() == held_wording._STATE.keys()
    assert law.WHICH.keys() == held_wording._WHICH.keys()
