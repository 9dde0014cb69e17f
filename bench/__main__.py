"""`python -m bench [--full] [PART…]`: print every measurement as it is taken."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import _case, _load, _matching, _reading, _recognition, _scanning, _search, _web

PARTS = (
    "matcher",
    "library",
    "growth",
    "start",
    "file",
    "pdf",
    "again",
    "recognition",
    "case",
    "search",
    "web",
)


def main() -> None:
    """Measure all parts, or those named; goals that are missed are printed as missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)}; all without any")
    parser.add_argument(
        "--full",
        action="store_true",
        help="grow the generated tree to 1,000 MB, cases to 100,000 documents, 200,000 pages and a million findings",
    )
    given = parser.parse_args()
    unknown = sorted(set(given.parts) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    wanted = given.parts or PARTS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if "matcher" in wanted:
            _matching.measure(folder)
        if "start" in wanted:
            _scanning.start_up()
        if "file" in wanted:
            _scanning.one_file(folder)
        if "library" in wanted:
            _scanning.library(folder)
        if "pdf" in wanted:
            _reading.native(folder)
        if "again" in wanted:
            _reading.again(folder)
        if "growth" in wanted:
            _scanning.growth(folder, full=given.full)
        if "case" in wanted:
            _case.measure(folder, full=given.full)
        if "search" in wanted:
            _search.measure(folder, full=given.full)
        if "web" in wanted:
            case, documents = _web.measure(folder, full=given.full)
            _load.measure(folder, case, documents)
        if "recognition" in wanted:
            _recognition.measure()


if __name__ == "__main__":
    main()
