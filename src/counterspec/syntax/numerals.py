"""Write the numbers of lists and headings as office programs print them."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_KOREAN_COUNT = "영일이삼사오육칠팔구"
_MOST = 100_000


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    made = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        made += letters * count
    return made


def _letters(number: int) -> str:
    """Return a … z, aa, bb … as office programs count on."""
    if not 0 < number <= 26 * 30:
        return str(number)
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _counted(number: int, digits: str, places: tuple[str, str, str, str], lone_ten: bool) -> str:
    """Return a number in words of ten-thousands, thousands, hundreds and tens (二十三, 壹佰零伍)."""
    if not 0 < number < _MOST:
        return digits[0] if number == 0 else str(number)
    made, gap = "", False
    for place, word in zip((10_000, 1000, 100, 10, 1), (*places, ""), strict=True):
        digit = number // place % 10
        if digit:
            made += (digits[0] if gap and made else "") + digits[digit] + word
            gap = False
        else:
            gap = bool(made)
    return made[1:] if lone_ten and made.startswith(digits[1] + places[3]) else made


def _chinese(number: int) -> str:
    return _counted(number, "零" + _HAN[1:], ("万", "千", "百", "十"), True)


def _digits(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _row(signs: str) -> Callable[[int], str]:
    """Return what counts through a row of signs, and goes on in plain digits after it."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _run(first: int, count: int) -> Callable[[int], str]:
    return _row("".join(map(chr, range(first, first + count))))


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else ends.get(number % 10, 'th')}"


_CIRCLED = _row("".join(map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)])))
_RUSSIAN = _row("абвгдежзиклмнопрстуфхцчшщэюя")
_STEMS = _row("甲乙丙丁戊己庚辛壬癸")
_BRANCHES = _row("子丑寅卯辰巳午未申酉戌亥")
_AIUEO = _row("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
_IROHA = _row(
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_GANADA = _row("가나다라마바사아자차카타파하")
_CHOSUNG = _row("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ")
_ABJAD = _row("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
_ARABIC = _row("أبتثجحخدذرزسشصضطظعغفقكلمنهوي")
_HEBREW = _row("אבגדהוזחטיכלמנסעפצקרשת")

_SCHEMES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "decimalEnclosedParen": _run(0x2474, 20),
    "ideographEnclosedCircle": _run(0x3280, 10),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda n: _digits(n, _HAN),
    "japaneseDigitalTenThousand": lambda n: _digits(n, _HAN),
    "taiwaneseDigital": lambda n: _digits(n, "○" + _HAN[1:]),
    "koreanDigital": lambda n: _digits(n, _KOREAN_COUNT),
    "koreanDigital2": lambda n: _digits(n, "零" + _HAN[1:]),
    "koreanCounting": lambda n: _counted(n, _KOREAN_COUNT, ("만", "천", "백", "십"), True),
    "chineseLegalSimplified": lambda n: _counted(n, _LEGAL, ("萬", "仟", "佰", "拾"), False),
    "ideographLegalTraditional": lambda n: _counted(n, _LEGAL_TRADITIONAL, ("萬", "仟", "佰", "拾"), False),
    "japaneseLegal": lambda n: _counted(n, "零壱弐参四伍六七八九", ("萬", "阡", "百", "拾"), False),
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "aiueo": _AIUEO,
    "aiueoFullWidth": _AIUEO,
    "iroha": _IROHA,
    "irohaFullWidth": _IROHA,
    "ganada": _GANADA,
    "chosung": _CHOSUNG,
    "russianLower": _RUSSIAN,
    "russianUpper": lambda n: _RUSSIAN(n).upper(),
    "arabicAbjad": _ABJAD,
    "arabicAlpha": _ARABIC,
    "hebrew1": _HEBREW,
    "hebrew2": _HEBREW,
    "hex": lambda n: f"{n:X}",
    "none": lambda n: "",
}
_BINARY = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    11: "ideographDigital", 10: "japaneseCounting", 12: "aiueo", 13: "iroha", 14: "decimalFullWidth",
    16: "japaneseLegal",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 20: "aiueoFullWidth",
    21: "irohaFullWidth", 22: "decimalZero", 24: "ganada", 25: "chosung", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 41: "koreanDigital", 42: "koreanCounting", 44: "koreanDigital2", 45: "hebrew1",
    46: "arabicAlpha", 47: "hebrew2", 48: "arabicAbjad", 57: "numberInDash", 58: "russianLower", 59: "russianUpper",
    255: "none",
}  # fmt: skip
"""The numbers by which older Word files and rich text name the schemes."""


def numeral(number: int, scheme: str) -> str:
    """Return a number as printed; schemes are named as in Word's own files, unknown ones print digits."""
    return _SCHEMES.get(scheme, str)(number)


def scheme_of(code: int) -> str:
    """Return the name of a scheme that a binary file gives by number."""
    return _BINARY.get(code, "decimal")
