"""Translation by Argos Translate, where the user installed it: in a process of its own whose sockets are shut.

The process reads one request as JSON and writes one answer. What the library would fetch, it is not given:
models are installed by the user.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module

from counterspec.casework.machine import BY, TIMEOUT, check_words
from counterspec.errors import LimitError, UsageError
from counterspec.syntax.languages import language_of

_INSTALL = "pip install argostranslate, then for instance argospm install translate-zh_en; nothing is fetched for you"
_CODES = {"zh-hans": "zh", "zh-cn": "zh", "zh-hant": "zt", "zh-tw": "zt", "pt-br": "pb"}
"""What Argos calls a language with a script or region; of any other it knows the language alone."""


@dataclass(frozen=True, slots=True)
class Argos:
    """Argos Translate on this machine."""

    timeout: float = TIMEOUT
    model: str = "Argos Translate"
    host: str = "localhost"
    remote: bool = False

    @property
    def name(self) -> str:
        """The name its translations carry."""
        return BY + self.model

    def translate(self, words: str, language: str) -> str:
        """Return what Argos makes of words.

        Raises:
            UsageError: it is not installed, has no model for these languages, or makes nothing of them.
            LimitError: it takes too long.
        """
        check_words(words)
        asked = {"words": words, "from": language_of(words), "to": code_of(language)}
        # -P: no module of the folder that somebody happens to work in.
        command = [sys.executable, "-P", "-m", "counterspec.casework.argos"]
        path = os.pathsep.join(part for part in sys.path if part and os.path.isabs(part))  # noqa: PTH117
        try:
            done = subprocess.run(
                command, input=json.dumps(asked).encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                timeout=self.timeout, env={**os.environ, "PYTHONPATH": path}, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise LimitError(f"Argos Translate: no translation within {self.timeout:g} s") from error
        return _text_of(done.stdout)


def code_of(language: str) -> str:
    """Return what Argos calls a language tag."""
    tag = language.casefold()
    return _CODES.get(tag, tag.partition("-")[0])


def _text_of(data: bytes) -> str:
    try:
        said = json.loads(data)
    except ValueError as error:
        raise UsageError("Argos Translate ended without an answer") from error
    if "error" in said:
        raise UsageError(said["error"], hint=str(said.get("hint", "")))
    if not said["text"].strip():
        raise UsageError("Argos Translate translated nothing")
    return str(said["text"]).strip()


# -- the process -----------------------------------------------------------------------------------


def main() -> None:
    """Answer the one request on standard input."""
    answers = sys.stdout
    # What a library prints must not stand beside the answer.
    sys.stdout = sys.stderr
    sys.addaudithook(_alone)
    answers.write(json.dumps(_answered(json.loads(sys.stdin.read()))))


def _alone(event: str, _: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise PermissionError("nothing leaves this machine")


def _answered(asked: dict[str, str]) -> dict[str, str]:
    try:
        library = import_module("argostranslate.translate")
    except ImportError:
        return {"error": "Argos Translate is not installed", "hint": _INSTALL}
    try:
        known = {one.code: one for one in library.get_installed_languages()}
        start, end = known.get(asked["from"]), known.get(asked["to"])
        way = start.get_translation(end) if start and end else None
        if way is None:
            pair = f"{asked['from']}_{asked['to']}"
            told = f"Argos Translate has no model from {asked['from']} to {asked['to']}"
            return {
                "error": told,
                "hint": f"argospm install translate-{pair}, or over English; nothing is fetched for you",
            }
        return {"text": str(way.translate(asked["words"]))}
    except Exception as error:  # a library of libraries: whatever it raises is told, and ends here
        return {"error": f"Argos Translate: {type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    main()
