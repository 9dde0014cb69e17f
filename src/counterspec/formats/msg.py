"""Messages as Outlook keeps them: subject and words; attachments are named, not read."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Passage, Problem, Source, Span
from counterspec.safe.compound import Compound
from counterspec.safe.text import Text, decode
from counterspec.syntax.html.reader import HtmlText, read_html
from counterspec.syntax.prose_lines import read_lines
from counterspec.syntax.titles import stated_title

_SUFFIXES = (".msg",)
_SUBJECT, _BODY, _HTML, _PACKED, _NAME = "0037", "1000", "1013", "1009", "3707"
_NAMED = 10


def _claim(head: Head) -> int:
    return head.office_claim(("msg",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    file = Compound(source.data, source.path)
    subject = " ".join(next(_texts(file, _SUBJECT), "").split())
    found = _body(file, source.path)
    start = f"{subject}\n" if subject else ""
    passages = [Passage(Span(0, len(subject)), "heading", None, 1)] if subject else []
    by = len(start)
    passages += [
        Passage(Span(p.span.start + by, p.span.end + by), p.kind, p.number, p.level) for p in found.passages
    ]
    if not passages:
        raise UnreadableError(f"{source.path}: the message holds no text", hint="Save it as EML or HTML.")
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="msg",
        media_type="application/vnd.ms-outlook",
        kind="text",
        text=start + found.text,
        passages=tuple(passages),
        tables=tuple(table.moved(by) for table in found.tables),
        problems=tuple(_problems(source.path, file, found)),
        title=stated_title(subject),
    )


def _texts(file: Compound, property_id: str) -> Iterator[str]:
    """Yield a property's values, of this message and of those attached to it."""
    for data in file.streams(f"__substg1.0_{property_id}001F"):
        yield data.decode("utf-16-le", "replace").rstrip("\0")
    for data in file.streams(f"__substg1.0_{property_id}001E"):
        yield decode(data, "").text.rstrip("\0")


def _body(file: Compound, path: str) -> HtmlText:
    pages = file.streams(f"__substg1.0_{_HTML}0102")
    if pages and pages[0].strip():
        return read_html(decode(pages[0], path).text)
    plain = next(_texts(file, _BODY), "").replace("\r\n", "\n")
    lines = read_lines(plain)
    return HtmlText(plain, lines.passages, lines.tables)


def _problems(path: str, file: Compound, found: HtmlText) -> Iterator[Problem]:
    names = list(_texts(file, _NAME))
    if names:
        named = ", ".join(names[:_NAMED])
        reason = f"{len(names)} attachments are not read: {named}"
        yield Problem(
            path, "attachments", reason, "Save the message as EML, or the attachments as files.", lost=False
        )
    if not found.passages and file.streams(f"__substg1.0_{_PACKED}0102"):
        reason = "the words of the message are kept as packed rich text, which is not read"
        yield Problem(path, "unsupported-format", reason, "Save the message as EML or HTML.")


ENTRY = Format(
    id="msg",
    title="Outlook message",
    kind="text",
    media_type="application/vnd.ms-outlook",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Subject and words, marked-up or plain, with tables; attachments are named as a problem.",
    binary=True,
)
