"""The exceptions of Counterspec: each class carries its exit code, HTTP status and a hint.

CounterspecError
├── UsageError            a command or option that cannot be carried out
│   └── ConfigError       a configuration file that says something unknown or impossible
├── InputError            a source that cannot be opened at all
│   ├── UnreadableError   bytes that no reader can turn into a document
│   └── LimitError        a source that would need more time, memory or depth than allowed
├── EvidenceError         a quote that the bytes do not contain
├── StoreError            a case that cannot be opened, read or written
├── VocabularyError       a vocabulary file that breaks its own rules
├── RegimeError           a file of legal rules that breaks its own shape
└── PluginError           a module that does not offer what its room asks for
"""

from __future__ import annotations


class CounterspecError(Exception):
    """Any failure that Counterspec foresees; the message names file, place and remedy."""

    exit_code: int = 2
    http_status: int = 500
    hint: str = ""
    code: str = "failed"
    """What a Problem made of it is called: short and stable."""

    def __init__(self, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message)
        if hint:
            self.hint = hint
        if code:
            self.code = code


class UsageError(CounterspecError):
    """A command or option that cannot be carried out as given."""

    http_status = 400


class ConfigError(UsageError):
    """A configuration file that says something unknown or impossible."""

    hint = "See docs/configuration.md for every key."


class InputError(CounterspecError):
    """A source that cannot be opened or read at all."""

    http_status = 422


class UnreadableError(InputError):
    """Bytes that no reader can turn into a document."""

    code = "unreadable"


class LimitError(InputError):
    """A source that would need more time, memory or depth than allowed."""

    code = "too-large"
    http_status = 413


class EvidenceError(CounterspecError):
    """A quote that the bytes do not contain at the place it claims."""

    http_status = 409


class StoreError(CounterspecError):
    """A case that cannot be opened, read or written."""

    http_status = 503
    code = "case"


class VocabularyError(CounterspecError):
    """A vocabulary file that breaks the rules of its own shape."""


class RegimeError(CounterspecError):
    """A file of legal rules that breaks the rules of its own shape."""

    hint = "docs/regimes.md lists every key."


class PluginError(CounterspecError):
    """A module of a plug-in room that does not offer a valid ENTRY."""
