"""`python -m counterspec`."""

from counterspec.cli.main import run

run()
