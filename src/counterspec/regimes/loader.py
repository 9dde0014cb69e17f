"""Load the files of legal rules; what breaks their shape is an error with file, line, rule and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from counterspec.errors import RegimeError
from counterspec.regimes._reading import Reader
from counterspec.regimes._references import named
from counterspec.regimes._words import Words, load_words
from counterspec.regimes._yaml import Mapped, load_yaml
from counterspec.regimes.values import (
    EFFECTS,
    GRADES,
    Exempt,
    InForce,
    Regime,
    Regimes,
    Rule,
    RuleElement,
    Unless,
)

DATA = Path(__file__).parent / "data"
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9.-]{1,60}")
_HELD = ("finding", "on-request", "parties", "screen")
_FILE_KEYS = {"title", "words", "tests", "rules"}
_RULE_KEYS = {
    "id", "version", "title", "cite", "article", "grade", "summary", "effect", "place", "link", "held", "about",
    "needs", "elements", "met", "unmet", "exceptions", "traps", "cases", "false_friends", "note", "checks", "dates",
    "in_force", "url", "only_with_link",
}  # fmt: skip
_REQUIRED = (
    "id", "version", "title", "cite", "article", "grade", "summary", "effect", "elements", "in_force", "url",
)  # fmt: skip
_IN_FORCE_KEYS = {"from", "until", "before", "unknown", "none", "note"}


def load(concepts: Collection[str], more: Iterable[Path] = ()) -> Regimes:
    """Load the rules that ship, and those of the files in `more`.

    `concepts` are the ids of the vocabulary: a rule that names another is refused.

    Raises:
        RegimeError: a file breaks its shape, an id stands twice, or a text names a rule that is not there.
    """
    words = load_words(DATA / "_words.yaml")
    made: list[Regime] = []
    seen: dict[str, str] = {}
    for path in [*sorted(p for p in DATA.glob("*.yaml") if not p.name.startswith("_")), *more]:
        made.append(_File(path, frozenset(concepts), words, seen).read())
    return named(Regimes(tuple(made), words.sets, words.looks))


class _File:
    """Reads one file."""

    def __init__(self, path: Path, concepts: frozenset[str], words: Words, seen: dict[str, str]) -> None:
        self._path = path
        self._concepts = concepts
        self._words = words
        self._seen = seen
        self._tests: Mapping[str, object] = {}

    def read(self) -> Regime:
        raw = load_yaml(self._path)
        if not isinstance(raw, Mapped):
            raise RegimeError(f"{self._path}: must be a mapping with title and rules")
        for key in raw:
            if key not in _FILE_KEYS:
                raise RegimeError(f"{self._path}:{raw.lines[key]}: unknown key {key!r}")
        rules, tests = raw.get("rules"), raw.get("tests", Mapped(1))
        if not isinstance(raw.get("title"), str) or not isinstance(rules, list):
            raise RegimeError(f"{self._path}: a file of rules has a title and a list of rules")
        if not isinstance(tests, Mapped):
            raise RegimeError(f"{self._path}:{raw.lines['tests']}: tests must map names to tests")
        self._tests = tests
        if "words" in raw:
            self._words.take(self._path, raw["words"])
        return Regime(self._path.stem, str(raw["title"]), tuple(self._rule(item) for item in rules))

    def _rule(self, raw: object) -> Rule:
        if not isinstance(raw, Mapped):
            raise RegimeError(f"{self._path}: each rule must be a mapping")
        reader = Reader(
            self._path, raw, str(raw.get("id", "?")), self._concepts, frozenset(self._words.sets), self._tests
        )
        reader.known(raw, _RULE_KEYS)
        missing = [key for key in _REQUIRED if key not in raw]
        if missing:
            reader.fail("id", f"lacks {', '.join(missing)}")
        rule_id, version = reader.text("id"), reader.text("version")
        if not _ID.fullmatch(rule_id):
            reader.fail("id", "must be letters, digits, hyphens and full stops")
        if rule_id in self._seen:
            reader.fail("id", f"stands in {self._seen[rule_id]} already")
        self._seen[rule_id] = self._path.name
        if not version.isdecimal():
            reader.fail("version", "must be a whole number")
        held = reader.one_of("held", _HELD, "finding")
        return Rule(
            id=rule_id,
            version=int(version),
            regime=self._path.stem,
            title=reader.text("title"),
            cite=reader.text("cite"),
            article=reader.text("article"),
            grade=reader.one_of("grade", tuple(GRADES), ""),  # type: ignore[arg-type]
            summary=reader.text("summary"),
            effect=reader.one_of("effect", tuple(EFFECTS), ""),
            url=self._url(reader, held),
            in_force=self._in_force(reader),
            elements=self._elements(reader),
            place=reader.text("place") if "place" in raw else None,
            link=reader.text("link") if "link" in raw else "",
            held=held,  # type: ignore[arg-type]
            about=reader.test("about", raw["about"]) if "about" in raw else None,
            needs=reader.one_of("needs", ("all", "any"), "all"),  # type: ignore[arg-type]
            only_with_link=raw.get("only_with_link") is True,
            met=reader.text("met") if held == "screen" else "",
            unmet=reader.text("unmet") if held == "screen" else "",
            exceptions=self._exceptions(reader),
            traps=reader.texts("traps"),
            cases=reader.texts("cases"),
            false_friends=reader.texts("false_friends"),
            checks=reader.texts("checks"),
            note=reader.text("note") if "note" in raw else "",
            dates=tuple((key, str(value)) for key, value in reader.mapping("dates").items()),
        )

    def _url(self, reader: Reader, held: str) -> str | None:
        url = reader.raw["url"]
        if url is None and held == "screen":
            return None
        if not isinstance(url, str) or not re.match(r"https?://\S+", url):
            return reader.fail("url", "must be the official address")
        return url

    def _in_force(self, reader: Reader) -> InForce:
        raw = reader.mapping("in_force")
        reader.known(raw, _IN_FORCE_KEYS)
        said = [key for key in ("from", "unknown", "none") if raw.get(key)]
        if len(said) != 1:
            reader.fail("in_force", "says either from (a date), unknown (why) or none (why)")
        for key in ("from", "until"):
            if key in raw and not _DATE.fullmatch(str(raw[key])):
                reader.fail("in_force", f"{key} must be a date, as in 2031-06-01 or 2031-06")
        given = {key: str(value) for key, value in raw.items()}
        return InForce(
            given.get("from"),
            given.get("until"),
            given.get("before"),
            given.get("unknown"),
            given.get("none"),
            given.get("note", ""),
        )

    def _elements(self, reader: Reader) -> tuple[RuleElement, ...]:
        elements: list[RuleElement] = []
        for raw in reader.items("elements"):
            element = self._element(reader, raw)
            if element.id in {known.id for known in elements}:
                reader.fail("elements", f"element {element.id!r} stands twice")
            elements.append(element)
        return tuple(elements)

    def _element(self, reader: Reader, raw: Mapped) -> RuleElement:
        reader.known(raw, {"id", "text", "shown_by", "unless", "otherwise", "not_from_documents"})
        name = str(raw.get("id", "?"))
        if not raw.get("id") or not raw.get("text"):
            reader.fail("elements", f"element {name!r} lacks id or text")
        if ("shown_by" in raw) == ("not_from_documents" in raw) or ("shown_by" in raw) != (
            "otherwise" in raw
        ):
            reader.fail("elements", f"element {name!r} has shown_by with otherwise, or not_from_documents")
        unless = raw.get("unless", [])
        if not isinstance(unless, list):
            reader.fail("elements", f"unless of {name!r} must be a list")
        return RuleElement(
            id=name,
            text=str(raw["text"]),
            otherwise=str(raw.get("otherwise") or raw.get("not_from_documents")),
            shown_by=reader.test("elements", raw["shown_by"]) if "shown_by" in raw else None,
            unless=tuple(self._unless(reader, item) for item in unless),
        )

    def _unless(self, reader: Reader, raw: object) -> Unless:
        if not isinstance(raw, Mapped) or set(raw) != {"when", "why"}:
            self._refuse(reader, "each entry of unless has when and why")
        return Unless(reader.test("elements", raw["when"]), str(raw["why"]))

    def _refuse(self, reader: Reader, message: str) -> NoReturn:
        reader.fail("elements", message)

    def _exceptions(self, reader: Reader) -> tuple[Exempt, ...]:
        made = []
        for item in reader.listed("exceptions"):
            if isinstance(item, Mapped):
                reader.known(item, {"text", "see"})
                see = item.get("see", [])
                made.append(
                    Exempt(str(item.get("text", "")), tuple(map(str, see if isinstance(see, list) else [])))
                )
            else:
                made.append(Exempt(str(item)))
        return tuple(made)
