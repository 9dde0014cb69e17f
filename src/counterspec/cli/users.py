"""`counterspec users`: the accounts of a workbench that several people use."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from counterspec.errors import UsageError

_ROLES = ("reader", "reviewer", "owner")


@click.command(
    epilog="""\b
Examples:
  counterspec users people.json                        who may log in
  counterspec users people.json ana --role reviewer    add, or give another role and password
  counterspec users people.json ana --remove"""
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("name", required=False)
@click.option(
    "--role", type=click.Choice(_ROLES), default="reviewer", help="What the account may do.  [reviewer]"
)
@click.option("--remove", is_flag=True, help="Remove the account.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking."
)
def command(file: Path, name: str | None, role: str, remove: bool, password_stdin: bool) -> int:
    """Show the accounts in FILE, add NAME, or remove it.

    Passwords are kept as argon2id hashes. A reader looks, a reviewer decides, an owner also adds and removes documents.
    """
    try:
        from counterspec.web.access.accounts import Accounts
    except ImportError as error:
        hint = "pip install 'counterspec[web]'"
        raise UsageError(f"the workbench is not installed: {error.name} is missing", hint=hint) from error
    accounts = Accounts(file)
    if name is None:
        for one in accounts.listed():
            click.echo(f"{one.role:<9} {one.name}")
        return 0
    if remove:
        accounts.drop(name)
        click.echo(f"{name} is removed.")
        return 0
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    accounts.put(name, role, password)  # type: ignore[arg-type]
    click.echo(f"{name} may log in as {role}.")
    return 0
