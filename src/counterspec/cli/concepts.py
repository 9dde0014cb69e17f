"""`counterspec concepts`: the vocabulary."""

from __future__ import annotations

import os

import click
from rich.console import Console
from rich.text import Text

from counterspec.errors import UsageError
from counterspec.terminal.look import HUES, SHAPES
from counterspec.vocab.loader import TIERS, Concept, load


@click.command(
    epilog="""\b
Examples:
  counterspec concepts
  counterspec concepts --lang zh-Hans
  counterspec concepts --tier A"""
)
@click.option("--lang", metavar="TAG", help="Show the words of this language (BCP 47: en, zh-Hans, fr …).")
@click.option("--tier", metavar="A,B,…", default="", help="Only these tiers.")
def command(lang: str | None, tier: str) -> int:
    """List the concepts of the vocabulary, by tier."""
    vocabulary = load()
    languages = sorted(
        {tag for concept in vocabulary.concepts for tag in (*concept.terms, *concept.ambiguous)}
    )
    if lang and lang not in languages:
        raise UsageError(f"--lang {lang}: no words in it", hint=f"Languages are {', '.join(languages)}.")
    console = Console(no_color="NO_COLOR" in os.environ, highlight=False, soft_wrap=True)
    wanted = set(tier.upper().replace(",", "")) or set(TIERS)
    for letter, meaning in TIERS.items():
        chosen = [concept for concept in vocabulary.concepts if concept.tier == letter and letter in wanted]
        if chosen:
            console.print(Text.assemble((f"{SHAPES[letter]} {letter}  ", HUES[letter]), (meaning, "bold")))
            for concept in chosen:
                console.print(f"     {concept.id:<32} {_words(concept, lang)}")
            console.print()
    count = len(vocabulary.concepts)
    console.print(f"{count} concepts in {len(languages)} languages: {', '.join(languages)}")
    return 0


def _words(concept: Concept, lang: str | None) -> str:
    if lang is None:
        return concept.label
    return ", ".join((*concept.terms.get(lang, ()), *concept.ambiguous.get(lang, ()))) or "–"
