"""Hours as people write them, and who can be reached when."""

import re
from datetime import datetime, timedelta

import pytest

from assistant.concern.hours import FORM, Hours

WEEK = "Mon Tue Wed Thu Fri Sat Sun".split()
MONDAY = datetime(2026, 11, 23)
OFFICE = "Mon-Fri 08:30-17:00; Sat 09:00-12:00"
NIGHTS = "Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"


def at(told: str) -> datetime:
    """The moment of a day and a time: "Tue 08:30"."""
    day, clock = told.split()
    hour, minute = map(int, clock.split(":"))
    return MONDAY + timedelta(days=WEEK.index(day), hours=hour, minutes=minute)


def open_at(hours: str, told: str) -> bool:
    return Hours.read(hours).include(at(told))


def same(one: str, other: str) -> bool:
    """Whether two ways to write hours mean the same in each quarter of an hour of a week."""
    read, again = Hours.read(one), Hours.read(other)
    moments = [MONDAY + timedelta(minutes=15 * n) for n in range(7 * 24 * 4)]
    return [read.include(m) for m in moments] == [again.include(m) for m in moments]


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        (OFFICE, "Mon 08:30", "Mon 08:29"),
        (OFFICE, "Fri 16:59", "Fri 17:00"),
        (OFFICE, "Wed 12:00", "Wed 23:00"),
        (OFFICE, "Sat 09:00", "Sat 08:59"),
        (OFFICE, "Sat 11:59", "Sat 12:00"),
        (OFFICE, "Thu 10:00", "Sun 10:00"),
        ("Tue 10:00-11:00", "Tue 10:30", "Wed 10:30"),
        ("Mon 08:00-12:00; Mon 13:00-17:00", "Mon 13:00", "Mon 12:30"),
        ("Sat-Mon 10:00-12:00", "Sun 11:00", "Tue 11:00"),
        ("Sat-Mon 10:00-12:00", "Mon 11:00", "Fri 11:00"),
        (NIGHTS, "Mon 17:00", "Mon 16:59"),
        (NIGHTS, "Tue 08:29", "Tue 08:30"),
        (NIGHTS, "Wed 00:00", "Wed 12:00"),
        (NIGHTS, "Fri 17:00", "Fri 08:30"),
        (NIGHTS, "Sat 12:00", "Fri 16:59"),
        (NIGHTS, "Sun 23:59", "Mon 08:30"),
        (NIGHTS, "Mon 00:00", "Mon 12:00"),
        (NIGHTS, "Mon 08:29", "Thu 16:59"),
        ("Sun 22:00-06:00", "Sun 22:00", "Sun 21:59"),
        ("Sun 22:00-06:00", "Mon 05:59", "Mon 06:00"),
        ("Fri-Sun 20:00-02:00", "Mon 01:59", "Fri 01:59"),
        ("Sun 20:00 - Tue 08:00", "Mon 12:00", "Tue 08:00"),
        ("Sat 18:00 - Wed 09:00", "Tue 23:59", "Sat 17:59"),
        ("Mon-Fri 18:00-24:00", "Fri 23:59", "Sat 00:00"),
        ("Sun 18:00-24:00", "Sun 23:59", "Mon 00:00"),
        ("Sat 24:00-08:00", "Sun 07:59", "Sat 23:59"),
        ("Sun 24:00-08:00", "Mon 00:00", "Mon 08:00"),
    ],
)
def test_a_moment_is_inside_or_outside_of_hours(hours: str, inside: str, outside: str):
    assert open_at(hours, inside)
    assert not open_at(hours, outside)


def test_the_seconds_of_the_last_minute_are_inside():
    assert Hours.read(OFFICE).include(at("Fri 16:59").replace(second=59, microsecond=999_999))


def test_no_hours_are_at_any_time():
    assert all(Hours.read("").include(MONDAY + timedelta(hours=hour)) for hour in range(7 * 24))
    assert Hours().include(MONDAY)


@pytest.mark.parametrize("hours", ["Mon-Sun 00:00-24:00", "Mon-Sun 00:00-00:00", "Wed 10:00 - Wed 10:00"])
def test_a_whole_week_has_every_minute(hours: str):
    assert same(hours, "")


def test_days_and_nights_that_share_a_week_leave_no_minute_out_and_none_twice():
    day, night = Hours.read("Mon-Fri 08:30-17:00"), Hours.read(NIGHTS)
    for minute in range(0, 7 * 24 * 60, 10):
        moment = MONDAY + timedelta(minutes=minute)
        assert day.include(moment) != night.include(moment), moment


@pytest.mark.parametrize(
    "written",
    [
        "mon-fri 08:30-17:00; sat 09:00-12:00",
        "MON-FRI 8:30-17:00; SAT 9:00-12:00",
        "Monday-Friday 08:30-17:00; Saturday 09:00-12:00",
        "Monday – Friday 08:30 – 17:00; Saturday 09:00 – 12:00",
        "Mon-Fri 08:30-17:00, Sat 09:00-12:00",
        "  Mon-Fri   08:30-17:00 ;Sat 09:00-12:00; ",
        "Mon-Thurs 08:30-17:00; Fri 08:30-17:00; Sat 09:00-12:00",
        "Mon 08:30-17:00; Tues-Fri 08:30-17:00; Sat 09:00-12:00",
        "Sat 09:00-12:00; Mon-Fri 08:30-17:00",
    ],
)
def test_hours_are_read_as_people_write_them(written: str):
    assert same(written, OFFICE)


def test_hours_keep_what_was_written():
    assert Hours.read(f" {NIGHTS}\n").text == NIGHTS


@pytest.mark.parametrize(
    "nights", ["Fri 17:00-Mon 08:30", "Fri 17:00 – Mon 08:30", "Friday 17:00 - Monday 8:30"]
)
def test_a_stretch_over_the_weekend_may_be_written_with_blanks_or_without(nights: str):
    assert same(nights, "Fri 17:00-24:00; Sat-Sun 00:00-24:00; Mon 00:00-08:30")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("always", "always"),
        ("24/7", "24/7"),
        ("08:30-17:00", "08:30-17:00"),
        ("Mon-Fri", "Mon-Fri"),
        ("Mon 08:30", "Mon 08:30"),
        ("Mon 17:00-", "Mon 17:00-"),
        ("Mon to Fri 08:30-17:00", "Mon to Fri 08:30-17:00"),
        ("Mon 08:30-17:00 Tue 08:30-17:00", "Mon 08:30-17:00 Tue 08:30-17:00"),
        ("Fun 08:30-17:00", "Fun 08:30-17:00"),
        ("Mon-Xyz 08:30-17:00", "Mon-Xyz 08:30-17:00"),
        ("Lun 17:00 - Mar 08:30", "Lun 17:00 - Mar 08:30"),
        ("Mon 25:00-26:00", "25:00"),
        ("Mon 08:60-17:00", "08:60"),
        ("Mon 9am-5pm", "9am"),
        ("Mon 9-5", "9"),
        ("Mon 08:30-24:30", "24:30"),
        ("Mon 08:30-17:00; whenever", "whenever"),
    ],
)
def test_what_cannot_be_read_is_named_and_told_how_it_is_written(written: str, named: str):
    with pytest.raises(ValueError, match="Write") as raised:
        Hours.read(written)
    assert repr(named) in str(raised.value)
    assert FORM in str(raised.value)


def test_what_is_told_about_how_hours_are_written_can_be_read():
    examples = re.findall(r'"([^"]+)"', FORM)
    assert len(examples) == 2
    assert same(examples[0], OFFICE)
    assert same(examples[1], NIGHTS)
