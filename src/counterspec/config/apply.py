"""Set justified uses and the baseline on results as they come; say in the end which met nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from counterspec.config.settings import Justification
from counterspec.errors import ConfigError
from counterspec.findings.inline import names
from counterspec.model import FileResult, Finding

_VERSION = 1


@dataclass(slots=True)
class Ledger:
    """Justified uses and known findings, with what of them was met.

    `today` decides which justified uses have run out. `prefix` is the folder of the settings: paths
    are matched both as given and below it.
    """

    justifications: tuple[Justification, ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    root: Path = Path()
    _met: set[str] = field(default_factory=set)
    _stale: list[str] = field(default_factory=list)

    def mark(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        """Yield the results with `justification` and `known` set on their findings."""
        for result in results:
            self._stale.extend(result.stale)
            yield (
                replace(result, findings=tuple(self._mark(result, f) for f in result.findings))
                if result.findings
                else result
            )

    def stale(self) -> list[str]:
        """Return a sentence for each justified use and known finding that met nothing, after `mark` ended."""
        expired = [
            f"{j.where}: {j.concept} ran out on {j.until.isoformat()}"
            for j in self.justifications
            if j.until and j.until < self.today
        ]
        unmet = [
            f"{j.where}: {j.concept} in {j.path} meets no finding any more"
            for j in self.justifications
            if j.where not in self._met and not (j.until and j.until < self.today)
        ]
        gone = [
            f"baseline: {known} ({what}) is found no more"
            for known, what in self.known.items()
            if known not in self._met
        ]
        return [*self._stale, *expired, *unmet, *gone]

    def _mark(self, result: FileResult, finding: Finding) -> Finding:
        if finding.id in self.known:
            self._met.add(finding.id)
            finding = replace(finding, known=True)
        if finding.justification is None:
            for justification in self.justifications:
                if self._covers(justification, result, finding):
                    self._met.add(justification.where)
                    return replace(finding, justification=str(justification))
        return finding

    def _covers(self, justification: Justification, result: FileResult, finding: Finding) -> bool:
        if justification.until and justification.until < self.today:
            return False
        if not names((justification.concept,), finding.concept):
            return False
        return any(
            _matches(justification.path, path)
            for path in (result.file, result.rel, self._below_root(result.file))
        )

    def _below_root(self, path: str) -> str:
        try:
            return Path(path).resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path


def _matches(pattern: str, path: str) -> bool:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern]).match_file(path)


def read_baseline(path: Path) -> dict[str, str]:
    """Return the known findings' ids, each with what it was.

    Raises:
        ConfigError: the file is missing or no baseline.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["version"] != _VERSION:
            raise ConfigError(f"{path}: a baseline of version {raw['version']}, and {_VERSION} is read")
        return {entry["id"]: f"{entry['file']}, {entry['concept']}" for entry in raw["findings"]}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}", hint="Write one with --write-baseline.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(
            f"{path}: no baseline file: {error}", hint="Write one with --write-baseline."
        ) from error


def write_baseline(path: Path, findings: Iterable[Finding]) -> int:
    """Write the findings' ids, sorted, and return how many."""
    entries = sorted(
        ({"id": f.id, "file": f.file, "concept": f.concept, "quote": f.evidence.quote} for f in findings),
        key=lambda entry: (entry["file"], entry["id"]),
    )
    text = json.dumps({"version": _VERSION, "findings": entries}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")
    return len(entries)
