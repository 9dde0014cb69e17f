"""One finding a line, as JSON with a fixed order of keys; the line every other output is made from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from counterspec.findings.as_json import line_of
from counterspec.model import FileResult
from counterspec.reports import Context, Report


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    for result in results:
        for finding in result.findings:
            out.write(json.dumps(line_of(finding), ensure_ascii=False, separators=(", ", ": ")))
            out.write("\n")


ENTRY = Report(
    id="jsonl", title="JSON Lines, one finding a line", media_type="application/jsonl", write=_write
)
