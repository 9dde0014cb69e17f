"""Ignore files: .gitignore and .counterspecignore, nested as Git nests them."""

# Plain strings carry names of any bytes, and a Path per file costs more than the walk.
# ruff: noqa: PTH110, PTH113, PTH114, PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from counterspec.model import Problem
from counterspec.safe import limits

_Verdict = Callable[[str], bool | None]
"""Whether a path is left out; None where no pattern speaks of it."""

_NAMES = (".gitignore", ".counterspecignore")
_MAX_BYTES = 1024 * 1024
_MAX_PATTERNS = 10_000
_MAX_STARS = 3
"""Wildcards in one part of a path; each further one multiplies the time a hostile name can cost."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns and the folder they count from, relative to the walk's root.

    `base` of a folder above the root begins with the way down: "^sub/root" stands for patterns
    that see the root as "sub/root".
    """

    base: str
    verdict: _Verdict


def ignored(rules: tuple[Rules, ...], rel: str, is_folder: bool) -> bool:
    """Tell whether the deepest rule that speaks of `rel` (from the walk's root) leaves it out."""
    for rule in reversed(rules):
        name = _as_seen(rule, rel)
        verdict = rule.verdict(name + "/" if is_folder else name)
        if verdict is not None:
            return verdict
    return False


def _as_seen(rule: Rules, rel: str) -> str:
    """Return the path as the folder of the rule sees it."""
    if rule.base.startswith("^"):
        return f"{rule.base[1:]}/{rel}"
    return rel[len(rule.base) + 1 :] if rule.base else rel


def of_folder(location: str, path: str, rel: str) -> tuple[list[Rules], list[Problem]]:
    """Return the rules of the ignore files in one folder, and what of them cannot be used."""
    rules: list[Rules] = []
    problems: list[Problem] = []
    for name in _NAMES:
        _read_rules(os.path.join(location, name), f"{path.rstrip('/')}/{name}", rel, rules, problems)
    exclude = os.path.join(location, ".git", "info", "exclude")
    if os.path.isfile(exclude):
        found: list[Rules] = []
        _read_rules(exclude, f"{path.rstrip('/')}/.git/info/exclude", rel, found, problems)
        rules[:0] = found
    return rules, problems


def above(root: str) -> tuple[Rules, ...]:
    """Return the rules that the folders above `root` state, up to the top of its repository."""
    if os.path.exists(os.path.join(root, ".git")):
        return ()
    found: list[list[Rules]] = []
    folder, below = os.path.dirname(root), os.path.basename(root)
    for _ in range(limits.MAX_DEPTH):
        found.append(of_folder(folder, folder, f"^{below}")[0])
        if os.path.exists(os.path.join(folder, ".git")):
            return tuple(rule for rules in reversed(found) for rule in rules)
        parent = os.path.dirname(folder)
        if parent == folder:
            return ()
        folder, below = parent, f"{os.path.basename(folder)}/{below}"
    return ()


def compiled(lines: tuple[str, ...]) -> tuple[_Verdict, int]:
    """Return the patterns ready to match, and how many were too costly to use."""
    usable = tuple(line for line in lines[:_MAX_PATTERNS] if _affordable(line))
    return _spec(usable), len(lines) - len(usable)


@lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]) -> _Verdict:
    from pathspec import GitIgnoreSpec

    # The other backends are there on some machines only, and take no names of foreign bytes.
    spec = GitIgnoreSpec.from_lines(lines, backend="simple")
    return lambda name: spec.check_file(name).include


def _affordable(line: str) -> bool:
    parts = line.split("/")
    return (
        len(line) <= 1000
        and all(len(re.findall(r"\*+", part)) <= _MAX_STARS for part in parts)
        and sum(part.startswith("**") for part in parts) <= _MAX_STARS
    )


def _read_rules(location: str, path: str, rel: str, rules: list[Rules], problems: list[Problem]) -> None:
    try:
        if not os.path.isfile(location) or os.path.islink(location):
            return
        with open(location, "rb") as stream:
            text = stream.read(_MAX_BYTES).decode("utf-8", "surrogateescape")
        verdict, unusable = compiled(
            tuple(line for line in text.splitlines() if line and not line.startswith("#"))
        )
    except (OSError, ValueError) as error:
        problems.append(Problem(path, "ignore-file", f"cannot be used: {error}", lost=False))
        return
    rules.append(Rules(rel, verdict))
    if unusable:
        reason = f"{unusable} patterns with too many wildcards were not used: more files are read, not fewer"
        problems.append(Problem(path, "ignore-file", reason, lost=False))
