"""Two documents held against each other, element by element: what one says and the other does not."""

from counterspec.link.editions.compare import compare
from counterspec.link.editions.edition import Edition

__all__ = ["Edition", "compare"]
