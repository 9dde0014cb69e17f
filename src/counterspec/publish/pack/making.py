"""Make a pack of chosen findings: sources or their digests, crops, findings, annotations, log, report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from counterspec._version import __version__
from counterspec.findings.as_json import line_of
from counterspec.model import Card, Origin
from counterspec.pipeline import Setup
from counterspec.publish.pack.annotations import web_annotations
from counterspec.publish.pack.bag import TAGS, bagged, zipped
from counterspec.publish.pack.crate import crate
from counterspec.publish.pack.readme import README, readme
from counterspec.publish.pack.signing import signed
from counterspec.publish.report import Report, Wanted, html, report_of
from counterspec.publish.tables import bibtex, csv_text
from counterspec.safe.names import printable
from counterspec.safe.packs import PROFILE
from counterspec.store import log
from counterspec.store.blobs import blob
from counterspec.store.case import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import cards, origins_of
from counterspec.store.held import wishes_of

_LONGEST = 120


def make(
    case: Case, setup: Setup, wanted: Wanted, *, sources: bool = True, key: Path | None = None, jobs: int = 1
) -> tuple[bytes, Report]:
    """Return a pack as a ZIP, and the report in it; the same case and time give the same bytes.

    Without `sources` only their digests go out: where the files may not be shared. `key` is an Ed25519 private
    key in PEM; the place for RFC 3161 time-stamps is the folder timestamps/, beside the bag's own files.
    """
    report = report_of(case, setup, wanted, jobs)
    with case.reading() as connection:
        found = sorted({one.card.sha256 for one in report.exhibits} | set(report.cards))
        held = list(cards(connection, found))
        origins = {card.sha256: next(iter(origins_of(connection, card.sha256)), None) for card in held}
        source_of = {card.sha256: f"sources/{card.sha256[:16]}/{_name(card)}" for card in held}
        files: dict[str, bytes] = {
            "report.html": html(report).encode("utf-8", "backslashreplace"),
            "findings.jsonl": _lines(_findings(report, source_of)),
            "findings.csv": csv_text(report).encode("utf-8", "backslashreplace"),
            "documents.bib": bibtex(report).encode("utf-8", "backslashreplace"),
            "annotations.jsonld": _json(web_annotations(report.exhibits, source_of)),
            "chains.jsonl": _lines(json.loads(json_of(chain)) for chain, _ in report.chains),
            "log.jsonl": _lines({**asdict(one), "body": json.loads(one.body)} for one in log.entries(connection)),
            "documents.jsonl": _lines(
                {
                    **json.loads(json_of(card)), "path": source_of[card.sha256], "shared": sources,
                    "wishes": json.loads(json_of(wishes_of(connection, card.sha256))),
                    "origin": _origin(origins[card.sha256]),
                }
                for card in held
            ),
        }  # fmt: skip
    files |= {f"crops/{one.key}.png": one.crop for one in report.exhibits if one.crop is not None}
    if sources:
        files |= {source_of[card.sha256]: blob(case.folder, card.sha256) for card in held}
    files[README] = readme(report, files, shared=sources)
    files["ro-crate-metadata.json"] = _json(crate(report, files, held, source_of, origins, shared=sources))
    whole = bagged(files, _info(report))
    if key is not None:
        whole |= signed(whole[TAGS], key)
    return zipped(whole), report


def _info(report: Report) -> dict[str, str]:
    return {
        "Bagging-Date": report.at[:10],
        "Bag-Software-Agent": f"Counterspec {__version__}",
        "External-Description": " ".join(report.title.split()),
        "Source-Organization": " ".join(report.by.split()) or "not stated",
        "BagIt-Profile-Identifier": PROFILE,
    }


def _findings(report: Report, source_of: dict[str, str]) -> Iterator[dict[str, object]]:
    for one in report.exhibits:
        yield {
            **line_of(one.finding), "exhibit": one.key, "crop": f"crops/{one.key}.png" if one.crop else None,
            "source": source_of[one.card.sha256], "evidence": json.loads(json_of(one.finding.evidence)),
            "translations": [json.loads(json_of(t)) for t in one.translations],
        }  # fmt: skip


def _origin(origin: Origin | None) -> object:
    """Return where a source came from as others may know it: its address and time, no path of a machine."""
    if origin is None:
        return None
    return {
        "rel": origin.rel,
        "container": origin.container,
        "url": origin.url,
        "fetched_at": origin.fetched_at,
    }


def _name(card: Card) -> str:
    """Return the file's own name as one that any file system takes."""
    base = printable(card.name).replace("\\", "/").rpartition("/")[2]
    kept = (
        "".join("_" if char in '<>:"|?*%' or ord(char) < 32 else char for char in base).strip(" .")
        or "source"
    )
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= _LONGEST else f"{stem[: _LONGEST - 20]}{dot}{ending[:16]}"


def _lines(rows: Iterator[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(
        "utf-8", "backslashreplace"
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
