"""`counterspec serve`: open a case in the browser."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import click
from click.core import ParameterSource

from counterspec.casework.machine import Machine
from counterspec.cli.case._printing import reviewer_option
from counterspec.cli.case._settings import settings, settings_options
from counterspec.errors import UsageError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(
    epilog="""\b
Examples:
  counterspec serve yanghu --by "M. Oduya"
  counterspec serve yanghu --users people.json --host 10.0.0.5 --certificate c.pem --key k.pem"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Address to listen on.  [127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, help="Port; 0 for any that is free.  [8765]"
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Further name the workbench is reached by; repeatable.",
)
@click.option(
    "--users",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Accounts, made by counterspec users.",
)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="TLS certificate, PEM.")
@click.option(
    "--key", "private_key", type=click.Path(exists=True, dir_okay=False), help="Its private key, PEM."
)
@reviewer_option
@settings_options
@click.option("--insecure", is_flag=True, help="Serve another address than this machine's own without TLS.")
def command(
    folder: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    users: Path | None,
    certificate: str | None,
    private_key: str | None,
    reviewer: str,
    insecure: bool,
    config: Path | None,
    no_config: bool,
) -> int:
    """Open the case DIR in the browser.

    Without --users the workbench answers this machine alone, and the address that is printed opens it once.
    Everything decided there is signed with the name --by gives, which can be changed in the browser; with
    --users, with the account's name.
    """
    public = host not in _LOOPBACK
    tls = certificate is not None and private_key is not None
    if public and users is None:
        raise UsageError(f"--host {host}: others could reach the case", hint="Give accounts: --users FILE.")
    if public and not tls and not insecure:
        raise UsageError(
            f"--host {host}: passwords would cross the network in the clear",
            hint="Give --certificate and --key, or --insecure behind a proxy that has them.",
        )
    if users is not None and _said("reviewer"):
        raise UsageError("--by: with --users everybody signs with the name of their account")
    known = frozenset({host, *_LOOPBACK, *names})
    machine = settings(config, no_config).translation
    _serve(folder, host, port, known, users, (certificate, private_key), tls, machine, reviewer)
    return 0


def _said(option: str) -> bool:
    """Whether an option was given, and not taken from the environment."""
    return click.get_current_context().get_parameter_source(option) is ParameterSource.COMMANDLINE


def _serve(
    folder: Path,
    host: str,
    port: int,
    hosts: frozenset[str],
    users: Path | None,
    pems: tuple[str | None, str | None],
    tls: bool,
    translation: Machine | None,
    by: str,
) -> None:
    try:
        import uvicorn

        from counterspec.web.access.accounts import Accounts
        from counterspec.web.access.signing import checked
        from counterspec.web.app import create_app
        from counterspec.web.desk import Desk
    except ImportError as error:
        raise UsageError(
            f"the workbench is not installed ({error.name})", hint="pip install 'counterspec[web]'"
        ) from error
    accounts = Accounts(users) if users else None
    if accounts is not None and not len(accounts):
        raise UsageError(
            f"{users}: nobody could log in", hint=f"counterspec users add {users} NAME --role owner"
        )
    desk = Desk(
        folder,
        hosts,
        accounts,
        secure=tls,
        by=checked(by) if by and not accounts else "",
        translation=translation,
    )
    _ = desk.case
    config = uvicorn.Config(
        create_app(desk), host=host, port=port, log_level="warning", access_log=False, server_header=False,
        ssl_certfile=pems[0], ssl_keyfile=pems[1], h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    server = uvicorn.Server(config)
    config.load()
    sockets = [config.bind_socket()]
    # An answer's head and body are sent one after the other: the second would wait for the first to be acknowledged.
    sockets[0].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # Whoever opens the address as soon as it is printed waits, and is not refused.
    sockets[0].listen(config.backlog)
    shown = sockets[0].getsockname()[1]
    token = f"/enter?token={desk.token.value}" if accounts is None else "/enter"
    where = f"[{host}]" if ":" in host else host
    click.echo(f"{'https' if tls else 'http'}://{where}:{shown}{token}")
    click.echo("Open this address in a browser. Ctrl-C stops.", err=True)
    sys.stdout.flush()
    server.run(sockets=sockets)
