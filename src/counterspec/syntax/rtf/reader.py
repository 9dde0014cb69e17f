"""Read rich text: paragraphs, headings, list items, tables with merged cells; hidden text and notes apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterspec.model import Problem
from counterspec.syntax.compose import flat
from counterspec.syntax.rtf import tables
from counterspec.syntax.rtf.paragraphs import HANDLERS, Paragraphs
from counterspec.syntax.rtf.tokens import Token, tokens
from counterspec.syntax.word.symbols import symbol

_CHARACTERS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
               "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\xa0", "_": "-",
               "softline": "\n", "column": "\n", "\t": "\t", "{": "{", "}": "}", "\\": "\\"}  # fmt: skip
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet pict objdata themedata colorschememapping datastore latentstyles "
    "listtable listoverridetable rsidtbl xmlnstbl generator datafield bkmkstart bkmkend nonshppict atnid "
    "atnauthor atrfstart atrfend atnref atntime atnparent atndate sp sn sv shprslt filetbl revtbl xe tc "
    "template operator author company category keywords doccomm subject manager comment creatim revtim "
    "printim buptim hlinkbase userprops private objclass objname objalias pnseclvl pgptbl wgrffmtfilter "
    "mmathPr passwordhash ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl ffname ffstattext "
    "formfield protusertbl bookmarkstart panose falt".split()
)  # fmt: skip
_TARGETS = {
    "footnote": "note", "annotation": "note", "header": "header", "headerl": "header", "headerr": "header",
    "headerf": "header", "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "listtext": "label", "pntext": "label", "shptxt": "box", "dptxbxtext": "box", "title": "title", "ud": "text",
    "ftnsep": "skip", "ftnsepc": "skip", "fldinst": "instruction", "aftnsep": "skip", "aftnsepc": "skip", "upr": "upr",
}  # fmt: skip
_PASSED = frozenset(
    {"shpinst", "ud", "shptxt", "do", "dptxbxtext", "result", "shp", "nesttableprops", "background"}
)
_MAX_DEPTH = 500


@dataclass(slots=True)
class State:
    """One group's state. `target` is where its text goes: "text", "label", "note", "header", "skip" …"""

    target: str = "text"
    font: int = -1
    skipped: int = 1
    hidden: bool = False
    deleted: bool = False
    white: bool = False
    fresh: bool = True
    starred: bool = False


