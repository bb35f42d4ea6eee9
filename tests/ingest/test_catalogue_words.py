"""The data that documents are told by is well-formed."""

from importlib.resources import files
from typing import Any

import pytest
import yaml

from ingest.catalogue.publishers import known_publisher, publishers
from ingest.catalogue.words import lines, lists, words
from ingest.vocabulary import KINDS, NATIONS, SECTORS

WORDS = yaml.safe_load((files("ingest.catalogue") / "words.yaml").read_text(encoding="utf-8"))


def every_list(found: Any, *names: str) -> list[tuple[tuple[str, ...], list[Any]]]:
    if isinstance(found, list):
        return [(names, found)]
    return [each for name, inside in found.items() for each in every_list(inside, *names, name)]


@pytest.mark.parametrize(("names", "found"), every_list(WORDS))
def test_every_list_is_of_patterns_that_can_be_used(names: tuple[str, ...], found: list[Any]):
    assert all(isinstance(one, str) and one for one in found)
    assert len(found) == len(set(found))
    assert not words(*names).search(""), "an alternative that matches nothing matches everywhere"


def test_the_lists_are_named_by_the_words_of_the_catalogue():
    assert set(lists("nation")) <= set(NATIONS)
    assert set(lists("sector")) <= set(SECTORS)
    assert set(lists("title")) - {"advice"} <= set(KINDS)
    assert set(lists("itself")) <= set(KINDS)


def test_words_are_whole_and_lines_are_nothing_else():
    assert words("nation", "england").search("DfE guidance")
    assert not words("nation", "england").search("DfEs")
    assert lines("news_headings").search("\n– Press release –\n")
    assert not lines("news_headings").search("A press release was sent.")


def test_every_publisher_goes_by_each_of_its_names_and_by_nobody_elses():
    for one in publishers():
        assert one.nation in {"", *NATIONS}
        for name in (one.name, *one.also):
            assert known_publisher(name) == one, name
            assert known_publisher(f"the {name}") == one
        assert not one.pattern.search("")


def test_initials_in_running_text_are_nobodys():
    (cqc,) = [one for one in publishers() if one.name == "Care Quality Commission"]
    assert not cqc.pattern.search("ask the CQC")
    assert cqc.pattern.search("ask the Care Quality Commission")
