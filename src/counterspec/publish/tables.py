"""Findings as tables, and the documents they stand in as citations."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from counterspec.model import Card
from counterspec.publish.exhibits import Exhibit
from counterspec.publish.report import Report

COLUMNS = (
    "exhibit", "finding", "document", "number", "issued", "kind", "page", "line", "quote", "concept", "tier", "act",
    "strength", "obligation", "provenance", "purpose", "statement", "added", "standing", "reviewers", "translation",
    "glosses", "source", "fetched", "sha256", "start", "end",
)  # fmt: skip
_STEERING = ("=", "+", "-", "@", "\t", "\r")
_KEY = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 32_000
"""Code points a cell of a workbook takes."""


def rows(shown: Iterable[Exhibit]) -> list[tuple[object, ...]]:
    """Return one row for each exhibit, in the order of COLUMNS."""
    made: list[tuple[object, ...]] = []
    for one in shown:
        f = one.finding
        made.append((
            one.number, f.id, one.card.name, one.card.number, one.card.issued, one.card.kind, f.evidence.page,
            f.evidence.line, f.evidence.quote, f.concept, f.tier, f.act, f.strength,
            f.element.obligation if f.element else None, f.provenance, f.purpose, f.statement,
            f.added and str(f.added), one.standing,
            "; ".join(dict.fromkeys(v.reviewer for v in one.verdicts)),
            "; ".join(f"{t.language}: {t.text} ({t.by}, {t.at[:10]})" for t in one.translations),
            "; ".join(f"{words}: {label}" for words, label in one.glosses),
            one.origin.url if one.origin else None, one.origin.fetched_at if one.origin else None,
            one.card.sha256, f.evidence.span.start, f.evidence.span.end,
        ))  # fmt: skip
    return made


def csv_text(report: Report) -> str:
    """Return the exhibits as CSV; no cell can be taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows(report.exhibits):
        table.writerow(["" if cell is None else _harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STEERING) else cell


def xlsx(report: Report) -> bytes:
    """Return the exhibits as a workbook; the same report gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = datetime.fromisoformat(report.at).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": report.title, "created": made})
    head, plain = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet = book.add_worksheet("findings")
    sheet.write_row(0, 0, COLUMNS, head)
    for number, row in enumerate(rows(report.exhibits), 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, plain)
            elif cell is not None:
                sheet.write_string(number, column, str(cell)[:_LONGEST], plain)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(report.exhibits), len(COLUMNS) - 1)
    for name, width in (
        ("document", 26),
        ("quote", 30),
        ("statement", 60),
        ("concept", 22),
        ("translation", 30),
    ):
        sheet.set_column(COLUMNS.index(name), COLUMNS.index(name), width)
    _chains(book, report, head, plain)
    book.close()
    return out.getvalue()


def _chains(book: object, report: Report, head: object, plain: object) -> None:
    sheet = book.add_worksheet("chains")  # type: ignore[attr-defined]
    sheet.write_row(0, 0, ("requires", "through", "exhibit", "bond", "statement", "not shown"), head)
    for number, (chain, exhibit) in enumerate(report.chains, 1):
        through = " → ".join(report.cards[sha256].called for sha256 in chain.through)
        cells = (
            report.cards[chain.requiring].called,
            through,
            exhibit,
            chain.bond,
            chain.statement,
            chain.not_shown,
        )
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell, plain)
    sheet.set_column(4, 4, 70)


# -- citations of documents ------------------------------------------------------------------------


def cited(report: Report) -> list[Card]:
    """Return the documents a report quotes, by name."""
    return sorted(report.cards.values(), key=lambda card: (card.name, card.sha256))


def csl(report: Report) -> str:
    """Return the documents as CSL-JSON."""
    items = []
    for key, card in zip(keys(cited(report)), cited(report), strict=True):
        item: dict[str, object] = {"id": key, "type": _type(card), "title": card.title or card.called}
        if card.number:
            item["number"] = card.number
        if card.issued:
            item["issued"] = {"date-parts": [[int(part) for part in card.issued.split("-")]]}
        item["note"] = f"SHA-256 {card.sha256}"
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _type(card: Card) -> str:
    kinds = {
        "standard": "standard",
        "patent application": "patent",
        "patent grant": "patent",
        "law": "legislation",
    }
    return kinds.get(card.kind, "software" if card.kind in ("code", "schema") else "document")


def bibtex(report: Report) -> str:
    """Return the documents as BibTeX."""
    made = []
    for key, card in zip(keys(cited(report)), cited(report), strict=True):
        fields = [
            ("title", card.title or card.called),
            ("number", card.number or ""),
            ("date", card.issued or ""),
        ]
        fields += [("year", (card.issued or "")[:4]), ("type", card.kind), ("note", f"SHA-256 {card.sha256}")]
        said = ",\n".join(f"  {name} = {{{_braced(value)}}}" for name, value in fields if value)
        made.append(f"@misc{{{key},\n{said}\n}}\n")
    return "\n".join(made)


def _braced(text: str) -> str:
    """Return a text that cannot close its braces or begin a command."""
    return re.sub(
        r"([\\{}%#$&_^~])", lambda match: {"\\": r"\textbackslash{}"}.get(match[0], "\\" + match[0]), text
    )


def keys(found: Sequence[Card]) -> list[str]:
    """Return a short key for each document, all different."""
    made: list[str] = []
    taken: set[str] = set()
    for card in found:
        base = _KEY.sub("-", card.number or card.name.rpartition("/")[2]).strip("-").lower() or "document"
        tried = (base, f"{base}-{card.sha256[:8]}", f"{base}-{card.sha256}")
        made.append(next((one for one in tried if one not in taken), tried[-1]))
        taken.add(made[-1])
    return made
