"""The functions of pdfium that are asked for every word, without the cost of ctypes' checks.

They take addresses as plain numbers: `CharBox(textpage, index, left, right, bottom, top)`.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_P = ctypes.c_void_p
_I = ctypes.c_int


def _bound(name: str, result: Any, *arguments: Any) -> Any:
    place = ctypes.cast(getattr(pdfium, name), _P).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(place)


char_box = _bound("FPDFText_GetCharBox", None, _P, _I, _P, _P, _P, _P)
text_object = _bound("FPDFText_GetTextObject", _P, _P, _I)
char_matrix = _bound("FPDFText_GetMatrix", _I, _P, _I, _P)
char_size = _bound("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
object_font = _bound("FPDFTextObj_GetFont", _P, _P)
font_name = _bound("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_weight = _bound("FPDFFont_GetWeight", _I, _P)
render_mode = _bound("FPDFTextObj_GetTextRenderMode", _I, _P)
fill_colour = _bound("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)


def address(handle: Any) -> int:
    """Return the address behind one of pdfium's handles."""
    return ctypes.cast(handle, _P).value or 0
