"""The case database: one SQLite file and a folder of sources; the only SQL."""

from counterspec.store.case import Case

__all__ = ["Case"]
