"""Counterspec reads specifications and shows, with proof, where they call for people to be sorted by who they are."""

from counterspec._version import __version__

__all__ = ["__version__"]
