"""Documents in WACZ files: ZIP files that hold web archives, their indexes and descriptions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from counterspec.model import Problem
from counterspec.safe._members import Budget, Member, too_many
from counterspec.safe._warc import records
from counterspec.safe._zip import DAMAGE

_SUFFIXES = (".warc", ".warc.gz")
_AGAIN = "Fetch the archive again."


def members(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the documents of the web archives inside, in the order of the directory; indexes are no documents."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*DAMAGE, NotImplementedError) as error:
        yield Problem(path, "damaged", f"the WACZ file cannot be opened: {error}", _AGAIN)
        return
    with archive:
        inside = [info for info in archive.infolist() if info.filename.lower().endswith(_SUFFIXES)]
        if not inside:
            yield Problem(path, "damaged", "no web archive is in it", _AGAIN)
        for info in inside:
            if budget.files <= 0 or budget.size <= 0:
                yield too_many(path)
                return
            yield from _inside(archive, info, path, budget)


def _inside(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: Budget
) -> Iterator[Member | Problem]:
    try:
        with archive.open(info) as stream:
            yield from records(path, stream, budget)
    except (*DAMAGE, NotImplementedError, RuntimeError) as error:
        yield Problem(path, "damaged", f"{info.filename!r} in it cannot be read: {error}", _AGAIN)
