"""How documents stand on a day: what replaced them, held or not, and what is not yet in force."""

from dataclasses import replace
from datetime import date

import pytest

from ingest import known
from ingest.documents import Basis, GuidanceDocument, Metadata, Standing, State, Sureness
from ingest.editions import is_later, standing, standings_of, succeeded_by, with_standing, work_of

WT, KCSIE = "working-together", "kcsie"


def document(title: str = "Guide to visits", path: str = "/guides/a.pdf", **told: str) -> GuidanceDocument:
    id_ = f"{abs(hash((title, path, *sorted(told.items())))):016x}"[:16]
    return GuidanceDocument(id_, id_ * 4, path, Metadata(title=title, **told))


def edition(year: str, **told: str) -> GuidanceDocument:
    return document(f"Guide to visits {year}", edition=year, publisher="Anytown Council", **told)


def on(day: str, one: GuidanceDocument, *held: GuidanceDocument) -> Standing:
    return standing(one, [one, *held], date.fromisoformat(day))


def test_a_document_alone_is_in_force():
    assert on("2026-11-26", edition("2023")).state is State.IN_FORCE
    assert on("2026-11-26", document()).state is State.IN_FORCE


def test_an_edition_that_one_held_has_replaced_says_which_and_since_when():
    old, new = edition("2023"), edition("2025", published="2025-03-01")
    assert on("2026-11-26", old, new) == Standing(State.SUPERSEDED, "2025-03-01", new.name, new.id)
    assert on("2026-11-26", new, old).state is State.IN_FORCE


def test_as_at_a_day_before_the_later_edition_the_earlier_was_in_force():
    old, new = edition("2023"), edition("2025", published="2025-03-01")
    assert on("2025-02-28", old, new).state is State.IN_FORCE
    assert on("2025-02-28", new, old) == Standing(State.FORTHCOMING, "2025-03-01")
    assert on("2025-03-01", new, old).state is State.IN_FORCE


def test_of_three_editions_the_newest_in_force_is_named_and_the_day_is_that_of_the_next():
    first, second, third = edition("2021"), edition("2023"), edition("2025")
    found = on("2026-01-01", first, second, third)
    assert (found.since, found.by) == ("2023", third.name)
    assert on("2024-06-01", first, second, third).by == second.name


def test_an_edition_that_applies_later_does_not_replace_yet():
    old, new = edition("2024"), edition("2025", published="2025-07-01", effective_from="2025-09-01")
    assert on("2025-08-31", old, new).state is State.IN_FORCE
    assert on("2025-09-01", old, new).state is State.SUPERSEDED


def test_a_well_known_edition_has_a_newer_one_that_is_not_held():
    held = document("Working together 2023", work=WT, edition="2023")
    found = on("2026-11-26", held)
    newest = known.works()[WT].editions[-1]
    assert found.state is State.SUPERSEDED
    assert (found.by, found.by_id) == (known.works()[WT].name(newest), "")
    assert on("2024-06-01", held).state is State.IN_FORCE


def test_an_edition_that_is_held_is_named_before_one_that_is_not():
    old, new = (document(f"KCSIE {year}", work=KCSIE, edition=year) for year in ("2023", "2024"))
    assert on("2026-11-26", old, new).by_id == new.id
    assert on("2026-11-26", new, old).by_id == ""
    assert on("2026-11-26", new, old).state is State.SUPERSEDED


def test_a_draft_comes_before_the_final_text_of_its_edition():
    draft = document("KCSIE 2025", work=KCSIE, edition="2025", version="for information", published="2025-07")
    final = document("KCSIE 2025", "/b.pdf", work=KCSIE, edition="2025", published="2025-09-01")
    assert is_later(final, draft)
    assert not is_later(draft, final)
    assert on("2025-10-01", draft, final).by_id == final.id


def test_a_withdrawn_document_was_in_force_before():
    gone = edition("2023", withdrawn="2026-03-18", superseded_by="The new guide")
    assert on("2026-03-18", gone) == Standing(State.WITHDRAWN, "2026-03-18", "The new guide")
    assert on("2026-03-17", gone).state is State.IN_FORCE
    assert on("2020-01-01", edition("2019", withdrawn="yes")).state is State.WITHDRAWN


def test_a_withdrawn_edition_replaces_nothing():
    old, gone = edition("2023"), edition("2025", withdrawn="2025-06-01")
    assert on("2026-01-01", old, gone).state is State.IN_FORCE


@pytest.mark.parametrize(("until", "state"), [("2026-03", State.SUPERSEDED), ("2026-12", State.IN_FORCE)])
def test_a_document_that_applied_until_a_day_is_no_longer_in_force(until: str, state: State):
    assert on("2026-11-26", edition("2023", effective_until=until)).state is state


