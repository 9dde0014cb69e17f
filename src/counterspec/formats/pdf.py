"""PDF: words with boxes, running text, ruled tables; a page that cannot be read loses itself alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source, Wishes
from counterspec.recognise import remedy
from counterspec.safe import pulse
from counterspec.safe.limits import MAX_PAGES
from counterspec.safe.text import Text
from counterspec.syntax.titles import stated_title

_FEW_CHARS = 10
_STAMP_CHARS = 150
_MOSTLY = 0.5
_DRAWN = 40
"""Things drawn on a page of few letters that may be letters, too: outlines of a title."""

Recognise = Callable[[Any, int, Any, Wishes], Any]
"""`Recognise` of syntax.pdf.content; loading that module would load pdfium."""


def _claim(head: Head) -> int:
    if head.data[:1024].find(b"%PDF-") >= 0:
        return 95
    return 30 if head.suffix == ".pdf" else 0


@dataclass(slots=True)
class _Reading:
    """What was found wrong with the pages so far."""

    path: str
    wishes: Wishes
    recognise: Recognise
    remedy: str = ""
    distrust: bool = False
    problems: list[Problem] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    legible: list[int] = field(default_factory=list)
    recognised: dict[int, Any] = field(default_factory=dict)
    mended: bool = False
    empty: int = 0
    spaceless: set[str] = field(default_factory=set)
    placings: dict[int, Any] = field(default_factory=dict)

    def problem(self, code: str, reason: str, page: int, remedy: str = "") -> None:
        self.problems.append(Problem(self.path, code, reason, remedy, page=page, lost=False))

    def distrusting(self) -> _Reading:
        """Return a fresh state in which no text layer of this file is trusted; what was recognised stays."""
        fresh = _Reading(
            self.path, self.wishes, self.recognise, self.remedy, True, recognised=self.recognised
        )
        fresh.problems += [problem for problem in self.problems if problem.page is None]
        fresh.mended, fresh.spaceless = self.mended, self.spaceless
        return fresh


def _read(source: Source, text: Text | None) -> Document:
    # Loading pdfium takes longer than reading most texts, so only a PDF loads it.
    from counterspec.syntax.pdf.layout import Layout
    from counterspec.syntax.pdf.opening import open_pdf
    from counterspec.syntax.picture.placing import page_as_it_was, tables_as_they_were

    layout = Layout()
    reading = _Reading(source.path, source.wishes, _recogniser(source), remedy(source.wishes))
    pdf, mended = open_pdf(source.data, source.path)
    if mended:
        reading.mended = True
        reading.problems.append(Problem(source.path, "damaged", mended, "Fetch it again.", lost=False))
    try:
        count = len(pdf)
        for index in range(min(count, MAX_PAGES)):
            _page(pdf, index, layout, reading)
        if reading.recognised and reading.legible and len(reading.garbled) > len(reading.legible):
            # The other pages share the fonts whose letters are wrong.
            layout, reading = Layout(), reading.distrusting()
            for index in range(min(count, MAX_PAGES)):
                _page(pdf, index, layout, reading)
        title = _title(pdf)
        layout.close()
        for number, placing in reading.placings.items():
            layout.pages[number - 1] = page_as_it_was(layout.pages[number - 1], placing)
    finally:
        pdf.close()
    if reading.empty == count:
        raise UnreadableError(f"{source.path}: nothing of the PDF's pages is left", hint="Fetch it again.")
    if count > MAX_PAGES:
        reading.problem("too-large", f"only the first {MAX_PAGES} of {count} pages were read", MAX_PAGES)
    _tell_garbled(reading)
    for number, code, reason in layout.problems:
        reading.problem(code, reason, number)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="pdf",
        media_type="application/pdf",
        kind="text",
        text=layout.out.text(),
        pages=tuple(layout.pages),
        passages=tuple(layout.passages),
        tables=tables_as_they_were(layout.tables(), reading.placings),
        problems=tuple(reading.problems),
        title=title,
    )


def _page(pdf: Any, index: int, layout: Any, reading: _Reading) -> None:
    """Read one page; whatever is wrong with it stays its own problem."""
    from pypdfium2 import PdfiumError

    from counterspec.syntax.pdf.page import read_page
    from counterspec.syntax.picture.merging import merged

    number = index + 1
    if reading.wishes.pages is not None and number not in reading.wishes.pages:
        layout.empty_page(number)
        return
    try:
        page = pdf[index]
    except PdfiumError as error:
        reading.problem("damaged", f"the page cannot be read: {error}", number)
        layout.empty_page(number)
        return
    try:
        content = read_page(page.raw, reading.spaceless)
        lack = _lack(content, reading, number)
        if lack and number not in reading.recognised:
            reading.recognised[number] = reading.recognise(page, number, content, reading.wishes)
        recognised = reading.recognised[number] if lack else None
        if recognised is not None and lack == "picture":
            recognised = merged(content, recognised)
        if recognised is not None:
            _lay_out(recognised, number, layout, reading)
            if lack == "garbled-text":
                reading.garbled.append(number)
            return
        layout.page(number, content, content.split)
    finally:
        page.close()
    pulse.beat()
    _tell(content, lack, number, reading)


def _lay_out(recognised: Any, number: int, layout: Any, reading: _Reading) -> None:
    reading.problems += recognised.problems
    layout.page(number, recognised.content, recognised.content.split, recognised.recognition)
    if recognised.placing is not None and recognised.placing.changes:
        reading.placings[number] = recognised.placing


def _lack(content: Any, reading: _Reading, number: int) -> str:
    """Return why the text of a page is to be recognised from its image; "" where it is not."""
    from counterspec.syntax.pdf.garble import is_garbled_page
    from counterspec.syntax.picture.merging import pictures_beside_text

    shown = [run for run in content.runs if not run.hidden]
    size = sum(len(run.text) for run in shown)
    is_image = content.image_share >= _MOSTLY
    if (size < _FEW_CHARS and content.objects > (_DRAWN if size else 0)) or (
        is_image and size < _STAMP_CHARS
    ):
        return "no-text"
    if reading.distrust or is_garbled_page(shown):
        return "garbled-text"
    if reading.wishes.recognition == "force" or number in dict(reading.wishes.by_page):
        return "forced"
    return "picture" if pictures_beside_text(content) else ""


def _no_recognition(page: Any, number: int, content: Any, wishes: Wishes) -> None:
    """Recognise nothing."""


def _recogniser(source: Source) -> Recognise:
    """Return what recognises the text of pages: the one place that knows of it."""
    from counterspec.recognise import page_reader
    from counterspec.syntax.pdf.picture import grey_picture

    reader = page_reader(source)
    if reader is None:
        return _no_recognition

    def recognise(page: Any, number: int, content: Any, wishes: Wishes) -> Any:
        return reader.read(number, content.width, content.height, lambda dpi: grey_picture(page, dpi))

    return recognise


def _tell(content: Any, lack: str, number: int, reading: _Reading) -> None:
    """Say what of a page was not read, or is not to be trusted."""
    if reading.mended and not content.objects and not content.runs:
        reading.problem("damaged", "nothing of the page is left in the file", number)
        reading.empty += 1
    if lack == "no-text":
        reading.problem("no-text", "no text: a scan or a drawing", number, reading.remedy)
    elif lack == "garbled-text":
        reading.garbled.append(number)
    elif sum(len(run.text) for run in content.runs if not run.hidden) >= _FEW_CHARS:
        reading.legible.append(number)
    hidden = [run.text for run in content.runs if run.hidden]
    if hidden:
        words = " ".join(hidden)[:80]
        reading.problem("hidden-text", f"text that the page does not show was left out: {words!r}", number)
    if content.layer and not lack:
        reading.problem(
            "foreign-layer", "the text was recognised from the page's picture by other software", number
        )
    if content.alphabet and not lack:
        reason = f"fonts name wrong letters: they were read as {content.alphabet}, in which they make words"
        reading.problem("recoded-text", reason, number)
    if content.cut:
        reading.problem("too-large", "only a part of the page was read: it holds too many things", number)


def _tell_garbled(reading: _Reading) -> None:
    """Name the pages whose letters are wrong; where most are, the others share their fonts."""
    pages = reading.garbled
    if len(pages) > len(reading.legible):
        pages = sorted(pages + reading.legible)
    for page in pages:
        reason = "the text layer holds wrong characters: its fonts do not say which letters they draw"
        if reading.recognised.get(page) is not None:
            reading.problem("garbled-text", f"{reason}; the page was recognised from its picture", page)
        else:
            reading.problem("garbled-text", reason, page, reading.remedy)


def _title(pdf: Any) -> str | None:
    return stated_title(str(pdf.get_metadata_value("Title") or ""))


def _picture(source: Source, page: int, dpi: int) -> Any:
    from counterspec.syntax.pdf.picture import page_picture

    return page_picture(source.data, source.path, page, dpi)


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
    picture=_picture,
)
