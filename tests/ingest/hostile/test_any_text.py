"""Any text and any bytes, as plain text, Markdown and a web page: read as promised, or refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.fuzz.promises import broken_promises
from ingest.errors import UnreadableDocument
from ingest.readers import read

ENDINGS = [".txt", ".md", ".html"]
MARKS = st.sampled_from(
    [
        *"# |- > * ** ` ``` [^1] [^1]: [a](b) <b> </b> <ul><li> </ul> <table><tr><td> <p> <br>".split(),
        *"&#xD800; &#0; 1. (a) • 2.14 A. : ; --- === <sup>1</sup> <!-- --> <h2> </h2> <div>".split(),
        *(
            " ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "\f",
            "\r",
            "\x0b",
            "\x85",
            "\u2028",
            "\u202e",
            "\u200b",
            "\ufeff",
        ),
    ]
)
WORDS = st.text(min_size=1, max_size=12)
TEXTS = st.lists(st.one_of(MARKS, WORDS, st.just("Words of it.")), max_size=40).map("".join)
MANY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # the same texts every time: looking for new ones is the fuzzer's work
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def check(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    try:
        reading = read(path)
    except UnreadableDocument as error:
        refusal = error
    else:
        assert broken_promises(reading) == []
        return
    assert str(refusal).startswith(path.name)
    assert str(refusal).isprintable()
    assert refusal.advice.endswith(".")


@pytest.mark.parametrize("ending", ENDINGS)
@MANY
@given(text=TEXTS)
def test_any_text_is_read_as_promised_or_refused(ending: str, text: str, tmp_path: Path):
    check(text.encode("utf-8", "surrogatepass"), tmp_path / f"any{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@MANY
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_as_promised_or_refused(ending: str, data: bytes, tmp_path: Path):
    check(data, tmp_path / f"any{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@settings(parent=MANY, max_examples=40)
@given(said=st.text(st.characters(min_codepoint=0xA1, max_codepoint=0x24F, categories=["L"]), min_size=3))
def test_words_come_out_as_they_were_saved(encoding: str, ending: str, said: str, tmp_path: Path):
    path = tmp_path / f"any{ending}"
    mark = '<meta charset="utf-8">' if (ending, encoding) == (".html", "utf-8") else ""
    path.write_text(f"{mark}Words {said} of it, and some more of them.", encoding=encoding)
    assert said in " ".join(block.text for block in read(path).blocks)
