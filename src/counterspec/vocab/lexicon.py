"""Compile the vocabulary for matching: word runs for names, one automaton for text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from counterspec.vocab.fold import fold
from counterspec.vocab.loader import Vocabulary, Words
from counterspec.vocab.words import split

SOURCES = ("term", "ambiguous", "identifier", "abbreviation", "value", "weak_value", "code_list")
"""Kinds of lexemes that speak of a concept, as docs/vocabulary.md tells them apart."""

_IN_NAMES = frozenset(
    (
        *SOURCES,
        "false_friend",
        "noun",
        "weak_noun",
        "key",
        "shared",
        "word",
        "owner",
        "affix",
        "prefix",
        "null",
        "cue",
    )
)
_IN_TEXT = _IN_NAMES - {"identifier", "abbreviation", "affix", "prefix"}
_MIN_JOINED = 6
_MAX_CODE = 2
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Lexeme(NamedTuple):
    """One word or phrase and what it speaks of.

    `kind` is one of SOURCES, or "false_friend", "noun", "weak_noun", "key", "shared" (people), "word",
    "owner" (things), "affix", "prefix", "null", "cue". `ref` is the concept, the domain, or "facet:key" of a cue.
    """

    kind: str
    ref: str
    text: str
    language: str = ""

    @property
    def family(self) -> str:
        return self.ref.partition(".")[0]


@dataclass(slots=True)
class Lexicon:
    """The compiled words, as plain data that loads fast; numbers point into `rows`.

    A row holds a lexeme's parts with tabs between; numbers stand as text with spaces between.
    `phrases` and `stems` are keyed by folded word runs joined with spaces (a stem by the words
    before it, then by itself); `patterns` by keys of text, each number doubled, plus one for a stem.
    `prefixes` are word runs that begin a phrase or stand before a stem, None until `begun` is asked.
    """

    rows: list[str] = field(default_factory=list)
    phrases: dict[str, str] = field(default_factory=dict)
    stems: dict[str, dict[str, str]] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    longest: int = 1
    prefixes: frozenset[str] | None = None
    _made: dict[int, Lexeme] = field(default_factory=dict)
    _sets: dict[str, tuple[Lexeme, ...]] = field(default_factory=dict)
    _numbers: dict[Lexeme, int] = field(default_factory=dict)

    def lexeme(self, number: int) -> Lexeme:
        """Return a lexeme by its number."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = Lexeme(*self.rows[number].split("\t"))
        return made

    def lexemes(self, numbers: str) -> tuple[Lexeme, ...]:
        """Return the lexemes of the numbers that stand under a phrase or stem."""
        found = self._sets.get(numbers)
        if found is None:
            found = self._sets[numbers] = tuple(self.lexeme(int(number)) for number in numbers.split())
        return found

    def kinds(self) -> list[str]:
        """Return the kind of every lexeme, by number."""
        return [row.partition("\t")[0] for row in self.rows]

    def of_pattern(self, key: str) -> list[tuple[Lexeme, bool]]:
        """Return the lexemes that a key of text stands for, each with whether it is a stem."""
        numbers = map(int, self.patterns[key].split())
        return [(self.lexeme(number // 2), bool(number % 2)) for number in numbers]

    def begun(self) -> frozenset[str]:
        """Return every word run that begins a phrase or the words before a stem."""
        if self.prefixes is None:
            runs = set(self.phrases)
            for run in (*(key for key in self.phrases if " " in key), *self.stems):
                words = run.split(" ")
                runs.update(" ".join(words[:length]) for length in range(1, len(words) + 1))
            self.prefixes = frozenset(runs)
        return self.prefixes

    def number(self, lexeme: Lexeme) -> int:
        """Return the number of a lexeme, a new one where it has none yet."""
        found = self._numbers.get(lexeme)
        if found is None:
            found = self._numbers[lexeme] = len(self.rows)
            self.rows.append("\t".join(lexeme))
        return found

    def add_pattern(self, key: str, lexeme: Lexeme, is_stem: bool) -> None:
        _note(self.patterns, key, self.number(lexeme) * 2 + is_stem)

    def narrowed(self, kinds: Collection[str]) -> Lexicon:
        """Return the names of these kinds only, with the same numbers; without patterns of text."""
        wanted = [kind in kinds for kind in self.kinds()]

        def kept(numbered: dict[str, str]) -> dict[str, str]:
            return {
                key: numbers
                for key, numbers in numbered.items()
                if any(wanted[int(number)] for number in numbers.split())
            }

        stems = {run: some for run, own in self.stems.items() if (some := kept(own))}
        return Lexicon(self.rows, kept(self.phrases), stems, longest=self.longest)


def _note(numbered: dict[str, str], key: str, number: int) -> None:
    before = numbered.get(key)
    numbered[key] = f"{before} {number}" if before else str(number)


def key_of(text: str) -> str:
    """Return the text as patterns see it: folded, with dashes, underscores and line ends as spaces."""
    folded = fold(text)
    for char in "-_\n\r\t":
        if char in folded:
            folded = folded.replace(char, " ")
    return folded


def _spellings(text: str) -> Iterator[str]:
    yield text
    german = text.lower().translate(_GERMAN)
    if german != text.lower():
        yield german


def _by_language(kind: str, ref: str, words: Words) -> Iterator[Lexeme]:
    for language, texts in sorted(words.items()):
        for text in texts:
            for spelling in _spellings(text):
                yield Lexeme(kind, ref, spelling, language)


def _plain(kind: str, ref: str, texts: Iterable[str]) -> Iterator[Lexeme]:
    for text in texts:
        for spelling in _spellings(text):
            yield Lexeme(kind, ref, spelling)


def lexemes(vocabulary: Vocabulary) -> Iterator[Lexeme]:
    """Yield every lexeme of the vocabulary, in a fixed order."""
    for concept in vocabulary.concepts:
        yield from _by_language("term", concept.id, concept.terms)
        yield from _by_language("ambiguous", concept.id, concept.ambiguous)
        yield from _by_language("value", concept.id, concept.values)
        yield from _by_language("weak_value", concept.id, concept.weak_values)
        yield from _plain("identifier", concept.id, concept.identifiers)
        yield from _plain("abbreviation", concept.id, concept.abbreviations)
        yield from _plain("code_list", concept.id, concept.code_lists)
        yield from _plain("false_friend", concept.id, concept.false_friends)
    yield from _by_language("noun", "people", vocabulary.nouns)
    yield from _by_language("weak_noun", "people", vocabulary.weak_nouns)
    yield from _by_language("key", "people", vocabulary.keys)
    yield from _by_language("shared", "people", vocabulary.shared_keys)
    for domain in vocabulary.domains:
        yield from _by_language("word", domain.id, domain.words)
        yield from _by_language("owner", domain.id, domain.owners)
    yield from _by_language("affix", "", vocabulary.affixes)
    yield from _plain("prefix", "", vocabulary.prefixes)
    yield from _by_language("null", "", vocabulary.nulls)
    for facet, by_key in sorted(vocabulary.cues.items()):
        for key, words in sorted(by_key.items()):
            yield from _by_language("cue", f"{facet}:{key}", words)


def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Index every lexeme for names and for text."""
    lexicon = Lexicon()
    weak = {fold(word) for words in vocabulary.weak_nouns.values() for word in words}
    for written in lexemes(vocabulary):
        is_stem = written.text.endswith("*")
        text = written.text.rstrip("*").strip()
        if not text:
            continue
        lexeme = _weakened(written, text, weak)
        if lexeme.kind in _IN_NAMES:
            _add_name(lexicon, text, is_stem, lexeme)
        if lexeme.kind in _IN_TEXT and not (lexeme.kind == "weak_value" and len(text) <= _MAX_CODE):
            lexicon.add_pattern(key_of(text), lexeme, is_stem)
    return lexicon


def _weakened(lexeme: Lexeme, text: str, weak_nouns: set[str]) -> Lexeme:
    """Values of one or two Latin letters carry a concept only beside others; a noun that is weak in
    one language is weak in all, since a name does not say its language.
    """
    if lexeme.kind == "noun" and fold(text) in weak_nouns:
        return lexeme._replace(kind="weak_noun")
    if (
        lexeme.kind == "value"
        and text.isascii()
        and _letters(text) <= (_MAX_CODE + (" " in text or "-" in text))
    ):
        return lexeme._replace(kind="weak_value")
    return lexeme


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _add_name(lexicon: Lexicon, text: str, is_stem: bool, lexeme: Lexeme) -> None:
    words = split(text)
    if not words:
        return
    number = lexicon.number(lexeme)
    lexicon.longest = max(lexicon.longest, len(words))
    joined = "".join(words)
    long = len(words) > 1 and len(joined) >= _MIN_JOINED
    if is_stem:
        _note(lexicon.stems.setdefault(" ".join(words[:-1]), {}), words[-1], number)
        if long:
            _note(lexicon.stems.setdefault("", {}), joined, number)
        return
    _note(lexicon.phrases, " ".join(words), number)
    if long and lexeme.kind not in ("affix", "null", "cue"):
        _note(lexicon.phrases, joined, number)
