"""Find the vocabulary's words in names and in text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from counterspec.safe.limits import MAX_MATCHES
from counterspec.vocab.lexicon import Lexeme, Lexicon, key_of
from counterspec.vocab.scripts import begins_word, ends_word, joins
from counterspec.vocab.words import spans

_CHUNK = 1 << 20
_MAX_WORDS = 40
_MIN_STEM = 3


class Hit(NamedTuple):
    """A lexeme found; half-open code points of the name or text it was found in."""

    lexeme: Lexeme
    start: int
    end: int


class Matcher:
    """The compiled vocabulary, ready to read names and text; safe to share between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._begun = lexicon.begun()
        self._heads = {run: {stem[:_MIN_STEM] for stem in stems} for run, stems in lexicon.stems.items()}
        self._keys = sorted(lexicon.patterns)
        self._edges = [(joins(key[0]), joins(key[-1])) for key in self._keys]
        self._longest_key = max(map(len, self._keys), default=1)
        self.name = lru_cache(maxsize=100_000)(self._name)
        self.text = lru_cache(maxsize=20_000)(self._short_text)

    # -- names ---------------------------------------------------------------------------------

    def _name(self, name: str) -> tuple[Hit, ...]:
        """Return every hit in an identifier, false friends applied, in order of place."""
        words = spans(name)[:_MAX_WORDS]
        hits = [hit for start in range(len(words)) for hit in self._runs(words, start)]
        if not name.isascii():
            hits.extend(hit for hit in self.scan(name) if hit not in hits)
        return _cancel(hits)

    def _runs(self, words: tuple[tuple[str, int, int], ...], start: int) -> Iterator[Hit]:
        begin, run = words[start][1], ""
        lexicon = self._lexicon
        for word, _, end in words[start : start + lexicon.longest]:
            if word[:_MIN_STEM] in self._heads.get(run, ()):
                stems = lexicon.stems[run]
                for length in range(_MIN_STEM, len(word) + 1):
                    for number in stems.get(word[:length], ()):
                        yield Hit(lexicon.lexeme(number), begin, end)
            run = f"{run} {word}" if run else word
            if run not in self._begun:
                return
            for number in lexicon.phrases.get(run, ()):
                yield Hit(lexicon.lexeme(number), begin, end)

    # -- text ----------------------------------------------------------------------------------

    def _short_text(self, text: str) -> tuple[Hit, ...]:
        """Return every hit in a note or sentence, false friends applied, in order of place."""
        return _cancel(list(self.scan(text)))

    def scan(self, text: str) -> Iterator[Hit]:
        """Yield every hit in a text of any length, in order of place within each chunk.

        At most MAX_MATCHES raw matches are looked at.
        """
        key = key_of(text)
        for pattern, start, end in self._raw(key):
            left, right = self._edges[pattern]
            if left and not begins_word(key, start, end - start):
                continue
            for lexeme, is_stem in self._lexicon.of_pattern(self._keys[pattern]):
                if is_stem or not right or ends_word(key, end):
                    yield Hit(lexeme, start, end)

    def _raw(self, key: str) -> Iterator[tuple[int, int, int]]:
        automaton = self._automaton
        budget = MAX_MATCHES
        for offset in range(0, len(key), _CHUNK):
            chunk = key[offset : offset + _CHUNK + self._longest_key] if len(key) > _CHUNK else key
            for pattern, start, end in automaton.find_matches_as_indexes(chunk, overlapping=True):
                if start >= _CHUNK:
                    continue
                yield pattern, offset + start, offset + end
                budget -= 1
                if not budget:
                    return

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._keys, matchkind=MatchKind.Standard)


def _cancel(hits: list[Hit]) -> tuple[Hit, ...]:
    """Drop hits of a concept that a false friend of its family overlaps, keep the friends; order by place."""
    friends = [hit for hit in hits if hit.lexeme.kind == "false_friend"]
    kept = [
        hit
        for hit in hits
        if hit.lexeme.kind == "false_friend"
        or not any(
            friend.lexeme.family == hit.lexeme.family and friend.start < hit.end and hit.start < friend.end
            for friend in friends
        )
    ]
    return tuple(sorted(set(kept), key=lambda hit: (hit.start, -hit.end, hit.lexeme.kind, hit.lexeme.ref)))
