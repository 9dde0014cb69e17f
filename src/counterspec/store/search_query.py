"""What a person searches for: words, "phrases", word*, -without, OR; and where a page says it.

Words stand for all of them, on one page; OR joins the words on its sides. A query becomes an expression of the
full-text index from tokens alone: nothing a person types reaches its syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from counterspec.errors import UsageError
from counterspec.store.search_fold import MARKS, UNSPACED, Folded, fold
from counterspec.store.search_tokens import BREAK, JOINT, LETTER, cut, pairs, pieces

_MOST_LETTERS = 1_000
_MOST_TERMS = 32
_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』＂", '"') | {"－": "-", "＊": "*", "\u3000": " ", "\0": " "}
)
_ITEM = re.compile(r'(-?)"([^"]*)"(\*?)|(\S[^\s"]*)')
_HINT = 'Words must all be there; "a phrase"; word* for a beginning; -word for without; one OR another.'
_GAP = "[ \n\xad]*"
_BETWEEN = f"[{MARKS}]*"
_JOINED = re.compile("\xad|- *\n")


@dataclass(frozen=True)
class Term:
    """A word or phrase; `pieces` are its runs of letters as `search_tokens.pieces` gives them, in lower case."""

    raw: str
    pieces: tuple[str, ...]
    prefix: bool = False

    @property
    def expression(self) -> str:
        """The term in the index's own syntax."""
        made: list[str] = []
        begins = self.prefix
        for number, piece in enumerate(self.pieces):
            is_last = number + 1 == len(self.pieces)
            if not _is_unspaced(piece):
                made += cut(piece)
                continue
            run = pairs(piece).split(" ")
            # A run goes on in the page where the query's ends: its last letter alone is not asked for.
            made += run[:-1] if is_last and len(run) > 1 else run
            begins = len(run) == 1 if is_last else begins
        return f'"{" ".join(made)}"' + (" *" if begins else "")

    def places(self, page: Folded) -> Iterator[tuple[int, int]]:
        """Yield where a folded page says the term, in order of place within each way of writing it."""
        for found in self._plain.finditer(page.low):
            yield found.span()
        if _JOINED.search(page.low):
            for found in self._broken.finditer(page.low):
                yield found.span()
        if self._camel is not None and all(piece in page.low for piece in self.pieces):
            for found in self._camel.finditer(page.kept):
                yield found.span()

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return self._pattern("")

    @cached_property
    def _broken(self) -> re.Pattern[str]:
        return self._pattern(f"(?:{JOINT})?")

    @cached_property
    def _camel(self) -> re.Pattern[str] | None:
        """The term as parts of a name written like PersonRace."""
        if not all(_kind(piece) == "word" for piece in self.pieces):
            return None
        parts = f"(?:{BREAK})".join(f"(?i:{re.escape(piece)})" for piece in self.pieces)
        begin, end = f"(?:(?<!{LETTER})|{BREAK})", f"(?:(?!{LETTER})|{BREAK})"
        return re.compile(begin + parts + ("[a-z]*" if self.prefix else end))

    def _pattern(self, joint: str) -> re.Pattern[str]:
        made, before = "", ""
        for number, piece in enumerate(self.pieces):
            kind = _kind(piece)
            if before:
                made += _between(before, kind)
            if kind == "run":
                made += _GAP.join(map(re.escape, piece))
            else:
                inside = LETTER if kind == "word" else "[0-9]"
                is_open = self.prefix and number + 1 == len(self.pieces)
                made += _letters(piece, joint if kind == "word" else "", inside)
                made += f"{inside}*" if is_open else f"(?!{inside})"
            before = kind
        return re.compile(made)


