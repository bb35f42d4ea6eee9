"""How Acts and what is made under them begin, and what they are called."""

import re

_LAW = re.compile(
    r"\bbe it enacted\b|\b(?:19|20)\d\d CHAPTER \d+|\bStatutory (?:Instruments|Rules)\b|"
    r"\bin exercise of the powers? conferred\b|\b(?:19|20)\d\d (?:asp|anaw|asc|nawm) \d+|"
    r"\bAct of (?:Senedd Cymru|the (?:Scottish Parliament|National Assembly for Wales|Oireachtas))\b|"
    r"\b(?:Regulations|Act|Order|Rules) may be cited as\b",
    re.IGNORECASE,
)
_ABOUT_IT = r"(?:A |An )?(?:Guid|Code|Statutory|Explan|Introduc|Summary|Over|Chapter|What|Under|Working)"
_WORD = r"(?:[A-Z(´'’“][^\s.;]*|and|of|the|in|for|to|etc\.?|&)"
_LAW_NAME = r"(?:Act|Regulations|Order|Rules|Measure)(?: \([^)]*\))* (?:19|20)\d\d"
LAW_TITLE = re.compile(rf"^(?!{_ABOUT_IT})(?:The )?{_WORD}(?: {_WORD})* {_LAW_NAME}$")
"""A line that is the name of a law and nothing else."""
_CITED = re.compile(rf"\bmay be cited as (?:the )?(?P<name>[^.;]{{5,200}}? {_LAW_NAME})")


def is_law(opening: str) -> str:
    """The words in the opening of a document that only law has, or ""."""
    match = _LAW.search(opening[:4000])
    return match[0] if match else ""


def name_of_law(lines: list[str]) -> str:
    """The name of a law by the first lines of its text: a line of its own, else how it is to be cited."""
    named = next((line for line in lines if LAW_TITLE.match(line)), "")
    cited = next((match["name"] for line in lines if (match := _CITED.search(line))), "")
    return named or cited
