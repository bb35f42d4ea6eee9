"""Options that do not fit the stem's grammar, or stand out by their own."""

import re

from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, letter, quoted
from assistant.quiz.linting.forms import OPEN, Form, Forms, forms_of
from assistant.quiz.linting.shown import Choice, Shown, pattern
from assistant.quiz.linting.stems import is_to_be_completed, main_clause
from assistant.quiz.linting.wholes import speaks_of_others

_FITS: dict[str, set[Form]] = {
    r"(?:must|should|shall|will|may|can|could|would|cannot|not)": {Form.VERB},
    r"(?:is|are|was|has|have|had|needs?|ought|duty|required|expected|able|asked|supposed|aims?) to": {
        Form.VERB
    },
    r"(?:by)": {Form.ING, Form.NOUN, Form.TIME},
    r"(?:within|called|known as|of|an?|the)": {Form.NOUN, Form.ING, Form.TIME, Form.THAT},
}
"""Which forms can follow a stem that ends so; what cannot be told fits everywhere."""


def grammar_mismatch(shown: Shown) -> Findings:
    """An option that cannot complete the stem or answer it, or the one of another form than the rest.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 28c on grammatical cues; Tarrant et al. (2006).
    "a" or "an" before an option; an option of another form than the stem's end or "who …?", "when …?" takes;
    one of three or more that alone is an infinitive, a verb, a sentence … An option that may be of several
    forms counts only if none of them fits.
    """
    choices = [one for one in shown.choices if not speaks_of_others(one)]
    if len(choices) < 2:
        return
    found = (
        *_unfit(shown, choices),
        *_of_other_number(shown, choices),
        *_no_answer(shown, choices),
        *_odd(choices),
    )
    yield from found[:1]


_TO_COMPLETE = re.compile(
    r"(?:please )?(?:complete|finish) (?:the|this) (?:sentence|statement)\b", re.IGNORECASE
)


def _unfit(shown: Shown, choices: list[Choice]) -> Findings:
    """Options that cannot stand after a stem that is to be completed."""
    end = re.sub(r"(?i)[\s_.…:-]*(?:\bwhat)?[\s_.…:?-]*$", "", shown.own)
    completed = is_to_be_completed(shown) or _TO_COMPLETE.match(shown.own) is not None
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
    r"(?:[ai]|e(?!u)|o(?!ne\b|nce\b)|u(?!ni[tofqv]|nanim|s[eu]|til|k\b)|hour|hono|hone|heir|8|1[18](?!\d))",
    re.IGNORECASE,
)
_TWICE = re.compile(r"(?:to|by|of|from|with|in|within|for)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:(?<![\w/(])(?P<a>an?|the)|(?<=[.?!:…] )(?P<opening>An?|The))$")
_LETTERS = re.compile(r"[\"']?(?:[A-Z][^a-z]|[A-Z]\w*[A-Z])")
"""What opens an option that is read as letters: nobody can tell how."""


def _wrong_article(end: str, option: str) -> bool:
    """Whether "an" stands before a consonant, "a" before a vowel, or any article before another."""
    article = _ARTICLE.search(end)
    if not article or not option:
        return False
    if re.match(r"(?:the|an?)\b (?!\W)", option, re.IGNORECASE):
        return True
    if article[0].casefold() == "the" or (_LETTERS.match(option) and not option.startswith("A ")):
        return False
    return (article[0].casefold() == "an") != bool(_VOWEL.match(option.lstrip("\"'")))


def _wrong_number(end: str, option: str) -> bool:
    """Whether "are" stands before one thing."""
    return (
        re.search(r"(?i)\b(?:are|were)$", end) is not None
        and re.match(r"(?i)(?:an?|one|each|every|this)\b", option) is not None
        and " and " not in option
    )


def _wrong_form(end: str, one: Choice) -> bool:
    last = end.rsplit(maxsplit=1)[-1] if end.strip() else ""
    if _TWICE.fullmatch(last) and one.text.casefold().startswith(f"{last.casefold()} "):
        return True
    fits = next((forms for words, forms in _FITS.items() if re.search(rf"(?i)\b{words}$", end)), None)
    told = forms_of(one.text)
    return fits is not None and told != OPEN and told.isdisjoint(fits)


_ASKED_NUMBER = re.compile(
    r"(?i)\b(?:which|what|name|choose|select) (two|three|four|five|\d)\b(?! (?:of|days|weeks|months|years))"
)
_ASKED_FOR = re.compile(r"(?i)^\W*which (?!of\b)(?:\w+ )?(\w+s) (?:are|have|were|do)\b")


