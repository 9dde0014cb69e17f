"""Groups of commands whose modules are imported only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click


def late_group(package: str, names: Sequence[str]) -> type[click.Group]:
    """Return a group whose commands are the `command` of modules of `package`, listed in the order given."""

    class Late(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return list(names)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in names:
                return None
            # A command named like a word of Python's lies in a module with "_" behind it.
            module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
            command: click.Command = import_module(f"{package}.{module}").command
            return command

    return Late
