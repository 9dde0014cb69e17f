"""Titles that files carry in their metadata: which say something, and which are left from a program."""

from __future__ import annotations

import re

_JUNK = re.compile(
    r"untitled.*|(?:new )?(?:document|presentation|workbook|spreadsheet|page|file)\s?\d*|doc\d*|book\d*|sheet\d*|"
    r"无标题.*|未命名.*|新建.*|文档\s?\d*|演示文稿\s?\d*|工作簿\s?\d*|幻灯片\s?\d*|"
    r"標題|标题|题目|無題.*|名称未設定.*|제목 없음.*|"
    r"sans titre.*|sans nom.*|unbenannt.*|ohne titel.*|sin título.*|sem título.*|без названия.*|senza titolo.*|"
    r"powerpoint[ -].{0,20}|slide\s?\d*|title|normal|template|microsoft|word|excel|index|home|default|none|null|"
    r"(?:microsoft )?(?:word|excel|powerpoint)\s*[-–—:].*|microsoft (?:word|excel|powerpoint).*|"
    r"(?:print|scan|scanned|image|img|untitled|kmbt|doc|skm|scn)[\s_\-]*\d[\d\s_\-.]*|test|temp|tmp|draft|"
    r"[<\[({]?[0-9a-f\s]{8,}[>\])}]?|<[^<>]*>|[\d\s\W_]+|"
    r"(?:https?|file):.*|[a-z]:\\.*|about:.*|.*\.(?:docx?|dotx?|wps|xlsx?|et|pptx?|pdf|rtf|odt|ods|tmp|indd|cdr|dwg|qxd|"
    r"txt|html?|tex|dvi|ps|fm|pages|ai|eps)",
    re.IGNORECASE | re.DOTALL,
)
_DAMAGED = re.compile("[\x00-\x08\x0b-\x1f\ufffd\ue000-\uf8ff]")
_MOJIBAKE = re.compile(
    r"[\u0080-\u009f]|(?:[ÃÂÐÑ][\u0080-\u00bf]){2}|[ÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞ¡-¿]{4}|þÿ"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3]")
_MAX_TITLE = 300
_SHORTEST = 4


def stated_title(title: str | None) -> str | None:
    """Return a metadata title that says something, None for what programs put there by themselves."""
    words = " ".join((title or "").split())
    if not words or len(words) > _MAX_TITLE or _DAMAGED.search(words) or _MOJIBAKE.search(words):
        return None
    # Three or four characters are a title in Chinese, as 民族代码 is; in other scripts they are not.
    if len(words) <= _SHORTEST and len(_WIDE.findall(words)) < 3:
        return None
    return None if _JUNK.fullmatch(words) else words
