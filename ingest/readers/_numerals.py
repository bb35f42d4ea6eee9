"""List numbers as letters and Roman numerals, the way browsers and Word count."""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def ordinal(value: int, style: str) -> str:
    """A number in a style named as in CSS ("lower-alpha") or in Word ("lowerLetter"); decimal otherwise."""
    if value < 1 or value > 3999:
        return str(value)
    return _STYLES.get(style, str)(value)


def _letters(value: int) -> str:
    """a … z, aa, ab … as browsers count."""
    letters = ""
    while value:
        value, place = divmod(value - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _repeated(value: int) -> str:
    """a … z, aa, bb … as Word counts."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    numeral = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        numeral += sign * times
    return numeral


def roman_value(numeral: str) -> int:
    """The number that a Roman numeral stands for, 0 for none."""
    signs = {sign: worth for worth, sign in _ROMAN}
    worths = [signs.get(sign, 0) for sign in numeral.lower()]
    return sum(-here if here < after else here for here, after in zip(worths, [*worths[1:], 0], strict=True))


def _ordinal_word(value: int) -> str:
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_STYLES: dict[str, Callable[[int], str]] = {
    "lower-alpha": _letters,
    "lower-latin": _letters,
    "upper-alpha": lambda value: _letters(value).upper(),
    "upper-latin": lambda value: _letters(value).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda value: _roman(value).upper(),
    "decimal-leading-zero": "{:02}".format,
    "lowerLetter": _repeated,
    "upperLetter": lambda value: _repeated(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": "{:02}".format,
    "ordinal": _ordinal_word,
}
