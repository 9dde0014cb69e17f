"""Chains as JSON Lines: everything that is known of each, absent values null."""

from __future__ import annotations

import click

from counterspec.casework.chains import Chains
from counterspec.cli.case._lines import document_of, one_line
from counterspec.model import Chain, Step
from counterspec.store.codec import json_of


def write_lines(chains: Chains) -> None:
    """Print one chain a line, in the order of the chains."""
    for chain in chains:
        click.echo(one_line(json_of(line_of(chains, chain))))


def line_of(chains: Chains, chain: Chain) -> dict[str, object]:
    """Return a chain as its line has it."""
    kept = chains.kept(chain)
    return {
        "id": chain.id,
        "requiring": document_of(chains.card(chain.requiring)),
        "through": [document_of(chains.card(sha256)) for sha256 in chain.through],
        "steps": [_step(chains, step, held) for step, held in zip(chain.steps, kept, strict=True)],
        "weakest": chain.weakest,
        "bond": chain.bond,
        "form": chain.form,
        "finding": chain.finding,
        "concept": chain.concept,
        "tier": chain.tier,
        "statement": chain.statement,
        "not_shown": chain.not_shown,
        "standing": chain.standing,
        "notes": chain.notes,
        "statements": chains.statements(chain),
        "kept": sum(kept),
    }


def _step(chains: Chains, step: Step, kept: bool) -> dict[str, object]:
    card, at = chains.card(step.sha256), step.evidence
    return {
        "kind": step.kind, "bond": step.bond, "document": card.called if card else None, "sha256": step.sha256,
        "section": step.section, "page": at.page, "line": at.line, "quote": at.quote, "prefix": at.prefix,
        "suffix": at.suffix, "start": at.span.start, "end": at.span.end, "boxes": at.boxes,
        "confidence": at.confidence, "locator": at.locator, "form": step.form, "strength": step.strength,
        "obligation": step.obligation, "condition": step.condition, "mark": step.mark,
        "mark_means": step.mark_means, "words": step.words, "cited": step.cited, "within": step.within,
        "note": step.note, "kept": kept,
    }  # fmt: skip
