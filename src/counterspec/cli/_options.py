"""Options that more than one command takes."""

from __future__ import annotations

import click

jobs_option = click.option(
    "--jobs", "-j", type=click.IntRange(0), default=None, help="Worker processes; 0 for one per core.  [0]"
)
timeout_option = click.option(
    "--timeout", type=click.FloatRange(0.1), default=None,
    help="Seconds one document, or one page of it, may take.  [60]",
)  # fmt: skip
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress.")
anew_option = click.option(
    "--no-cache", "cache", is_flag=True, flag_value=False, default=True,
    help="Recognise pages anew instead of using recognised text kept on disk.",
)  # fmt: skip
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out what matches, as in .gitignore; repeatable.",
)
no_ignore_option = click.option(
    "--no-ignore", is_flag=True, help="Read what .gitignore and .counterspecignore leave out, too."
)
concept_option = click.option(
    "--concept",
    "concepts",
    metavar="ID",
    multiple=True,
    help="Only this concept and those below it; repeatable.",
)
tier_option = click.option("--tier", metavar="A,B,…", help="Only concepts of these tiers.")
act_option = click.option("--act", "acts", metavar="L1,…", help="Only these acts (L0 … L6, LX).")
grade_option = click.option(
    "--grade", type=click.Choice(["finding", "candidate", "all"]), default="finding",
    help="Findings, candidates (a gate is missing), or both.  [finding]",
)  # fmt: skip
