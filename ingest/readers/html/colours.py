"""Colours as a web page states them."""

import re

from ingest.readers._hidden import from_hex

Colour = tuple[int, int, int]
Clear = tuple[()]
CLEAR: Clear = ()
"""The colour of what shows through whole."""
WHITE: Colour = (255, 255, 255)
_NAMED: dict[str, Colour | Clear] = {
    "transparent": CLEAR,
    "white": WHITE,
    "snow": (255, 250, 250),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "yellow": (255, 255, 0),
    "grey": (128, 128, 128),
    "gray": (128, 128, 128),
    "silver": (192, 192, 192),
}
_MIXED = re.compile(r"rgba?\(([^)]*)\)")
_HEX = re.compile(r"#(?:([0-9a-f]{3})([0-9a-f])?|([0-9a-f]{6})([0-9a-f]{2})?)")
_NUMBER = re.compile(r"(\d{0,4}(?:\.\d{0,9})?)(%?)")


def colour_of(stated: str | None) -> Colour | Clear | None:
    """A colour, which may stand first among other things that a ground is said to be.

    Returns:
        Red, green and blue up to 255; CLEAR; or None where it is none that is known.
    """
    said = (stated or "").strip().lower()
    if mixed := _MIXED.match(said):
        return _mixed(mixed[1])
    first = said.split()[0] if said else ""
    match = _HEX.fullmatch(first)
    if not match:
        return _NAMED.get(first)
    short, short_clear, long, long_clear = match.groups()
    if short_clear == "0" or long_clear == "00":
        return CLEAR
    return from_hex(long or "".join(digit * 2 for digit in short))


def _mixed(inside: str) -> Colour | Clear | None:
    parts = [part for part in re.split(r"[\s,/]+", inside.strip()) if part]
    matches = [_NUMBER.fullmatch(part) for part in parts]
    numbers = [match for match in matches if match and match[1].strip(".")]
    if len(numbers) != len(parts) or len(parts) < 3:
        return None
    if len(parts) > 3 and not float(numbers[3][1]):
        return CLEAR
    red, green, blue = (
        min(round(float(number[1]) * (2.55 if number[2] else 1)), 255) for number in numbers[:3]
    )
    return red, green, blue
