"""What is wrong with a question by itself: asked for what is not so, of no focus, with a gap in it."""

import re
from collections.abc import Iterator

from assistant.phrases import asks
from assistant.quiz.items import Kind
from assistant.quiz.linting.flaws import Findings, Found, quoted
from assistant.quiz.linting.shown import QUOTE, Shown, pattern
from assistant.words import content_words

_FEWEST_WORDS = 3
"""Of a question: "What is FGM?" has as many."""
_FEWEST_TELLING = 4
"""Telling words of a stem that the options complete, without which nothing can be told from it."""
_CAPITALS = re.compile(r"\b(?:NOT|EXCEPT|NEVER|LEAST|NO|INCORRECT|FALSE|CANNOT)\b")
_STARTS = re.compile(r"(?:^|[,:;] |- )(?=\w)")
_ENDS = r"(?=[,;:?.!]|$)"


def negative_stem(shown: Shown) -> Findings:
    """A question for what is not so.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 17: word the stem positively, avoid NOT or EXCEPT;
    who overlooks the word answers another question. A denial counts in the main clause of what is asked or is
    to be completed; not in quoted words, in a condition, in a statement to be judged, or after "why".
    """
    denied = _CAPITALS.search(shown.own) if not shown.own.isupper() else None
    word = denied[0] if denied else next(_denials(shown), "")
    if word:
        yield Found(f"The question asks for what is not so ({quoted(word)}): ask for what is.")


def _denials(shown: Shown) -> Iterator[str]:
    if shown.questions and (excepted := pattern("excepts").match(" ".join(shown.sentences))):
        yield re.findall(r"\w+", excepted[0])[-1]
    for asked in shown.questions:
        main = main_clause(asked)
        if not pattern("asks for the reason").match(main):
            yield from _denied(main)
            yield from (one[0] for one in pattern("asks for the wrong").finditer(main) if _chooses(main))
    if not shown.questions and shown.item.kind is not Kind.TRUE_FALSE and shown.sentences:
        last = shown.sentences[-1]
        yield from _denied(last if pattern("instruction").match(last) else main_clause(last.rstrip(" :_.")))
        yield from (one[0] for one in pattern("asks for the wrong").finditer(last) if _chooses(last))


def _chooses(asked: str) -> bool:
    """Whether a question is one of choice, so that "is wrong" says what is to be chosen."""
    return (
        re.match(r"(?i)\W*(?:of .{1,40}, )?(?:which|what (?:one|of)|all |choose|select|pick|identify)", asked)
        is not None
    )


def _denied(clause: str) -> Iterator[str]:
    """The words of a clause that deny what it asks for."""
    excepted = re.search(rf"(?i)\bexcept(?:ing| for)?{_ENDS}", clause) or pattern("excepts").match(clause)
    if excepted:
        yield "except"
    clause = pattern("no denial").sub(" ", clause)
    about = pattern("clause on the answer").search(clause)
    yield from (one[0] for one in pattern("denies").finditer(_without_clauses(clause, about)))


def _without_clauses(clause: str, about: re.Match[str] | None) -> str:
    """A clause without those that depend on it, except for one that says what the answer is."""
    opening = re.match(r"\W*\w+\W*(?:of the following\W*)?", clause)
    start = about.end() if about else opening.end() if opening else 0
    inner = re.compile(rf"{pattern('subordinate').pattern}.*?(?:, |[?:]|$)", re.IGNORECASE)
    return clause[:start] + inner.sub(" ", clause[start:])


def main_clause(sentence: str) -> str:
    """What asks in a sentence, without a condition that stands before it."""
    starts = [match.end() for match in _STARTS.finditer(sentence)]
    first = next((sentence[at:] for at in starts if asks(sentence[at:])), None)
    if first is not None:
        return first
    opens = re.match(
        rf"(?:{pattern('subordinate').pattern}|in|after|before|during|under|at|on|as)\b", sentence, re.I
    )
    return sentence[starts[-1] :] if opens and len(starts) > 1 else sentence


