"""The words of the interface: every one has a translation, none is unused, none judges."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from jinja2 import nodes

from counterspec import model, web
from counterspec.casework.party_page import NOT_SHOWN
from counterspec.model import chain, declaration, facts, law, log
from counterspec.publish.graph.layout import LABELS
from counterspec.regimes import EFFECTS, GRADES
from counterspec.registry import discover
from counterspec.syntax.document_kind import _TESTS
from counterspec.terminal.glossary import GLOSSARY
from counterspec.terminal.look import ACTS, OBLIGATION, PROVENANCE, RECOMMENDS, ROLES, STRENGTH
from counterspec.vocab.loader import load
from counterspec.web.render import TIERS, templates
from counterspec.web.screens import Screen
from counterspec.web.screens.findings import _FACETS
from counterspec.web.words import LANGUAGES, said, words

_JUDGING = re.compile(
    r"\b(?:violat\w+|illegal\w*|unlawful\w*|target(?:s|ed|ing)?|racist|suspicious|risks?|scores?|severity)\b"
    "|违法|违反|非法|针对|种族主义|可疑|风险|评分|得分|严重",
    re.IGNORECASE,
)
_QUOTED = {"puts it in the class “high-risk”", "risk score", "score of a person", "suspicious-person flag"}
"""A law's own word, what a document says its purpose is, and kinds of attribute that documents define."""
_CHANGED = ("changed", "added", "removed")
_COUNTED = re.compile(r"\{(\w+)\} (?:code |confirmed )?(?!this\b|as\b|is\b|was\b|its\b)[a-z]+s\b")


def _calls() -> Iterator[nodes.Call]:
    made = templates()
    for name in made.list_templates(extensions=["html"]):
        assert made.loader is not None
        for call in made.parse(made.loader.get_source(made, name)[0]).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                yield call


def _python() -> set[str]:
    """Return every word of Python that a template passes on."""
    screens = discover("counterspec.web.screens", Screen, third_party=False).values()
    values: list[str] = [one.label for one in screens if one.label]
    values += [text.partition(" ")[2] for text in ACTS.values()]
    for named in (TIERS, OBLIGATION, PROVENANCE, STRENGTH, RECOMMENDS, ROLES, EFFECTS, GRADES, dict(_FACETS)):
        values += map(str, named.values())
    values += NOT_SHOWN.values()
    for section in GLOSSARY:
        values += filter(None, (section.title, section.lead))
        values += (text for one in section.marks for text in (one.name or one.mark, one.means))
    values += [
        f"Not shown: why {what}." for what in ("the two differ", *(f"it was {one}" for one in _CHANGED))
    ]
    values += [*LABELS, *(concept.label for concept in load().concepts)]
    values += [*get_args(model.Standing), *get_args(log.Decision), *get_args(declaration.Obligation)]
    values += [
        *_literal(log.Entry, "kind"),
        *_literal(law.OnDate, "state"),
        *_literal(law.ListMatch, "match"),
    ]
    values += [*_literal(chain.ValueChange, "kind"), *(kind for kind, _ in _TESTS)]
    values += [one.replace("_", " ") for one in (*get_args(facts.CitationForm), *load().cues["purpose"])]
    values += [one.replace("-", " ") for one in get_args(chain.ChangeKind)]
    values += ["code", "schema", "data", "label set", "text", "unknown", "standards"]
    return set(values)


def _literal(of: type, name: str) -> list[str]:
    return list(map(str, get_args(get_type_hints(of)[name])))


def _said() -> dict[str, set[str]]:
    """Return the texts that modules say themselves, with the names of their values."""
    made = {}
    for file in Path(web.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "said":
                text = call.args[1]
                if isinstance(text, ast.Constant):
                    made[str(text.value)] = {str(one.arg) for one in call.keywords}
    return made


CALLS = list(_calls())
TEXTS = {
    call.args[0].value: {one.key for one in call.kwargs}
    for call in CALLS
    if isinstance(call.args[0], nodes.Const)
} | _said()
CHOSEN = {str(one.value) for call in CALLS for one in call.args[0].find_all(nodes.Const)}
"""Words within an expression that a template passes on; the keys it chooses by are among them."""
NEEDED = set(TEXTS) | _python()


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_templates_say_a_lot() -> None:
    assert len(TEXTS) > 350
    assert len(_python()) > 120


def test_every_text_is_translated() -> None:
    for language in set(LANGUAGES) - {"en"}:
        assert not sorted(NEEDED - set(words(language))), f"add these to {language}.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_unused(language: str) -> None:
    assert not sorted(set(words(language)) - NEEDED - CHOSEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_translated_twice(language: str) -> None:
    table = yaml.compose((Path(web.__file__).parent / f"words/{language}.yaml").read_text("utf-8"))
    times = Counter(key.value for key, _ in table.value)
    assert [text for text, count in times.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_the_same_in_both(language: str) -> None:
    different = {text for text, other in words(language).items() if _names(text) != _names(other)}
    assert not different


def test_templates_give_every_value() -> None:
    assert not {text for text, given in TEXTS.items() if _names(text) != given}


def test_what_counts_has_a_form_for_one() -> None:
    assert not sorted(text for text in TEXTS if _COUNTED.search(text) and text not in words("en"))


def test_a_digest_is_no_summary_and_no_tag_names_a_modal_word() -> None:
    chinese = words("zh-Hans")
    assert not [
        text for text, said in chinese.items() if "摘要" in said or "展示件" in said or "否定" in said
    ]
    assert {said for text, said in chinese.items() if text.startswith("clause ") and "（" in said} == set()
    assert said("zh-Hans", "tier {letter}", letter="A") == "A 类"
    assert (chinese["Reject"], chinese["rejected"]) == ("驳回", "已驳回")


def test_one_is_not_many() -> None:
    assert said("en", "{n} documents", n=1) == "1 document"
    assert said("en", "{n} documents", n="1,000") == "1,000 documents"
    assert said("zh-Hans", "{n} documents", n=1) == "1 份文件"
    assert said("en", "{read} of {all} documents", read="1", all="1") == "1 of 1 document"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_judges(language: str) -> None:
    own = NEEDED | CHOSEN if language == "en" else set(words(language).values())
    quoted = _QUOTED | {words(language).get(one, one) for one in _QUOTED}
    assert not sorted(one for one in own - quoted if _JUDGING.search(one))
