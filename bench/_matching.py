"""The matcher, from folding to offsets, beside ripgrep on the same file."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench._measure import alternate, cpu_of, told, usage_of
from bench._samples import prose, terms
from counterspec.vocab import _hyperscan, matcher
from counterspec.vocab.lexicon import Lexeme, Lexicon, key_of
from counterspec.vocab.matcher import Hit, Matcher

_TERMS = 5_000
_BYTES = 20_000_000


def _matcher_of(words: list[str]) -> Matcher:
    lexicon = Lexicon()
    for word in words:
        lexicon.add_pattern(key_of(word), Lexeme("term", "bench", word), False)
    return Matcher(lexicon)


def _hits(found: Matcher, text: str, *, quick: bool) -> list[Hit]:
    """Scan with one engine or the other; the switch is the matcher's own."""
    before = _hyperscan.AVAILABLE
    _hyperscan.AVAILABLE = quick and before
    try:
        return list(found.scan(text))
    finally:
        _hyperscan.AVAILABLE = before


def measure(folder: Path) -> None:
    """Print the ratios; both sides read the file's bytes."""
    words = terms(_TERMS)
    corpus, listed = folder / "corpus.txt", folder / "terms.txt"
    corpus.write_text(prose(_BYTES, words), "utf-8")
    listed.write_text("\n".join(words) + "\n", "utf-8")
    found = _matcher_of(words)
    plain = _hits(found, corpus.read_text("utf-8"), quick=False)
    print(f"Matcher: {len(words)} terms, {corpus.stat().st_size / 1e6:.0f} MB, {len(plain)} hits")
    rg = shutil.which("rg")
    if rg is None:
        print("  no rg to compare with: apt-get install ripgrep")
        return
    command = [rg, "-j1", "-F", "--no-config", "-f", str(listed), str(corpus)]
    quick = _hyperscan.AVAILABLE
    if quick:
        found._read = matcher._EARNED * len(words) + 1  # compiling is no part of the scan
        assert _hits(found, corpus.read_text("utf-8"), quick=True) == plain, "the engines differ"
    else:
        print('  no hyperscan to measure: pip install "counterspec[fast]"')
    times = alternate(
        lambda: usage_of(command).cpu,
        lambda: cpu_of(lambda: _hits(found, corpus.read_text("utf-8"), quick=False)),
        *([lambda: cpu_of(lambda: _hits(found, corpus.read_text("utf-8"), quick=True))] if quick else []),
    )
    empty = usage_of([rg, "-j1", "-F", "--no-config", "-f", str(listed), "/dev/null"]).cpu
    told("rg -j1 -F, of which building its automaton", times[0], f"s, {empty:.2f} s")
    told("matcher", times[1], "s")
    told("matcher / rg, speed", times[0] / times[1], "×", 0.45)
    if quick:
        told("matcher with hyperscan, identical hits", times[2], "s")
        told("matcher with hyperscan / rg, speed", times[0] / times[2], "×", 0.9)
