"""Whom to reach: the organisation's own contacts, the national ones, and their data."""

import re
from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.concern.contacts import NAMED, Contact, Directory, OwnContact, Role, national
from assistant.wordings import held

NATIONS = ("england", "wales", "scotland", "northern-ireland", "ireland")
PLACES = (*NATIONS, "")
MONDAY_MORNING = datetime(2026, 11, 23, 10, 0)
MONDAY_NIGHT = datetime(2026, 11, 23, 22, 0)
ROWS: dict[str, list[dict[str, Any]]] = held("contacts")
EVERY_ROW = [pytest.param(row, id=row["name"]) for rows in ROWS.values() for row in rows]
every_row = pytest.mark.parametrize("row", EVERY_ROW)
every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place or "any")


def own(role: str, **told: str) -> OwnContact:
    return OwnContact(role=Role(role), **{"phone": "020 7946 0000", **told})


def names(contacts: tuple[Contact, ...]) -> list[str]:
    return [one.name for one in contacts]


def phones(contacts: tuple[Contact, ...]) -> set[str]:
    return {one.phone for one in contacts if one.phone}


# --- the organisation's own


def test_own_contacts_stand_in_the_order_of_their_roles():
    told = [own(role.value, title=role.value) for role in reversed(Role)]
    assert names(Directory(tuple(told)).locally(MONDAY_MORNING)) == [
        "dsl",
        "deputy-dsl",
        "childrens-social-care",
        "out-of-hours",
        "adult-duty-desk",
        "lado",
        "police",
        "other",
    ]


def test_of_one_role_they_stand_as_the_settings_have_them():
    told = (own("dsl", title="B"), own("dsl", title="A"), own("dsl", title="C"))
    assert names(Directory(told).locally(MONDAY_MORNING)) == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("moment", "order", "now"),
    [
        (MONDAY_MORNING, ["dsl", "desk", "police", "night"], [True, True, True, False]),
        (MONDAY_NIGHT, ["night", "police", "dsl", "desk"], [True, True, False, False]),
        (datetime(2026, 11, 28, 10, 0), ["dsl", "night", "police", "desk"], [True, True, True, False]),
    ],
    ids=["by day", "at night", "on Saturday"],
)
def test_who_can_be_reached_now_comes_first(moment: datetime, order: list[str], now: list[bool]):
    told = (
        own("police", title="police"),
        own("out-of-hours", title="night", hours="Mon-Thu 17:00-08:30; Fri 17:00 - Mon 08:30"),
        own("childrens-social-care", title="desk", hours="Mon-Fri 08:30-17:00"),
        own("dsl", title="dsl", hours="Mon-Fri 08:00-16:00; Sat 09:00-12:00"),
    )
    shown = Directory(told).locally(moment)
    assert names(shown) == order
    assert [one.now for one in shown] == now
    assert all(one.own for one in shown)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({}, "Designated safeguarding lead (DSL)"),
        ({"name": "Ms Vale"}, "Designated safeguarding lead (DSL), Ms Vale"),
        ({"title": "Head of care"}, "Head of care"),
        ({"title": "Head of care", "name": "Ms Vale"}, "Head of care, Ms Vale"),
    ],
)
def test_a_contact_is_called_by_its_title_or_role_and_who_it_is(told: dict[str, str], name: str):
    assert names(Directory((own("dsl", **told),)).locally(MONDAY_MORNING)) == [name]


def test_a_contact_that_has_no_name_at_all_is_called_by_its_number():
    assert names(Directory((own("other"),)).locally(MONDAY_MORNING)) == ["020 7946 0000"]


def test_every_role_but_the_other_has_words():
    assert {role for role in Role if NAMED[role]} == set(Role) - {Role.OTHER}


@pytest.mark.parametrize(
    ("moment", "remark"),
    [
        (MONDAY_MORNING, "Now: Mon-Fri 08:30-17:00. Ring first."),
        (MONDAY_NIGHT, "Not now: Mon-Fri 08:30-17:00. Ring first."),
    ],
)
def test_the_remark_says_the_hours_and_whether_they_are_now(moment: datetime, remark: str):
    (shown,) = Directory((own("dsl", hours="Mon-Fri 08:30-17:00", note="Ring first."),)).locally(moment)
    assert shown.remark == remark


def test_without_hours_the_remark_is_the_note():
    assert Contact("Desk", "101", "Ring first.").remark == "Ring first."
    assert Contact("Desk", "101", hours="Mon 09:00-10:00", now=False).remark == "Not now: Mon 09:00-10:00."


