"""The contact panel: what stands on it, and in which order."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.concern import panel as module
from assistant.concern.contacts import Directory, OwnContact, Role
from assistant.concern.panel import HEADINGS, Panel, panel
from assistant.concern.screen import Concern

PLACES = ("england", "wales", "scotland", "northern-ireland", "ireland", "")
NONE = Directory()
SOME = Directory(
    (
        OwnContact(role=Role.LADO, phone="020 7946 0003", hours="Mon-Fri 09:00-17:00"),
        OwnContact(role=Role.DSL, phone="020 7946 0001", hours="Mon-Fri 08:30-16:00"),
        OwnContact(
            role=Role.OUT_OF_HOURS, phone="020 7946 0002", hours="Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"
        ),
    )
)
WINTER_DAY = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place or "any")
every_concern = pytest.mark.parametrize("concern", [Concern.SOMEONE, Concern.WRITER])
every_directory = pytest.mark.parametrize("directory", [NONE, SOME], ids=["none of its own", "its own"])


def shown(
    concern: Concern = Concern.SOMEONE,
    directory: Directory = NONE,
    place: str = "england",
    moment: datetime = WINTER_DAY,
) -> Panel:
    told = panel(concern, directory, place, moment)
    assert told is not None
    return told


def reachable(moment: datetime, hours: str) -> bool:
    """Whether somebody with these hours is shown as to be reached at a moment."""
    directory = Directory((OwnContact(role=Role.DSL, phone="020 7946 0001", hours=hours),))
    (one,) = shown(directory=directory, moment=moment).own
    return one.now


@every_directory
@every_place
def test_without_a_concern_there_is_no_panel(directory: Directory, place: str):
    assert panel(Concern.NONE, directory, place, WINTER_DAY) is None


@every_directory
@every_concern
@every_place
def test_the_emergency_call_is_first_on_every_panel(directory: Directory, concern: Concern, place: str):
    first, *others = shown(concern, directory, place).contacts
    assert first.phone == ("112 or 999" if place == "ireland" else "999")
    assert first.phone not in [one.phone for one in others]


@every_place
def test_whoever_worries_reads_of_their_own_organisation_before_the_nation(place: str):
    told = shown(Concern.SOMEONE, SOME, place)
    assert told.contacts == (*told.emergency, *told.own, *told.national)
    assert [one.own for one in told.contacts] == [False, True, True, True, *[False] * len(told.national)]


@every_place
def test_whoever_is_in_distress_reads_of_the_services_for_them_first(place: str):
    told = shown(Concern.WRITER, SOME, place)
    assert told.contacts == (*told.emergency, *told.national, *told.own)
    assert [one.own for one in told.contacts[-3:]] == [True, True, True]


@every_place
def test_national_contacts_are_those_for_whom_the_concern_is(place: str):
    assert shown(Concern.SOMEONE, NONE, place).national == NONE.nationally("someone", place)
    assert shown(Concern.WRITER, NONE, place).national == NONE.nationally("writer", place)


@every_place
def test_whoever_is_in_distress_is_told_to_call_the_number_of_their_nation(place: str):
    told = shown(Concern.WRITER, NONE, place)
    number = "112 or 999" if place == "ireland" else "999"
    assert f"call {number}." in " ".join(told.lines)
    assert "{" not in " ".join(told.lines)


def test_whoever_is_in_distress_reads_words_for_them_and_no_procedure():
    said = " ".join(shown(Concern.WRITER).lines)
    assert "talk to a person" in said
    assert "not your fault" in said
    assert not any(word in said for word in ("Record:", "Say:", "referral", "LADO"))


def test_whoever_worries_is_told_what_to_say_do_and_record():
    assert [line.partition(":")[0] for line in shown(Concern.SOMEONE).lines] == ["Say", "Do", "Record"]


@every_concern
def test_each_concern_has_its_heading(concern: Concern):
    assert shown(concern).heading == HEADINGS[concern]
    assert len(set(HEADINGS.values())) == len(HEADINGS)


@every_concern
@every_place
def test_only_without_own_contacts_is_the_maintainer_told_how_to_name_some(concern: Concern, place: str):
    assert "safeguide.toml" in shown(concern, NONE, place).set_up
    assert shown(concern, SOME, place).set_up == ""


def test_without_own_contacts_there_are_none_of_them():
    assert shown(directory=NONE).own == ()


@pytest.mark.parametrize(
    ("moment", "hours", "now"),
    [
        # winter: London keeps UTC
        (datetime(2026, 1, 14, 8, 30, tzinfo=UTC), "Mon-Fri 08:30-17:00", True),
        (datetime(2026, 1, 14, 8, 29, tzinfo=UTC), "Mon-Fri 08:30-17:00", False),
        (datetime(2026, 1, 14, 16, 59, tzinfo=UTC), "Mon-Fri 08:30-17:00", True),
        (datetime(2026, 1, 14, 17, 0, tzinfo=UTC), "Mon-Fri 08:30-17:00", False),
        # summer: an hour before it
        (datetime(2026, 7, 15, 7, 30, tzinfo=UTC), "Mon-Fri 08:30-17:00", True),
        (datetime(2026, 7, 15, 7, 29, tzinfo=UTC), "Mon-Fri 08:30-17:00", False),
        (datetime(2026, 7, 15, 15, 59, tzinfo=UTC), "Mon-Fri 08:30-17:00", True),
        (datetime(2026, 7, 15, 16, 0, tzinfo=UTC), "Mon-Fri 08:30-17:00", False),
        # a summer night begins a new day in London before it does in UTC
        (datetime(2026, 7, 19, 23, 30, tzinfo=UTC), "Mon 00:00-01:00", True),
        (datetime(2026, 1, 18, 23, 30, tzinfo=UTC), "Mon 00:00-01:00", False),
        # the clocks go back on 25 October 2026 at 01:00 UTC
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sun 01:00-02:00", True),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sun 01:00-02:00", True),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "Sun 01:00-02:00", False),
        # wherever the moment is told
        (datetime(2026, 1, 14, 4, 0, tzinfo=ZoneInfo("America/New_York")), "Mon-Fri 08:30-17:00", True),
        (datetime(2026, 1, 14, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")), "Mon-Fri 08:30-17:00", False),
    ],
)
def test_hours_are_those_of_local_time(moment: datetime, hours: str, now: bool):
    assert reachable(moment, hours) is now


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        (datetime(2026, 7, 15, 7, 45, tzinfo=UTC), "020 7946 0001"),
        (datetime(2026, 1, 14, 7, 45, tzinfo=UTC), "020 7946 0002"),
    ],
    ids=["summer", "winter"],
)
def test_without_a_moment_it_is_the_clocks(monkeypatch: pytest.MonkeyPatch, clock: datetime, first: str):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return clock.astimezone(tz)

    monkeypatch.setattr(module, "datetime", Clock)
    told = panel(Concern.SOMEONE, SOME, "england")
    assert told is not None
    assert told.own[0].phone == first


def test_own_contacts_that_can_be_reached_come_first():
    by_day = shown(directory=SOME, moment=datetime(2026, 1, 14, 10, 0, tzinfo=UTC))
    assert [one.phone[-1] for one in by_day.own] == ["1", "3", "2"]
    at_night = shown(directory=SOME, moment=datetime(2026, 1, 14, 23, 0, tzinfo=UTC))
    assert [one.phone[-1] for one in at_night.own] == ["2", "1", "3"]


@every_concern
@every_directory
def test_a_panel_is_told_as_plain_values(concern: Concern, directory: Directory):
    told = shown(concern, directory)
    plain = told.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain) == {"concern", "heading", "organisation", "contacts", "lines", "set_up"}
    assert plain["concern"] == concern.value
    assert plain["contacts"] == [one.as_dict() for one in told.contacts]
    assert plain["lines"] == list(told.lines)
