"""YAML with the lines of its keys, for messages; numbers and dates stay the text they were written as."""

from __future__ import annotations

from pathlib import Path

import yaml

from counterspec.errors import RegimeError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40


class Mapped(dict[str, object]):
    """A mapping; `lines` has the line of each key, from 1, and `line` its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def load_yaml(path: Path) -> object:
    """Return the file's value: mappings, lists, strings, True, False and None.

    Raises:
        RegimeError: the file is missing, no YAML, nested too deep, or has a key twice.
    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    except OSError as error:
        raise RegimeError(f"{path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise RegimeError(f"{path}:{line}: {getattr(error, 'problem', None) or error}") from error
    return None if node is None else _value(path, node, 0)


def _value(path: Path, node: yaml.Node, depth: int) -> object:
    line = node.start_mark.line + 1
    if depth > _DEEPEST:
        raise RegimeError(f"{path}:{line}: nested too deep")
    if isinstance(node, yaml.SequenceNode):
        return [_value(path, item, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        made = Mapped(line)
        for key, value in node.value:
            name, at = str(key.value), key.start_mark.line + 1
            if name in made:
                raise RegimeError(f"{path}:{at}: key {name!r} stands twice")
            made[name] = _value(path, value, depth + 1)
            made.lines[name] = at
        return made
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in ("true", "yes", "on")
    return None if node.tag == "tag:yaml.org,2002:null" else node.value
