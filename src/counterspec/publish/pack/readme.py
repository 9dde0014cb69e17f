"""The first file of a pack that somebody reads: what it is, what lies in it, how to check it."""

from __future__ import annotations

from collections.abc import Iterable

from counterspec._version import __version__
from counterspec.publish.report import Report

README = "README.txt"
_FILES = (
    ("report.html", "the report; any browser opens it, without a network"),
    ("findings.csv", "the findings of the exhibits, as a table"),
    ("findings.jsonl", "the same with all of their evidence, a line each"),
    ("crops/", "the part of the page that each exhibit shows: E1.png is of exhibit 1"),
    ("sources/", "the documents, byte by byte as they were had"),
    ("documents.jsonl", "the documents: digests, and the address and time each was had from"),
    ("documents.bib", "the documents as citations (BibTeX)"),
    ("chains.jsonl", "the chains of citations that lead to the exhibits"),
    ("annotations.jsonld", "the exhibits' quotes and places as W3C Web Annotations"),
    ("log.jsonl", "the log of the whole case: every decision, with who took it and when"),
    ("ro-crate-metadata.json", "what all this is, for other tools (RO-Crate)"),
)
_HELD = """\
It holds only the documents that its exhibits and their chains stand in, and nothing else of the case but
its log."""
_DIGESTS = """\
It holds no documents, only their digests: that of a copy can be held against those in documents.jsonl."""


def readme(report: Report, paths: Iterable[str], *, shared: bool) -> bytes:
    """Return the text about a pack with these files; `shared` says whether its sources are in it."""
    held = tuple(paths)
    there = [
        (name, what)
        for name, what in _FILES
        if any(path.startswith(name) for path in held) or name.startswith("ro-crate")
    ]
    wide = max(len(name) for name, _ in there) + 2
    title, by = (" ".join(said.split()) for said in (report.title, report.by))
    count = len(report.exhibits)
    return f"""\
{title}
{f"{by}, " if by else ""}{report.at[:10]}

WHAT THIS IS

An evidence pack, made by Counterspec {__version__}: {count} exhibit{"s" * (count != 1)} of what documents say,
and what is needed to check that they say it. A finding is no legal judgement and no claim about a person,
an author or a country.
{_HELD if shared else _DIGESTS}

WHAT LIES BESIDE THIS FILE

{"".join(f"{name:{wide}}{what}{chr(10)}" for name, what in there)}
In the folder above are the lists of digests (manifest-sha256.txt, tagmanifest-sha256.txt) and what says that
this is a BagIt bag (RFC 8493).

HOW TO CHECK IT

With Counterspec, on any machine; each quote is read again from its source:

    counterspec verify pack.zip

Without it: unpack the ZIP, and in the folder that holds manifest-sha256.txt run

    sha256sum -c tagmanifest-sha256.txt
    sha256sum -c manifest-sha256.txt

(on a Mac: shasum -a 256 -c). Each line must end in OK: then no file differs from when the pack was made. Then
open the sources at the pages that the report names, and read the quotes there.
Who made the pack, only a signature shows, and whether what the documents say is true, none of this does.
""".encode("utf-8", "backslashreplace")
