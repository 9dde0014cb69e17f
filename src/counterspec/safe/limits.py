"""How much a source may ask for. Every reader takes its bounds from here."""

from __future__ import annotations

MAX_FILE_BYTES = 256 * 1024 * 1024
"""A larger file is not opened: it becomes a problem that says so."""

MAX_TEXT_BYTES = 64 * 1024 * 1024
"""A larger text is not decoded."""

MAX_PARSE_CHARS = 8 * 1024 * 1024
"""A longer text is matched as plain text but not parsed as code or schema."""

MAX_DEPTH = 200
"""Deeper nesting (elements, objects, blocks, archives' folders) is cut, with a problem."""

MAX_DECLARATIONS = 200_000
"""Further declarations of one document are left out, with a problem."""

MAX_MATCHES = 200_000
"""Further raw matches in one document are left out, with a problem (overlap bombs)."""

MAX_ARCHIVE_MEMBERS = 100_000
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024
"""Bytes one archive may unpack to, all members together, nested archives included."""

MAX_ARCHIVE_RATIO = 200
"""Unpacked bytes per packed byte of one member, above the first mebibyte."""

MAX_ARCHIVE_NESTING = 4

MAX_PAGES = 20_000
MAX_PIXELS = 64_000_000
"""A picture of a page with more is not drawn."""

MAX_TABLE_CELLS = 2_000_000
MAX_NOTE_CHARS = 4_000
"""A longer comment is cut for reading; its span still covers the whole."""

DOCUMENT_SECONDS = 60.0
"""Wall time one document, or one page of a document with pages, may take before its worker is stopped."""

WORKER_BYTES = 2 * 1024 * 1024 * 1024
"""Address space of a worker above what it starts with."""
