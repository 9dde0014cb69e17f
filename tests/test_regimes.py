"""Legal rules: their files, what they show of a finding, on which dates, and what they never say."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from counterspec.assess import wording
from counterspec.assess.dates import on_date
from counterspec.assess.evaluate import Wanted, assess, hold
from counterspec.assess.territory import UNION, within
from counterspec.assess.wordsets import WordSets
from counterspec.errors import RegimeError
from counterspec.model import Assessment
from counterspec.regimes import EFFECTS, InForce, Rule, load
from counterspec.regimes import Test as RuleTest
from counterspec.regimes._reading import _PURPOSES
from counterspec.regimes.loader import _RULE_KEYS, DATA
from counterspec.vocab.loader import load as load_vocabulary
from tests.conftest import ROOT, Run
from tests.law_building import TODAY, everything, held_of, judge, regimes, setup

CASES = ROOT / "tests" / "cases" / "law"
RESEARCH = ROOT.parent / "shared" / "research" / "regimes.yaml"
if not RESEARCH.exists():
    RESEARCH = ROOT.parent.parent / "shared" / "research" / "regimes.yaml"

_NEVER = re.compile(
    r"\b(?:violat(?:e|es|ed|ing)|illegal\w*|breach\w*|infring\w*|racist\w*|guilty|severity|targets|unlawful\w*|complian\w+)\b",
    re.IGNORECASE,
)
_NEVER_SAID = re.compile(r"\b(?:risk|score[sd]?|scoring|suspicious)\b", re.IGNORECASE)


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))
    ]


def rule_of(name: str) -> Rule:
    rule = regimes().rule(name)
    assert rule is not None, name
    return rule


def held_against(name: str, case: dict[str, Any]) -> Assessment:
    return assess(rule_of(name), held_of(case), judge(), str(case.get("today", TODAY)))


# -- what rules make of findings ---------------------------------------------------------------


@pytest.mark.parametrize(("name", "case"), cases())
def test_elements(name: str, case: dict[str, Any]) -> None:
    made = held_against(name, case)
    shown, missing = [s.id for s in made.shown], [s.id for s in made.not_shown]
    if "shown" in case:
        assert (shown, missing) == (case["shown"], case["not_shown"])
    why = {s.id: s.why for s in (*made.shown, *made.not_shown)}
    for element, words in case.get("why", {}).items():
        assert words in why[element]
    assert all(s.why for s in (*made.shown, *made.not_shown))
    assert all(s.evidence is not None for s in made.shown)
    assert all(s.evidence is None for s in made.not_shown)


@pytest.mark.parametrize(("name", "case"), cases())
def test_dates_territory_and_words(name: str, case: dict[str, Any]) -> None:
    made = held_against(name, case)
    states = {on.which: on.state for on in made.dates}
    for which, state in case.get("dates", {}).items():
        assert states[which] == state, which
    if "territory" in case:
        expected = case["territory"]
        assert (expected in (made.territory or "")) if expected else made.territory is None
    for key in ("checks", "exceptions", "traps"):
        if key in case:
            assert case[key] in " ".join(getattr(made, key))
    if "note" in case:
        assert all(str(case["note"]) in on.note for on in made.dates if on.date)
    if "says_all" in case:
        assert case["says_all"] in made.statement
    if "effect" in case:
        assert made.effect == case["effect"]
    if made.territory is None and made.dates:
        assert "benchmark only" in made.statement


@pytest.mark.parametrize(("name", "case"), cases())
def test_which_findings_a_rule_is_held_against(name: str, case: dict[str, Any]) -> None:
    result = everything(held_of(case))
    by_rule = {made.rule: made for made in (*result.screens, *result.assessments)}
    if "about" in case:
        assert (name in by_rule) == case["about"]
    if "caught" in case:
        assert (name in by_rule and not by_rule[name].not_shown) == case["caught"]


def test_every_rule_has_cases_for_and_against() -> None:
    known = {path.stem for path in CASES.glob("*.yaml")}
    assert known == {rule.id for rule in regimes().rules}
    for rule in regimes().rules:
        here = list(yaml.safe_load((CASES / f"{rule.id}.yaml").read_text("utf-8")))
        assert len(here) >= 2 or len(rule.elements) == 1, rule.id
        able = {e.id for e in rule.elements if e.shown_by is not None}
        assert able == {e for case in here for e in case.get("shown", ())}, (
            f"{rule.id}: an element is never shown"
        )
        assert {e.id for e in rule.elements} - able <= {e for case in here for e in case.get("not_shown", ())}
        if able and rule.id != "UK-EQA":
            assert any(able & set(case.get("not_shown", ())) for case in here), f"{rule.id}: no case against"


# -- nothing more with less --------------------------------------------------------------------

FULL = {
    "title": "Police real-time identification of persons at school",
    "buyer": "Ministry of Quell, border police",
    "says": "The police shall in real time, at railway stations and over time, predict the likelihood of offending of "
    "each person solely by profiling from the face image, one to many, video surveillance, machine learning; "
    "employees, lenders, mortgage, voluntary, kept apart, statistics only, denied.",
    "document": {"kind": "standard", "issued": "2026-10-01", "jurisdiction": "DE"},
    "parties": [{"role": "supplier", "name": "Yanghu Optics Co."}],
    "uses": [{"place": "DE", "date": "2026-10"}],
}


@pytest.mark.parametrize(
    "concept", ["origin.race", "bio.face_template", "status.social_score", "beh.emotion", "app.hat"]
)
@pytest.mark.parametrize("act", ["L3", "L4", "L6"])
@pytest.mark.parametrize(
    "lost", ["says", "title", "buyer", "document", "parties", "uses", "purpose", "grade"]
)
def test_less_information_never_shows_more(concept: str, act: str, lost: str) -> None:
    finding = {
        "concept": concept,
        "act": act,
        "purpose": "identification",
        "provenance": "machine_inferred_biometric",
    }
    full = {**FULL, "finding": finding}
    less = {key: value for key, value in full.items() if key != lost}
    less["finding"] = {k: v for k, v in finding.items() if k != lost}
    if lost == "grade":
        less["finding"]["grade"] = "candidate"
    for rule in regimes().rules:
        with_all, with_less = (
            {s.id for s in assess(rule, held_of(case), judge(), TODAY).shown} for case in (full, less)
        )
        assert with_less <= with_all, rule.id
        territory = assess(rule, held_of(less), judge(), TODAY).territory
        assert not territory or assess(rule, held_of(full), judge(), TODAY).territory


def test_a_blank_finding_shows_what_its_concept_and_act_show_and_no_more() -> None:
    held = held_of({"says": ".", "finding": {"concept": "origin.race", "act": "L4"}})
    for rule in regimes().rules:
        for shown in assess(rule, held, judge(), TODAY).shown:
            assert re.search(r"the attribute is|a protected attribute|it reaches", shown.why, re.I), (
                rule.id,
                shown,
            )


# -- what is never said ------------------------------------------------------------------------


def texts_of(rule: Rule) -> list[str]:
    return [
        rule.title, rule.cite, rule.summary, rule.met, rule.unmet, rule.note, rule.link,
        *(text for e in rule.elements for text in (e.text, e.otherwise, *(u.why for u in e.unless))),
        *map(str, rule.exceptions), *rule.traps, *rule.cases, *rule.checks, rule.in_force.note,
    ]  # fmt: skip


_NOTES = re.compile(
    r": say so|[Dd]o not say|state this|report (?:LX|as)|\bhit\b|→|\b(?:NOT|MUST|HERE|TEST|THIS|UNKNOWN|PERCEIVED)\b"
    r"|\bverify\b|page slug|\bcheck\b(?! equality)|\bOJ text|L3 official|v profiling|logic generalised|incl\.|EthicCode"
)
"""Words of notes to ourselves: a reader is told facts."""
_BARE_ID = re.compile(r"\b(?:EU|UK|US|CN|IN|BR|UN|COE)-[A-Z][\w.-]+")


def test_no_rule_has_notes_to_ourselves() -> None:
    for rule in regimes().rules:
        for text in texts_of(rule):
            assert not _NOTES.search(text.replace("strict-necessity check", "")), (rule.id, text)
            named = re.findall(r"\(rule ([\w.-]+)\)", text)
            assert _BARE_ID.findall(text) == named, (rule.id, text)
            assert all(rule_of(one).cite + f" (rule {one})" in text for one in named)
        for text in (*rule.traps, *rule.checks):
            assert text[0].isupper() and text.endswith("."), (rule.id, text)


def test_a_text_that_names_no_rule_is_refused(tmp_path: Path) -> None:
    assert "see" not in loaded(tmp_path, RULE).traps
    with pytest.raises(RegimeError, match=r"rule YH-1: traps names no rule 'YH-99'"):
        loaded(tmp_path, RULE + '    traps: ["See {YH-99}."]\n')


def test_no_rule_says_what_is_never_said() -> None:
    for rule in regimes().rules:
        own = "what the law itself bars"
        for text in texts_of(rule):
            assert not _NEVER.search(text), (rule.id, text)
        for element in rule.elements:
            for text in (element.text, element.otherwise, *(u.why for u in element.unless)):
                assert not _NEVER_SAID.search(text), (rule.id, own, text)


@pytest.mark.parametrize(("name", "case"), cases())
def test_no_statement_says_what_is_never_said(name: str, case: dict[str, Any]) -> None:
    made = held_against(name, case)
    assert not _NEVER.search(made.statement)
    assert not _NEVER_SAID.search(made.statement)
    assert not re.search(r"\d ?%|percent", made.statement)
    if rule_of(name).held != "screen":
        assert "it says nothing about lawfulness" in made.statement
        if made.exceptions:
            assert "not examined by this tool" in made.statement


@pytest.mark.parametrize(
    ("shown", "missing", "needs", "said"),
    [
        (0, 0, "all", "Act, s. 1 sets no elements that a finding could be held against"),
        (0, 4, "all", "matches no textual element of Act, s. 1"),
        (2, 4, "all", "matches some textual elements of Act, s. 1, and not others"),
        (1, 0, "all", "matches the one textual element of Act, s. 1"),
        (6, 0, "all", "matches all 6 textual elements of Act, s. 1"),
        (0, 3, "any", "matches no alternative textual element of Act, s. 1"),
        (1, 2, "any", "matches an alternative textual element of Act, s. 1"),
        (2, 1, "any", "matches more than one alternative textual element of Act, s. 1"),
    ],
)
def test_no_share_of_the_elements_is_told(shown: int, missing: int, needs: str, said: str) -> None:
    assert wording.matches("Act, s. 1", needs, shown, missing) == said


_HAPPENED = re.compile(
    r"^(?:single )?(?:people|nobody|persons|the data|public places) (?:is|are)\b|\bis recorded$|\bis exported\b"
)


def test_elements_say_what_a_document_provides_for_and_not_that_it_happened() -> None:
    for rule in regimes().rules:
        for element in rule.elements:
            assert not _HAPPENED.search(element.text), (rule.id, element.text)
        assert not re.search(r"is sorted|are sorted", rule.met), rule.id


_STATED = {"place": "DE", "date": "2025-05", "what": "in use at a station"}


@pytest.mark.parametrize(
    ("place", "link", "said"),
    [
        (None, "", "Used as a benchmark only."),
        ("NO", "", "Used as a benchmark only. Not shown is a link to NO."),
        ("NO", "a register kept there", "Used as a benchmark only. Not shown is a register kept there."),
        *(
            (place, "", f"Used as a benchmark only. Not shown is {words}.")
            for place, words in wording.LINKS.items()
        ),
    ],
)
def test_what_does_not_link_a_document_to_a_territory_is_a_sentence(
    place: str | None, link: str, said: str
) -> None:
    rule = replace(rule_of("UN-ICERD"), place=place, link=link)
    made = assess(
        rule,
        held_of({"says": "Search people by race.", "finding": {"concept": "origin.race", "act": "L5"}}),
        judge(),
        TODAY,
    )
    assert f" {said} The rule is " in made.statement or f" {said} Grade " in made.statement
    assert wording.not_linked(made.link) == said.removeprefix("Used as a benchmark only.").strip()


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            {"document": {"jurisdiction": "FR"}},
            "Link to its territory: the document's own jurisdiction is FR. ",
        ),
        ({"uses": [_STATED]}, "2025-05: “in use at a station” (source: "),
        ({"uses": [_STATED, {**_STATED, "place": "AT"}]}, "; "),
    ],
)
def test_what_links_a_document_to_a_territory_is_a_sentence(case: dict[str, Any], said: str) -> None:
    held = held_of(
        {"says": "Search people by race.", "finding": {"concept": "origin.race", "act": "L5"}, **case}
    )
    made = assess(rule_of("EU-AIA-5-1-g"), held, judge(), TODAY)
    found = re.search(r"Link to its territory: (.+?)\. The rule is ", made.statement)
    assert found is not None and found.group(1) == made.territory
    assert said in made.statement
    assert all(f"{use.by} states of {use.place}, 2025-05: " in found.group(1) for use in held.uses)


def test_effects_are_worded_for_all() -> None:
    assert {rule.effect for rule in regimes().rules} <= set(EFFECTS)
    assert not any(_NEVER.search(words) for words in EFFECTS.values())


# -- screens -----------------------------------------------------------------------------------


def test_what_a_screen_catches_is_not_held_against_rules_that_speak_against_it() -> None:
    case = {
        "says": "Equality monitoring: ethnicity of the tenant, voluntary, kept apart.",
        "document": {"jurisdiction": "GB"},
        "finding": {
            "concept": "origin.ethnicity", "act": "L3", "purpose": "equality_monitoring", "provenance": "self_declared",
        },
    }  # fmt: skip
    result = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted(unverified=True))
    assert [screen.rule for screen in result.screens] == ["X-EQUALITY"]
    assert {made.rule for made in result.assessments} == {"UK-DPA-S1-8", "US-EEO1-OMB15"}
    assert {"COE-108-6", "EU-GDPR-9", "UK-EQA"} <= set(result.screened)
    named = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted(frozenset({"COE-108-6"})))
    assert [made.rule for made in named.assessments] == ["COE-108-6"]
    every = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted(unverified=True, everything=True))
    assert every.screened == ()
    assert {"COE-108-6", "EU-GDPR-9"} <= {made.rule for made in every.assessments}


def test_purpose_not_shown_is_not_profiling() -> None:
    case = {
        "says": "Equality monitoring: ethnicity of the tenant.",
        "finding": {"concept": "origin.ethnicity", "act": "L3", "purpose": "equality_monitoring"},
    }
    result = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted())
    assert result.screened == ()
    assert "COE-108-6" in {made.rule for made in result.assessments}
    statement = result.screens[0].statement
    assert "Purpose not shown" in statement
    assert "profil" not in statement


def test_unverified_rules_are_off_and_counted() -> None:
    held = held_of({"says": "Search persons by race.", "finding": {"concept": "origin.race", "act": "L5"}})
    result = hold(regimes().rules, held, judge(), TODAY, Wanted())
    assert all(made.grade != "M" for made in result.assessments)
    assert {"EU-GDPR-9", "UN-ICERD", "EU-CHARTER-21"} <= set(result.off)
    again = hold(regimes().rules, held, judge(), TODAY, Wanted(unverified=True))
    assert set(result.off) <= {made.rule for made in again.assessments} | set(again.elsewhere)
    assert again.off == ()


def test_rules_of_a_country_wait_for_a_link() -> None:
    case: dict[str, Any] = {
        "says": "Religião da pessoa.",
        "finding": {"concept": "belief.religion", "act": "L3"},
    }
    away = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted())
    assert "BR-LGPD-5-11" in away.elsewhere
    case["document"] = {"jurisdiction": "BR"}
    here = hold(regimes().rules, held_of(case), judge(), TODAY, Wanted())
    assert "BR-LGPD-5-11" in {made.rule for made in here.assessments}


def test_the_same_in_the_same_order() -> None:
    held = held_of({**FULL, "finding": {"concept": "origin.race", "act": "L5"}})
    assert everything(held) == everything(held)
    order = [rule.id for rule in regimes().rules]
    found = [made.rule for made in everything(held).assessments]
    assert found == sorted(found, key=order.index)


# -- dates and places --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "start", "until", "state"),
    [
        ("2026-08-01", "2026-08-02", None, "not yet"),
        ("2026-08-02", "2026-08-02", None, "in force"),
        ("2026-08", "2026-08-02", None, "unknown"),
        ("2026-08", "2026-08-01", None, "in force"),
        ("2026-09", "2026-08-02", None, "in force"),
        ("2026-07", "2026-08-02", None, "not yet"),
        ("2026", "2026-08-02", None, "unknown"),
        ("2026", "2026-01-01", None, "in force"),
        ("2027", "2026-08-02", None, "in force"),
        ("2027-05", "2027-05", None, "unknown"),
        ("2027-05-31", "2027-05", None, "unknown"),
        ("2027-06-01", "2027-05", None, "in force"),
        ("2030-01-01", "2026-08-02", "2030-01-01", "no longer"),
        ("2029-12-31", "2026-08-02", "2030-01-01", "in force"),
        ("2030-01", "2026-08-02", "2030-01-15", "unknown"),
        ("soon", "2026-08-02", None, "unknown"),
    ],
)
def test_dates(date: str, start: str, until: str | None, state: str) -> None:
    assert on_date("document", date, InForce(start, until)).state == state


@given(st.dates(), st.dates())
def test_a_month_is_never_surer_than_its_days(day: Any, start: Any) -> None:
    law = InForce(start.isoformat())
    of_day = on_date("document", day.isoformat(), law).state
    of_month = on_date("document", day.isoformat()[:7], law).state
    assert of_month in (of_day, "unknown")


def test_places() -> None:
    assert len(UNION) == 27
    assert within("FR", "EU")
    assert within("DE-BY/Neustadt", "EU")
    assert within("eu", "EU")
    assert within("UK", "GB")
    assert within("GB-SCT", "GB")
    assert within("US-CA", "US")
    assert not within("US", "US-CA")
    assert not within("CA", "US-CA")
    assert not within("CH", "EU")
    assert not within("INT", "IN")


# -- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("police", "the Police of the town", "Police"),
        ("police", "policeman", None),
        ("police", "Bundespolizeiamt", "Bundespolizeiamt"),
        ("police", "由公安机关填写", "公安"),
        ("police", "un contrat de police d'assurance", None),
        ("police", "تسجلها الشرطة", "الشرطة"),
        ("real_time", "where they live", None),
        ("real_time", "in REAL-TIME mode", "REAL-TIME"),
        ("real_time", "real\ntime", "real\ntime"),
        ("biometric", "user interface", None),
        ("biometric", "идентификация лиц", None),
        ("biometric", "распознавание лиц", "распознавание лиц"),
        ("lender", "a calendar", None),
        ("school", "scholarly", None),
        ("employer", "AN EMPLOYEE'S desk", "EMPLOYEE"),
        ("public_space", "the street address", None),
        ("profiling", "画像の保存", None),
        ("refusal", "Je préfère: ne souhaite pas répondre", "ne souhaite pas répondre"),
    ],
)
def test_words(name: str, text: str, found: str | None) -> None:
    span = WordSets(regimes().words, regimes().not_words).find(name, text)
    assert (text[span.start : span.end] if span else None) == found


SENTENCES = yaml.safe_load((CASES.parent / "law_words" / "sentences.yaml").read_text("utf-8"))


def test_words_are_found_in_sentences_of_many_languages() -> None:
    sets = judge().words
    missed = [
        (name, text) for name, said in SENTENCES.items() for text in said["hits"] if not sets.find(name, text)
    ]
    wrong = [
        (name, text, text[span.start : span.end])
        for name, said in SENTENCES.items()
        for text in said["misses"]
        if (span := sets.find(name, text))
    ]
    assert (missed, wrong) == ([], [])


@given(st.text(max_size=300))
def test_words_never_fail_and_point_inside(text: str) -> None:
    sets = judge().words
    for name in regimes().words:
        span = sets.find(name, text)
        assert span is None or 0 <= span.start < span.end <= len(text)


def test_words_of_hostile_texts_are_found_in_no_time() -> None:
    for text in ("a" * 100_000, "predict " * 20_000, "公" * 50_000, "scrap" * 20_000, "- _ " * 30_000):
        for name in regimes().words:
            judge().words.find(name, text)


# -- the files ---------------------------------------------------------------------------------

RULE = """
title: Yanghu statutes
rules:
  - id: YH-1
    version: 1
    title: Sorting
    cite: Act, s. 1
    article: Act 2029, section 1
    grade: P
    summary: Bars sorting.
    effect: prohibited
    elements:
      - {id: a, text: a thing, shown_by: {concept: [origin]}, otherwise: Not.}
    in_force: {from: 2030-01-01}
    url: https://example.org/act
