"""Groups of commands whose modules are imported only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click


def late_group(package: str, names: Sequence[str]) -> type[click.Group]:
    """Return a group whose commands are the `command` of modules of `package`, listed in the order given."""

    class Late(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return list(names)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in names:
                return None
            command: click.Command = import_module(f"{package}.{cmd_name}").command
            return command

    return Late
