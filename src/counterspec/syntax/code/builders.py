"""Fields that a builder or a rule makes: `yup.string().required()`, `required|string|max:40`."""

from __future__ import annotations

import re

from counterspec.syntax.code import marks, words
from counterspec.syntax.code.draft import Draft
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node

_SCHEMA_ROOT = re.compile(
    rb"\s*(?:await\s+)?(yup|joi|Joi|Yup|z|zod|v|PropTypes|DataTypes|Sequelize|types|Schema|S|t|Type|s)\b\s*\."
)
_OPTIONAL_ROOTS = frozenset({b"yup", b"Yup", b"joi", b"Joi", b"PropTypes"})
_MAX_READ = 400


def built_field(reader: Reader, index: int, value: Node) -> None:
    """A key whose value is a builder (`yup.string().required()`), a type, or taken from elsewhere."""
    draft = reader.drafts[index]
    root = _SCHEMA_ROOT.match(reader.data, value.start_byte, value.end_byte)
    if value.type in reader.dialect.calls:
        marks.apply(reader, index, value.start_byte, value.end_byte, "builder")
    text = reader.slice(value.start_byte, min(value.end_byte, value.start_byte + _MAX_READ))
    if root is None:
        if draft.use == "slot":
            draft.use = "infer" if words.says_inferred(text) else "populate"
        return
    reader.done.update(inner.id for inner in inside(value))
    draft.type_name = text[:40].split("(")[0].strip()
    if draft.obligation is None and root.group(1) in _OPTIONAL_ROOTS:
        draft.allow_absence(None)
    elif draft.obligation is None and root.group(1) in (b"z", b"zod"):
        draft.require(None)


def is_schema(reader: Reader, value: Node) -> bool:
    """Tell whether a call builds a schema (`yup.string().oneOf([…])`), not a list."""
    is_call = value.type in reader.dialect.calls
    return is_call and _SCHEMA_ROOT.match(reader.data, value.start_byte, value.end_byte) is not None


def rule(draft: Draft, text: str) -> None:
    """Read a validation rule: `required|string|max:40`, `nullable`, `in:a,b`."""
    for part in text.split("|"):
        word, _, argument = part.partition(":")
        if word == "required":
            draft.require("required")
            draft.use = "validate" if draft.use == "slot" else draft.use
        elif word in ("nullable", "sometimes"):
            draft.allow_absence(word)
        elif word == "max" and argument.isdigit():
            draft.length = argument
