"""The time as a case writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the time by the machine's clock: ISO, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
