"""What a document's findings say now and said before, for people and as JSON Lines."""

from __future__ import annotations

from rich.text import Text

from counterspec.casework.differences import Difference
from counterspec.terminal.look import ACTS, HUES, QUIET, SHAPES, WARN
from counterspec.terminal.printer import Printer

_MARKS = {"new": "+", "gone": "−", "changed": "~"}


def row_of(change: Difference, name: str, sha256: str) -> dict[str, object]:
    """Return a change as an object of JSON."""
    finding = change.finding
    return {
        "kind": change.kind, "file": name, "sha256": sha256, "finding": finding.id, "concept": finding.concept,
        "tier": finding.tier, "act": finding.act, "grade": finding.grade,
        "page": finding.evidence.page, "line": finding.evidence.line,
        "quote": finding.evidence.quote, "standing": change.standing,
        "says": [{"what": w, "before": b, "after": a} for w, b, a in change.says],
    }  # fmt: skip


def print_change(out: Printer, change: Difference) -> None:
    """Print a change: what the finding is, and each thing it says otherwise."""
    finding = change.finding
    evidence = finding.evidence
    at = f"p{evidence.page}" if evidence.page else str(evidence.line or "")
    first = Text.assemble(
        f"  {_MARKS[change.kind]} ", (f"{SHAPES[finding.tier]} {finding.tier}  ", HUES[finding.tier]),
        (f"{finding.concept:<24} ", "bold"), f"{ACTS[finding.act]:<20} {at:<6}",
    )  # fmt: skip
    said = Text.assemble(out.mark(" ".join(evidence.quote.split())[:80]))
    if finding.grade == "candidate":
        said.append("  candidate", QUIET)
    if change.standing != "none":
        said.append("  look again" if change.standing == "look-again" else f"  {change.standing}", WARN)
    out.hanging(first, said)
    for what, before, after in change.says:
        out.hanging(Text(f"{'':<7}{what:<12}", QUIET), Text(f"{before or 'none'} → {after or 'none'}", QUIET))
