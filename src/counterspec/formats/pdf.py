"""PDF: words with boxes, running text, ruled tables; a page that cannot be read loses itself alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.limits import MAX_PAGES
from counterspec.safe.text import Text

_FEW_CHARS = 10
_STAMP_CHARS = 150
_MOSTLY = 0.5


def _claim(head: Head) -> int:
    if head.data[:1024].find(b"%PDF-") >= 0:
        return 95
    return 30 if head.suffix == ".pdf" else 0


@dataclass(slots=True)
class _Reading:
    """What was found wrong with the pages so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    legible: list[int] = field(default_factory=list)

    def problem(self, code: str, reason: str, page: int, remedy: str = "") -> None:
        self.problems.append(Problem(self.path, code, reason, remedy, page=page, lost=False))


def _read(source: Source, text: Text | None) -> Document:
    # Loading pdfium takes longer than reading most texts, so only a PDF loads it.
    from counterspec.syntax.pdf.layout import Layout

    layout = Layout()
    reading = _Reading(source.path)
    pdf = _open(source)
    try:
        count = len(pdf)
        for index in range(min(count, MAX_PAGES)):
            _page(pdf, index, layout, reading)
        title = _title(pdf)
    finally:
        pdf.close()
    if not count:
        raise UnreadableError(f"{source.path}: the PDF has no pages")
    if count > MAX_PAGES:
        reading.problem("too-large", f"only the first {MAX_PAGES} of {count} pages were read", MAX_PAGES)
    _tell_garbled(reading)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="pdf",
        media_type="application/pdf",
        kind="text",
        text=layout.out.text(),
        pages=tuple(layout.pages),
        passages=tuple(layout.passages),
        tables=tuple(layout.tables()),
        problems=tuple(reading.problems),
        title=title,
    )


def _open(source: Source) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(source.data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                f"{source.path}: the PDF asks for a password",
                hint="Save a copy without the password.",
                code="encrypted",
            ) from error
        reason = "empty" if not source.data else "damaged beyond reading"
        raise UnreadableError(
            f"{source.path}: the PDF is {reason}: {error}", hint="Fetch it again."
        ) from error


def _page(pdf: Any, index: int, layout: Any, reading: _Reading) -> None:
    """Read one page; whatever is wrong with it stays its own problem."""
    from pypdfium2 import PdfiumError

    from counterspec.syntax.pdf.page import read_page, split_run

    number = index + 1
    try:
        page = pdf[index]
    except PdfiumError as error:
        reading.problem("damaged", f"the page cannot be read: {error}", number)
        layout.empty_page(number)
        return
    try:
        content = read_page(page.raw)
        layout.page(number, content, lambda run, edges: split_run(page.raw, run, edges))
    finally:
        page.close()
    _tell(content, number, reading)


def _tell(content: Any, number: int, reading: _Reading) -> None:
    """Say what of a page was not read, or is not to be trusted."""
    from counterspec.syntax.pdf.glyphs import is_garbled

    shown = [run.text for run in content.runs if not run.hidden]
    size = sum(map(len, shown))
    is_image = content.image_share >= _MOSTLY
    if (size < _FEW_CHARS and content.objects > size) or (is_image and size < _STAMP_CHARS):
        reading.problem("no-text", "no text: a scan or a drawing", number, "Read it with text recognition.")
    elif is_garbled(" ".join(shown)):
        reading.garbled.append(number)
    elif size >= _FEW_CHARS:
        reading.legible.append(number)
    hidden = [run.text for run in content.runs if run.hidden]
    if hidden:
        words = " ".join(hidden)[:80]
        reading.problem("hidden-text", f"text that the page does not show was left out: {words!r}", number)
    if content.cut:
        reading.problem("too-large", "only a part of the page was read: it holds too many things", number)


def _tell_garbled(reading: _Reading) -> None:
    """Name the pages whose letters are wrong; where most are, the others share their fonts."""
    pages = reading.garbled
    if len(pages) > len(reading.legible):
        pages = sorted(pages + reading.legible)
    for page in pages:
        reason = "the text layer holds wrong characters: its fonts do not say which letters they draw"
        reading.problem("garbled-text", reason, page, "Read it with text recognition.")


def _title(pdf: Any) -> str | None:
    title = " ".join(str(pdf.get_metadata_value("Title") or "").split())
    return title or None


ENTRY = Format(
    id="pdf",
    title="PDF",
    kind="text",
    media_type="application/pdf",
    suffixes=(".pdf",),
    claim=_claim,
    read=_read,
    reads="Words with boxes, paragraphs and ruled tables, also over page breaks; scanned pages are named.",
    binary=True,
)
