"""Reading of native PDF pages beside pdfplumber, memory of a long one, and a second scan of a pile of scans."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from bench._measure import alternate, cpu_of, told, usage_of

ROOT = Path(__file__).parent.parent
_CORPUS = ROOT.parent / "shared" / "corpus" / "generated"
_OWN = sorted((ROOT / "examples").glob("*/*-20??.??.pdf")) + sorted(
    (ROOT / "examples").glob("*/*-01??.??.pdf")
)
_PAGES = 60
_LONG = 2_400
_READ = (
    "import sys, hashlib; from pathlib import Path; from counterspec.formats.pdf import ENTRY; "
    "from counterspec.model import Source; data = Path(sys.argv[1]).read_bytes(); "
    "ENTRY.read(Source(sys.argv[1], data, hashlib.sha256(data).hexdigest()), None)"
)


def _repeated(sources: list[Path], pages: int, target: Path) -> Path:
    """Write a PDF that holds the pages of `sources` over and over."""
    from pypdfium2 import PdfDocument

    made = PdfDocument.new()
    while len(made) < pages:
        for path in sources:
            made.import_pages(PdfDocument(path))
    made.save(target)
    return target


def _ours(path: Path) -> int:
    from counterspec.formats.pdf import ENTRY
    from counterspec.model import Source

    data = path.read_bytes()
    return len(ENTRY.read(Source(str(path), data, hashlib.sha256(data).hexdigest()), None).pages)


def _plumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def native(folder: Path) -> None:
    """Text with boxes and ruled tables: pages a second on one core, and against pdfplumber on the same files."""
    print("Native PDF: words with boxes, paragraphs, ruled tables")
    files = [_repeated(_OWN, _PAGES, folder / "examples.pdf")]
    files += [path for path in sorted(_CORPUS.glob("*.pdf")) if path.with_suffix(".gt.json").is_file()]
    for path in files:
        pages = _ours(path)
        ours, theirs = alternate(
            lambda path=path: cpu_of(lambda: _ours(path)),  # type: ignore[misc]
            lambda path=path: cpu_of(lambda: _plumber(path)),  # type: ignore[misc]
        )
        told(f"{path.name}, {pages} pages: pages/s per core", pages / ours, "pages/s", 80)
        told(f"{path.name}: pdfplumber's time against ours", theirs / ours, "×", 7)
    # One source: a PDF joined of many repeats its fonts, and pdfium keeps each.
    sample = _CORPUS / "zh_std_line.pdf"
    long = _repeated([sample if sample.is_file() else _OWN[0]], _LONG, folder / "long.pdf")
    used = usage_of([sys.executable, "-c", _READ, long])
    told(f"{_LONG} pages in one file: pages/s per core", _LONG / used.cpu, "pages/s", 80)
    told(f"{_LONG} pages in one file: largest memory", used.memory / 1e6, "MB", 300, below=True)


def again(folder: Path) -> None:
    """A pile of scans, read a second time unchanged."""
    print("Second scan of an unchanged pile of scans")
    scans = [str(path) for path in sorted((ROOT / "examples").glob("*/*.scan.pdf"))]
    scans += [str(path) for path in sorted(_CORPUS.glob("*_scan_*.pdf"))]
    command = [sys.executable, "-m", "counterspec", "scan", *scans, "--no-config", "-q", "-f", "csv"]
    with tempfile.TemporaryDirectory(dir=folder) as cache:
        env = {**os.environ, "XDG_CACHE_HOME": cache}
        # The compiled vocabulary is kept, too; it is no part of what is measured.
        usage_of([*command[:4], __file__, "--no-config", "-q", "-f", "csv"], env=env)
        first = usage_of(command, env=env).wall
        second = usage_of(command, env=env).wall
    told("first scan", first, "s")
    told("second scan", second, "s")
    told("first against second", first / second, "×", 20)
