"""Chains for people: the sentence, each step with its quote, the weakest step marked, what is not shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from rich.text import Text

from counterspec.casework.chains import Asked, Chains
from counterspec.cli.case._printing import counted, printer
from counterspec.link.requiring import named
from counterspec.model import Card, Chain, Excerpt, Span, Step
from counterspec.terminal.look import HUES, NUMBER, QUIET, SHAPES, WARN
from counterspec.terminal.printer import Printer

_IN = 5
_QUOTE = 14
_MOST = 240
"""Code points of a quote that are printed, around what binds."""
_LABEL = 9
_LONGEST = 48
_CITING = 6
"""Documents named beside one in which nothing was found."""


@dataclass(slots=True)
class _Seen:
    chains: int = 0
    requiring: set[str] = field(default_factory=set)
    withheld: int = 0
    empty: dict[str, list[Chain]] = field(default_factory=dict)
    bonds: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    said: set[str] = field(default_factory=set)
    """Notes printed since the last heading; they are not printed again."""


def write_text(chains: Chains, asked: Asked, limit: int) -> None:
    """Print the chains, up to `limit` of them in full, and what they come to."""
    out, seen, last = printer(), _Seen(), ""
    for chain in chains:
        if chain.finding is None and asked.empty != "only":
            seen.empty.setdefault(chain.through[-1], []).append(chain)
            continue
        seen.chains += 1
        seen.requiring.add(chain.requiring)
        seen.bonds[chain.bond] += 1
        if limit and seen.chains > limit:
            seen.withheld += 1
            continue
        if chain.requiring != last:
            _heading(out, chains, chain)
            seen.said = set()
            last = chain.requiring
        _chain(out, chains, chain, seen)
    if seen.withheld:
        out.line(Text(f"  … {seen.withheld:,} more chains; --limit 0 prints all", QUIET))
        out.line()
    _empty(out, chains, asked, seen)
    _sums(out, chains, asked, seen)


def _heading(out: Printer, chains: Chains, chain: Chain) -> None:
    card = chains.card(chain.requiring)
    if card is None:
        return
    name = Text(named(card), "bold")
    about = ", ".join(filter(None, (card.kind, card.issued or "no date stated", card.name)))
    gap = out.width - name.cell_len - Text(about).cell_len
    if gap < 2:
        out.line(name)
        out.line(Text(f"  {about}", QUIET))
    else:
        out.line(Text.assemble(name, " " * gap, (about, QUIET)))
    if card.number and card.title:
        out.hanging(Text(""), Text(" ".join(card.title.split()), QUIET))
    out.line()


def _chain(out: Printer, chains: Chains, chain: Chain, seen: _Seen) -> None:
    kept = chains.kept(chain)
    head = Text("  ")
    if chain.tier:
        head.append(f"{SHAPES[chain.tier]} {chain.tier}  ", HUES[chain.tier])
        head.append(f"{chain.concept}  ", "bold")
    else:
        head.append(f"{SHAPES['N']}    ", HUES["N"])
        head.append("nothing found  ", "bold")
    head.append(chain.bond)
    gap = out.width - head.cell_len - len(chain.id)
    out.line(Text.assemble(head, " " * gap if gap > 1 else "  ", (chain.id, QUIET)))
    out.hanging(Text(" " * _IN), chain.statement)
    out.line()
    is_weaker = len(chain.steps) > 1 and not chain.bond.startswith("none ")
    for index, step in enumerate(chain.steps):
        _step(out, chains.card(step.sha256), step, index, index == chain.weakest and is_weaker)
    _after(out, chains, chain, kept, seen.said)
    seen.lost += len(kept) - sum(kept)
    out.line()


def _step(out: Printer, card: Card | None, step: Step, index: int, weakest: bool) -> None:
    name = named(card) if card else step.sha256[:12]
    place = ", ".join(filter(None, (name, step.section)))
    head = Text(f"  {'▸' if weakest else ' '}  {index + 1}  ")
    head.append(place, "bold")
    head.append(f"   {step.bond}")
    if weakest:
        head.append("   weakest step", "bold")
    if step.condition:
        head.append(f"   “{' '.join(step.condition.split())}”")
    out.line(head)
    at = f"p{step.evidence.page}" if step.evidence.page else str(step.evidence.line or "")
    sure = "" if step.evidence.confidence is None else f"   OCR {step.evidence.confidence:.2f}"
    words = out.marked(_excerpt(step), out.width - _QUOTE - len(sure))
    out.line(Text.assemble(" " * 8, (f"{at:<6}", NUMBER), words, (sure, QUIET)))
    if step.note and step.kind == "finding":
        out.hanging(Text(" " * _QUOTE), Text(step.note, QUIET))


def _excerpt(step: Step) -> Excerpt:
    """Return the quote to show: the words that bind marked in a clause, else the quote in what stands beside it."""
    at = step.evidence
    text, marks = at.quote, _words(at.quote, step)
    whole = (step.within or "").find(at.quote) if step.within else -1
    if step.within and whole >= 0:
        text, marks = step.within, [Span(whole, whole + len(at.quote))]
    elif not marks:
        text = at.prefix + at.quote + at.suffix
        marks = [Span(len(at.prefix), len(at.prefix) + len(at.quote))]
        marks += _words(at.prefix, step) or [
            Span(mark.start + marks[0].end, mark.end + marks[0].end) for mark in _obligation(at.suffix, step)
        ]
    first = min(marks)
    start = max(0, first.start - _MOST // 2)
    end = min(len(text), max(first.end, start + _MOST))
    flat = "".join(" " if sign.isspace() else sign for sign in text[start:end])
    kept = sorted(Span(m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end)
    return Excerpt(flat, tuple(kept), at.line, at.page)


def _words(text: str, step: Step) -> list[Span]:
    """Return where the words that bind stand, the last of them before the number cited, and the mark."""
    if step.kind == "finding":
        return []
    found = []
    number = text.find(step.cited) if step.cited else -1
    for words, end in ((step.mark, len(text)), (step.words, number if number >= 0 else len(text))):
        place = (
            max(text.rfind(words, 0, end), -1 if number < 0 else text.find(words, number)) if words else -1
        )
        if words and place >= 0:
            found.append(Span(place, place + len(words)))
    return found


def _obligation(text: str, step: Step) -> list[Span]:
    """Return where a row says how binding its field is: “O” in a cell of its own."""
    if not step.obligation or not step.words:
        return []
    found = re.search(rf"(?<![^\s]){re.escape(step.words)}(?![^\s])", text)
    return [Span(*found.span())] if found else []


def _after(out: Printer, chains: Chains, chain: Chain, kept: list[bool], told: set[str]) -> None:
    out.line()
    out.hanging(Text(" " * _IN), Text(chain.not_shown, "italic"))
    for label, said in (("document", chain.standing), ("note", chain.notes)):
        for words in (line for line in said if line not in told):
            told.add(words)
            out.hanging(Text(f"{' ' * _IN}{label:<{_LABEL}} ", QUIET), Text(words, QUIET))
    for answer in chains.statements(chain):
        words = f"{answer.party}, {answer.said_on}: “{' '.join(answer.text.split())}” ({answer.source})"
        out.hanging(Text(f"{' ' * _IN}{'answer':<{_LABEL}} "), words)
    held = f"{sum(kept)} of {counted(len(kept), 'link')} kept as quoted"
    out.line(Text(f"{' ' * _IN}{held}", QUIET if all(kept) else WARN))


def _empty(out: Printer, chains: Chains, asked: Asked, seen: _Seen) -> None:
    if not seen.empty:
        return
    out.line(Text(f"Cited and read; nothing of tiers {', '.join(asked.tiers)} found", "bold"))
    for sha256, found in sorted(seen.empty.items(), key=lambda one: _name(chains, one[0])):
        card = chains.card(sha256)
        size = f"{card.pages_read} of {card.pages} pages read" if card and card.pages else ""
        out.line(Text.assemble(f"  {SHAPES['N']} ", (_name(chains, sha256), "bold"), (f"   {size}", QUIET)))
        direct = dict.fromkeys(
            (_name(chains, c.requiring), c.steps[c.weakest].bond, len(c.through)) for c in found
        )
        for name, bond, length in list(direct)[:_CITING]:
            way = "" if length == 1 else f", through {length - 1} other{'s' if length > 2 else ''}"
            out.line(Text.assemble("      from ", name, (f"   {bond}{way}", QUIET)))
        if len(direct) > _CITING:
            out.line(Text(f"      and {len(direct) - _CITING:,} more; --empty prints all", QUIET))
    out.line()


def _name(chains: Chains, sha256: str) -> str:
    card = chains.card(sha256)
    name = named(card) if card else sha256[:12]
    return name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…"


def _sums(out: Printer, chains: Chains, asked: Asked, seen: _Seen) -> None:
    """Print what it comes to, and what was left out."""
    empty = sum(map(len, seen.empty.values()))
    if not seen.chains and not empty:
        out.line("No chain: no document of the case that was asked for cites another of the case so.")
    elif seen.chains:
        what = "to documents in which nothing was found" if asked.empty == "only" else "to something found"
        out.line(f"{counted(seen.chains, 'chain')} {what}, from {counted(len(seen.requiring), 'document')}.")
        weakest = ", ".join(f"{bond} {count:,}" for bond, count in seen.bonds.most_common(8))
        out.hanging(Text("Weakest steps: ", QUIET), Text(weakest, QUIET))
    if empty:
        out.line(
            f"{counted(empty, 'way')} to documents in which nothing was found (--empty prints them in full)."
        )
    left = (
        (
            chains.weaker,
            "way",
            "by other forms of citation only, a mention for instance: --form all shows them",
        ),
        (
            chains.elsewhere,
            "citation",
            "of another edition than the case has, not followed: case wanted lists them",
        ),
        (chains.circles, "citation", "back to where the way began, not followed again"),
        (chains.deeper, "citation", "beyond the third document, not followed"),
    )
    for count, what, words in left:
        if count:
            out.line(Text(f"{counted(count, what)} {words}.", QUIET))
    if seen.lost:
        out.line(
            Text(f"{seen.lost:,} quotes do not stand in the kept text: counterspec case verify DIR", WARN)
        )
