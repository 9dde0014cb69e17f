"""What a PDF's text layer writes for a character, and what was meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Fonts of Chinese standards write slanted Latin letters at these places of the GBK code.
_ITALIC_BYTES = (*range(0xC1, 0xDB), *range(0xE1, 0xFB))
_RADICALS = (
    "⺀冫⺁厂⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示"
    "⺭礻⺮竹⺯糸⺰纟⺱网⺳网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐金⻑長⻒镸⻓长⻔门"
    "⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_ITALIC = re.compile(
    "[{0}]{{2,}}|(?!狀)[{0}]".format("".join(bytes([0xA0, b]).decode("gbk") for b in _ITALIC_BYTES))
)
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_USUAL = frozenset("±·×÷°²³µ§©®«»")
_SIGNS = frozenset("!\"#$%&'*+;<>?@[\\]^`{|}~")
_WORD = re.compile(r"[A-Za-z]+")
_GLUED = re.compile(r"[A-Za-z][^\sA-Za-z0-9'’\-_./(),:&@=<>\[\]\"“”*+#|~]|[a-z][A-Z]|[A-Za-z]\d[A-Za-z]")


@cache
def _table() -> dict[int, str]:
    table = {ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    for point in range(0x2F00, 0x2FD6):
        table[point] = unicodedata.normalize("NFKC", chr(point))
    table[0x2F3E] = "户"
    return table


def plain_letters(text: str) -> str:
    """Return `text` with radicals that stand for characters, and slanted letters of Chinese fonts, as meant.

    The length stays the same.
    """
    text = _ITALIC.sub(lambda match: _upright(match.group()), text)
    return text.translate(_table()) if _RADICAL.search(text) else text


def _upright(letters: str) -> str:
    return "".join(chr(letter.encode("gbk")[1] - 0x80) for letter in letters)


def is_garbled(text: str) -> bool:
    """Tell whether a page's text layer holds wrong characters: broken tables from glyphs to letters."""
    letters = [char for char in text if not char.isspace()]
    if len(letters) < 60:
        return False
    broken = sum(
        "\x80" <= char <= "\x9f" or char in "\ufffd\ufffe" or "\ue000" <= char < "\uf000" for char in letters
    )
    western = sum("\xa1" <= char <= "\xff" and char not in _USUAL for char in letters)
    signs = sum(char in _SIGNS for char in letters)
    if broken * 20 > len(letters) or (broken + western) * 7 > len(letters) or signs * 4 > len(letters):
        return True
    return not _is_language(text, len(letters))


def _is_language(text: str, size: int) -> bool:
    """Tell whether what is no CJK reads like words: letters in runs with vowels, few signs between them."""
    latin = sum(char.isascii() and char.isalpha() for char in text)
    other = sum(char.isalpha() and not char.isascii() for char in text)
    if other * 3 > size or latin * 5 < size:
        return True
    words = _WORD.findall(text)
    voiced = sum(1 for word in words if len(word) > 2 and re.search("[aeiouyAEIOUY]", word))
    return voiced * 4 > len(words) or len(_GLUED.findall(text)) * 8 < len(words)
