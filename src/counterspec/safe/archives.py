"""Look into archives without unpacking them to disk, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from counterspec.model import Problem
from counterspec.safe import _mail, _tar, _wacz, _warc, _zip, limits
from counterspec.safe._members import Budget, Capture, Member
from counterspec.safe.kinds import office_kind
from counterspec.safe.mail import has_attachments, looks_like_mail

__all__ = ["Capture", "Member", "archive_kind", "members"]

_ZIP_SUFFIXES = (
    ".zip", ".jar", ".war", ".ear", ".aar", ".whl", ".egg", ".apk", ".ipa", ".nupkg", ".xpi",
    ".vsix", ".kmz", ".cbz",
)  # fmt: skip
_TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".crate", ".gem")
_SINGLE_SUFFIXES = (".gz", ".bz2", ".xz")
_MAIL_SUFFIXES = (".eml",)
_WARC_SUFFIXES = (".warc", ".warc.gz")
_WACZ_SUFFIXES = (".wacz",)
_UNSUPPORTED = ((b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07", "RAR"))


@dataclass(frozen=True, slots=True)
class _Level:
    path: str
    data: bytes
    depth: int
    budget: Budget = field(default_factory=Budget)


def archive_kind(name: str, data: bytes) -> str | None:
    """Return "zip", "tar", "single", "mail", "warc", "wacz", "unsupported", or None where it is no archive.

    Office documents and e-books are ZIP files too, but documents: only their readers open them.
    """
    lower = name.lower()
    if any(data.startswith(signature) for signature, _ in _UNSUPPORTED):
        return "unsupported"
    if lower.endswith(_WARC_SUFFIXES):
        return "warc"
    if lower.endswith(_WACZ_SUFFIXES):
        return "wacz"
    if lower.endswith(_ZIP_SUFFIXES):
        return None if office_kind(data) else "zip"
    if lower.endswith(_TAR_SUFFIXES):
        return "tar"
    if lower.endswith(_SINGLE_SUFFIXES) and data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")):
        return "single"
    if lower.endswith(_MAIL_SUFFIXES) and has_attachments(data) and looks_like_mail(data):
        return "mail"
    if "." not in lower.rpartition("/")[2]:
        return _kind_by_signature(data)
    return None


def members(path: str, data: bytes) -> Iterator[Member | Problem]:
    """Yield what the archive at `path` holds, nested archives included, in its own order.

    Each file comes as it is reached, so that one is in memory at a time; what is refused or
    cannot be read comes as a problem in its place. Nothing is written to disk.
    """
    yield from _open(_Level(path, data, 1))


def _open(level: _Level) -> Iterator[Member | Problem]:
    kind = archive_kind(level.path, level.data)
    if kind == "unsupported":
        name = next(name for signature, name in _UNSUPPORTED if level.data.startswith(signature))
        yield Problem(
            level.path,
            "unsupported-archive",
            f"a {name} archive is not read",
            "Unpack it, or pack it as ZIP.",
        )
        return
    for item in _READERS[kind or "single"](level.path, level.data, level.budget):
        yield from _nested(item, level) if isinstance(item, Member) else (item,)


_READERS = {
    "zip": _zip.members, "tar": _tar.members, "single": _tar.single, "mail": _mail.members,
    "warc": _warc.members, "wacz": _wacz.members,
}  # fmt: skip


def _nested(member: Member, level: _Level) -> Iterator[Member | Problem]:
    if archive_kind(member.path, member.data) is None:
        yield member
    elif level.depth >= limits.MAX_ARCHIVE_NESTING:
        deep = level.depth + 1
        reason = f"an archive {deep} levels deep is not opened; at most {limits.MAX_ARCHIVE_NESTING} are"
        yield Problem(member.path, "archive-nesting", reason, "Unpack the outer archive first.")
    else:
        for item in _open(_Level(member.path, member.data, level.depth + 1, level.budget)):
            if isinstance(item, Member) and item.capture is None:
                yield replace(item, capture=member.capture)
            else:
                yield item


def _kind_by_signature(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return None if office_kind(data) else "zip"
    if data.startswith(b"WARC/1."):
        return "warc"
    if data[257:262] == b"ustar":
        return "tar"
    return "single" if data.startswith((b"\x1f\x8b\x08", b"\xfd7zXZ\0")) else None
