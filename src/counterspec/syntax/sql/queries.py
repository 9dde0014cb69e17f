"""Read queries: the columns they give out, and those they filter, sort and group by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from counterspec.model import Note, Span, Use
from counterspec.syntax.drafts import Draft, clip
from counterspec.syntax.sql.catalogue import Catalogue
from counterspec.syntax.sql.clauses import Output, Query, main_query, output_name, take_apart
from counterspec.syntax.sql.expressions import Comparison, Token, comparisons, is_column, tokens
from counterspec.syntax.sql.words import NAME, Word, items, name_at

_MAX_VALUES = 20
_FILTERING = frozenset({"where", "on", "select", "inner"})
_NAME = re.compile(NAME)


def read_query(
    catalogue: Catalogue,
    owner: Draft | None,
    start: int,
    end: int,
    *,
    outputs: bool = True,
    named: Sequence[Draft] = (),
) -> None:
    """Draft what the query in `start:end` gives out and compares.

    Without an owner, columns belong to the first table it reads from; those that table declares
    are not drafted again. `named` are the columns of a view that lists them: in their order, they
    take the places of what the query gives out.
    """
    query = take_apart(tokens(catalogue.plain, start, end))
    conditions = list(_conditions(catalogue, query))
    shown = list(_outputs(query)) if outputs else []
    if owner is None and (shown or conditions):
        owner = _source(catalogue, query, (start, end))
        shown = [(output, token) for output, token in shown if not _known(catalogue, owner, token)]
    for place, (output, token) in enumerate(shown):
        if named:
            if place < len(named):
                _source_note(catalogue, named[place], _renamed(query, output, token) or token)
        else:
            _draft_output(catalogue, owner, query, output, token)
    for token, comparison, use in conditions:
        _condition(catalogue, owner, token, comparison, use)


def named_columns(catalogue: Catalogue, owner: Draft, start: int, end: int) -> list[Draft]:
    """Draft the columns that a view lists behind its name."""
    found: list[Draft] = []
    for begin, stop in items(catalogue.plain, start, end):
        match = _NAME.search(catalogue.plain, begin, stop)
        if match is not None:
            found.append(catalogue.column(owner, name_at(catalogue.text, *match.span()), match.span()))
            found[-1].note(catalogue.book.beside(match.end()))
    return found


def _known(catalogue: Catalogue, owner: Draft | None, token: Token) -> bool:
    name = name_at(catalogue.text, token.start, token.end).text
    return owner is not None and catalogue.find_column(owner, name) is not None


def _source(catalogue: Catalogue, query: Query, extent: tuple[int, int]) -> Draft | None:
    token = query.tables.get(1) or next(iter(query.tables.values()), None)
    return (
        None if token is None else catalogue.source(name_at(catalogue.text, token.start, token.end), extent)
    )


def _outputs(query: Query) -> Iterator[tuple[Output, Token]]:
    """Yield the items of the outermost SELECT list, of the inner ones where that is only "*"."""
    main = main_query(query)
    shown = [output for output in query.outputs if output.query == main]
    if not any(output_name(query, output) for output in shown):
        shown = query.outputs
    seen: set[str] = set()
    for output in sorted(shown, key=lambda output: output.first):
        token = output_name(query, output)
        if token is not None and token.word not in seen:
            seen.add(token.word)
            yield output, token


def _draft_output(
    catalogue: Catalogue, owner: Draft | None, query: Query, output: Output, token: Token
) -> None:
    word = name_at(catalogue.text, token.start, token.end)
    extent = (query.found[output.first].start, query.found[output.last - 1].end)
    if owner is None:
        draft = catalogue.drafts.add("field", word.text, (word.start, word.end), extent=extent)
    else:
        draft = catalogue.column(owner, word, extent)
    draft.note(catalogue.book.above(extent[0]))
    column = _renamed(query, output, token)
    if column is not None:
        _source_note(catalogue, draft, column)
    draft.note(catalogue.book.inside(extent[0], extent[1]))
    draft.note(catalogue.book.beside(extent[1]))


def _source_note(catalogue: Catalogue, draft: Draft, token: Token) -> None:
    source = name_at(catalogue.text, token.start, token.end)
    if source.text.casefold() != draft.name.casefold():
        draft.note(Note(source.text, Span(source.start, source.end), "annotation"))


def _renamed(query: Query, output: Output, token: Token) -> Token | None:
    """Return the column that an item renames, None where it computes or keeps the name."""
    inside = [t for t in query.found[output.first : output.last] if t.word not in ("AS", "DISTINCT")]
    path = [t for t in inside if t is not token]
    if not path or not is_column(path[-1]) or len(path) > 5:
        return None
    if any(t.kind != "name" and t.word != "." for t in path) or path[-1].word == token.word:
        return None
    return path[-1]


def _conditions(catalogue: Catalogue, query: Query) -> Iterator[tuple[Token, Comparison | None, Use]]:
    """Yield the columns that the query sorts, groups or filters by, in order."""
    compared = {
        comparison.column.start: comparison for comparison in comparisons(catalogue.text, query.found)
    }
    for index, token in enumerate(query.found):
        clause = query.clauses[index]
        comparison = compared.get(_inner_start(token))
        if clause == "sort":
            if is_column(token) and _stands_alone(query.found, index):
                yield token, comparison, "sort"
        elif comparison is not None and clause in _FILTERING:
            joins = clause == "on" and not comparison.values
            if not joins and not _assigns(query, comparison, clause):
                yield token, comparison, "filter"


def _inner_start(token: Token) -> int:
    return token.start + (token.word[0] in '"`[')


def _stands_alone(found: list[Token], index: int) -> bool:
    """Whether a name is the last of its path and calls nothing."""
    following = found[index + 1].word if index + 1 < len(found) else ""
    before = found[index - 1].word if index else ""
    return following not in (".", "(") and before != "::"


def _assigns(query: Query, comparison: Comparison, clause: str) -> bool:
    """Whether a "=" in a SELECT list names a column (T-SQL) and compares nothing."""
    return clause == "select" and any(output.first == comparison.at - 1 for output in query.outputs)


def _condition(
    catalogue: Catalogue, owner: Draft | None, token: Token, comparison: Comparison | None, use: Use
) -> None:
    word: Word = name_at(catalogue.text, token.start, token.end)
    values = () if comparison is None else comparison.values[:_MAX_VALUES]
    end = max(chain((word.end,), (value.end for value in values)))
    draft = catalogue.drafts.add(
        "condition", word.text, (word.start, word.end), parent=owner, extent=(word.start, end), use=use
    )
    for value in values:
        if value.text.strip("% "):
            draft.note(Note(clip(value.text.strip("%")), Span(value.start, value.end), "example"))
    draft.note(catalogue.book.beside(end))
