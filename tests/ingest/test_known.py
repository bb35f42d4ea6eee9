"""The tables of well-known documents and of arrangements that came to an end."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from ingest import known
from ingest.known import Arrangement, KnownEdition, KnownWork, Source
from ingest.vocabulary import AUDIENCES, KINDS, NATIONS, SECTORS

WORKS = list(known.works().values())
GUIDANCE = [work for work in WORKS if work.kind != "legislation"]
ACTS = [work for work in WORKS if work.kind == "legislation"]
ARRANGEMENTS = known.arrangements()
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"


def key(work: KnownWork) -> str:
    return work.key


def dates(edition: KnownEdition) -> list[str]:
    told = (edition.published, edition.effective_from, edition.effective_until, edition.withdrawn)
    return [when for when in told if when]


def begins(edition: KnownEdition) -> str:
    return edition.effective_from or edition.published or edition.year


def in_order(earlier: str, later: str) -> bool:
    """Whether one date is no later than another, as far as both are known."""
    exact = min(len(earlier), len(later))
    return earlier[:exact] <= later[:exact]


def plain(title: str) -> str:
    """A title without case, punctuation, months and years."""
    words = re.sub(rf"\b(?:{MONTHS}|(?:19|20)\d\d)\b", " ", title.casefold())
    return " ".join(re.findall(r"\w+", words))


def arrangement(name: str, nation: str = "england") -> Arrangement:
    (found,) = [one for one in ARRANGEMENTS if name in (one.then, *one.also) and one.nation == nation]
    return found


@pytest.mark.parametrize("work", WORKS, ids=key)
def test_a_document_is_described_in_the_words_of_a_catalogue_entry(work: KnownWork):
    assert work.title
    assert work.publisher
    assert work.nation in NATIONS
    assert work.audience in AUDIENCES
    assert work.sector in SECTORS
    assert work.kind in KINDS


@pytest.mark.parametrize("work", WORKS, ids=key)
def test_every_edition_says_how_it_is_known_and_from_where(work: KnownWork):
    assert work.editions
    for edition in work.editions:
        assert edition.source.strip(" .…")
        assert edition.known in Source
        assert edition.known is not Source.READ or not re.search(r"\ba copy\b", edition.source)


@pytest.mark.parametrize("work", WORKS, ids=key)
def test_dates_are_iso_and_in_order(work: KnownWork):
    for edition in work.editions:
        for when in dates(edition):
            date.fromisoformat((when + "-01-01")[:10])
        assert all(in_order(*pair) for pair in pairwise(dates(edition))), edition


@pytest.mark.parametrize("work", WORKS, ids=key)
def test_editions_are_oldest_first_and_each_is_called_by_its_year(work: KnownWork):
    assert all(in_order(begins(one), begins(other)) for one, other in pairwise(work.editions))
    assert all(one.year <= other.year for one, other in pairwise(work.editions))
    assert len({edition.edition for edition in work.editions}) == len(work.editions)
    for edition in work.editions:
        assert edition.year in [when[:4] for when in dates(edition)]


@pytest.mark.parametrize("work", WORKS, ids=key)
def test_what_replaced_a_document_is_in_the_table_and_began_no_earlier(work: KnownWork):
    if work.replaced_by:
        successor = known.works()[work.replaced_by]
        assert not successor.replaced_by
        ended = work.editions[-1].effective_until or begins(work.editions[-1])
        assert any(begins(edition) > ended for edition in successor.editions)


def test_a_document_that_ended_without_a_later_edition_says_what_replaced_it():
    ended = [work for work in WORKS if work.editions[-1].effective_until or work.editions[-1].withdrawn]
    assert ended
    assert all(work.replaced_by for work in ended)


def test_no_two_documents_go_by_one_title():
    counts = Counter(name for work in GUIDANCE for name in {plain(one) for one in (work.title, *work.also)})
    assert [name for name, count in counts.items() if count > 1] == []
    titles = Counter(
        " ".join(re.findall(r"\w+", title.casefold())) for w in WORKS for title in (w.title, *w.also)
    )
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_two_documents_are_found_at_one_address():
    counts = Counter(work.source_url for work in WORKS if work.source_url)
    assert [url for url, count in counts.items() if count > 1] == []
    assert {urlsplit(url).scheme for url in counts} == {"https"}


@pytest.mark.parametrize("work", GUIDANCE, ids=key)
def test_a_year_in_a_title_is_that_of_an_act(work: KnownWork):
    for title in (work.title, *work.also):
        assert all(re.search(rf"\bAct {year}\b", title) for year in re.findall(r"\b(?:19|20)\d\d\b", title))


@pytest.mark.parametrize("work", ACTS, ids=key)
def test_an_act_has_one_edition_of_the_year_in_its_title(work: KnownWork):
    (edition,) = work.editions
    assert work.title.endswith(edition.edition)
    assert not edition.effective_from  # an Act comes into force section by section


@pytest.mark.parametrize(
    ("work", "years"),
    [
        ("working-together", "2006 2010 2013 2015 2018 2023 2026"),
        ("kcsie", "2014 2015 2016 2018 2019 2020 2021 2022 2023 2024 2025 2026"),
        ("information-sharing", "2008 2015 2018 2024"),
        ("missing-children", "2014"),
        ("prevent-duty", "2015 2023"),
        ("fgm", "2016 2020"),
        ("mca-code", "2007"),
        ("scotland-child-protection", "2010 2014 2021 2023"),
        ("northern-ireland-cooperating", "2003 2016 2017"),
        ("children-first", "1999 2011 2017"),
    ],
)
def test_the_editions_that_people_have_on_disk_are_known(work: str, years: str):
    assert set(years.split()) <= {edition.year for edition in known.works()[work].editions}


@pytest.mark.parametrize(
    ("work", "latest"), [("working-together", "2026"), ("kcsie", "2026"), ("information-sharing", "2024")]
)
def test_the_latest_edition_is_the_one_in_force(work: str, latest: str):
    assert known.works()[work].editions[-1].year == latest


def test_when_the_editions_of_2026_began():
    assert known.works()["working-together"].editions[-1].published == "2026-03-18"
    assert known.works()["kcsie"].editions[-1].effective_from == "2026-09-01"


def test_of_two_editions_of_a_year_the_later_goes_by_it():
    edition = known.works()["eyfs"].edition("2024")
    assert edition is not None
    assert edition.edition == "November 2024"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("no-secrets", "care-act-guidance"),
        ("safer-recruitment-in-education", "kcsie"),
        ("sexual-violence-in-schools", "kcsie"),
    ],
)
def test_guidance_that_was_folded_into_other_guidance_says_so(old: str, new: str):
    assert known.works()[old].replaced_by == new


@pytest.mark.parametrize("one", ARRANGEMENTS, ids=lambda one: f"{one.then} ({one.nation})")
def test_an_arrangement_that_ended_says_what_there_is_now_and_how_that_is_known(one: Arrangement):
    assert all((one.then, one.now, one.source))
    assert one.nation in NATIONS
    assert one.how.endswith(".")
    assert one.known in Source
    if one.ended:
        date.fromisoformat((one.ended + "-01-01")[:10])


@pytest.mark.parametrize("one", ARRANGEMENTS, ids=lambda one: f"{one.then} ({one.nation})")
def test_what_to_search_for_is_a_few_words_that_what_there_is_now_goes_by(one: Arrangement):
    searched = set(re.findall(r"\w{3,}", one.search.casefold()))
    assert len(one.search.split()) <= 7
    assert not searched or {word.rstrip("s") for word in searched} & {
        word.rstrip("s") for word in re.findall(r"\w{3,}", one.now.casefold())
    }


def test_nearly_every_arrangement_says_what_to_search_for():
    assert [one.then for one in ARRANGEMENTS if not one.search] == [
        "Children's Workforce Development Council"
    ]


def test_a_name_means_one_arrangement_in_a_nation():
    counts = Counter((name.casefold(), one.nation) for one in ARRANGEMENTS for name in {one.then, *one.also})
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "now", "ended"),
    [
        ("ACPC", "safeguarding partners", "2006"),
        ("LSCB", "safeguarding partners", "2019-09-29"),
        ("SCR", "child safeguarding practice reviews", "2019"),
        ("Children's trust", "co-operate", "2010-10-31"),
        ("CAF", "early help assessment", ""),
        ("ICS", "local authority", ""),
        ("ContactPoint", "no national database", "2010-08-06"),
        ("Every Child Matters", "National Framework", ""),
        ("CCG", "integrated care board", "2022-07-01"),
        ("Child protection register", "child protection plan", "2008-04-01"),
        ("Vulnerable adult", "needs for care and support", "2015-04-01"),
    ],
)
def test_what_older_documents_describe_is_named_with_what_there_is_now(name: str, now: str, ended: str):
    found = arrangement(name)
    assert now in found.now
    assert found.ended == ended


def test_the_nations_differ():
    assert arrangement("LSCB", "wales").now == "Regional Safeguarding Board"
    assert arrangement("SCR", "wales").now == "child practice review"