@dataclass(frozen=True, slots=True)
class Query:
    """One term of each group must be on the page, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def expression(self) -> str:
        """The query in the index's own syntax."""
        groups = " AND ".join(f"({' OR '.join(term.expression for term in group)})" for group in self.groups)
        if not self.without:
            return groups
        return f"({groups}) NOT ({' OR '.join(term.expression for term in self.without)})"

    def places(self, page: Folded) -> list[tuple[int, int]] | None:
        """Return where a page says what is searched for, apart and in order; None where it does not say all of it."""
        found: set[tuple[int, int]] = set()
        for group in self.groups:
            said = {place for term in group for place in term.places(page)}
            if not said:
                return None
            found |= said
        return _apart(found)

    @classmethod
    def of(cls, text: str) -> Query:
        """Read a query.

        Raises:
            UsageError: nothing to search for, too long, or signs that do not stand where they can.
        """
        if len(text) > _MOST_LETTERS:
            raise UsageError(
                f"the query is too long: {len(text):,} letters", hint=f"At most {_MOST_LETTERS:,}."
            )
        groups: list[list[Term]] = []
        without: list[Term] = []
        joins = False
        for word, item, is_without in _items(text.translate(_QUOTES)):
            if word == "OR":
                if not groups or joins:
                    raise UsageError("OR stands between two words", hint=_HINT)
                joins = True
            elif item is None:
                continue
            elif is_without:
                if joins:
                    raise UsageError(f"-{item.raw} cannot stand beside OR", hint=_HINT)
                without.append(item)
            elif joins:
                groups[-1].append(item)
                joins = False
            else:
                groups.append([item])
        if joins:
            raise UsageError("OR stands between two words", hint=_HINT)
        if sum(map(len, groups)) + len(without) > _MOST_TERMS:
            raise UsageError("the query has too many words", hint=f"At most {_MOST_TERMS}.")
        if not groups:
            raise UsageError(f"nothing to search for in “{_short(text)}”", hint=_HINT)
        return cls(tuple(map(tuple, groups)), tuple(without))


def _items(text: str) -> Iterator[tuple[str, Term | None, bool]]:
    """Yield each word as written, the term it is (None where it has no letter), and whether it must not be there."""
    if text.count('"') % 2:
        raise UsageError(f"a quotation mark is not closed in “{_short(text)}”", hint=_HINT)
    for found in _ITEM.finditer(text):
        minus, phrase, star, word = found.groups()
        if word is None:
            yield "", _term(phrase, bool(star)), bool(minus)
        elif word == "OR":
            yield "OR", None, False
        elif word in ("AND", "NOT"):
            raise UsageError(
                f'{word} is no sign of a query; for the word itself: "{word.lower()}"',
                hint=_HINT,
            )
        else:
            bare = word.removeprefix("-")
            if "*" in bare.rstrip("*"):
                raise UsageError(f"{_short(bare)}: a star stands at the end of a word", hint=_HINT)
            yield "", _term(bare.rstrip("*"), bare.endswith("*")), word != bare


def _term(text: str, prefix: bool) -> Term | None:
    found = tuple(pieces(fold(text).lower()))
    return Term(text, found, prefix) if found else None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


def _is_unspaced(piece: str) -> bool:
    return _RUN.match(piece) is not None


_RUN = re.compile(f"[{UNSPACED}]")


def _kind(piece: str) -> str:
    return "run" if _is_unspaced(piece) else "digits" if piece[0].isdigit() and piece[0].isascii() else "word"


def _letters(piece: str, joint: str, inside: str) -> str:
    """Return a pattern of letters with none of their kind before; looking back last lets `re` leap to the first."""
    if joint:
        return f"(?<!{inside}){joint.join(map(re.escape, piece))}"
    return f"{re.escape(piece)}(?<!{inside}{re.escape(piece)})"


def _between(before: str, kind: str) -> str:
    if before == kind == "run":
        return f"{_GAP}[,\\-]{_BETWEEN}"
    return f"[{MARKS}]+" if before == kind else _BETWEEN


def _apart(found: Sequence[tuple[int, int]] | set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places in order, those inside or across an earlier, longer one left out."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not made or start >= made[-1][1]:
            made.append((start, end))
    return made
