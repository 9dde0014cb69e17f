"""Take messages apart: MIME parts decoded, within bounds; nothing in them is fetched or run."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from counterspec.errors import UnreadableError
from counterspec.safe import _labels
from counterspec.safe.text import decode

_MOST_PARTS = 2000
_DEEPEST = 30
_HEADERS = re.compile(
    rb"\A(?:>?From [^\r\n]{1,300}\r?\n)?"
    rb"(?:[A-Za-z][A-Za-z0-9\-]{0,60}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){2}"
)
_KNOWN = re.compile(
    rb"^(?:received|return-path|delivered-to|message-id|mime-version|from|subject|date|x-mailer|x-unsent):",
    re.I | re.M,
)
_BOUNDARY_DEPTH = re.compile(rb"^content-type:\s{0,9}(?:multipart/|message/rfc822)", re.I | re.M)
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_UNNAMED = re.compile(r"[\x00-\x1f/\\]+")


@dataclass(slots=True)
class Part:
    """A part with its content decoded. `name` is the file name it gives, "" for none."""

    media_type: str
    name: str
    data: bytes
    charset: str = ""
    attached: bool = False

    def text(self, path: str) -> str:
        """Return the part as text, in the set it states where that reads."""
        if self.charset and not self.data.startswith((b"\xff\xfe", b"\xfe\xff", codecs.BOM_UTF8)):
            known = _labels.declared(f"Content-Type: text/x; charset={self.charset}".encode())
            try:
                return self.data.decode(known.encoding if known else self.charset)
            except (LookupError, UnicodeError):
                pass
        return decode(self.data, path).text


@dataclass(slots=True)
class Mail:
    """A message: what its head says, and its parts in order."""

    subject: str = ""
    date: str | None = None
    head: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    encrypted: bool = False
    cut: bool = False

    @property
    def attachments(self) -> list[Part]:
        return [part for part in self.parts if part.attached]

    @property
    def bodies(self) -> list[Part]:
        return [
            part
            for part in self.parts
            if not part.attached and part.media_type in {"text/plain", "text/html"}
        ]


def looks_like_mail(data: bytes) -> bool:
    """Tell whether bytes begin with the head of a message."""
    head = data[:16_384]
    return _HEADERS.match(head) is not None and len(set(_KNOWN.findall(head))) >= 2


def has_attachments(data: bytes) -> bool:
    """Tell whether a message carries files; cheap, and may say yes where a part only has a name."""
    return b"name=" in data or b"name*" in data or b"message/rfc822" in data


def read_mail(data: bytes, path: str) -> Mail:
    """Return a message taken apart.

    Raises:
        UnreadableError: no message, or one nested deeper than is followed.
    """
    if len(_BOUNDARY_DEPTH.findall(data)) > _MOST_PARTS:
        raise UnreadableError(f"{path}: the message has more parts than are read")
    try:
        message = message_from_bytes(data)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableError(f"{path}: the message is damaged: {type(error).__name__}") from error
    mail = Mail(_words(message.get("Subject")), _date(message.get("Date")))
    for name in ("From", "To", "Cc", "Date"):
        if message.get(name):
            mail.head.append((name, _words(message.get(name))))
    for part, attached in _leaves(message, 0, mail):
        mail.parts.append(_part(part, attached))
    return mail


def _leaves(message: Message, depth: int, mail: Mail) -> Iterator[tuple[Message, bool]]:
    """Yield the parts without parts of their own, and attached messages whole."""
    kind = message.get_content_type()
    mail.encrypted = mail.encrypted or kind in {
        "multipart/encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
    }
    if depth > _DEEPEST or len(mail.parts) > _MOST_PARTS:
        mail.cut = True
    elif kind == "message/rfc822" and depth:
        yield message, True
    elif message.is_multipart():
        for inner in message.get_payload():
            if isinstance(inner, Message):
                yield from _leaves(inner, depth + 1, mail)
    else:
        named = bool(message.get_filename()) and not message.get("Content-ID", "")
        attached = message.get_content_disposition() == "attachment" or named
        yield message, attached or kind not in {"text/plain", "text/html", "text/css"}


def _part(message: Message, attached: bool) -> Part:
    name = _UNNAMED.sub("_", _words(message.get_filename())) if message.get_filename() else ""
    if message.get_content_type() == "message/rfc822":
        inner = message.get_payload()
        held = inner[0] if isinstance(inner, list) and inner else None
        content = held.as_bytes() if isinstance(held, Message) else b""
        return Part("message/rfc822", name or "message.eml", content, attached=True)
    payload = message.get_payload(decode=True)
    charset = message.get_param("charset") or ""
    return Part(
        message.get_content_type(),
        name,
        payload if isinstance(payload, bytes) else b"",
        charset if isinstance(charset, str) else str(charset[2]),
        attached,
    )


def _words(value: object) -> str:
    """Return a head's value with its encoded words read."""
    if value is None:
        return ""
    try:
        pieces = decode_header(str(value))
    except (ValueError, MessageError, LookupError):
        return " ".join(str(value).split())
    made = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            made += piece
            continue
        known = _labels.declared(f"Content-Type: text/x; charset={charset}".encode()) if charset else None
        try:
            made += piece.decode(known.encoding if known else charset or "utf-8")
        except (LookupError, UnicodeError):
            made += decode(piece, "").text
    return " ".join(made.split())


def _date(value: object) -> str | None:
    try:
        return parsedate_to_datetime(str(value)).date().isoformat() if value else None
    except (ValueError, TypeError, IndexError):
        return None
