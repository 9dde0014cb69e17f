"""Guess the encoding of bytes that are no UTF-8: decode a sample in each and weigh its letters."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from functools import cache

from counterspec.safe import _letters

_WINDOW = 1024 * 1024
_SAMPLE = 64 * 1024
_UNDECIDED = 0.2
_DECLARED_BONUS = 0.3

_LATIN_ENCODINGS = {
    "cp1252": "cp1252", "iso8859-15": "cp1252", "cp1250": "cp1250", "iso8859-2": "cp1250", "cp1254": "cp1254",
    "cp1257": "cp1257", "iso8859-13": "cp1257", "mac-roman": "cp1252", "cp850": "cp1252", "cp437": "cp1252",
}  # fmt: skip
_SCRIPT_ENCODINGS = {
    "cp1251": "cyrillic", "koi8-r": "cyrillic", "koi8-u": "cyrillic", "iso8859-5": "cyrillic",
    "cp866": "cyrillic", "cp1253": "greek", "iso8859-7": "greek", "cp1255": "hebrew", "iso8859-8":
    "hebrew", "cp1256": "arabic",
    "iso8859-6": "arabic", "cp874": "thai",
}  # fmt: skip
_CJK_ENCODINGS = {
    "gb18030": ("gb2312", 0xB0, 0xD7, _letters.HAN_SIMPLIFIED),
    "cp950": ("big5", 0xA4, 0xC6, _letters.HAN_TRADITIONAL),
    "cp932": ("euc_jp", 0xB0, 0xCF, _letters.HAN_JAPANESE),
    "cp949": ("euc_kr", 0xB0, 0xC8, _letters.HANGUL),
    "euc_jp": ("euc_jp", 0xB0, 0xCF, _letters.HAN_JAPANESE),
}
"""Per encoding: the codec and lead bytes of its everyday characters, and the most frequent of them."""

_WIDER = {
    "gb2312": ("gb18030",),
    "cp950": ("big5hkscs",),
    "euc_jp": ("euc_jis_2004",),
    "cp932": ("shift_jis_2004",),
}
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_HIGH_RUN = re.compile(r"[^\x00-\x7f]{3,}")
_MIXED = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_CASE_BREAK = re.compile(r"[a-zа-яёіїєα-ω][À-ÞА-ЯЁІЇЄΑ-Ω]|[А-ЯЁΑ-Ϋ]{2}[а-яёα-ω]|ς\w")
_CYRILLIC_WORD = re.compile(r"[А-яЁёІіЇїЄєҐґЎў]{3,}")
_SIGN_IN_WORD = re.compile(r"[A-Za-z][^\w\s\x00-\x7f’·‘´\u00ad–—…][A-Za-z]")


def detect(data: bytes, declared: str | None) -> tuple[str, bool]:
    """Return the likeliest encoding of `data` and whether the measure is sure of it.

    `data` holds bytes above 0x7f and is no UTF-8.
    """
    sample = _sample(data)
    candidates = [*_CJK_ENCODINGS, *_SCRIPT_ENCODINGS, *_LATIN_ENCODINGS, "utf-8"]
    if declared and declared not in candidates and not declared.startswith(("utf-16", "utf-32")):
        candidates.append(declared)
    if declared and _is_paired(sample, declared) and _decodes(data, _WIDER.get(declared, (declared,))[0]):
        # What reads as the two-byte set it declares is no single-byte one, however rare its characters.
        candidates = [*_CJK_ENCODINGS, *([] if declared in _CJK_ENCODINGS else [declared])]
    best, best_score = "", -9.0
    for encoding in candidates:
        score = _score(sample, encoding) + (_DECLARED_BONUS if encoding == declared else 0.0)
        if score > best_score:
            best, best_score = encoding, score
    sure = best_score >= _UNDECIDED
    if not sure:
        best = declared if declared in candidates else _second_opinion(sample, candidates) or "cp1252"
    return _fitting(data, _as_declared(data, declared, best)), sure


def _is_paired(sample: bytes, declared: str) -> bool:
    """Tell whether a set of two-byte characters is declared and most high bytes stand beside another."""
    if declared not in _CJK_ENCODINGS and declared not in _WIDER:
        return False
    runs = _HIGH_BYTES.findall(sample)
    return sum(len(run) > 1 for run in runs) * 2 >= len(runs) > 0


def wide_encoding(sample: bytes) -> str | None:
    """Return UTF-16 or UTF-32 with its byte order where the zero bytes of `sample` lie that way."""
    for encoding, top, next_top in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        empty = len(sample) >= 8 and not any(sample[top::4]) and _mostly_zero(sample[next_top::4])
        if empty and _reads_well(sample, encoding, 4):
            return encoding
    for encoding, zero, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        zeros, others = sample[zero::2].count(0), sample[other::2].count(0)
        enough = zeros * 50 > len(sample) // 2 and others * 8 <= zeros
        if enough and _reads_well(sample, encoding, 2):
            return encoding
    return None


def _mostly_zero(part: bytes) -> bool:
    return part.count(0) * 10 >= len(part) * 9


def _reads_well(sample: bytes, encoding: str, unit: int) -> bool:
    text = sample[: len(sample) // unit * unit].decode(encoding, "replace")
    common = sum(count for char, count in Counter(text).items() if "\t" <= char < "\x7f" or _frequent(char))
    return common * 2 > len(text)


def _frequent(char: str) -> bool:
    return (
        char in _letters.HAN_SIMPLIFIED
        or char in _letters.HAN_TRADITIONAL
        or char in _letters.CJK_SIGNS
        or "\u3040" <= char < "\u3100"
        or "\uac00" <= char < "\ud7a4"
        or "\u0400" <= char < "\u0460"
        or "\u00a0" <= char < "\u0180"
    )


def _sample(data: bytes) -> bytes:
    """Return up to 64 KiB of the lines that hold bytes above 0x7f."""
    found = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, found.start()) + 1 if found else 0
    lines: list[bytes] = []
    size = 0
    for line in data[max(start, found.start() - 256 if found else 0) :][:_WINDOW].split(b"\n"):
        if not line.isascii():
            lines.append(line)
            size += len(line) + 1
            if size > _SAMPLE:
                break
    return b"\n".join(lines)[:_SAMPLE]


def _score(sample: bytes, encoding: str) -> float:
    """Return how well the sample reads in `encoding`, about 1 for plain text, below 0 for garbage."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    counts = Counter({char: count for char, count in Counter(text).items() if char >= "\x80"})
    total = counts.total()
    if not total:
        return -2.0
    return _weigher(encoding)(text, counts, encoding) / total


