"""Tell the language of a stretch of text: by its script, Latin ones by their commonest words."""

from __future__ import annotations

import re

_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PERSIAN = re.compile(r"[پچژگ]|\bمی|ی")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for with be this which by shall are or as on not from an it its",
        "fr": "le la les des du et est dans pour que qui une un par sur au aux ne pas sont ou avec ce cette doit il de",
        "de": "der die das und ist von mit für den dem des ein eine nicht zu auf im werden oder sind bei nach muss als",
        "es": "el la los las del y en que para por con una un es se al no deberá debe o su sus lo de",
        "pt": "o a os as do da dos das e em que para por com uma um é não se ao ou deve deverá são na no de",
        "it": "il la lo gli le dei della del e di che per con una un è non si al alla deve o sono nel",
        "nl": "de het een en van in is dat voor met te op zijn niet aan door wordt of moet worden bij als",
        "tr": "ve bir bu ile için olarak olan da de göre veya her tarafından ise en olmalıdır edilmelidir",
        "pl": "i w z na do się nie jest że o od dla przez po oraz lub być są musi",
        "vi": "và của các là có được cho trong không với một những theo phải này",
        "id": "dan yang di untuk dengan dari pada ini dalam tidak adalah oleh atau harus akan ke",
    }.items()
}
_LANGUAGES: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _COMMON.items() if word in words)
    for word in sorted({word for words in _COMMON.values() for word in words})
}
_ENOUGH = 3
_SAMPLE = 4_000


def language_of(text: str, fallback: str = "en") -> str:
    """Return the language of a text as a tag ("zh", "en", …), `fallback` where too little shows it."""
    if not text.isascii():
        by_script = _by_script(text)
        if by_script:
            return by_script
    counts: dict[str, int] = {}
    for match in _WORD.finditer(text[:_SAMPLE]):
        for language in _LANGUAGES.get(match.group().lower(), ()):
            counts[language] = counts.get(language, 0) + 1
    known = counts.get(fallback, 0)
    best = max(counts, key=lambda language: (counts[language], language), default=fallback)
    return best if counts and counts[best] >= _ENOUGH and counts[best] > known else fallback


def _by_script(text: str) -> str | None:
    sample = text[:_SAMPLE]
    letters = len(_WORD.findall(sample)) or 1
    if len(_KANA.findall(sample)) * 8 > len(_HAN.findall(sample)) and _KANA.search(sample):
        return "ja"
    for pattern, language in ((_HANGUL, "ko"), (_HAN, "zh"), (_HEBREW, "he"), (_DEVANAGARI, "hi")):
        if len(pattern.findall(sample)) * 2 >= letters:
            return language
    if len(_CYRILLIC.findall(sample)) > letters:
        return "uk" if _UKRAINIAN.search(sample) else "ru"
    if len(_ARABIC.findall(sample)) > letters:
        return "fa" if len(_PERSIAN.findall(sample)) > 1 else "ar"
    return None
