"""Whether a quiz can be put before people: its right answers stand in the words that they cite, its wrong
ones in nothing that the library says, the linter finds no flaw, and no two items ask the same.

A right answer is held against the cited words twice: by the judge, and by a plain check that shares nothing
with the verifier, which the maker of quizzes asks too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.grounding.calibration import SUPPORTED
from assistant.grounding.source import Source, of_sentences
from assistant.grounding.verdict import Support, Verdict
from assistant.quiz.items import Cited, Item, Kind, Option, Quiz
from assistant.quiz.linting import lint_quiz
from eval.harness.cases import Quizzed
from eval.harness.judging import Judges, Texts
from eval.harness.quiz_claims import Claimed, Near, claims, shown_answers
from eval.harness.quiz_words import has_in_order, lacking, may_say, names
from eval.questions import letters_and_digits

DISTINCT = 0.9
"""Share of facts that are distinct, from which a quiz passes."""
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """What is made of an item.

    Attributes:
        item: it.
        keys: of each right answer why the cited words do not bear it out, "" where they do.
        distractors: of each wrong answer what bears it out, "" where nothing does.
        flaws: what the linter says of it.
        fact: the words that it rests on, by their letters and digits.
    """

    item: Item
    keys: tuple[str, ...]
    distractors: tuple[str, ...]
    flaws: tuple[str, ...]
    fact: str

    @property
    def faults(self) -> tuple[str, ...]:
        """All that is wrong with it."""
        return tuple(filter(None, (*self.keys, *self.distractors, *self.flaws)))

    @property
    def why(self) -> str:
        """The item and what is wrong with it, on one line; "" for a sound one."""
        shown = " / ".join(f"{text} (right)" if right else text for text, right in shown_answers(self.item))
        told = f"{self.item.asked} {shown}: {'; '.join(self.faults)}"
        return " ".join(told.split()) if self.faults else ""


def judged_quiz(quiz: Quiz, judge: Judges, texts: Texts, near: Near) -> list[JudgedItem]:
    """What is made of each item of a quiz.

    Args:
        quiz: the quiz.
        judge: says what is supported.
        texts: the passages of the library that it was made from.
        near: of each wrong answer; see ``nearest``.

    Raises:
        JudgeFailed: the judge could not say.
    """
    flaws: dict[str, list[str]] = {item.id: [] for item in quiz.items}
    for flaw in lint_quiz(quiz.items):
        flaws[flaw.item].append(f"{flaw.rule}: {flaw.about}")
    return [_judged(item, judge, texts, near, flaws[item.id]) for item in quiz.items]


def quiz_scores(made: Sequence[JudgedItem], wish: Quizzed) -> dict[str, float]:
    """The scores of a quiz; one of no items is short of all of them, and says nothing wrong."""
    keys = [not why for one in made for why in one.keys]
    wrong = [not why for one in made for why in one.distractors]
    on_topic = [_is_about(one.item, wish.about) for one in made]
    return {
        "quiz_items": min(1.0, len(made) / wish.items),
        "quiz_keys": _share(keys),
        "quiz_distractors": _share(wrong),
        "quiz_flawless": _share([not one.flaws for one in made]),
        "quiz_facts": len(facts(made)) / len(made) if made else 1.0,
        **({"quiz_topic": _share(on_topic)} if wish.about else {}),
    }


def is_sound(scores: Mapping[str, float]) -> bool:
    """Whether a quiz with these scores passes."""
    every = ("quiz_items", "quiz_keys", "quiz_distractors", "quiz_flawless")
    return all(scores[name] == 1 for name in every) and scores["quiz_facts"] >= DISTINCT


def facts(made: Iterable[JudgedItem]) -> set[str]:
    """The distinct facts of some items, told apart by the words that they cite."""
    return {one.fact for one in made if one.fact}


def _judged(item: Item, judge: Judges, texts: Texts, near: Near, flaws: Sequence[str]) -> JudgedItem:
    every = list(claims(item))
    in_order = [_out_of_order(item, texts)] if item.kind is Kind.ORDERING else []
    return JudgedItem(
        item,
        (*in_order, *(_unsupported(one, judge, texts) for one in every if one.right)),
        tuple(_supported(one, judge, texts, near) for one in every if not one.right),
        tuple(flaws),
        letters_and_digits("".join(one.quote for one in item.citations)),
    )


def _unsupported(one: Claimed, judge: Judges, texts: Texts) -> str:
    """Why the cited words do not bear out a right answer, or "": one of its citations is to do so alone."""
    why = _uncited(one.cited, texts)
    for cited in () if why else one.cited:
        found = _amiss(one, cited, judge)
        if not found:
            return ""
        why = why or found
    return f"“{one.answer}” is not borne out: {why}"


def _amiss(one: Claimed, cited: Cited, judge: Judges) -> str:
    """Why the words of one citation do not bear out a right answer, or ""."""
    words = _read(cited)
    if why := lacking(one.answer, one.told, words):
        return why
    verdict = judge(one.told, [_source(cited)])
    alike = _is_worded_otherwise(verdict) and not lacking(one.told, one.told, words)
    holds = verdict.support is Support.SUPPORTED or alike
    return "" if holds else verdict.why or "the judge is not sure"


def _supported(one: Claimed, judge: Judges, texts: Texts, near: Near) -> str:
    """What bears out a wrong answer, or ""."""
    ids = dict.fromkeys((*(cited.passage_id for cited in one.cited), *near.get(one.told, ())))
    for source in texts(list(ids)):
        for says in _sentences(source):
            if may_say(one.answer, one.told, says) and _says(one.told, says, judge):
                return f"“{one.answer}” may be right too: “{says}”"
    return ""


def _says(told: str, sentence: str, judge: Judges) -> bool:
    """Whether a sentence has all words of a claim in their order, or the judge takes it to say so."""
    if has_in_order(told, sentence):
        return True
    return judge(told, [of_sentences([sentence])]).support is Support.SUPPORTED


def _is_worded_otherwise(verdict: Verdict) -> bool:
    """Whether all that a judge holds against a claim is that its words are not to the letter ("where" for
    "if"): it takes a sentence that has most of its source's words for a quotation, and a question with its
    answer is none."""
    worded = all(one.check == "wording" for one in verdict.differences)
    return bool(verdict.differences) and worded and verdict.probability >= SUPPORTED


def _is_about(item: Item, words: Iterable[str]) -> bool:
    told = " ".join((item.stem, *(one.quote for one in item.citations)))
    plain = " ".join(told.casefold().split())
    return any(" ".join(one.casefold().split()) in plain for one in words)


def _out_of_order(item: Item, texts: Texts) -> str:
    """Why the cited words do not put the steps in this order, or "": those of each step but the first are to
    name it, and a step before it."""
    for at, step in enumerate(item.options[1:], start=1):
        if why := _uncited(step.citations, texts):
            return f"“{step.text}” is not borne out: {why}"
        quote = " ".join(one.quote for one in step.citations)
        if not names(quote, step.text) or not any(_leads(quote, step, one) for one in item.options[:at]):
            return f"the cited words do not say that “{step.text}” comes after what stands before it"
    return ""


def _leads(quote: str, step: Option, before: Option) -> bool:
    """Whether words name a step before another by what the other does not have."""
    return names(quote, before.text, besides=step.text)


def _uncited(cited: Sequence[Cited], texts: Texts) -> str:
    """Why there are no words to hold an answer against, or ""."""
    if not cited:
        return "it cites nothing"
    for one in cited:
        held = " ".join(" ".join(source.text for source in texts([one.passage_id])).split())
        lines = [" ".join(line.split()) for line in one.quote.split("\n")]
        if not any(lines) or not all(line in held for line in lines):
            return f"the words cited do not stand in the library: “{one.quote}”"
    return ""


def _read(cited: Cited) -> list[str]:
    """Cited words as they are read: all of them, and each item of a list after what leads into it; and the
    same without what stands in brackets, which questions leave out."""
    first, *others = cited.quote.split("\n")
    lead = first.rstrip(": ")
    told = [" ".join((lead, *others)) if others else first, *(f"{lead} {one}" for one in others)]
    return [*told, *(_BRACKETS.sub("", one) for one in told)]


def _source(cited: Cited) -> Source:
    """Cited words as the judge takes them, without what stands around them."""
    first, *others = lines = cited.quote.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    spans = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    return Source(cited.quote, spans, ("", *(first for _ in others)), f"{cited.document} {cited.label}")


def _sentences(source: Source) -> Iterator[str]:
    leads = source.leads or ("",) * len(source.spans)
    for lead, (start, end) in zip(leads, source.spans, strict=True):
        yield " ".join(f"{lead.rstrip(': ')} {source.text[start:end]}".split())


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 1.0
