"""The linter of quiz items: the rules of the item-writing literature, each a function of an item as shown.

Sources: T. M. Haladyna, S. M. Downing & M. C. Rodriguez (2002), A review of multiple-choice item-writing
guidelines for classroom assessment, Applied Measurement in Education 15; National Board of Medical Examiners,
NBME item-writing guide; M. Tarrant et al. (2006), The frequency of item writing flaws in multiple-choice
questions used in high stakes nursing assessments, Nurse Education Today 26; S. Moore et al. (2023), Assessing
the quality of multiple-choice questions using GPT-4 and rule-based methods, EC-TEL. No model reads the items.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.quiz.items import Item
from assistant.quiz.linting import clangs, cues, grammar, keys, options, quizzes, stems, wholes
from assistant.quiz.linting.flaws import Findings, Flaw
from assistant.quiz.linting.shown import Shown

_OF_ITEMS: Mapping[str, Callable[[Shown], Findings]] = {
    "all of the above": wholes.all_of_the_above,
    "none of the above": wholes.none_of_the_above,
    "k-type": wholes.k_type,
    "negative stem": stems.negative_stem,
    "absolute term": cues.absolute_term,
    "vague term": cues.vague_term,
    "longest option": cues.longest_option,
    "clang association": clangs.clang_association,
    "grammar mismatch": grammar.grammar_mismatch,
    "duplicate options": options.duplicate_options,
    "overlapping options": options.overlapping_options,
    "unfocused stem": stems.unfocused_stem,
    "gap in stem": stems.gap_in_stem,
    "convergence": options.convergence,
    "lost sequence": options.lost_sequence,
    "more than one key": keys.more_than_one_key,
}
_OF_QUIZZES: Mapping[str, Callable[[Sequence[Item]], Iterator[Flaw]]] = {
    "key position": quizzes.key_position,
    "repeated fact": quizzes.repeated_fact,
    "answer elsewhere": quizzes.answer_elsewhere,
}
RULES = (*_OF_ITEMS, *_OF_QUIZZES)
"""The names of all rules: of items, then of quizzes."""
BETWEEN_ITEMS = frozenset(_OF_QUIZZES)
"""The names of those of quizzes."""


def lint(item: Item) -> list[Flaw]:
    """The flaws of an item, by the order of the rules."""
    shown = Shown(item)
    return [
        Flaw(name, one.about, one.option, item.id) for name, rule in _OF_ITEMS.items() for one in rule(shown)
    ]


def lint_quiz(items: Sequence[Item]) -> list[Flaw]:
    """The flaws of each item, then those between items."""
    of_items = [flaw for item in items for flaw in lint(item)]
    return [*of_items, *(flaw for rule in _OF_QUIZZES.values() for flaw in rule(items))]


__all__ = ["BETWEEN_ITEMS", "RULES", "Flaw", "lint", "lint_quiz"]
