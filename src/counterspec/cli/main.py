"""The command line's entry: commands loaded late, failures turned into one message and an exit code."""

from __future__ import annotations

import sys

import click

from counterspec._version import __version__
from counterspec.cli._late import late_group
from counterspec.errors import CounterspecError

COMMANDS = (
    "scan",
    "case",
    "diff",
    "serve",
    "users",
    "report",
    "pack",
    "export",
    "verify",
    "read",
    "crop",
    "explain",
    "concepts",
    "regimes",
    "formats",
    "stages",
)
"""Each is a module of this room with a click command `command`; the order is that of --help."""


@click.group(
    cls=late_group("counterspec.cli", COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Counterspec reads documents, never people. It sends nothing anywhere.",
)
@click.version_option(__version__, prog_name="counterspec")
def cli() -> None:
    """Show, with proof, where specifications call for people to be sorted by who they are.

    \b
    counterspec scan standards/ sdk.zip        read documents, schemas, code and label sets
    counterspec diff old.xsd new.xsd           what changed between two editions
    counterspec read standard.pdf              one document as it was read
    counterspec explain origin.race            what a concept means and how it is found
    counterspec concepts --lang zh-Hans        the vocabulary
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 clean, 1 findings, 2 failure."""
    try:
        result = cli.main(args=arguments, prog_name="counterspec", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except CounterspecError as error:
        click.echo(f"Error: {error}", err=True)
        if error.hint:
            click.echo(f"Hint:  {error.hint}", err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 2


def run() -> None:
    """Run as a program."""
    sys.exit(main())