def test_a_contact_is_told_whole():
    told = own("lado", name="Mr Ash", email="lado@example.org", hours="Mon-Fri 09:00-17:00", note="By day.")
    (shown,) = Directory((told,)).locally(MONDAY_NIGHT)
    assert shown.as_dict() == {
        "name": f"{NAMED[Role.LADO]}, Mr Ash",
        "phone": "020 7946 0000",
        "email": "lado@example.org",
        "note": "By day.",
        "hours": "Mon-Fri 09:00-17:00",
        "now": False,
        "own": True,
    }


@pytest.mark.parametrize(
    "told",
    [
        {"role": "headmaster", "phone": "020 7946 0000"},
        {"role": "dsl"},
        {"role": "dsl", "phone": ""},
        {"phone": "020 7946 0000"},
        {"role": "dsl", "phone": "020 7946 0000", "fax": "020 7946 0001"},
        {"role": "dsl", "phone": "020 7946 0000", "hours": "whenever"},
    ],
    ids=["no such role", "no phone", "empty phone", "no role", "no such field", "no hours"],
)
def test_what_the_settings_may_not_say_is_refused(told: dict[str, str]):
    with pytest.raises(ValidationError):
        OwnContact.model_validate(told)


def test_wrong_hours_in_the_settings_say_how_they_are_written():
    with pytest.raises(ValidationError, match="Mon-Fri 08:30-17:00"):
        own("dsl", hours="9 to 5")


# --- the national ones


@pytest.mark.parametrize(
    ("place", "has", "lacks"),
    [
        ("england", {"0808 2000 247", "111, then option 2", "116 123"}, {"0808 80 10 800", "0808 808 8000"}),
        ("wales", {"0808 80 10 800", "111, then option 2", "116 123"}, {"0808 2000 247", "0800 027 1234"}),
        ("scotland", {"0800 027 1234", "116 123"}, {"111, then option 2", "0808 2000 247"}),
        ("northern-ireland", {"0808 808 8000", "0808 802 1414", "116 123"}, {"111, then option 2"}),
        ("ireland", {"1800 66 66 66", "1800 341 900", "116 123"}, {"0800 1111", "text SHOUT to 85258"}),
        ("", {"0800 1111", "text SHOUT to 85258", "116 123"}, {"0808 2000 247", "1800 66 66 66"}),
    ],
)
def test_whoever_is_in_distress_is_shown_the_services_of_their_nation(
    place: str, has: set[str], lacks: set[str]
):
    shown = phones(Directory().nationally("writer", place))
    assert has <= shown
    assert not lacks & shown


@pytest.mark.parametrize(
    ("place", "has", "lacks"),
    [
        ("england", {"101", "0808 800 5000", "0800 1111", "116 123"}, {"1800 66 66 66", "0808 2000 247"}),
        ("wales", {"101", "0808 800 5000", "0800 1111", "116 123"}, {"1800 66 66 66"}),
        ("scotland", {"101", "0808 800 5000", "0800 1111", "116 123"}, {"1800 66 66 66"}),
        ("northern-ireland", {"101", "0808 800 5000", "0800 1111"}, {"1800 66 66 66", "0808 808 8000"}),
        ("ireland", {"1800 66 66 66", "116 123"}, {"101", "0808 800 5000", "0800 1111"}),
        ("", {"101", "0808 800 5000", "0800 1111", "116 123"}, {"1800 66 66 66"}),
    ],
)
def test_whoever_worries_about_somebody_is_shown_whom_to_tell(place: str, has: set[str], lacks: set[str]):
    shown = phones(Directory().nationally("someone", place))
    assert has <= shown
    assert not lacks & shown


@pytest.mark.parametrize(
    ("place", "children", "adults"),
    [
        ("england", "Children's social care (MASH", "Adult social care"),
        ("wales", "Children's social care (MASH", "Adult social care"),
        ("scotland", "Children's social work", "Adult social care"),
        (
            "northern-ireland",
            "The Gateway team",
            "The adult safeguarding team of the health and social care trust",
        ),
        ("ireland", "Tusla", "The HSE safeguarding"),
        (
            "",
            "Children's social care of the council, trust or Tusla",
            "Adult safeguarding of the council, trust",
        ),
    ],
)
def test_each_nation_has_one_place_to_report_a_child_and_one_an_adult(place: str, children: str, adults: str):
    shown = {
        role: [one.name for one in national() if one.role == role and one.serves("someone", place)]
        for role in ("childrens-social-care", "adult-duty-desk")
    }
    for role, begins in (("childrens-social-care", children), ("adult-duty-desk", adults)):
        assert len(shown[role]) == 1
        assert shown[role][0].startswith(begins)


@pytest.mark.parametrize("place", ["england", "wales", "scotland", "northern-ireland", ""])
def test_the_emergency_number_is_999(place: str):
    assert [one.phone for one in Directory().emergency(place)] == ["999"]


