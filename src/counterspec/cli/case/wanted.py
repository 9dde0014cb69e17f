"""`counterspec case wanted`: documents that are cited and not in the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text
from sqlalchemy import Connection

from counterspec.cli.case._linked import linked
from counterspec.cli.case._printing import printer, written
from counterspec.link.numbers import shown
from counterspec.model import Wanted
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import cards
from counterspec.store.wanted import count_wanted, wanted_whole
from counterspec.terminal.look import QUIET

_FORMS = {
    "strict": "strict", "partial": "a part of it", "choice": "by choice", "normative_list": "list of references",
    "mention": "mention", "bibliography": "bibliography",
}  # fmt: skip
_NAMES = 3
_AT_ONCE = 400


@click.command(
    epilog="""\b
Examples:
  counterspec case wanted yanghu
  counterspec case wanted yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--limit", type=click.IntRange(0), default=40, help="Documents the text prints; 0 for all.  [40]"
)
@written
def command(folder: Path, limit: int, form: str) -> int:
    """List the documents that those of the case DIR cite and that it does not hold, most cited first.

    Copies, scans and language versions of one document cite once. Where the case has another edition,
    or a number that is near, that is said; it is not taken for the document cited.
    """
    case = linked(Case.open(folder))
    with case.reading() as connection:
        if form == "jsonl":
            for one in _every(connection):
                click.echo(json_of(_line(one, _names(connection, one.citing))))
        else:
            found = wanted_whole(connection, limit=limit or None)
            _text(connection, found, count_wanted(connection))
    case.close()
    return 0


def _every(connection: Connection) -> Iterator[Wanted]:
    for skip in range(0, count_wanted(connection), _AT_ONCE):
        yield from wanted_whole(connection, limit=_AT_ONCE, skip=skip)


def _names(connection: Connection, sha256s: Sequence[str]) -> dict[str, str]:
    parts = (sha256s[start : start + _AT_ONCE] for start in range(0, len(sha256s), _AT_ONCE))
    return {card.sha256: card.number or card.name for part in parts for card in cards(connection, part)}


def _line(one: Wanted, names: dict[str, str]) -> dict[str, object]:
    return {
        "canonical": one.canonical, "edition": one.edition, "title": one.title, "cited_by": len(one.citing),
        "strictly": one.strictly, "forms": one.forms, "note": one.note or None,
        "citing": [{"sha256": sha256, "called": names[sha256]} for sha256 in one.citing],
    }  # fmt: skip


def _text(connection: Connection, found: Sequence[Wanted], total: int) -> None:
    out = printer()
    if not found:
        out.line("Nothing is wanted: every document that is cited is in the case, or none is cited.")
        return
    out.line(Text(f"{'cited by':>10}{'strictly':>10}   number as cited", QUIET))
    for one in found:
        number = shown(one.canonical, one.edition) + ("" if one.edition else "   no edition stated")
        strictly = f"{one.strictly:,}" if one.strictly else "–"
        out.line(Text.assemble(f"{len(one.citing):>10,}{strictly:>10}   ", (number, "bold")))
        indent = Text(" " * 23)
        if one.title:
            out.hanging(indent, " ".join(one.title.split()))
        first = one.citing[:_NAMES]
        names = _names(connection, first)
        by = ", ".join(names[sha256] for sha256 in first)
        more = f" and {len(one.citing) - _NAMES:,} more" if len(one.citing) > _NAMES else ""
        out.hanging(indent, Text(f"{', '.join(_FORMS[form] for form in one.forms)}: {by}{more}", QUIET))
        if one.note:
            out.hanging(indent, Text(one.note, QUIET))
    out.line()
    if total > len(found):
        out.line(Text(f"… {total - len(found):,} more; --limit 0 prints all", QUIET))
    out.line(f"{total:,} documents are cited and not in the case.")
