"""Find the vocabulary's words in names and in text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from counterspec.safe.limits import MAX_MATCHES
from counterspec.vocab import _hyperscan
from counterspec.vocab.lexicon import Lexeme, Lexicon, key_of
from counterspec.vocab.scripts import begins_word, joins
from counterspec.vocab.tones import TONAL, says_same
from counterspec.vocab.words import spans, split

Raw = tuple[int, int, int]
"""A key's number and its place, before words' edges are looked at."""

_CHUNK = 1 << 20
_LARGE = 1 << 16
"""From here on a text is worth the quicker engine, where it is installed."""

_EARNED = 2000
"""Code points of large texts read per key when compiling for the quicker engine has paid for itself."""

_ARABIC = "\u0600"
_MAX_WORDS = 40
_MIN_STEM = 3


class Hit(NamedTuple):
    """A lexeme found; half-open code points of the name or text it was found in."""

    lexeme: Lexeme
    start: int
    end: int


class _Edges(NamedTuple):
    """What a key asks of its edges, and its lexemes: those of whole words and stems, and the stems."""

    left: bool
    right: bool
    all: tuple[Lexeme, ...]
    stems: tuple[Lexeme, ...]


class Matcher:
    """The compiled vocabulary, ready to read names and text; safe to share between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._begun = lexicon.begun()
        self._heads = {run: {stem[:_MIN_STEM] for stem in stems} for run, stems in lexicon.stems.items()}
        self._keys = sorted(lexicon.patterns)
        self._edges: dict[int, _Edges] = {}
        self._read = 0
        self._longest_key = max(map(len, self._keys), default=1)
        self.name = lru_cache(maxsize=100_000)(self._name)
        self.text = lru_cache(maxsize=20_000)(self._short_text)

    # -- names ---------------------------------------------------------------------------------

    def _name(self, name: str) -> tuple[Hit, ...]:
        """Return every hit in an identifier, false friends applied, in order of place."""
        words = spans(name)[:_MAX_WORDS]
        begun, heads = self._begun, self._heads.get("", ())
        hits = [
            hit
            for start, (word, _, _) in enumerate(words)
            if word in begun or word[:_MIN_STEM] in heads
            for hit in self._runs(words, start)
        ]
        if not name.isascii():
            hits = [
                hit
                for hit in hits
                if hit.lexeme.language not in TONAL or says_same(hit.lexeme.text, name[hit.start : hit.end])
            ]
            hits.extend(hit for hit in self.scan(name) if hit not in hits)
        return _cancel(hits)

    def shows(self, name: str) -> bool:
        """Whether `name` may show any lexeme; sometimes True where none stands, never the reverse."""
        if not name.isascii():
            return True
        begun, heads = self._begun, self._heads.get("", ())
        words = split(name)
        return any(
            (word in begun or word[:_MIN_STEM] in heads) and self._begins(words, start)
            for start, word in enumerate(words)
        )

    def _begins(self, words: tuple[str, ...], start: int) -> bool:
        places = tuple((word, 0, 0) for word in words[start : start + self._lexicon.longest + 1])
        return next(self._runs(places, 0), None) is not None

    def _runs(self, words: tuple[tuple[str, int, int], ...], start: int) -> Iterator[Hit]:
        begin, run = words[start][1], ""
        lexicon = self._lexicon
        for word, _, end in words[start : start + lexicon.longest]:
            if word[:_MIN_STEM] in self._heads.get(run, ()):
                stems = lexicon.stems[run]
                for length in range(_MIN_STEM, len(word) + 1):
                    found = stems.get(word[:length])
                    for lexeme in lexicon.lexemes(found) if found else ():
                        yield Hit(lexeme, begin, end)
            run = f"{run} {word}" if run else word
            if run not in self._begun:
                return
            found = lexicon.phrases.get(run)
            for lexeme in lexicon.lexemes(found) if found else ():
                yield Hit(lexeme, begin, end)

    # -- text ----------------------------------------------------------------------------------

    def _short_text(self, text: str) -> tuple[Hit, ...]:
        """Return every hit in a note or sentence, false friends applied, in order of place."""
        return _cancel(list(self.scan(text)))

    def scan(self, text: str) -> Iterator[Hit]:
        """Yield every hit in a text of any length, in order of place within each chunk.

        At most MAX_MATCHES raw matches are looked at in each chunk.
        """
        key = key_of(text)
        length, edges = len(key), self._edges
        for pattern, start, end in self._raw(key):
            edge = edges.get(pattern) or self._edge(pattern)
            # Most raw matches end here: the middle of a word. Only Arabic words may begin behind others.
            if (
                edge.left
                and start
                and joins(key[start - 1])
                and (key[start] < _ARABIC or not begins_word(key, start, end - start))
            ):
                continue
            inside = edge.right and end < length and joins(key[end])
            for lexeme in edge.stems if inside else edge.all:
                if lexeme.language not in TONAL or says_same(lexeme.text, text[start:end]):
                    yield Hit(lexeme, start, end)

    def _edge(self, pattern: int) -> _Edges:
        key = self._keys[pattern]
        lexemes = self._lexicon.of_pattern(key)
        made = _Edges(
            joins(key[0]),
            joins(key[-1]),
            tuple(lexeme for lexeme, _ in lexemes),
            tuple(lexeme for lexeme, is_stem in lexemes if is_stem),
        )
        self._edges[pattern] = made
        return made

    def _raw(self, key: str) -> Iterator[Raw]:
        find = self._finder(key)
        if len(key) <= _CHUNK:
            yield from islice(find(key), MAX_MATCHES)
            return
        for offset in range(0, len(key), _CHUNK):
            found = find(key[offset : offset + _CHUNK + self._longest_key])
            own = (match for match in found if match[1] < _CHUNK)
            for pattern, start, end in islice(own, MAX_MATCHES):
                yield pattern, offset + start, offset + end

    def _finder(self, key: str) -> Callable[[str], list[Raw]]:
        if len(key) > _LARGE and _hyperscan.AVAILABLE:
            self._read += len(key)
            if self._read > _EARNED * len(self._keys):
                return self._large.find
        return self._find

    def _find(self, chunk: str) -> list[Raw]:
        return self._automaton.find_matches_as_indexes(chunk, overlapping=True)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._keys, matchkind=MatchKind.Standard, store_patterns=False)

    @cached_property
    def _large(self) -> _hyperscan.Engine:
        return _hyperscan.Engine(self._keys)


def _cancel(hits: list[Hit]) -> tuple[Hit, ...]:
    """Drop hits of a concept that a false friend of its family overlaps, keep the friends; order by place."""
    if not hits:
        return ()
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
    return tuple(sorted(set(kept), key=lambda hit: (hit.start, -hit.end, hit.lexeme)))