def _weigher(encoding: str) -> Callable[[str, Counter[str], str], float]:
    if encoding in _CJK_ENCODINGS:
        return _weigh_cjk
    if encoding in _SCRIPT_ENCODINGS:
        return _weigh_script
    return _weigh_latin if encoding in _LATIN_ENCODINGS else _weigh_any


def _weigh_cjk(text: str, counts: Counter[str], encoding: str) -> float:
    return sum(_cjk_weight(char, encoding) * count for char, count in counts.items())


@cache
def _cjk_weight(char: str, encoding: str) -> float:
    codec, low, high, frequent = _CJK_ENCODINGS[encoding]
    if char in frequent:
        return 1.0
    if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < "\xa0":
        return -2.0
    if char in _letters.CJK_SIGNS:
        return 0.7
    if "\u3040" <= char < "\u3100":
        return 0.95 if encoding in ("cp932", "euc_jp") else -0.1
    try:
        lead = char.encode(codec)[0]
    except UnicodeEncodeError:
        return -0.4
    # Hanja beside Hangul are rare today; the second level of the others is rare in specifications.
    return 0.45 if low <= lead <= high else -0.2


def _weigh_script(text: str, counts: Counter[str], encoding: str) -> float:
    weights = _script_weights(_SCRIPT_ENCODINGS[encoding])
    value = sum(weights.get(char, _sign_weight(char)) * count for char, count in counts.items())
    value -= len(_CASE_BREAK.findall(text)) + len(_MIXED.findall(text))
    if _SCRIPT_ENCODINGS[encoding] == "cyrillic":
        words = _CYRILLIC_WORD.findall(text)
        value -= sum(len(word) for word in words if not _letters.VOWELS & set(word.lower()))
    return value


@cache
def _script_weights(script: str) -> dict[str, float]:
    letters = _letters.SCRIPTS[script]
    weights = {letter: 1.0 - 1.0 * rank / len(letters) for rank, letter in enumerate(letters)}
    capitals = {
        letter.upper(): weight * 0.9 for letter, weight in weights.items() if letter.upper() != letter
    }
    return weights | {letter: weight for letter, weight in capitals.items() if len(letter) == 1}


def _sign_weight(char: str) -> float:
    if char in _letters.LATIN_SIGNS or char in "№،؛؟":
        return 0.4
    return -2.0 if char == "\ufffd" else -0.6


def _weigh_latin(text: str, counts: Counter[str], encoding: str) -> float:
    languages = _letters.LATIN[_LATIN_ENCODINGS[encoding]]
    value = max(_language_value(counts, language) for language in languages)
    value -= 2 * sum(len(run) for run in _HIGH_RUN.findall(text))
    value -= len(_CASE_BREAK.findall(text)) + 2 * len(_SIGN_IN_WORD.findall(text))
    # The code pages of DOS and old Macs are met far less often than the others.
    return value - (0.15 * counts.total() if encoding in ("mac-roman", "cp850", "cp437") else 0.0)


def _language_value(counts: Counter[str], letters: str) -> float:
    known = set(letters + letters.upper())
    if "þ" in known and sum(counts[vowel] for vowel in "áéíóú") * 3 < counts.total():
        known -= set(
            "ðýþÐÝÞ"
        )  # Turkish letters of another code page: Icelandic has more vowels with accents.
    return sum(_latin_weight(char, known) * count for char, count in counts.items())


def _latin_weight(char: str, known: set[str]) -> float:
    if char in known:
        return 1.0
    if char.isalpha():
        return 0.1
    return _sign_weight(char)


def _weigh_any(text: str, counts: Counter[str], encoding: str) -> float:
    return sum(
        count * (-2.0 if char == "\ufffd" else 0.6 if char.isalnum() else 0.0)
        for char, count in counts.items()
    )


def _second_opinion(sample: bytes, candidates: list[str]) -> str | None:
    """Ask charset-normalizer about the first kilobytes of what no own measure decides."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:8192], steps=3, chunk_size=512, cp_isolation=candidates).best()
    return codecs.lookup(best.encoding).name if best is not None and best.encoding != "ascii" else None


def _as_declared(data: bytes, declared: str | None, best: str) -> str:
    """Keep the narrower declared set where it holds every character."""
    if declared == "gb2312" and best == "gb18030" and _decodes(data, declared):
        return declared
    return best


def _fitting(data: bytes, encoding: str) -> str:
    """Return `encoding`, or a superset that decodes all of `data` where `encoding` does not."""
    wider = _WIDER.get(encoding, ())
    if not wider or _decodes(data, encoding):
        return encoding
    return next((candidate for candidate in wider if _decodes(data, candidate)), encoding)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
