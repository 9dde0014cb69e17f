"""Counts of findings as a table, a list or lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence

import click
from rich.text import Text

from counterspec.cli.case._printing import printer
from counterspec.errors import UsageError
from counterspec.reports.csv import safe
from counterspec.terminal.look import ACTS, HUES, QUIET, SHAPES, STRENGTH
from counterspec.terminal.printer import Printer

Counts = Sequence[tuple[tuple[str, ...], int]]

_NONE = "none stated"
_NO_RULE = "added by hand"
_WIDEST = 40


def print_counts(by: tuple[str, ...], counts: Counts, form: str, tiers: Mapping[str, str]) -> None:
    """Print counts by one or several things; `tiers` are those of concepts.

    Raises:
        UsageError: a form that counts do not have.
    """
    if form == "jsonl":
        for values, count in counts:
            named = dict(zip(by, (value or None for value in values), strict=True))
            click.echo(json.dumps({**named, "count": count}, ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([*by, "count"])
        writer.writerows([*map(safe, values), count] for values, count in counts)
    elif form != "text":
        raise UsageError(f"--count-by has no form {form}", hint="text, jsonl or csv.")
    elif len(by) == 2:
        _matrix(printer(), by, dict(counts), tiers)
    else:
        _list(printer(), by, counts, tiers)


def _matrix(
    out: Printer, by: tuple[str, ...], counts: Mapping[tuple[str, ...], int], tiers: Mapping[str, str]
) -> None:
    """Print a table; a zero means: looked for, none found."""
    rows = _sorted(by[0], {row for row, _ in counts}, tiers)
    columns = list(ACTS) if by[1] == "act" else _sorted(by[1], {column for _, column in counts}, tiers)
    labels = [_label(by[0], row, tiers) for row in rows]
    wide = max([len(f"By {by[0]} and {by[1]}"), *(label.cell_len for label in labels)]) + 1
    heads = [column or _no(by[1]) for column in columns]
    cells = [max(len(head), 4) + 2 for head in heads]
    head = Text.assemble((f"By {by[0]} and {by[1]}".ljust(wide), "bold"))
    for named, cell in zip(heads, cells, strict=True):
        head.append(named.rjust(cell), QUIET)
    out.line(head.append("all".rjust(7), "bold"))
    for row, label in zip(rows, labels, strict=True):
        numbers = [counts.get((row, column), 0) for column in columns]
        out.line(_row(label, wide, numbers, cells))
    sums = [sum(counts.get((row, column), 0) for row in rows) for column in columns]
    out.line(_row(Text("All"), wide, sums, cells))


def _row(label: Text, wide: int, numbers: Sequence[int], cells: Sequence[int]) -> Text:
    line = Text.assemble(label, " " * (wide - label.cell_len))
    for number, cell in zip(numbers, cells, strict=True):
        line.append(f"{number:,}".rjust(cell), "" if number else QUIET)
    return line.append(f"{sum(numbers):,}".rjust(7), "bold")


def _list(out: Printer, by: tuple[str, ...], counts: Counts, tiers: Mapping[str, str]) -> None:
    out.line(Text(f"By {', '.join(by)}", "bold"))
    for values, count in counts:
        told = Text("  ").join(_label(name, value, tiers) for name, value in zip(by, values, strict=True))
        out.line(Text.assemble((f"{count:>9,}", "bold"), "  ", told))
    if not counts:
        out.line("        0  findings")


def _label(name: str, value: str, tiers: Mapping[str, str]) -> Text:
    if not value:
        return Text(_no(name), QUIET)
    tier = tiers.get(value) if name == "concept" else value if name == "tier" else None
    if tier in HUES:
        mark = Text(f"{SHAPES[tier]} {tier}", HUES[tier])
        return mark if name == "tier" else Text.assemble(mark, f"  {value}")
    if name == "strength" and value in STRENGTH:
        return Text(f"{value:<3} {STRENGTH[value]}")
    return Text(ACTS.get(value, value) if name == "act" else value)


def _no(name: str) -> str:
    """Return what is said of findings that have none of something."""
    return _NO_RULE if name == "rule" else _NONE


def _sorted(name: str, values: set[str], tiers: Mapping[str, str]) -> list[str]:
    if name == "concept":
        return sorted(values, key=lambda value: ("ABCDEN".find(tiers.get(value, "")), value))
    return sorted(values)
