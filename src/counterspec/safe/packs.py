"""Tell a pack of Counterspec from other archives: what is in it was published, and is no pile of documents."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

from counterspec.safe._zip import DAMAGE

PROFILE = "urn:counterspec:pack:1"
"""What a pack says of itself in its bag."""
_INFO = "bag-info.txt"
_PARTS = frozenset({"bagit.txt", _INFO, "data/ro-crate-metadata.json", "data/findings.jsonl"})
_LARGEST_INFO = 1 << 20
_NO_PACK = (*DAMAGE, NotImplementedError, RuntimeError, OverflowError, struct.error)


def is_pack(file: BinaryIO) -> bool:
    """Whether a file is a pack: the ZIP of a BagIt bag that names the profile of packs, with what every pack has.

    Whether it holds is not asked: one that was changed is a pack, too.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if not set(archive.namelist()) >= _PARTS:
                return False
            with archive.open(_INFO) as stream:
                said = stream.read(_LARGEST_INFO)
    except _NO_PACK:
        return False
    return f"BagIt-Profile-Identifier: {PROFILE}".encode() in said.splitlines()
