"""Catalogue entries as people write them: flags and TOML, checked, with what is unsure remarked."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.catalogue.entries import (
    DATES,
    FIELDS,
    BadEntry,
    as_toml,
    beside,
    checked_values,
    is_beside,
    read_toml,
    said_beside,
)
from ingest.documents import Basis, GuidanceDocument, Metadata, Sureness
from ingest.errors import UnreadableDocument
from ingest.vocabulary import NATIONS


def document(*bases: Basis, **told: str) -> GuidanceDocument:
    return GuidanceDocument("a" * 16, "a" * 64, "a.pdf", Metadata(**{"title": "Visits", **told}), bases=bases)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"nation": "Northern Ireland"}, {"nation": "northern-ireland"}),
        ({"kind": "Statutory Guidance"}, {"kind": "statutory guidance"}),
        ({"published": "2026-09"}, {"published": "2026-09"}),
        ({"withdrawn": "yes"}, {"withdrawn": "yes"}),
        ({"title": "  Visits \n policy "}, {"title": "Visits policy"}),
        ({"publisher": ""}, {"publisher": ""}),
    ],
)
def test_values_are_kept_as_the_catalogue_has_them(given: dict[str, str], kept: dict[str, str]):
    assert checked_values(given) == kept


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"colour": "red"}, "There is no field 'colour' in a catalogue entry. There are: title,"),
        ({"nation": "mars"}, "nation must be one of england,"),
        ({"published": "last May"}, "published must be a date such as 2026, 2026-09 or 2026-09-01"),
        ({"published": "2026-02-31"}, "published must be a date"),
        ({"effective_from": "yes"}, "effective_from must be a date"),
        ({"source_url": "javascript:alert(1)"}, "source_url must begin with https://"),
        ({"checked": "2099-01-01"}, "checked cannot be a day to come"),
        ({"title": " "}, "title cannot be empty"),
        ({"title": "x" * 501}, "title is longer than 500 characters"),
        ({"title": ["x"]}, "title must be text or a date"),
        ({"title": True}, "title must be text or a date"),
    ],
)
def test_a_value_that_an_entry_cannot_have_is_refused_with_what_would_do(given: dict[str, object], said: str):
    with pytest.raises(BadEntry, match=said.replace("(", r"\(")):
        checked_values(given)


def test_a_file_beside_a_document_says_what_it_is(tmp_path: Path):
    path = tmp_path / "policy.pdf"
    path.write_bytes(b"%PDF")
    beside(path).write_text('title = "Our policy"\npublished = 2026-09-01\nnation = "wales"\n')
    (said,) = said_beside(path)
    assert said.values == {"title": "Our policy", "published": "2026-09-01", "nation": "wales"}
    assert (said.sure, said.because) == (Sureness.CONFIRMED, "said in policy.pdf.toml")
    assert is_beside(tmp_path / "policy.pdf.toml")
    assert not is_beside(tmp_path / "other.pdf.toml")


def test_without_a_file_beside_it_nothing_is_said(tmp_path: Path):
    assert said_beside(tmp_path / "policy.pdf") == []


@pytest.mark.parametrize("text", ["title = ", 'colour = "red"', "\udcff"])
def test_a_bad_file_beside_a_document_is_named_with_what_to_do(tmp_path: Path, text: str):
    path = tmp_path / "policy.pdf"
    beside(path).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UnreadableDocument) as raised:
        said_beside(path)
    assert str(raised.value).startswith(
        "policy.pdf has a catalogue entry beside it, policy.pdf.toml, that cannot"
    )
    assert "Correct that file or take it away" in str(raised.value)


def test_an_entry_as_toml_remarks_on_what_is_unsure_and_on_the_words_there_are():
    text = as_toml(
        document(
            Basis("nation", Sureness.GUESS, "its words"),
            Basis("title", Sureness.CONFIRMED, "said"),
            nation="wales",
        )
    )
    assert 'nation = "wales" # guess: its words' in text
    assert 'title = "Visits"\n' in text
    assert 'kind = "" # one of: legislation, statutory guidance,' in text
    assert set(tomllib.loads(text)) == set(FIELDS)


def test_an_entry_to_keep_says_only_what_is_sure_and_remarks_the_rest():
    text = as_toml(
        document(Basis("nation", Sureness.GUESS, "its words"), nation="wales", kind="policy"), to_keep=True
    )
    assert read_toml(text) == {"title": "Visits", "kind": "policy"}
    assert '# nation = "wales" # guess: its words' in text


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60).map(
    lambda t: " ".join(t.split())
)
date_texts = st.dates(date(1900, 1, 1), date(2025, 12, 31)).map(str) | st.just("")


@given(
    told=st.fixed_dictionaries(
        {
            **dict.fromkeys(DATES, date_texts),
            "title": words.filter(bool),
            "publisher": words,
            "edition": words,
            "nation": st.sampled_from(["", *NATIONS]),
        }
    ),
    because=words,
)
def test_an_entry_read_back_from_its_toml_is_the_same(told: dict[str, str], because: str):
    made = document(Basis("title", Sureness.GUESS, because), **told)
    assert Metadata(**read_toml(as_toml(made))) == made.metadata
