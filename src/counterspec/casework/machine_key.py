"""The key of a translation server: read where the settings say it is kept, when it is used, and held nowhere."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from counterspec.errors import UsageError

_MOST = 4_096
_KEY = re.compile(r"[!-~]+")
"""What may stand in a header: printable and without a space, so that no key ends one header and begins another."""


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """An environment variable or a file; the key itself is in no setting, log or message."""

    env: str = ""
    file: Path | None = None

    def __str__(self) -> str:
        return f"the environment variable {self.env}" if self.file is None else str(self.file)

    def read(self) -> str:
        """Return the key.

        Raises:
            UsageError: there is none, or something that cannot be one.
        """
        key = (os.environ.get(self.env, "") if self.file is None else self._of_file(self.file)).strip()
        if not key:
            raise UsageError(
                f"{self} holds no key", hint="[translation] key-env or key-file says where it is kept."
            )
        if not _KEY.fullmatch(key):
            raise UsageError(f"{self} holds something that is no key: a space, a line or a sign beyond ASCII")
        return key

    @staticmethod
    def _of_file(file: Path) -> str:
        try:
            with file.open("rb") as stream:
                return stream.read(_MOST).decode("ascii", "replace")
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror}", hint="[translation] key-file names it.") from error
