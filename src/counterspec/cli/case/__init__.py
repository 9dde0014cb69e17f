"""`counterspec case`: one command per module of this room."""

from __future__ import annotations

import click

from counterspec.cli._late import late_group

COMMANDS = (
    "new",
    "add",
    "status",
    "search",
    "findings",
    "problems",
    "chains",
    "wanted",
    "parties",
    "names",
    "verdict",
    "by-hand",
    "statement",
    "translate",
    "law",
    "use",
    "log",
    "export",
    "import",
    "verify",
    "rescan",
    "reread",
    "remove",
    "documents",
    "diff",
)


@click.group(cls=late_group("counterspec.cli.case", COMMANDS))
def command() -> None:
    """Keep many documents together: what cites what, who is named, what people decided.

    \b
    counterspec case new DIR           make a case
    counterspec case add DIR PATH…     read documents into it
    counterspec case status DIR        what it holds, and what was not read
    counterspec case search DIR QUERY  the pages that say something, in any script
    counterspec case findings DIR      what the documents state, filtered and counted
    counterspec case problems DIR      what could not be read, and what one can do
    counterspec case chains DIR        which document requires which field of which standard
    counterspec case wanted DIR        what is cited, and not in the case
    counterspec case verdict DIR ID… confirmed    what reviewers decided
    counterspec case by-hand DIR DOCUMENT WORDS CONCEPT ACT   what no rule found
    counterspec case statement DIR FILE           what a party answered
    counterspec case translate DIR ID TEXT        what a quoted passage means
    counterspec case law DIR           findings against legal rules, element by element
    counterspec case use DIR           what links documents to a territory
    counterspec case export DIR        everything as JSON Lines; import takes decisions over
    counterspec case verify DIR        every quote again from the bytes of its source
    counterspec case rescan DIR        judge anew after rules or vocabulary changed
    counterspec case reread DIR DOC    read pages again with another recognition engine
    counterspec case parties DIR       who is named in which role; all about one organisation
    counterspec case names DIR         which names may be one organisation; accept or keep apart
    counterspec case documents DIR     every document with its dates and findings
    counterspec case diff DIR A B      what changed between two documents, or all editions of one
    counterspec case remove DIR PATH…  take sources out again
    """
