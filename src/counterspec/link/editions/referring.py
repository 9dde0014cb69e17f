"""Whether a remark does nothing but name the table or annex where the values stand."""

from __future__ import annotations

import re

from counterspec.syntax.code_references import references
from counterspec.syntax.numbers import find

_LEADS = re.compile(
    r"见|見|详|参|照|按|代码|编码|的|规定|\b(?:see|in|of|the|codes?|values?|list|per|from|by|as|defined|voir|siehe|ver|véase|"
    r"см)\b|[\W\d_]+",
    re.IGNORECASE,
)
_LONG = 200


def refers_only(text: str) -> bool:
    """Tell whether a text is a reference to a table or annex and no more: "see table B.2", "见 XX/T 400.1 表 4"."""
    if len(text) > _LONG:
        return False
    spans = [found.span for found in references(text) if found.target in ("table", "annex")]
    if not spans:
        return False
    spans += [number.span for number in find(text)]
    rest = list(text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return not _LEADS.sub("", "".join(rest))
