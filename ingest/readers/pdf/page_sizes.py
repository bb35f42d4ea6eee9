"""How large a page is."""

import pypdfium2 as pdfium

_MOST = 1_000_000.0


def page_size(page: pdfium.PdfPage) -> tuple[float, float]:
    """A page's width and height in points, each from 1 to a million: a damaged page may have none."""
    wide, high = page.get_size()
    return _sound(wide), _sound(high)


def _sound(side: float) -> float:
    return min(side, _MOST) if side >= 1 else 1.0  # which holds for what is no number, too