def gap_in_stem(shown: Shown) -> Findings:
    """A blank at the start or in the middle of the stem, where a question should stand.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 9, and Tarrant et al. (2006): put the question in
    the stem; a gap makes people read it twice. A blank at the very end is a stem to be completed; one in
    quoted words, with a plain question or task after them, is none.
    """
    for gap in _gaps(shown):
        about = f"The stem has a gap ({quoted(gap)}) instead of a question: ask for what is missing."
        yield Found(about)
        return


_GAP = re.compile(
    r"_{2,}|\.{4,}|(?<!\w)-{3,}(?!\w)|[\[(<](?:\s+|blank|gap|\?+|\.{3}|…)[\])>]|(?<=\w )(?:…|\.{3})(?= \w)",
    re.I,
)


def _gaps(shown: Shown) -> Iterator[str]:
    answered = bool(shown.questions) or any(pattern("instruction").match(one) for one in shown.sentences)
    for text, excused in ((shown.own, bool(shown.questions)), (shown.stem, answered)):
        for match in _GAP.finditer(text):
            if not excused and re.search(r"\w", text[match.end() :].replace(QUOTE, "")):
                yield _around(text, match)


def _around(text: str, gap: re.Match[str]) -> str:
    before, after = text[: gap.start()].split()[-3:], text[gap.end() :].split()[:3]
    return " ".join([*before, gap[0], *after])


def unfocused_stem(shown: Shown) -> Findings:
    """A stem from which no question can be told without the options.

    Source: Haladyna, Downing & Rodriguez (2002), guideline 14: put the central idea in the stem; NBME
    item-writing guide: it should be answerable with the options covered. A question of fewer than three
    words without a situation, one that asks which option is true, a heading, and a beginning that says too
    little to be completed.
    """
    why = _want_of_focus(shown)
    if why:
        yield Found(
            f"{quoted(shown.item.stem)} {why}: ask one question that can be answered without the options."
        )


def _want_of_focus(shown: Shown) -> str:
    own = shown.own
    if shown.item.kind is Kind.TRUE_FALSE:
        bare = pattern("true or false").sub("", own)
        enough = QUOTE in own or shown.item.situation or len(re.findall(r"\w+", bare)) >= _FEWEST_WORDS
        return "" if enough else "says too little to be judged"
    if shown.questions:
        return _questions_lack(shown)
    last = shown.sentences[-1] if shown.sentences else ""
    if any(pattern("instruction").match(one) for one in shown.sentences):
        generic = all(pattern("generic instruction").fullmatch(one.rstrip(" .:!")) for one in shown.sentences)
        return "does not say what is asked" if generic else ""
    if is_to_be_completed(shown) and len(content_words(last)) >= _FEWEST_TELLING:
        return ""
    return "asks nothing"


def _questions_lack(shown: Shown) -> str:
    """What the questions of a stem lack, where none of them can be answered without the options."""
    for asked in shown.questions:
        main = main_clause(asked).rstrip("? :.")
        if pattern("generic question").fullmatch(main):
            continue
        if pattern("generic question alone").fullmatch(main) and not _said_before(shown, asked):
            continue
        enough = len(re.findall(r"[\w‹]+", asked)) >= _FEWEST_WORDS or _said_before(shown, asked)
        if enough:
            return ""
        return "is too short to say what is asked"
    return "asks nothing but which option is right"


def _said_before(shown: Shown, asked: str) -> bool:
    """Whether the stem or its situation says something before a question."""
    before = shown.own.split(asked, 1)[0]
    return bool(shown.item.situation) or QUOTE in shown.own or len(content_words(before)) >= _FEWEST_TELLING


_BLANK_END = re.compile(r"[\s_.…:-]+$")


def is_to_be_completed(shown: Shown) -> bool:
    """Whether the options complete the stem's last sentence."""
    last = shown.sentences[-1] if shown.sentences else ""
    if last.endswith(("?", "!")) or pattern("instruction").match(last):
        return False
    ended = re.search(rf"{pattern('opens to be completed').pattern}$", _BLANK_END.sub("", last), re.I)
    return bool(ended) or last.endswith((":", "_"))
