"""GIFT as Moodle writes it from 3.7 on, with identifiers and tags in comments.

Texts are marked as plain, so that no reader takes HTML or formulas in them for markup. Lines of a text are
kept apart by ``\\n``, so that none of them begins a line of the file.
"""

from collections.abc import Iterator

from assistant.exporting.text import on_one_line
from assistant.quiz.formats import telling
from assistant.quiz.formats.markup import as_string
from assistant.quiz.formats.shares import HELD, share
from assistant.quiz.items import Item, Kind, Option, Quiz

PLAIN = "[plain]"

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})


def written(quiz: Quiz) -> bytes:
    """The whole as UTF-8."""
    category = on_one_line(quiz.title).replace("\\", "").replace("/", "//")
    blocks = [f"$CATEGORY: $course$/top/{category}"] if category else []
    kept = [item for item in quiz.items if len(item.key) <= HELD or item.kind is not Kind.MULTIPLE]
    blocks += [_question(item, place) for place, item in enumerate(kept, 1)]
    return ("\n\n".join(blocks) + "\n").encode()


def _question(item: Item, place: int) -> str:
    tags = telling.tags(item) + ([telling.ORDERING] if item.kind is Kind.ORDERING else [])
    comment = " ".join([f"[id:{_comment(item.id)}]", *(f"[tag:{_comment(tag)}]" for tag in tags)])
    name = _bare(as_string(telling.name(item, place)))
    asked = telling.question(item).translate(_ESCAPED)
    answers = "\n\t".join(_answers(item))
    general = _text(telling.explanation(item))
    end = f"\n\t####{general}" if general else ""
    return f"// {comment}\n::{name}::{PLAIN}{asked}{{{answers}{end}\n}}"


def _answers(item: Item) -> Iterator[str]:
    """What stands between the braces, a line each."""
    if telling.yes_or_no(item):
        yield _truth(item)
    elif item.kind is Kind.NUMBER:
        yield f"#{item.number}:0"
    elif item.kind in (Kind.MATCHING, Kind.ORDERING):
        yield ""
        for prompt, answer in telling.steps(item):
            given = _text(prompt.replace(telling.ARROW, telling.ARROW_SHOWN))
            yield f"={given} {telling.ARROW} {_bare(as_string(answer))}"
        yield from (f"= {telling.ARROW} {_bare(as_string(telling.told(other)))}" for other in item.others)
    else:
        yield ""
        yield from (f"{_sign(item, one)}{_text(one.text) or PLAIN}{_feedback(one)}" for one in item.options)


def _truth(item: Item) -> str:
    """The answer, what is said to who is wrong, and to who is right."""
    right = telling.chosen(item, True).correct
    for_wrong, for_right = (telling.chosen(item, truth).rationale for truth in (not right, right))
    wrong_said, right_said = _text(for_wrong), _text(for_right)
    said = f"#{wrong_said}#{right_said}" if right_said else f"#{wrong_said}" if wrong_said else ""
    return f"{'TRUE' if right else 'FALSE'}{said}"


def _sign(item: Item, option: Option) -> str:
    """Right, wrong, or how much of the point it is worth."""
    if item.kind is not Kind.MULTIPLE:
        return "=" if option.correct else "~"
    return f"~%{share(len(item.key)) if option.correct else -100}%"


def _feedback(option: Option) -> str:
    said = _text(option.rationale)
    return f"#{said}" if said else ""


def _text(text: str) -> str:
    """A text that no reader takes for a format or a weight."""
    bare = _bare(text)
    return f"{PLAIN}{bare}" if bare.startswith(("[", "%")) else bare


def _bare(text: str) -> str:
    return telling.told(text).translate(_ESCAPED)


def _comment(text: str) -> str:
    return on_one_line(text).replace("]", "\\]")