def test_what_a_maintainer_says_has_replaced_it_is_believed():
    found = on("2026-11-26", document(superseded_by="The joint protocol 2026"))
    assert found == Standing(State.SUPERSEDED, "", "The joint protocol 2026")


def test_one_title_of_two_publishers_is_two_works():
    one = document("Safeguarding policy", edition="2023", publisher="Hill School")
    other = document("Safeguarding policy", edition="2025", publisher="Vale School")
    assert work_of(one) != work_of(other)
    assert {each.standing.state for each in with_standing([one, other], date(2026, 1, 1))} == {State.IN_FORCE}


def test_one_title_without_publisher_is_one_work_only_by_folder_and_file_name():
    one, same, club, elsewhere = (
        document("Safeguarding policy", path, edition=year)
        for path, year in (
            ("/a/policy-2023.pdf", "2023"),
            ("/a/Policy v2 2025.pdf", "2025"),
            ("/a/club policy.pdf", "2026"),
            ("/b/policy.pdf", "2026"),
        )
    )
    assert work_of(one) == work_of(same)
    assert len({work_of(each) for each in (same, club, elsewhere)}) == 3
    assert succeeded_by(same, [one, club, elsewhere]) == one


@pytest.mark.parametrize("kind", ["legislation", "research", "news"])
def test_an_act_amends_and_a_report_adds_and_neither_replaces(kind: str):
    one, other = (
        document(f"Education Act {year}", kind=kind, publisher="X", edition=year) for year in ("1996", "2011")
    )
    assert {each.standing.state for each in with_standing([one, other], date(2026, 1, 1))} == {State.IN_FORCE}


@pytest.mark.parametrize("version", ["draft", "consultation"])
def test_a_draft_replaces_nothing_and_is_not_in_force(version: str):
    old, draft = edition("2023"), edition("2025", version=version)
    assert on("2026-01-01", old, draft).state is State.IN_FORCE
    assert on("2026-01-01", draft, old) == Standing(State.FORTHCOMING)
    assert succeeded_by(draft, [old]) is None


def test_what_a_document_says_it_replaces_is_replaced():
    old = document("Threshold Document 2021", publisher="X", edition="2021")
    new = document("Continuum of need", publisher="X", edition="2025", supersedes="Threshold document 2021")
    found = on("2026-01-01", old, new)
    assert (found.state, found.by_id) == (State.SUPERSEDED, new.id)
    assert on("2024-01-01", old, new).state is State.IN_FORCE
    assert succeeded_by(new, [old]) == old
    assert with_standing([old, new], date(2026, 1, 1))[0].standing.by_id == new.id


def test_two_documents_that_say_they_replace_each_other_do_not_both_go():
    old = edition("2023", supersedes="Guide to visits 2025")
    new = edition("2025", supersedes="Guide to visits 2023")
    assert [on("2026-01-01", one, old, new).state for one in (old, new)] == [State.SUPERSEDED, State.IN_FORCE]


def test_a_person_can_say_that_nothing_has_replaced_it():
    said = (Basis("superseded_by", Sureness.CONFIRMED, "said"),)
    old, new = replace(edition("2023"), bases=said), edition("2025")
    assert on("2026-01-01", old, new).state is State.IN_FORCE


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Visits: May 2023", "Visits: 3 June 2024"),
        ("Visits 2023", "Visits 2024/25"),
        ("Visits 2019-2023", "Visits 2024 to 2027"),
        ("Visits v1.0", "Visits version 2"),
        ("Visits", "Visits (2024)"),
    ],
)
def test_the_dates_in_titles_part_editions_and_not_works(title: str, later: str):
    assert work_of(document(title, publisher="X")) == work_of(document(later, publisher="X"))


def test_a_publisher_is_the_same_however_it_is_pointed():
    names = ("St Anne's School", "St. Anne’s School")
    assert len({work_of(document("Visits", publisher=name)) for name in names}) == 1


def test_documents_without_any_date_replace_nothing():
    assert succeeded_by(document("Guide"), [document("Guide", "/guides/b.pdf")]) is None


def test_the_editions_that_a_summary_names_are_looked_up():
    told = "Working Together to Safeguard Children 2018, chapter 1; Keeping children safe in education 2019"
    names = [name for name, _ in standings_of(told, date(2026, 11, 26))]
    assert names == [
        "Working Together to Safeguard Children (2018)",
        "Keeping children safe in education (2019)",
    ]
    assert list(standings_of("Our policy 2018", date(2026, 11, 26))) == []
