"""Quizzes made by hand, with texts that forms have trouble with, and strategies that make more of them."""

from hypothesis import strategies as st

from assistant.quiz.items import Cited, Item, Kind, Option, Pair, Quiz

NASTY = (
    "~ = # { } : \\ \\n \\\\ %50% -> ####",
    '"quotes" & <b>bold</b> &lt; &amp;lt; <script>alert(1)</script>',
    "[html]<i>x</i> ::name:: // $$x^2$$ \\(y\\) @@PLUGINFILE@@/x",
    "// a comment?\n// another\n\n\n\nA. an option\nANSWER: B",
    "Angharad Ŵyn, Łódź, “quoted” – • £5 مرحبا 👩‍👧 e\u0301",
    "=SUM(A1) ]]> <![CDATA[ &billion; <!ENTITY a 'b'> {T} {#5}",
    "  blanks at the ends\tand a tab \n ",
    "@cmd + - * / ' \x00\x07\x0b\ufffe",
    "A) an option, B. and another; ANSWER: A",
    "long " * 200,
    "-1+1",
)
WHY = "Because the guidance says so: = ~ # {x}."


def cited(quote="The school must act.", label="KCSIE 2026, paragraph 12", **changes):
    known = {"document": "KCSIE", "edition": "September 2026", "strength": "must"}
    return Cited(quote=quote, label=label, **{**known, **changes})


def option(text, correct=False, rationale="", **changes):
    return Option(text=text, correct=correct, rationale=rationale, **changes)


def single(name="single", texts=("Tell the DSL", "Wait", "Ask the parents"), stem="What now?", **changes):
    options = tuple(option(text, place == 1, f"{text}: {WHY}") for place, text in enumerate(texts))
    return Item(id=name, kind=Kind.SINGLE, stem=stem, options=options, **changes)


def multiple(name="multiple", texts=("One", "Two", "Three", "Four"), stem="Which of these?", **changes):
    options = tuple(option(text, place % 2 == 0, f"{text}. {WHY}") for place, text in enumerate(texts))
    return Item(id=name, kind=Kind.MULTIPLE, stem=stem, options=options, **changes)


def truth(name="truth", right=False, stem="It must be kept for ten years.", reasons=("So.", ""), **changes):
    options = tuple(
        option(word, value is right, reason)
        for word, value, reason in zip(("True", "False"), (True, False), reasons, strict=True)
    )
    return Item(id=name, kind=Kind.TRUE_FALSE, stem=stem, options=options, **changes)


def matching(name="matching", pairs=(("A", "one"), ("B", "two"), ("C", "one")), others=("three",), **changes):
    made = tuple(Pair(prompt=prompt, answer=answer, rationale=f"{prompt} so") for prompt, answer in pairs)
    known = {"stem": "Match them.", "pairs": made, "others": others}
    return Item(id=name, kind=Kind.MATCHING, **{**known, **changes})


def ordering(name="ordering", texts=("First", "Second", "Third"), **changes):
    options = tuple(option(text, True) for text in texts)
    return Item(**{"id": name, "kind": Kind.ORDERING, "stem": "Put in order.", "options": options, **changes})


def number(name="number", value=15, unit="working days", **changes):
    known = {"stem": "How soon must it meet?", "number": value, "unit": unit}
    return Item(id=name, kind=Kind.NUMBER, **{**known, **changes})


def stages():
    """A staged scenario of two stages."""
    first, second = "A pupil is often late.", "He says that he is hungry."
    return (
        single("stage-1", story="tale", stage=1, vignette=first, stem="What do you do?"),
        truth("stage-2", story="tale", stage=2, before=(first,), vignette=second),
    )


def everything():
    """A quiz with items of each kind, and with every nasty text in each place that has text."""
    items = [
        single(
            vignette="A pupil\n\nis late.", rationale=WHY, citations=(cited(),), topic="Neglect", role="DSL"
        ),
        multiple(level=2, citations=(cited("• a\n• b", "WT 2026"), cited(label=""))),
        truth(rationale=WHY),
        truth("truth-right", True, reasons=("", "No.")),
        matching(),
        ordering(),
        number(rationale=WHY, citations=(cited(),)),
        *stages(),
    ]
    for place, text in enumerate(NASTY):
        others = NASTY[place - 1], NASTY[place - 2]
        items += [
            single(f"single-{place}", (text, *others), text, vignette=text, rationale=text),
            multiple(f"multiple-{place}", (text, *others), text),
            truth(f"truth-{place}", stem=text, reasons=(text, others[0])),
            matching(f"matching-{place}", ((text, others[0]), (others[1], text)), (), stem=text),
            ordering(f"ordering-{place}", (text, *others), stem=text),
            number(f"number-{place}", place, stem=text),
        ]
    return Quiz(title="Signs / of: neglect", items=tuple(items), made="2026-11-01")


SIGNS = "abcXYZ019 ~=#{}:\\%[]<>&\"'-@+*./$|\n\tŵéم👩؟“”–"
texts = st.text(SIGNS, min_size=1, max_size=40).map(lambda text: f"x{text}y" if not text.strip() else text)
"""Texts with something in them."""
distinct = st.lists(texts, min_size=2, max_size=5, unique_by=lambda text: " ".join(text.split()))


@st.composite
def items(draw, name="made"):
    kind = draw(st.sampled_from(Kind))
    stem, why = draw(texts), draw(st.one_of(st.just(""), texts))
    if kind is Kind.SINGLE:
        return single(name, draw(distinct), stem)
    if kind is Kind.MULTIPLE:
        return multiple(name, draw(distinct), stem)
    if kind is Kind.TRUE_FALSE:
        return truth(name, draw(st.booleans()), stem, (why, draw(texts)))
    if kind is Kind.NUMBER:
        return number(name, draw(st.integers(-(10**9), 10**9)), stem=stem)
    if kind is Kind.ORDERING:
        return ordering(name, draw(distinct), stem=stem)
    answers = draw(distinct)
    return matching(name, tuple(zip(draw(distinct), answers, strict=False)), (), stem=stem)


quizzes = st.builds(
    lambda made: Quiz(
        title="Made", items=tuple(one.model_copy(update={"id": f"i{n}"}) for n, one in enumerate(made))
    ),
    st.lists(items(), min_size=1, max_size=4),
)
