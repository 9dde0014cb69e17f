"""Which language a short text is in, by its script and its small words; "en" where nothing speaks against it."""

from __future__ import annotations

import re

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]{2}")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset("the of and for in to with by on from part data systems system information requirements".split()),
    "fr": frozenset("le la les de des du et pour dans en partie aux sur par une un technologies données système "
                    "systèmes l'information exigences à d'identification relatif travaux".split()),
    "de": frozenset("der die das und für von zur zum mit teil im des den ein eine über daten anforderungen system "
                    "anlagen".split()),
    "es": frozenset("el la los las de del y para en con por parte una un sistemas requisitos información datos "
                    "contratación servicio".split()),
    "pt": frozenset("o a os as de do da dos das e para em com por parte uma um sistemas requisitos informação dados "
                    "não à contratação serviço".split()),
    "it": frozenset("il la lo gli le di del della dei e per in con parte una un sistemi requisiti informazione dati "
                    "servizio".split()),
    "nl": frozenset("de het een en van voor met deel in systemen eisen".split()),
    "pl": frozenset("i w z na do dla oraz część systemy wymagania".split()),
    "tr": frozenset("ve için bir bölüm ile sistemleri".split()),
}  # fmt: skip
_OWN: dict[str, str] = {"fr": "éèàçêœ", "de": "äöüß", "es": "ñóí¿", "pt": "ãõç", "pl": "ąęłśż", "tr": "ğış"}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def language_of(text: str) -> str:
    """Return the tag of the language."""
    for tag, script in _SCRIPTS:
        if script.search(text):
            return tag
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:600])]
    lowered = text[:600].lower()
    open_ends = sum(len(word) > 3 and word.endswith(("o", "os", "as", "a")) for word in words)
    best, most = "en", 0.0
    for tag, small in _WORDS.items():
        count = sum(word in small for word in words) + 0.6 * sum(
            mark in lowered for mark in _OWN.get(tag, "")
        )
        if tag in ("es", "pt", "it") and count:
            count += 0.3 * open_ends
        if count > most:
            best, most = tag, count
    return best


_AMERICAN = re.compile(r"\bU\. ?S\.|United States|\bUSA\b|Federal Bureau|\bFBI\b|Department of Justice")


def month_first(text: str) -> bool | None:
    """Return how 11/01/2017 reads in a text: month first, day first, or None where nothing shows it."""
    if _AMERICAN.search(text[:20_000]):
        return True
    return None if language_of(text) in ("en", "ja", "ko", "zh") else False
