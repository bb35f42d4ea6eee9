"""Which documents a question is answered from."""

from datetime import date
from pathlib import Path

import pytest
from made_found import document

from assistant import Assistant, Scope
from ingest import pipeline
from ingest.embedding import Embedder
from ingest.finding import find_files
from ingest.library import Library

ENGLAND, UK, WALES, NOWHERE = (
    document(number, nation=nation) for number, nation in enumerate(("england", "uk", "wales", ""))
)


def titles(scope: Scope, *held: object) -> list[str]:
    return [one.metadata.title for one in scope.choose(held)]


def test_a_nation_has_its_own_guidance_that_of_the_whole_and_what_is_not_known():
    held = (ENGLAND, UK, WALES, NOWHERE)
    assert titles(Scope(nation="england"), *held) == ["Guide 0", "Guide 1", "Guide 3"]
    assert titles(Scope(nation="wales"), *held) == ["Guide 1", "Guide 2", "Guide 3"]
    assert len(titles(Scope(), *held)) == 4


def test_an_audience_has_what_is_on_both():
    held = (document(1, audience="children"), document(2, audience="adults"), document(3, audience="both"))
    assert titles(Scope(audience="adults"), *held) == ["Guide 2", "Guide 3"]


def test_kinds_are_chosen_among():
    held = (document(1, kind="policy"), document(2, kind="research"), document(3, kind="legislation"))
    assert titles(Scope(kinds=("policy", "legislation")), *held) == ["Guide 1", "Guide 3"]


def edition(number: int, year: str, **told: str):
    return document(number, title="Guide", publisher="X", edition=year, **told)


def test_of_two_editions_the_later_is_searched_unless_both_are_wanted():
    held = (old := edition(1, "2023"), new := edition(2, "2025"))
    assert [one.id for one in Scope().choose(held)] == [new.id]
    assert [one.id for one in Scope(superseded=True).choose(held)] == [old.id, new.id]
    assert [one.id for one in Scope(documents=(old.id,)).choose(held)] == [old.id]


def test_as_at_a_day_what_applied_then_is_searched():
    held = (old := edition(1, "2023"), new := edition(2, "2025"))
    assert [one.id for one in Scope(as_at=date(2024, 5, 1)).choose(held)] == [old.id]
    assert [one.id for one in Scope(as_at=date(2025, 5, 1)).choose(held)] == [new.id]
    assert Scope(as_at=date(2020, 5, 1)).choose(held) == []


def test_an_edition_not_yet_in_force_is_searched_only_where_it_is_all_there_is():
    coming = edition(2, "2090")
    assert [one.id for one in Scope().choose((edition(1, "2023"), coming))] == [f"{1:016x}"]
    assert [one.id for one in Scope().choose((coming,))] == [coming.id]


def test_a_search_finds_nothing_outside_its_scope(library: Library, embedder: Embedder, tmp_path: Path):
    for nation in ("england", "wales"):
        said = f"---\ntitle: Visits in {nation}\nnation: {nation}\n---\n\nRing the bell in {nation}."
        (tmp_path / f"{nation}.md").write_text(said)
    list(pipeline.add_files(library, embedder, find_files([tmp_path])))
    a = Assistant(library, embedder)
    for nation in ("england", "wales"):
        hits = a.search("Where is the bell rung?", scope=Scope(nation=nation))
        assert {hit.document.metadata.nation for hit in hits} == {nation}
    assert len(a.search("Where is the bell rung?")) == 2
    assert a.search("Where is the bell rung?", scope=Scope(nation="scotland")) == []


def test_passages_and_answers_say_how_their_documents_stand(
    library: Library, embedder: Embedder, tmp_path: Path
):
    said = "Social workers ring the bell before every home visit."
    note = f"---\ntitle: Working Together to Safeguard Children 2018\n---\n\n{said}"
    (tmp_path / "old.md").write_text(note)
    list(pipeline.add_files(library, embedder, [tmp_path / "old.md"]))
    answer = Assistant(library, embedder).ask("Who rings the bell before a home visit?")
    told = answer.as_dict()
    assert told["passages"][0]["standing"]["state"] == "superseded"
    assert "[superseded by Working Together to Safeguard Children" in answer.citations[0].label
    assert any("this library does not hold it" in notice for notice in answer.notices)
    assert told["scope"]["as_at"] == date.today().isoformat()


@pytest.mark.parametrize(
    "scope", [Scope(), Scope(nation="england", kinds=("policy",), as_at=date(2024, 1, 2))]
)
def test_a_scope_is_plain_values(scope: Scope):
    assert scope.as_dict() == {
        "nation": scope.nation,
        "audience": "",
        "sector": "",
        "kinds": list(scope.kinds),
        "as_at": (scope.as_at or date.today()).isoformat(),
        "superseded": False,
        "documents": [],
    }


def test_a_sector_leaves_out_what_only_another_works_to():
    held = [
        document(n, sector=sector) for n, sector in enumerate(("education", "health", "multi-agency", ""))
    ]
    assert titles(Scope(sector="education"), *held) == ["Guide 0", "Guide 2", "Guide 3"]
