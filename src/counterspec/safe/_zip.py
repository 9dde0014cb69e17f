"""Members of ZIP files."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator

from counterspec.model import Problem
from counterspec.safe import _detect, limits
from counterspec.safe._members import Budget, Member, inner_path, too_many

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def members(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the files of a ZIP archive in the order of its directory."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        code = "truncated" if data.startswith(b"PK") else "damaged"
        yield Problem(path, code, f"the ZIP archive cannot be opened: {error}", "Fetch the archive again.")
        return
    with archive:
        infos = archive.infolist()
        names, problem = _names(path, infos)
        if problem is not None:
            yield problem
        for info, name in zip(infos, names, strict=True):
            if info.is_dir():
                continue
            if budget.files <= 0 or budget.size <= 0:
                yield _budget_gone(path, budget)
                return
            budget.files -= 1
            yield _member(archive, info, path, name, budget)


def _budget_gone(path: str, budget: Budget) -> Problem:
    if budget.files <= 0:
        return too_many(path)
    reason = f"unpacks to more than {limits.MAX_ARCHIVE_BYTES} bytes; the rest was not read"
    return Problem(path, "archive-size", reason, "Unpack it and scan a part.", lost=False)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, name: str, budget: Budget
) -> Member | Problem:
    inner, refused = inner_path(path, name)
    if refused:
        return Problem(inner, "path-escape", refused)
    mode = info.external_attr >> 16
    if info.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Problem(
            inner, "special-file", "a link or device inside the archive is not followed", lost=False
        )
    if info.flag_bits & _ENCRYPTED:
        return Problem(inner, "encrypted", "locked with a password", "Unpack it with the password first.")
    limit = budget.member_limit(info.compress_size)
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except NotImplementedError as error:
        return Problem(inner, "unsupported-archive", f"packed in a way that is not read: {error}")
    except DAMAGE as error:
        return Problem(inner, _damage_code(error), f"cannot be unpacked: {error}", "Fetch the archive again.")
    except RuntimeError as error:  # zipfile's word for a missing password
        return Problem(inner, "encrypted", str(error), "Unpack it with the password first.")
    if len(content) > limit:
        code, reason = budget.why(limit)
        return Problem(inner, code, reason)
    budget.spend(len(content))
    return Member(budget.unique(inner), content)


def _damage_code(error: Exception) -> str:
    if "CRC" in str(error):
        return "bad-checksum"
    return "truncated" if isinstance(error, EOFError) else "damaged"


def _names(path: str, infos: list[zipfile.ZipInfo]) -> tuple[list[str], Problem | None]:
    """Return every member's name; names of no stated encoding are detected together."""
    raw = {index: info.filename.encode("cp437") for index, info in enumerate(infos) if _unmarked(info)}
    if not raw:
        return [info.filename for info in infos], None
    joined = b"\n".join(raw.values())
    encoding = "utf-8" if _is_utf8(joined) else _detect.detect(joined, "cp437")[0]
    names = [
        raw[index].decode(encoding, "backslashreplace") if index in raw else info.filename
        for index, info in enumerate(infos)
    ]
    reason = f"{len(raw)} names have no stated encoding; read as {encoding}"
    return names, Problem(path, "name-encoding", reason, lost=False) if encoding != "utf-8" else None


def _unmarked(info: zipfile.ZipInfo) -> bool:
    return not info.flag_bits & _UTF8_NAME and not info.filename.isascii()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
