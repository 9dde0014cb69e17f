"""Values as bytes and back: what was read of a document, what was extracted of it, and single values as JSON.

Nothing here runs code of what it reads: msgspec checks every value against the model's types.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from counterspec.errors import StoreError
from counterspec.model import Bibliography, Citation, Clause, Declaration, Document, Page, Party, Words

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")
_LEVEL = 1
"""zlib's fastest: half of what it could save, at a fifth of the time."""
_MOST = 1 << 30
"""No reading unpacks to more bytes."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the extractors made of a document; `declarations` are those the rules were given."""

    declarations: tuple[Declaration, ...] = ()
    bibliography: Bibliography | None = None
    parties: tuple[Party, ...] = ()
    citations: tuple[Citation, ...] = ()
    clauses: tuple[Clause, ...] = ()


_DOCUMENT = msgspec.msgpack.Decoder(Document)
_EXTRACTED = msgspec.msgpack.Decoder(Extracted)
_ENCODER = msgspec.msgpack.Encoder()


def packed(data: bytes) -> bytes:
    """Return bytes compressed."""
    return zlib.compress(data, _LEVEL)


def unpacked(data: bytes) -> bytes:
    """Return what `packed` compressed.

    Raises:
        StoreError: damaged, or larger than anything a case keeps.
    """
    machine = zlib.decompressobj()
    try:
        made = machine.decompress(data, _MOST)
    except zlib.error as error:
        raise StoreError(f"a kept reading is damaged: {error}", hint=_REREAD) from error
    if not machine.eof:
        raise StoreError("a kept reading is cut short or too large", hint=_REREAD)
    return made


def _encoded(value: object) -> bytes:
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(whole(msgspec.to_builtins(value, builtin_types=(bytes,))))


_REREAD = "counterspec case rescan DIR --all reads the documents again from their sources."


def whole(value: T) -> T:
    """Return a value made of JSON's types with each half of a surrogate pair that stands alone as "\ufffd"."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {whole(key): whole(item) for key, item in value.items()}  # type: ignore[return-value]
    if isinstance(value, list | tuple):
        return type(value)(whole(item) for item in value)
    return value


def document_bytes(document: Document) -> bytes:
    """Return a document as read, without the words of its pages (see `words_bytes`)."""
    bare = tuple(replace(page, words=()) for page in document.pages)
    return packed(_encoded(replace(document, pages=bare)))


def document_of(data: bytes, words: Sequence[bytes | None] = ()) -> Document:
    """Return the document again; `words` holds the words of each page in order, None where it has none.

    Raises:
        StoreError: the bytes are no document of this version's shape.
    """
    try:
        document = _DOCUMENT.decode(unpacked(data))
    except msgspec.MsgspecError as error:
        raise StoreError(f"a kept reading has another shape: {error}", hint=_REREAD) from error
    if not any(words):
        return document
    pages = tuple(
        replace(page, words=words_of(kept)) if kept else page
        for page, kept in zip(document.pages, words, strict=True)
    )
    return replace(document, pages=pages)


def extracted_bytes(extracted: Extracted) -> bytes:
    """Return what was extracted, as bytes."""
    return packed(_encoded(extracted))


def extracted_of(data: bytes) -> Extracted:
    """Return what was extracted again.

    Raises:
        StoreError: the bytes have another shape.
    """
    try:
        return _EXTRACTED.decode(unpacked(data))
    except msgspec.MsgspecError as error:
        raise StoreError(f"kept facts have another shape: {error}", hint=_REREAD) from error


def words_bytes(page: Page) -> bytes | None:
    """Return the words of a page with their boxes (to a hundredth of a point), None where it has none."""
    if not page.words:
        return None
    words = page.words if isinstance(page.words, Words) else Words.of(page.words)
    return packed(_ENCODER.encode([part.tobytes() for part in words.parts]))


def words_of(data: bytes) -> Words:
    """Return the words of a page again."""
    try:
        parts = msgspec.msgpack.decode(unpacked(data), type=list[bytes])
        starts, ends, boxes, sure = (array(kind, part) for kind, part in zip("IIff", parts, strict=True))
    except (msgspec.MsgspecError, ValueError) as error:
        raise StoreError(f"the kept words of a page have another shape: {error}", hint=_REREAD) from error
    if len(ends) != len(starts) or len(boxes) != 4 * len(starts) or len(sure) not in (0, len(starts)):
        raise StoreError("the kept words of a page do not belong together", hint=_REREAD)
    return Words(starts, ends, boxes, sure)


def json_of(value: object) -> str:
    """Return a value of the model as JSON, keys in the order of its fields."""
    try:
        return msgspec.json.encode(value).decode("utf-8")
    except UnicodeEncodeError:
        return msgspec.json.encode(whole(msgspec.to_builtins(value))).decode("utf-8")


def value_of(text: str, kind: type[T]) -> T:
    """Return the value that `json_of` wrote.

    Raises:
        StoreError: the text has another shape.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise StoreError(f"a kept {kind.__name__} has another shape: {error}", hint=_REREAD) from error
