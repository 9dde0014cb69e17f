"""Numbers of standards, laws and patents: one small grammar a family, found on a folded copy of the text."""

from counterspec.syntax.numbers.finding import find
from counterspec.syntax.numbers.folding import fold
from counterspec.syntax.numbers.value import Number, NumberKind

__all__ = ["Number", "NumberKind", "find", "fold"]
