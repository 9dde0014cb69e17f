"""The evidence pack: an RO-Crate in a BagIt bag, which another machine reads again and checks."""

from counterspec.publish.pack.checked import Checked
from counterspec.publish.pack.checking import check
from counterspec.publish.pack.making import make

__all__ = ["Checked", "check", "make"]
