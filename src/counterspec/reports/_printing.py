"""The terminal's printer with what a report knows besides the results."""

from __future__ import annotations

from typing import TextIO

from counterspec.reports import Context
from counterspec.terminal.printer import Printer


class ReportPrinter(Printer):
    """Writes styled lines of a report; `context` is the report's."""

    def __init__(self, out: TextIO, context: Context) -> None:
        super().__init__(out, colour=context.colour, width=context.width)
        self.context = context