class Reader:
    """Reads one text; `page` holds what was read, `stated` the title its information gives."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.encoding = tables.code_page(source)
        self.fonts = tables.fonts(source)
        self.white = tables.white_colors(source)
        self.page = Paragraphs(tables.styles(source, self.encoding))
        self.stated = ""
        self.unclosed = False
        self._states: list[State] = [State()]
        self._bytes = bytearray()
        self._aside: dict[str, list[str]] = {}
        self._skip = 0
        self._high = 0

    def run(self) -> Reader:
        """Read the text to its end."""
        for token in tokens(self.source):
            if token.word == "":
                self._text(token)
            else:
                self._flush_bytes()
                self._control(token)
        self._flush_bytes()
        self.unclosed = len(self._states) > 1
        self.page.end()
        return self

    # -- text ----------------------------------------------------------------------------------

    def _text(self, token: Token) -> None:
        state = self._states[-1]
        state.fresh = False
        if state.target == "skip":
            return
        if token.byte >= 0:
            if self._skip:
                self._skip -= 1
            else:
                self._bytes.append(token.byte)
            return
        text = token.text
        if self._skip:
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
        self._bytes += text.encode("latin-1", "replace")

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        encoding = self.fonts.get(self._states[-1].font, "") or self.encoding
        data, self._bytes = bytes(self._bytes), bytearray()
        if encoding == "symbol":
            self._say("".join(symbol(chr(byte), "Symbol") for byte in data))
            return
        try:
            self._say(data.decode(encoding, "replace"))
        except LookupError:
            self._say(data.decode("cp1252", "replace"))

    def _say(self, text: str) -> None:
        state, paragraph = self._states[-1], self.page.open
        target = state.target
        if target == "skip" or not text:
            return
        if target == "label":
            paragraph.label += text[:80]
        elif target == "instruction":
            paragraph.counted = paragraph.counted or text.lstrip()[:4].upper() == "SEQ "
        elif target == "title":
            self.stated += text[:400]
        elif target in {"note", "header", "footer", "box"}:
            self._aside.setdefault(target, []).append(text)
        elif state.deleted:
            paragraph.deleted.append(text)
        elif state.hidden or (state.white and not paragraph.shaded and not paragraph.in_table):
            paragraph.hidden.append(text)
        else:
            paragraph.shown.append(text)

    # -- control words -------------------------------------------------------------------------

    def _control(self, token: Token) -> None:
        word, state = token.word, self._states[-1]
        if word == "{":
            if len(self._states) < _MAX_DEPTH:
                self._states.append(replace(state, fresh=True, starred=False))
            else:
                self._states.append(state)
        elif word == "}":
            self._end_group()
        elif word == "*":
            state.starred = True
        elif word == "u":
            self._unicode(token.number or 0)
        elif state.fresh and self._destination(word, state):
            pass
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif state.target != "skip":
            handler = HANDLERS.get(word)
            if handler is not None and state.target != "text":
                # A label or note has paragraph properties of its own, which end with its group.
                self._say("\n" if word == "par" else " " if word in {"cell", "row"} else "")
            elif handler is not None:
                handler(self.page, token.number)
            else:
                self._other(word, token.number)
        state.fresh = state.fresh and word == "*"

    def _destination(self, word: str, state: State) -> bool:
        """Begin a destination; what is marked as skippable and unknown is skipped."""
        if word in _SKIPPED:
            state.target = "skip"
        elif word in _TARGETS and state.target != "skip":
            state.target = "text" if _TARGETS[word] == "upr" else _TARGETS[word]
        elif state.starred and word not in _PASSED:
            state.target = "skip"
        else:
            return False
        return True

    def _end_group(self) -> None:
        if len(self._states) < 2:
            return
        ended = self._states.pop()
        outer = self._states[-1]
        if ended.target != outer.target and ended.target in self._aside:
            text = "".join(self._aside.pop(ended.target))
            for part in text.split("\n"):
                if flat(part):
                    self.page.pending.append(
                        ("paragraph" if ended.target == "box" else ended.target, flat(part))
                    )
        self._skip = 0
        outer.fresh = False

    def _unicode(self, number: int) -> None:
        point = number % 0x10000
        self._skip = self._states[-1].skipped
        if 0xD800 <= point < 0xDC00:
            self._high = point
            return
        if 0xDC00 <= point < 0xE000:
            point = 0x10000 + ((self._high - 0xD800) << 10) + (point - 0xDC00) if self._high else 0xFFFD
        self._high = 0
        self._say(symbol(chr(point), "") if 0xF000 <= point <= 0xF0FF else chr(point))

    def _other(self, word: str, number: int | None) -> None:
        state = self._states[-1]
        on = number != 0
        if word == "f":
            state.font = number or 0
        elif word == "uc":
            state.skipped = max(0, min(number if number is not None else 1, 10))
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "cf":
            state.white = (number or 0) in self.white
        elif word == "plain":
            state.hidden = state.deleted = state.white = False
            state.font = -1
        elif word in {"cellx", "clvmrg", "clmrg", "trhdr", "trleft"}:
            self.page.table(self.page.open.nesting).row.word(word, number)

    def problems(self, path: str) -> list[Problem]:
        """Return what was kept apart or is missing."""
        found = self.page.problems(path)
        if self.unclosed:
            reason = "the file ends inside a group; its end may be missing"
            found.append(Problem(path, "truncated", reason, "Fetch the file again.", lost=False))
        return found
