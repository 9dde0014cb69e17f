"""Chinese sentences: every form has one, they state no more than the English, and are made of the same facts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from counterspec.findings import statements as english
from counterspec.model import Added, Finding
from counterspec.pipeline import Setup
from counterspec.web.chinese import finding as chinese
from counterspec.web.sentences import sentence_of, summary_of
from tests.case_of_files import built
from tests.conftest import ROOT
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
        assert said.says[said.quoted :] == f"{one.says.quote}”。"
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
        assert (one.act == "LX") == short.startswith(("禁止", "在其所列条件下禁止"))
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
            "（由 M. Oduya 于 2031-05-01 人工添加，当时此处为“old words”）",
        ),
    ):
        said = sentence_of(replace(one, added=then), setup, ZH)
        assert told in said.says
        assert said.says[said.quoted :] == f"{one.says.quote}”。"
