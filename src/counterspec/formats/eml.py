"""Messages: subject, date and the words of the body; what is attached is read by itself."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.formats import Format, Head
from counterspec.model import Document, Passage, Problem, Source, Span
from counterspec.safe.mail import Mail, looks_like_mail, read_mail
from counterspec.safe.text import Text
from counterspec.syntax.html.document import problems_of
from counterspec.syntax.html.reader import HtmlText, read_html
from counterspec.syntax.prose_lines import read_lines
from counterspec.syntax.titles import stated_title

_SUFFIXES = (".eml", ".mht", ".mhtml")


def _claim(head: Head) -> int:
    if not looks_like_mail(head.data):
        return 0
    return 95 if head.suffix in _SUFFIXES else 72


def _read(source: Source, text: Text | None) -> Document:
    mail = read_mail(source.data, source.path)
    saved = _is_saved_page(mail)
    found = _body(mail, source.path, whole=saved)
    start = "" if saved else _head(mail)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="eml",
        media_type="multipart/related" if saved else "message/rfc822",
        kind="text",
        text=start + found.text,
        passages=(*_head_passages(mail, start), *(_moved(passage, len(start)) for passage in found.passages)),
        tables=tuple(table.moved(len(start)) for table in found.tables),
        problems=tuple(_problems(source.path, mail, found, saved)),
        title=_title(mail, found, saved),
        date=None if saved else mail.date,
    )


def _is_saved_page(mail: Mail) -> bool:
    """Tell whether the message is a page that a browser or office program saved, pictures included."""
    return not any(name in {"To", "Cc"} for name, _ in mail.head) and any(
        part.media_type == "text/html" for part in mail.parts
    )


def _body(mail: Mail, path: str, *, whole: bool) -> HtmlText:
    """Return the words of the message: of its alternatives the marked-up one; of a saved page all parts."""
    pages = [part for part in mail.parts if part.media_type == "text/html" and (whole or not part.attached)]
    if pages:
        return read_html("\n".join(part.text(path) for part in (pages if whole else pages[:1])))
    plain = "\n\n".join(part.text(path) for part in mail.bodies).replace("\r\n", "\n")
    lines = read_lines(plain)
    return HtmlText(plain, lines.passages, lines.tables)


def _head(mail: Mail) -> str:
    return f"{mail.subject}\n" + "".join(f"{name}: {value}\n" for name, value in mail.head) + "\n"


def _head_passages(mail: Mail, head: str) -> Iterator[Passage]:
    """Yield the subject as the heading; who wrote to whom stands apart, as these are persons."""
    if head and mail.subject:
        yield Passage(Span(0, len(mail.subject)), "heading", None, 1)
    at = len(mail.subject) + 1
    for name, value in mail.head if head else ():
        yield Passage(Span(at, at + len(name) + 2 + len(value)), "header")
        at += len(name) + 3 + len(value)


def _moved(passage: Passage, by: int) -> Passage:
    return Passage(
        Span(passage.span.start + by, passage.span.end + by), passage.kind, passage.number, passage.level
    )


def _title(mail: Mail, found: HtmlText, saved: bool) -> str | None:
    own = found.first("heading") if saved else None
    return own or stated_title(found.title) or stated_title(mail.subject)


def _problems(path: str, mail: Mail, found: HtmlText, saved: bool) -> Iterator[Problem]:
    if mail.encrypted:
        yield Problem(path, "encrypted", "the message is encrypted", "Save it decrypted.")
    elif not found.passages and not mail.attachments:
        yield Problem(path, "no-text", "the message holds no text")
    if found.passages:
        yield from problems_of(path, found)
    if mail.attachments and not saved:
        named = ", ".join(part.name or part.media_type for part in mail.attachments[:10])
        reason = f"{len(mail.attachments)} attachments are not read with the message: {named}"
        yield Problem(
            path, "attachments", reason, "Scan the message: each is then read as a file.", lost=False
        )
    if mail.cut:
        yield Problem(path, "too-deep", "parts nested too deeply were left out", lost=False)


ENTRY = Format(
    id="eml",
    title="Message and saved page",
    kind="text",
    media_type="message/rfc822",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Subject and words of a message, marked-up or plain, with tables; senders and receivers apart. A scan reads "
    "each attachment as a file. Pages saved with their pictures, all parts.",
    binary=True,
)