"""


def loaded(tmp_path: Path, text: str) -> Rule:
    file = tmp_path / "own.yaml"
    file.write_text(text, "utf-8")
    return load(setup().concepts, [file]).regimes[-1].rules[0]


def test_own_rules_are_taken_in(tmp_path: Path) -> None:
    rule = loaded(tmp_path, RULE)
    assert (rule.id, rule.regime, rule.in_force.start) == ("YH-1", "own", "2030-01-01")
    assert rule.elements[0].shown_by == RuleTest(concept=("origin",))


def test_own_words_are_taken_in(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = RULE.replace("rules:", "words: {baker: {en: [baker*], not: [baker street]}}\nrules:", 1)
    file.write_text(text.replace("concept: [origin]", "said: [baker]"), "utf-8")
    known = load(setup().concepts, [file])
    sets = WordSets(known.words, known.not_words)
    assert sets.find("baker", "two bakers") is not None
    assert sets.find("baker", "Baker Street") is None
    assert "baker" not in regimes().words


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("grade: P", "grade: Q", "rule YH-1: grade: must be one of P, S, M"),
        ("    grade: P\n", "", "lacks grade"),
        ("    article: Act 2029, section 1\n", "", "lacks article"),
        ("    url: https://example.org/act\n", "", "lacks url"),
        ("    url: https://example.org/act\n", "    url: null\n", "url: must be the official address"),
        ("    in_force: {from: 2030-01-01}\n", "", "lacks in_force"),
        ("{from: 2030-01-01}", "{from: 1 January 2030}", "from must be a date"),
        ("{from: 2030-01-01}", "{from: 2030-01-01, unknown: why}", "either from"),
        ("{from: 2030-01-01}", "{starts: 2030-01-01}", "starts: unknown key"),
        ("effect: prohibited", "effect: unlawful", "effect: must be one of"),
        ("    title: Sorting", "    titel: Sorting", "titel: unknown key"),
        ("concept: [origin]", "concept: [origin.mars]", "no concept 'origin.mars'"),
        ("concept: [origin]", "concept: origin", "concept must be a list"),
        ("concept: [origin]", "colour: [origin]", "unknown test 'colour'"),
        ("concept: [origin]", "said: [bakers]", "said: 'bakers' is none of"),
        ("concept: [origin]", "act_from: LX", "act_from must be one of"),
        ("concept: [origin]", "test: circle", "no test 'circle'"),
        ("concept: [origin]", "purpose: [fun]", "purpose: 'fun' is none of"),
        (", otherwise: Not.", "", "has shown_by with otherwise"),
        ("id: YH-1", "id: EU-AIA-5-1-g", "stands in eu_ai_act.yaml already"),
        ("    version: 1", "    version: one", "version: must be a whole number"),
        ("    grade: P", "    grade: P\n    grade: S", "key 'grade' stands twice"),
        ("rules:", "norms: []\nrules:", "unknown key 'norms'"),
        ("title: Yanghu statutes", "title: [", "did not find expected node content"),
        ("rules:", "words: {police: {en: [cop]}}\nrules:", "this set is known already"),
        ("rules:", "words: {cops: {en: cop}}\nrules:", "words: cops.en: must be a list of words"),
        ("rules:", "words: {cops: {en: ['*']}}\nrules:", "must be a text with a letter"),
        ("rules:", "words: {cops: {en: ['a*b*c*d*e*f']}}\nrules:", "more than 4 stars"),
        ("rules:", "words: {cops: {not: [cop]}}\nrules:", "has no words"),
        ("rules:", "words: [cop]\nrules:", "must map names of sets"),
        ("rules:", "tests: {x: {test: y}, y: {test: x}}\nrules:", None),
    ],
)  # fmt: skip
def test_what_breaks_the_shape_is_named(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    text = RULE.replace(old, new, 1)
    assert text != RULE
    if message is None:
        text = text.replace("concept: [origin]", "test: x")
        message = "name each other in a circle"
    with pytest.raises(RegimeError) as error:
        loaded(tmp_path, text)
    assert message in str(error.value)
    assert re.search(r"own\.yaml(:\d+)?: ", str(error.value))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
        "a: &a [*a]",
        "[" * 1_000_000,
        "- " * 300_000,
        "a: " + "{b: " * 60 + "c" + "}" * 60,
        "\0",
        "",
        "- 1",
        "title: x\nrules: {a: 1}",
        "title: x\nrules: [1]",
        "title: x\nrules: [{id: [1]}]",
        "title: x\ntests: [1]\nrules: []",
        "title: x\nrules: [{? [1, 2] : 3}]",
    ],
)
def test_hostile_files_are_refused_in_our_own_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(RegimeError):
        loaded(tmp_path, text)


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from(sorted(_RULE_KEYS)),
        st.one_of(st.text(max_size=4), st.none(), st.lists(st.text(max_size=3))),
    )
)
def test_odd_rules_raise_nothing_else(raw: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder, contextlib.suppress(RegimeError):
        loaded(Path(folder), yaml.safe_dump({"title": "x", "rules": [raw]}, allow_unicode=True))


def test_rules_do_not_change(tmp_path: Path) -> None:
    rule = loaded(tmp_path, RULE)
    with pytest.raises(AttributeError):
        rule.grade = "S"  # type: ignore[misc]
    assert replace(rule, grade="S") != rule


def test_purposes_are_those_of_the_vocabulary() -> None:
    assert set(load_vocabulary().cues["purpose"]) == set(_PURPOSES)


def test_the_example_in_the_documentation_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "regimes.md").read_text("utf-8")
    example = re.search(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert example is not None
    assert loaded(tmp_path, example.group(1)).id == "YH-12-3"
    for key in ("held", "needs", "only_with_link", "checks", "met", "unmet", "see"):
        assert f"`{key}`" in page


def test_every_rule_is_documented() -> None:
    page = (ROOT / "docs" / "regimes.md").read_text("utf-8")
    assert [rule.id for rule in regimes().rules if f"### {rule.id}\n" not in page] == []


def test_every_file_is_one_regime() -> None:
    assert [r.id for r in regimes().regimes] == sorted(p.stem for p in DATA.glob("[!_]*.yaml"))


# -- against the research the rules were made from ---------------------------------------------

_TITLES = {
    "EU-GDPR-10-22-35": "Criminal data, automated decisions, DPIA",
    "EU-AIA-AnnexIII-6-7": "Law-enforcement, migration and border AI",
    "UN-ICCPR": "Privacy, belief, assembly, equality",
}
"""Titles whose commas YAML reads as the ends of entries."""


def _numbers(of: object) -> set[str]:
    """Return every number of texts: articles, dates, counts. The words beside them are for a reader, and our own."""
    return set(re.findall(r"\d+(?:[-.]\d+)*", json.dumps(of, default=str, ensure_ascii=False)))


@pytest.mark.skipif(not RESEARCH.exists(), reason="the research is not here")
def test_nothing_of_the_research_is_lost_or_added() -> None:
    raw = yaml.safe_load(RESEARCH.read_text("utf-8"))["rules"]
    assert {r["id"] for r in raw} == {rule.id for rule in regimes().rules}
    everywhere = _numbers(raw) | {"2027-05"}  # it says May 2027
    for r in raw:
        rule = rule_of(r["id"])
        assert rule.title.casefold() == _TITLES.get(rule.id, r["title"]).casefold()
        assert (rule.grade, rule.effect, rule.url) == (r["v"], r["effect"], r.get("url"))
        if rule.held != "screen":  # a screen is of this program and has no article
            assert rule.article == r["article"]
        if rule.held != "screen":
            shown = {
                key: r.get(key) for key in ("article", "summary", "exceptions", "traps", "dates", "cases")
            }
            assert _numbers(shown) <= _numbers(asdict(rule)), rule.id
        beside = (
            rule.summary,
            rule.exceptions,
            rule.traps,
            rule.dates,
            rule.cases,
            rule.checks,
            rule.in_force,
        )
        assert _numbers(list(map(str, beside))) <= everywhere, rule.id
        assert len(rule.cases) == len(r.get("cases", []))
        assert bool(rule.exceptions) == bool(r.get("exceptions") or rule.id in ("EU-GDPR-9",)), rule.id
        if "check" in str(r).lower() or "unknown" in str(r).lower():
            said = " ".join((rule.summary, *rule.checks, rule.in_force.note, rule.in_force.unknown or ""))
            assert rule.checks or re.search(r"check|unknown|confirm", said, re.IGNORECASE), rule.id


# -- the commands ------------------------------------------------------------------------------


def test_the_list_and_one_rule(run: Run) -> None:
    listed = run("regimes").stdout
    assert all(f" {rule.id} " in listed for rule in regimes().rules)
    assert "18 rules of grade M are off" in listed
    shown = run("regimes", "eu-aia-5-1-g").stdout
    for words in (
        "art. 5(1)(g)",
        "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        "grade S",
        "labelling or filtering",
    ):
        assert words in shown
    assert run("regimes", "YH-9").returncode == 2
