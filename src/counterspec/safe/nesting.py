"""How deep a YAML text is nested, found without recursion: the parser that builds values crashes on deep ones."""

from __future__ import annotations


def too_deep(text: str, deepest: int) -> int | None:
    """Return the line, from 1, where a text goes deeper than `deepest`; None where it does not, or is no YAML."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    depth = 0
    try:
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > deepest:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None
    finally:
        loader.dispose()
    return None
