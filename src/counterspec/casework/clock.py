"""The time as a case writes it."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> str:
    """Return the time by the machine's clock: ISO, UTC, whole seconds.

    Where SOURCE_DATE_EPOCH is set, as for reproducible builds, it is the time.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
