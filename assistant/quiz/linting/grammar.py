"""Options that do not fit the stem's grammar, or stand out by their own."""

import re

from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.forms import Form, Told, form_of
from assistant.quiz.linting.shown import Choice, Shown, in_digits, pattern
from assistant.quiz.linting.stems import is_to_be_completed
from assistant.quiz.linting.wholes import speaks_of_others

_VERBAL = frozenset({Form.TO, Form.VERB, Form.THIRD, Form.ING})
_FITS = {
    r"(?:must|should|shall|will|may|can|could|would|cannot|not)": {Form.VERB},
    r"(?:is|are|was|has|have|had|needs?|ought|duty|required|expected|able|asked|supposed|aims?) to": {
        Form.VERB
    },
    r"(?:by)": {Form.ING, Form.NOUN, Form.TIME},
    r"(?:within|called|known as|of|an?|the)": {Form.NOUN, Form.ING, Form.TIME},
}
"""Which forms can follow a stem that ends so; what cannot be told fits everywhere."""


def grammar_mismatch(shown: Shown) -> Findings:
    """An option that cannot complete the stem, or the one option of another form than all the rest.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 28c on grammatical cues; Tarrant et al. (2006).
    "a" or "an", "is" or "are" before an option; an option of another form than the stem's end takes; one of
    three or more that alone is an infinitive, a verb, a noun, a sentence …
    """
    choices = [one for one in shown.choices if not speaks_of_others(one)]
    if len(choices) < 2:
        return
    found = (*_unfit(shown, choices), *_of_other_number(shown, choices), *_odd(choices))
    yield from found[:1]


def _unfit(shown: Shown, choices: list[Choice]) -> Findings:
    """Options that cannot stand after a stem that is to be completed."""
    end = re.sub(r"(?i)[\s_.…:-]*(?:\bwhat)?[\s_.…:?-]*$", "", shown.own)
    completed = is_to_be_completed(shown)
    for one in choices:
        if _wrong_article(end, one.text) or (
            completed and (_wrong_number(end, one.text) or _wrong_form(end, one))
        ):
            last = " ".join(end.split()[-2:])
            about = (
                f"{quoted(one.option.text)} ({letter(one.place)}) does not follow {quoted(last)}: "
                "word stem and options so that each completes it."
            )
            yield Found(about, one.place)


_VOWEL = re.compile(
    r"(?:[ai]|e(?!u)|o(?!ne\b|nce\b)|u(?!ni[tofqv]|nanim|s[eu]|til|k\b)|hour|honest|heir)", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?<![\w/(])(an?)$", re.IGNORECASE)


def _wrong_article(end: str, option: str) -> bool:
    """Whether "an" stands before a consonant, "a" before a vowel, or either before another article."""
    article = _ARTICLE.search(end)
    if (
        not article or not option or option.split(maxsplit=1)[0].isupper()
    ):  # nobody can tell how letters are read
        return False
    if re.match(r"(?:the|an?)\b", option, re.IGNORECASE):
        return True
    return (article[1].casefold() == "an") != bool(_VOWEL.match(option))


def _wrong_number(end: str, option: str) -> bool:
    """Whether "are" stands before one thing, or "is a" before several."""
    if re.search(r"(?i)\b(?:are|were)$", end):
        return re.match(r"(?i)(?:an?|one|each|every|this)\b", option) is not None and " and " not in option
    if re.search(r"(?i)\b(?:is|was)$", end):
        return pattern("several things").fullmatch(option) is not None
    return False


def _wrong_form(end: str, one: Choice) -> bool:
    told = form_of(one.text)
    fits = next((forms for words, forms in _FITS.items() if re.search(rf"(?i)\b{words}$", end)), None)
    return fits is not None and told.sure and told.form not in fits


_ASKED_NUMBER = re.compile(
    r"(?i)\b(?:which|what|name|choose|select) (two|three|four|five|\d)\b(?! (?:of|days|weeks|months|years))"
)
_ASKED_FOR = re.compile(r"(?i)\bwhich (?!of\b)(?:\w+ )?(\w+) (?:is|are|has|have|was|were|does|do)\b")


def _of_other_number(shown: Shown, choices: list[Choice]) -> Findings:
    """The one option that names fewer or more things than the stem asks for."""
    if shown.item.kind is not Kind.SINGLE or len(choices) < 3:
        return
    asked = _ASKED_NUMBER.search(shown.own)
    if asked:
        wanted = float(in_digits(asked[1]))
        counts = [len(re.split(r",? and |, ", one.text)) for one in choices]
        odd = [one for one, count in zip(choices, counts, strict=True) if count != wanted]
        what = f"does not name {asked[1]}, as the stem asks"
    elif noun := _ASKED_FOR.search(shown.own):
        several = is_several(noun[1])
        numbers = [is_several(one.text) for one in choices]
        odd = [one for one, number in zip(choices, numbers, strict=True) if number not in (several, None)]
        odd = odd if several is not None and None not in numbers else []
        what = f"is not what {quoted(noun[0])} asks for"
    else:
        return
    if odd and 1 in (len(odd), len(choices) - len(odd)):
        about = (
            f"{quoted(odd[0].option.text)} ({letter(odd[0].place)}) {what}: let all options be of one number."
        )
        yield Found(about, odd[0].place)


def is_several(text: str) -> bool | None:
    """Whether words name several things or one; None where they may be either."""
    head = re.split(r"(?i) (?:of|for|in|at|on|from|with|who|that|which|to|under)\b", text)[0]
    last = head.split()[-1] if head.split() else ""
    if re.search(r"(?i) and |, ", text):
        return True
    if re.match(r"(?i)(?:an?|one|each|every) ", text):
        return False
    if pattern("either one or several").fullmatch(last) or "'" in last:
        return None
    return last.endswith("s") or pattern("several things").fullmatch(last) is not None


def _odd(choices: list[Choice]) -> Findings:
    """The one option of another form than all the rest, if they are of one."""
    told = [(one, form_of(one.text)) for one in choices]
    for one, own in told:
        rest = [form for other, form in told if other is not one]
        if _stands_out(own, rest):
            about = (
                f"{quoted(one.option.text)} ({letter(one.place)}) is {own.form} where the others are each "
                f"{next(each.form for each in rest if each.form is not Form.OPEN)}: give all one form."
            )
            yield Found(about, one.place)


def _stands_out(own: Told, rest: list[Told]) -> bool:
    known = [one for one in rest if one.form is not Form.OPEN]
    forms = {one.form for one in known}
    if not own.sure or len(known) < 2 or len(forms) != 1 or len(rest) - len(known) > 1:
        return False
    other = next(iter(forms))
    if own.form in (other, Form.OPEN) or not any(one.sure for one in known):
        return False
    if {own.form, other} == {Form.NOUN, Form.SENTENCE}:
        return all(one.plainly for one in (own, *known))
    return bool({own.form, other} & (_VERBAL | {Form.SENTENCE, Form.REPLY}))
