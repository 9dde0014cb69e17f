"""`counterspec case search`: which pages of a case say something."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click
from rich.text import Text
from sqlalchemy import Connection

from counterspec.cli.case._choosing import (
    check_concepts,
    document_filter,
    document_options,
    read_acts,
    read_tiers,
)
from counterspec.cli.case._printing import printer, written
from counterspec.model import Card, Excerpt, Span
from counterspec.store import Case
from counterspec.store.documents import counts
from counterspec.store.search import Hit, Hits, search
from counterspec.terminal.look import NUMBER, QUIET, WARN
from counterspec.terminal.printer import Printer

_ORDER = {"relevance": "by how much they say it", "document": "in order of document"}


@click.command(
    epilog="""\b
Examples:
  counterspec case search yanghu 民族
  counterspec case search yanghu '"GB/T 28181" 肤色 -patent'      both, and not the last
  counterspec case search yanghu 'ethnic* OR 民族' --kind tender --since 2031
  counterspec case search yanghu person_race                     also personRace, person race

Words must all stand on one page; "a phrase"; word* for a beginning; -word for without; one OR another.
Case, accents and widths of letters make no difference; Chinese words are found wherever they stand."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("words", metavar="QUERY…", nargs=-1, required=True)
@document_options
@click.option(
    "--concept",
    "concepts",
    metavar="ID",
    multiple=True,
    help="Only documents with a finding of this concept or one below it; repeatable.",
)
@click.option("--act", "acts", metavar="L1,…", help="… that states one of these acts.")
@click.option("--tier", metavar="A,B,…", help="… of these tiers.")
@click.option(
    "--reader",
    "readers",
    metavar="ID",
    multiple=True,
    help="Only documents of this format (pdf, docx, …; see `counterspec formats`).",
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "document"]),
    default=None,
    help="[relevance; document where more than 1,000 pages say it]",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, help="Pages to print.  [20]")
@click.option("--skip", type=click.IntRange(0), default=0, help="Pages to leave out first.  [0]")
@written
def command(folder: Path, words: tuple[str, ...], **given: object) -> int:
    """Find the pages of the case DIR that say QUERY, and show the line with the words marked.

    A hit is a page, or a stretch of about 6,000 letters of a text without pages. Pages of documents that
    repeat another are shown with that one.
    """
    case = Case.open(folder)
    with case.reading() as connection:
        concepts, formats = (tuple(map(str, given[name])) for name in ("concepts", "readers"))  # type: ignore[call-overload]
        check_concepts(connection, concepts)
        wanted = replace(
            document_filter(connection, given),
            concepts=concepts,
            acts=read_acts(_text(given["acts"])),
            tiers=read_tiers(_text(given["tier"])),
            formats=formats,
        )
        limit, skip = int(str(given["limit"])), int(str(given["skip"]))
        hits = search(connection, " ".join(words), wanted, limit=limit, offset=skip, order=given["sort"])  # type: ignore[arg-type]
        if given["form"] == "jsonl":
            for hit in hits.hits:
                click.echo(json.dumps(_line(hit), ensure_ascii=False, separators=(",", ":")))
        else:
            _print(printer(), connection, hits, skip)
    return 0


def _text(value: object) -> str:
    return str(value or "")


def _line(hit: Hit) -> dict[str, object]:
    """Return a hit as the keys of its line; values that are absent are null."""
    card = hit.card
    return {
        "document": {
            "sha256": card.sha256, "name": card.name, "kind": card.kind, "number": card.number,
            "edition": card.edition, "title": card.title, "issued": card.issued,
        },
        "page": hit.page,
        "line": hit.line,
        "count": hit.count,
        "places": [
            {
                "quote": place.quote, "prefix": place.prefix, "suffix": place.suffix, "start": place.span.start,
                "end": place.span.end, "page": place.page, "line": place.line, "column": place.column,
                "boxes": [[round(edge, 2) for edge in box] for box in place.boxes], "confidence": place.confidence,
            }
            for place in hit.places
        ],
        "copies": [{"sha256": copy.sha256, "name": copy.name} for copy in hit.copies],
    }  # fmt: skip


def _print(out: Printer, connection: Connection, hits: Hits, skipped: int) -> None:
    for card, pages in _by_document(hits.hits):
        _document(out, card, pages)
    _end(out, connection, hits, skipped)


def _by_document(hits: Iterable[Hit]) -> list[tuple[Card, list[Hit]]]:
    """Return the hits of each document together, where its first one stood."""
    first: dict[str, int] = {}
    for number, hit in enumerate(hits):
        first.setdefault(hit.card.sha256, number)
    together = sorted(hits, key=lambda hit: first[hit.card.sha256])
    return [
        (next(iter(pages)).card, pages)
        for pages in (list(group) for _, group in groupby(together, key=lambda hit: hit.card.sha256))
    ]


def _document(out: Printer, card: Card, pages: list[Hit]) -> None:
    size = f"{card.pages} pages" if card.pages else f"{card.lines} lines"
    said = ", ".join(filter(None, (card.kind, card.number or card.title, card.issued, size)))
    name, about = Text(card.name, "bold"), Text(said, QUIET)
    gap = out.width - name.cell_len - about.cell_len
    if gap >= 2:
        out.line(Text.assemble(name, " " * gap, about))
    else:
        out.line(name)
        out.hanging(Text("  "), about)
    out.line()
    for hit in pages:
        place = f"p{hit.page}" if hit.page else str(hit.line)
        sure = min((p.confidence for p in hit.places if p.confidence is not None), default=None)
        notes = [f"{hit.count} times"] if hit.count > 1 else []
        notes += [f"OCR {sure:.2f}"] if sure is not None else []
        tail = "   " + ", ".join(notes) if notes else ""
        words = out.marked(_dedent(hit), out.width - 10 - len(tail))
        out.line(Text.assemble("  ", (f"{place:<6}", NUMBER), "  ", words, (tail, QUIET)))
    copies = {copy.name for hit in pages for copy in hit.copies}
    if copies:
        out.hanging(Text("        also in its copies: ", QUIET), Text(", ".join(sorted(copies)), QUIET))
    out.line()


def _dedent(hit: Hit) -> Excerpt:
    cut = len(hit.excerpt.text) - len(hit.excerpt.text.lstrip())
    marks = tuple(Span(max(0, m.start - cut), max(0, m.end - cut)) for m in hit.excerpt.marks)
    return replace(hit.excerpt, text=hit.excerpt.text[cut:], marks=marks)


def _end(out: Printer, connection: Connection, hits: Hits, skipped: int) -> None:
    shown = len(hits.hits)
    pages = f"{hits.pages:,} page{' says' if hits.pages == 1 else 's say'} it"
    if not hits.pages:
        out.line("No page says it.")
    elif hits.next is None and not skipped:
        out.line(f"{pages}, {_ORDER[hits.order]}.")
    else:
        more = f"; --skip {hits.next} shows the next" if hits.next is not None else ""
        out.line(f"{pages}, {_ORDER[hits.order]}; {shown} shown{more}.")
    held = counts(connection)
    read = f"Searched {held['read']:,} of {held['documents']:,} documents"
    read += f", {held['pages_read']:,} of {held['pages']:,} pages."
    unread = held["documents"] > held["read"] or held["pages"] > held["pages_read"] or held["waiting"]
    out.line(
        Text(read + (" What was not read was not searched." if unread else ""), WARN if unread else QUIET)
    )