def test_the_emergency_number_in_ireland_is_112_or_999():
    assert [one.phone for one in Directory().emergency("ireland")] == ["112 or 999"]


@pytest.mark.parametrize(
    ("role", "gone"),
    [
        ("dsl", ["Your designated safeguarding lead (DSL) or deputy"]),
        (
            "childrens-social-care",
            ["Children's social care (MASH or front door) of the council where the child is"],
        ),
        ("adult-duty-desk", ["Adult social care (safeguarding adults) of the council where the adult is"]),
        ("police", ["Police"]),
        ("deputy-dsl", []),
        ("out-of-hours", []),
        ("lado", []),
        ("other", []),
    ],
)
def test_an_own_contact_takes_the_place_of_the_national_one_of_its_role(role: str, gone: list[str]):
    before = names(Directory().nationally("someone", "england"))
    after = names(Directory((own(role),)).nationally("someone", "england"))
    assert [name for name in before if name not in after] == gone
    assert [name for name in before if name not in gone] == after


@every_place
def test_the_own_contacts_of_all_roles_leave_only_helplines(place: str):
    directory = Directory(tuple(own(role.value) for role in Role))
    helplines = {row["name"] for row in ROWS["helplines"]}
    shown = names(directory.nationally("someone", place))
    assert shown
    assert set(shown) <= helplines


@every_place
def test_no_own_contact_takes_the_place_of_the_emergency_call_or_of_what_is_for_the_writer(place: str):
    directory = Directory(tuple(own(role.value) for role in Role))
    assert directory.emergency(place) == Directory().emergency(place)
    assert directory.nationally("writer", place) == Directory().nationally("writer", place)


def test_an_own_contact_out_of_hours_still_takes_the_place():
    directory = Directory((own("dsl", hours="Mon 09:00-10:00"),))
    assert not any(
        name.startswith("Your designated") for name in names(directory.nationally("someone", "wales"))
    )


def test_national_contacts_are_nobodys_own_and_at_any_time():
    for one in (*Directory().emergency("england"), *Directory().nationally("someone", "england")):
        assert (one.own, one.now, one.hours, one.email) == (False, True, "", "")


# --- data/contacts.yaml


def test_the_data_have_just_these_groups():
    assert set(ROWS) == {"emergency", "local", "helplines"}


@every_row
def test_a_row_has_just_the_fields_that_are_described(row: dict[str, Any]):
    needed = {"name", "phone", "note", "nations", "for"}
    assert needed <= set(row) <= needed | {"role", "source"}


@every_row
def test_a_row_is_written_as_text(row: dict[str, Any]):
    texts = [row[field] for field in ("name", "phone", "note", "role", "source") if field in row]
    assert all(isinstance(text, str) for text in (*texts, *row["nations"], *row["for"]))
    assert all(text == text.strip() and "\n" not in text for text in texts)


@every_row
def test_a_row_says_who_it_is_and_what_to_dial_or_when(row: dict[str, Any]):
    assert row["name"]
    assert row["phone"] or row["note"]
    assert not row["note"] or row["note"].endswith(".")


@every_row
def test_a_row_is_for_nations_people_and_roles_that_there_are(row: dict[str, Any]):
    assert row["nations"]
    assert set(row["nations"]) <= {*NATIONS, "uk", "any"}
    assert row["for"]
    assert set(row["for"]) <= {"emergency", "someone", "writer"}
    assert row.get("role", "dsl") in {role.value for role in Role}


@every_row
def test_a_row_with_a_number_says_where_it_is_published(row: dict[str, Any]):
    if row["phone"]:
        assert re.fullmatch(r"https://[\w.-]+\.\w+(?:/\S*)?", row.get("source", ""))


@every_row
def test_what_is_to_be_dialled_has_a_number(row: dict[str, Any]):
    assert not row["phone"] or re.search(r"\d{3}", row["phone"])


@every_place
@pytest.mark.parametrize("whom", ["emergency", "someone", "writer"])
def test_every_nation_has_somebody_for_everybody(place: str, whom: str):
    serving = [one for one in national() if one.serves(whom, place)]
    assert serving
    assert whom == "someone" or any(one.phone for one in serving)


@every_place
def test_no_nation_has_a_contact_twice(place: str):
    for whom in ("someone", "writer"):
        shown = names(Directory().nationally(whom, place))
        assert len(shown) == len(set(shown))


def test_the_emergency_group_holds_the_emergency_rows_and_nothing_else():
    for group, rows in ROWS.items():
        for row in rows:
            assert (row["for"] == ["emergency"]) == (group == "emergency")


def test_the_national_contacts_are_all_rows_in_their_order():
    assert [one.name for one in national()] == [row["name"] for rows in ROWS.values() for row in rows]
