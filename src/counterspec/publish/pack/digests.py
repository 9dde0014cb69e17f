"""Hold every file of a pack against its manifests, and say which of two that disagree was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from counterspec.publish.pack import signing
from counterspec.publish.pack.bag import (
    DECLARATION,
    MANIFEST,
    STAMPS,
    TAGS,
    Members,
    listed,
    manifest,
    touched,
)
from counterspec.publish.pack.checked import Fault

Rows = list[dict[str, Any]]
_PLAIN = frozenset({"bagit.txt", "bag-info.txt", MANIFEST, TAGS})
_BESIDE = frozenset({TAGS, signing.SIGNATURE, signing.KEY})
_CHANGED = "was changed: its bytes have another digest than the manifest says"


def digest_faults(members: Members, rows: Rows) -> list[Fault]:
    """Return what differs from the manifests; a fault is named with the exhibits it bears on."""
    files = members.files
    made = [fault for path, reason in members.wrong for fault in _about(path, reason, rows)]
    named = {path for path, _ in members.wrong}
    made += [Fault(path, "is missing: no bag without it") for path in sorted(_PLAIN - set(files) - named)]
    told = listed(files.get(TAGS, b""))
    tags = {path: digest for path, digest in told.items() if path in _PLAIN}
    known = {**listed(files.get(MANIFEST, b"")), **tags}
    changed = _changed(members, known)
    if TAGS in files and _PLAIN - {TAGS} != set(told):
        changed.add(TAGS)
    for path in sorted(changed):
        made += _about(path, _CHANGED, rows)
    if MANIFEST in changed and _explains(_made(files), known):
        return made
    for path in sorted(set(known) - set(files) - named - _PLAIN):
        made += _about(path, "is missing", rows)
    for path in sorted(set(files) - set(known) - _BESIDE - _PLAIN - changed):
        if not path.startswith(STAMPS):
            made += _about(path, "is in no manifest", rows)
    return made


def _made(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest that the files themselves make."""
    return manifest({path: data for path, data in files.items() if path.startswith("data/")})


def _changed(members: Members, known: Mapping[str, str]) -> set[str]:
    """Return the files that were changed: of a file and the manifest that names it, the one that is not as made."""
    files = members.files
    made = {path for path in members.damaged if not path.startswith(STAMPS)}
    right = {
        MANIFEST: _made(files),
        "bagit.txt": DECLARATION,
    }
    wrong = {path for path, digest in known.items() if path in files and _sha256(files[path]) != digest}
    for path in sorted(wrong):
        if files[path] == right.get(path) or (
            path in _PLAIN and TAGS in members.damaged and path not in made
        ):
            made.add(TAGS)
        elif path == MANIFEST or MANIFEST not in wrong or not _explains(right[MANIFEST], known):
            made.add(path)
    if not made and not members.wrong and MANIFEST in files and set(right) <= set(files):
        made |= {path for path in right if files[path] != right[path] and _all_there(files, known)}
        tags = {path: files[path] for path in sorted(_PLAIN - {TAGS}) if path in files}
        if files.get(TAGS, b"") != manifest(tags) and _all_there(files, known):
            made.add(TAGS)
    return made


def _explains(right: bytes, known: Mapping[str, str]) -> bool:
    """Whether the tag manifest names the very manifest that the files make: then they hold, and theirs does not."""
    return _sha256(right) == known.get(MANIFEST)


def _all_there(files: Mapping[str, bytes], known: Iterable[str]) -> bool:
    """Whether nothing is missing and nothing was added, so that only the wording of a manifest can differ."""
    own = {path for path in files if not path.startswith(STAMPS)}
    return own - _BESIDE == set(known)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def frame_fault(data: bytes, name: str, members: Members, rows: Rows) -> list[Fault]:
    """Return the fault of a ZIP whose contents hold, and whose other bytes are not those that pack wrote."""
    where = touched(data, members.files)
    if where is None:
        return []
    reason = "the bytes of the ZIP before this file were changed; its content holds"
    if where:
        return _about(where, reason, rows)
    return [Fault(name, "the ZIP's own directory was changed; the contents hold")]


def _about(path: str, reason: str, rows: Rows) -> list[Fault]:
    """Return a fault of a file for every exhibit that rests on it, one alone where none does."""
    inner = path.removeprefix("data/")
    resting = [row for row in rows if inner in (row.get("source"), row.get("crop"))]
    return [
        Fault(path, reason, str(row.get("exhibit", "")), *_place(row), str(row.get("quote", "")))
        for row in resting
    ] or [Fault(path, reason)]


def _place(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return page and line of a row, where they are numbers."""
    page, line = row.get("page"), row.get("line")
    return page if isinstance(page, int) else None, line if isinstance(line, int) else None
