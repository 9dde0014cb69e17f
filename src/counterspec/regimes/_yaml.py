"""YAML with the lines of its keys, for messages; numbers and dates stay the text they were written as."""

from __future__ import annotations

from pathlib import Path

import yaml

from counterspec.errors import RegimeError
from counterspec.safe.nesting import too_deep

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
_MOST_BYTES = 1 << 22
_MOST_VALUES = 100_000


class Mapped(dict[str, object]):
    """A mapping; `lines` has the line of each key, from 1, and `line` its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def load_yaml(path: Path) -> object:
    """Return the file's value: mappings, lists, strings, True, False and None.

    Raises:
        RegimeError: the file is missing, no YAML, too large, nested too deep, or has a key twice.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RegimeError(f"{path}: more than {_MOST_BYTES} bytes")
        text = path.read_text("utf-8")
        deep = too_deep(text, _DEEPEST)
        if deep is not None:
            raise RegimeError(f"{path}:{deep}: nested too deep")
        node = yaml.compose(text, Loader=_LOADER)
    except OSError as error:
        raise RegimeError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise RegimeError(f"{path}:{line}: {getattr(error, 'problem', None) or error}") from error
    return None if node is None else _Values(path).of(node, 0)


class _Values:
    """Makes values of nodes. A node that is named again is made again, so what is made is counted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made = 0

    def of(self, node: yaml.Node, depth: int) -> object:
        line = node.start_mark.line + 1
        self._made += 1
        if depth > _DEEPEST or self._made > _MOST_VALUES:
            raise RegimeError(f"{self._path}:{line}: nested too deep, or more than {_MOST_VALUES} values")
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line, depth)
        if node.tag == "tag:yaml.org,2002:bool":
            return node.value.lower() in ("true", "yes", "on")
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def _mapping(self, node: yaml.MappingNode, line: int, depth: int) -> Mapped:
        made = Mapped(line)
        for key, value in node.value:
            name, at = str(key.value), key.start_mark.line + 1
            if name in made:
                raise RegimeError(f"{self._path}:{at}: key {name!r} stands twice")
            made[name] = self.of(value, depth + 1)
            made.lines[name] = at
        return made
