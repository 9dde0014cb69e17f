"""Read a schema or service description into a document."""

from __future__ import annotations

from counterspec.errors import UnreadableError
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.schema_document import Found, decoded, parsed_part, schema_document
from counterspec.syntax.xml_tree import parse
from counterspec.syntax.xsd.reader import SchemaReader


def read_schema(source: Source, text: Text | None, format_id: str, media_type: str) -> Document:
    """Return the document of an XML schema or service description.

    Raises:
        UnreadableError: there is no text, or no element in it.

    """
    whole = decoded(source, text)
    part = parsed_part(whole)
    tree = parse(part)
    if tree.root() is None:
        raise UnreadableError(f"{source.path}: no XML element", hint="The file is not XML, or is cut.")
    reader = SchemaReader(part, tree)
    reader.read()
    faults = tuple((fault.offset, fault.code, fault.reason) for fault in tree.faults)
    return schema_document(
        source, whole, format_id, media_type, Found(reader.drafts, tuple(reader.preamble), faults)
    )
