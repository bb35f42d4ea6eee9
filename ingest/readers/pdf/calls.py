"""Functions of pdfium that are called so often that the call itself takes the time.

They take and give addresses as numbers: pypdfium2's own check each argument and make an object of each
address, which takes as long again.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c

_Address = ctypes.c_void_p
_int = ctypes.c_int


def address(handle: Any) -> int:
    """The address that one of pypdfium2's handles stands for."""
    return ctypes.cast(handle, _Address).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, _Address, *arguments)(address(function))


char_unicode = _plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _int)
char_object = _plain(pdfium_c.FPDFText_GetTextObject, _Address, _int)
char_box = _plain(pdfium_c.FPDFText_GetCharBox, _int, _int, _Address, _Address, _Address, _Address)
char_origin = _plain(pdfium_c.FPDFText_GetCharOrigin, _int, _int, _Address, _Address)
render_mode = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, _int)
content_of_object = _plain(pdfium_c.FPDFPageObj_GetMarkedContentID, _int)

children = _plain(pdfium_c.FPDF_StructElement_CountChildren, _int)
child = _plain(pdfium_c.FPDF_StructElement_GetChildAtIndex, _Address, _int)
content_of_child = _plain(pdfium_c.FPDF_StructElement_GetChildMarkedContentID, _int, _int)
role = _plain(pdfium_c.FPDF_StructElement_GetType, ctypes.c_ulong, _Address, ctypes.c_ulong)
