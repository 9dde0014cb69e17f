"""YAML as plain values, and the line of a key for error messages."""

from __future__ import annotations

from pathlib import Path

from counterspec.errors import VocabularyError
from counterspec.safe.nesting import too_deep

_DEEPEST = 40


def load_yaml(path: Path) -> object:
    """Return the file's value.

    Raises:
        VocabularyError: the file is missing, no YAML or nested too deep; the message names the line.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = path.read_text("utf-8")
        deep = too_deep(text, _DEEPEST)
        if deep is not None:
            raise VocabularyError(f"{path}:{deep}: nested too deep")
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise VocabularyError(f"{path}:{line}: {getattr(error, 'problem', None) or error}") from error


def line_of(path: Path, key: object) -> int:
    """Return the first line, from 1, that holds `key`; 1 where none does."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return 1
    return next((number for number, line in enumerate(lines, 1) if key and str(key) in line), 1)