def _of_other_number(shown: Shown, choices: list[Choice]) -> Findings:
    """The option that alone names one thing where the stem asks for several, or alone several."""
    if shown.item.kind is not Kind.SINGLE or len(choices) < 3:
        return
    if asked := _ASKED_NUMBER.search(shown.own):
        single = [one for one in choices if not re.search(r",| (?:and|with|plus) |&|/", one.text)]
        what = f"does not name {asked[1]}, as the stem asks"
    elif noun := next(filter(None, map(_ASKED_FOR.match, shown.questions)), None):
        single = [one for one in choices if re.match(r"(?i)(?:an?|one|each) (?!.* and )", one.text)]
        what = f"is not what {quoted(noun[0])} asks for"
    else:
        return
    if len(single) == 1 or len(single) == len(choices) - 1:
        odd = single[0]
        about = f"{quoted(odd.option.text)} ({letter(odd.place)}) {what}: let all options be of one number."
        yield Found(about, odd.place)


_WHO = re.compile(
    r"(?:(?:to|from|by|with|for|against) )?(?:who|whom"
    r"|which (?:body|agency|person|professional|organisation|authority|officer))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"when\b", re.IGNORECASE)
_NOBODY = frozenset({Form.TO, Form.VERB, Form.THIRD, Form.ING, Form.TIME, Form.CLAUSE})
_WAY = re.compile(r"(?:by|via|through|in|on|at|within|after|before|during|without)\b", re.IGNORECASE)
_TIMES = frozenset({Form.TIME, Form.CLAUSE, Form.PHRASE})


def _no_answer(shown: Shown, choices: list[Choice]) -> Findings:
    """The one option that says no person where "who" is asked, or no time where "when" is."""
    asked = main_clause(shown.questions[-1]) if shown.questions else ""
    who = _WHO.match(asked) is not None
    if len(choices) < 3 or not (who or _WHEN.match(asked)):
        return
    unfit = [one for one in choices if (_is_nobody(one) if who else _is_no_time(one))]
    fit = [one for one in choices if _can_answer(forms_of(one.text), who)]
    if len(unfit) == 1 and len(fit) == len(choices) - 1:
        (odd,) = unfit
        word = "who" if who else "when"
        about = f"{quoted(odd.option.text)} ({letter(odd.place)}) does not say {word}: let each option do so."
        yield Found(about, odd.place)


def _can_answer(forms: Forms, who: bool) -> bool:
    return Form.NOUN in forms if who else not forms.isdisjoint(_TIMES)


def _is_nobody(one: Choice) -> bool:
    told = forms_of(one.text)
    return bool(told and told <= _NOBODY) or (told == {Form.PHRASE} and _WAY.match(one.text) is not None)


def _is_no_time(one: Choice) -> bool:
    """Whether an option is a thing with its article that has nothing to do with time."""
    return (
        forms_of(one.text) == {Form.NOUN}
        and re.match(r"(?i)(?:the|an?) ", one.text) is not None
        and pattern("speaks of time").search(one.text) is None
    )


_APART = {
    frozenset(pair)
    for pair in (
        *(
            (Form.TO, other)
            for other in (Form.VERB, Form.THIRD, Form.ING, Form.NOUN, Form.SENTENCE, Form.THAT)
        ),
        *((Form.VERB, other) for other in (Form.THIRD, Form.ING, Form.NOUN, Form.SENTENCE, Form.THAT)),
        *((Form.THIRD, other) for other in (Form.ING, Form.NOUN, Form.SENTENCE, Form.THAT)),
        *((Form.SENTENCE, other) for other in (Form.ING, Form.NOUN)),
        *((sort, other) for sort in (Form.REPLY, Form.QUESTION) for other in Form if other is not sort),
    )
}
"""Forms that do not stand beside each other; a thing, a time, a place and a condition may."""


def _odd(choices: list[Choice]) -> Findings:
    """The one option of another form than all the rest, if they are of one."""
    told = [(one, forms_of(one.text)) for one in choices]
    for one, own in told:
        rest = [forms for other, forms in told if other is not one and forms]
        if not own or len(rest) < 2 or len(choices) - 1 - len(rest) > 1:
            continue
        common = frozenset.intersection(*rest)
        if common and own.isdisjoint(frozenset.union(*rest)) and _are_apart(own, common, one.text):
            about = (
                f"{quoted(one.option.text)} ({letter(one.place)}) is {min(own)} where the others are each "
                f"{min(common)}: give all one form."
            )
            yield Found(about, one.place)


_OPENS_A_SENTENCE = re.compile(r"(?:it|they|he|she|there|we|you|i)\b", re.IGNORECASE)


def _are_apart(own: Forms, common: Forms, text: str) -> bool:
    """Whether none of one option's forms can stand beside any that the others share."""
    if own == {Form.SENTENCE} and common <= {Form.PHRASE, Form.TIME}:
        return _OPENS_A_SENTENCE.match(text) is not None
    return all(frozenset({one, other}) in _APART for one in own for other in common)
