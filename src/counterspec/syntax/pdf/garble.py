"""Notice text layers that hold wrong characters: fonts that do not say which letters they draw."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable

from counterspec.syntax.pdf.content import Run

_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
    "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
    "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指几九区强放决"
    "西被干做必战先回则任取据处理世车标准规范围信息技术安全视频网络备符编码测试控传输服务项目采购供应商投标件合同单值类型名称说"
    "号字段须宜不得按照附录引例注示登记注册证监督检查市省县府局司院校联系址话元格金额价交付支持功能模块软硬件使收发请求响消频像"
    "這為個國時來們於會發動過說產種後學經進電裡實業應開還關與線內數變條沒結問無軍總設長頭資邊統較組見計別論運農區強戰處車標準規"
    "範圍資訊術視頻網絡備編碼測試輸務項購應商件單類稱須錄證監聯請響"
)
_USUAL = frozenset("±·×÷°²³µ§©®«»¿¡€£¥ªº¼½¾")
_SIGNS = frozenset("!\"#$%&'*+;<>?@[\\]^`{|}~")
_LETTERS = string.ascii_letters
_BROKEN = re.compile("[\x80-\x9f\ufffd\ufffe\ue000-\uefff]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RARE = re.compile("[\u3400-\u4dbf\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3040-\u30ff]")
_WIDE = re.compile("[\uff00-\uffef]")
_VOWEL = re.compile(r"[aeiouyAEIOUYà-æè-ïò-öù-ýÀ-ÆÈ-ÏÒ-ÖÙ-Ý]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_GLUED = re.compile(r"[A-Za-z][^\sA-Za-z0-9'’\-_./(),:&@=<>\[\]\"“”*+#|~À-ɏ]|[a-z][A-Z]|[A-Za-z]\d[A-Za-z]")
_CODE = re.compile(
    r"\b(?:if|else|return|for|while|int|void|null|NULL|class|public|private|static|function|def|import|include|struct|"
    r"char|string|boolean|SELECT|FROM|WHERE|CREATE|TABLE|var|const|let|new|true|false)\b|</?[A-Za-z][\w:-]*|\w+=\"|"
    r"(?<!\w)\\[^\W\d_]*[^\W\d_A-Z]{2}"
)
_ID = re.compile(r"(?=[^\d]*\d)[A-Z0-9][A-Z0-9\-./]*[.,;]?")
_LEADER = re.compile(r"[.…·_\-—•*=]+")
_LATIN = re.compile(r"[A-Za-z]")
_DIRTY = re.compile(r"\w[%§¥£¢¬¦|^°¶«»\\`{}<>$#?!*“”]+\w|[%§¥£¢¬¦]{2}|\d[’‘']\w")
_BLOCK = re.compile(r"[A-Za-z0-9+/=]{40,}|\b(?:[0-9A-Fa-f]{2}[\s:]){4,}|\b[0-9A-Fa-f]{8,}\b")
"""Certificates, keys and dumps: letters without words that are meant so."""
_SYMBOLS = re.compile(
    r"symbol|math|ding|wing|webding|cmsy|cmex|cmmi|msam|msbm|mt.?extra|euclid|stix|icon|awesome|barcode|bullet|arrow",
    re.IGNORECASE,
)
_ENOUGH = 60
_FONT = 24
_SAMPLE = 1_000
_SHARE = 0.08
_LEAST = 20


def garbled_letters(runs: Iterable[Run]) -> int:
    """Return how many letters of a page stand in fonts whose text layer holds wrong characters."""
    fonts: dict[str, list[str]] = {}
    for run in runs:
        fonts.setdefault(run.style.font, []).append(run.text)
    rest: list[str] = []
    found = 0
    for name, texts in fonts.items():
        size = sum(map(len, texts))
        if _SYMBOLS.search(name):
            continue
        if size < _FONT:
            rest += texts
        elif is_garbled(" ".join(texts)[:_SAMPLE], _FONT):
            found += size
    if rest and is_garbled(" ".join(rest)[:_SAMPLE]):
        found += sum(map(len, rest))
    return found


def is_garbled_page(runs: Iterable[Run]) -> bool:
    """Tell whether so much of a page's text is wrong that its picture is to be read instead."""
    shown = list(runs)
    size = sum(len(run.text) for run in shown)
    if size < _LEAST:
        return False
    return garbled_letters(shown) >= max(_LEAST, _SHARE * size)


def is_garbled(text: str, enough: int = _ENOUGH) -> bool:
    """Tell whether a text holds wrong characters: broken tables from glyphs to letters."""
    if _BLOCK.search(text):
        text = _BLOCK.sub(" ", text)
    counts = Counter(text)
    size = sum(count for char, count in counts.items() if not char.isspace())
    if size < enough:
        return False
    latin = sum(counts[letter] for letter in _LETTERS)
    beyond = [] if text.isascii() else [(char, count) for char, count in counts.items() if char > "\x7f"]
    broken = sum(count for char, count in beyond if _BROKEN.match(char))
    western = sum(count for char, count in beyond if "\xa1" <= char <= "\xff" and char not in _USUAL)
    if broken * 20 > size or (broken + western) * 3 > size or western > latin + 10:
        return True
    if beyond and _is_wrong_han(counts):
        return True
    signs = sum(counts[char] for char in _SIGNS)
    other = sum(count for char, count in beyond if char.isalpha() and not _WIDE.match(char))
    other -= western
    if other * 3 > size or (latin + western) * 5 < size:
        return False
    usual = sum(counts[letter] for letter in "etaoinsr")
    if signs * 20 < size and usual > 0.5 * latin and counts[" "] * 12 > latin and western * 4 < latin:
        return False
    return not _is_language(text, signs, size)


def _is_wrong_han(counts: Counter[str]) -> bool:
    """Tell whether Chinese characters are none that texts are made of: hardly one of them is common."""
    han = {char: count for char, count in counts.items() if _HAN.match(char)}
    whole = sum(han.values())
    if whole < 40 or sum(count for char, count in counts.items() if _KANA.match(char)) * 10 > whole:
        return False
    common = sum(count for char, count in han.items() if char in _COMMON)
    rare = sum(count for char, count in han.items() if _RARE.match(char))
    # Lists of names have few common characters, but each of them again and again, or many different ones.
    return rare * 6 > whole or common * 12 < whole


def _is_language(text: str, signs: int, size: int) -> bool:
    """Tell whether what is no CJK reads like words: common letters, vowels, few signs inside words."""
    if len(_CODE.findall(text)) >= 3:
        return True
    tokens = [token for token in text.split() if not _LEADER.fullmatch(token)]
    if sum(1 for token in tokens if _ID.fullmatch(token)) * 2 > len(tokens):
        return True
    words = _WORD.findall(text)
    if not words:
        return True
    letters = [letter for word in {word.lower() for word in words if len(word) > 2} for letter in word]
    if len(letters) >= _ENOUGH and sum(letter in "etaoinsr" for letter in letters) < 0.28 * len(letters):
        return False
    if signs * 4 > size:
        return sum(1 for word in words if len(word) > 2 and word[1:].islower()) * 3 > len(words)
    latin = sum(1 for token in tokens if _LATIN.search(token))
    if latin > 12 and sum(1 for token in tokens if _DIRTY.search(token)) > 0.25 * latin:
        return False
    voiced = sum(1 for word in words if len(word) > 2 and _VOWEL.search(word))
    return voiced * 4 >= len(words) or len(_GLUED.findall(text)) * 8 < len(words)
