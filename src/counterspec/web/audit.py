"""Who did what in a workbench with accounts: one JSON object a line, beside the accounts."""

from __future__ import annotations

import json

from counterspec.casework.clock import now
from counterspec.web.desk import Desk


def note(desk: Desk, name: str, what: str, about: str) -> None:
    """Write one line; without accounts there is one person, and the log of the case says what was decided."""
    if desk.accounts is None:
        return
    line = json.dumps({"at": now(), "by": name, "what": what, "about": about}, ensure_ascii=False)
    with desk.accounts.audit.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
