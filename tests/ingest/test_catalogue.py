"""What a document is: its catalogue entry, with how sure each field is and why."""

from dataclasses import fields
from pathlib import Path

import pytest

from ingest import known, readers
from ingest.catalogue import Said, describe, redescribed
from ingest.catalogue.recognition import plain_title
from ingest.dates import Of, dates_in
from ingest.documents import (
    Basis,
    Block,
    BlockKind,
    GuidanceDocument,
    Metadata,
    Properties,
    Reading,
    Sureness,
)

PROSE = "Staff tell the lead about a concern. " * 300
"""Enough of it to be guidance rather than a page about some."""


def entry(
    *texts: str,
    name: str = "file.pdf",
    headings: tuple[str, ...] = (),
    properties: Properties | None = None,
    said: tuple[Said, ...] = (),
    pages: int | None = None,
    **told: str,
) -> tuple[Metadata, dict[str, Basis]]:
    page = 1 if pages else None
    blocks = [
        Block(BlockKind.HEADING, text, level, page=page) for level, text in enumerate(headings, start=1)
    ]
    blocks += [Block(BlockKind.PARAGRAPH, text, page=page) for text in texts]
    reading = Reading(tuple(blocks), Metadata(**told), properties or Properties(), pages)
    metadata, bases = describe(reading, Path(name), said)
    return metadata, {basis.field: basis for basis in bases}


def described(*texts: str, **told: object) -> Metadata:
    return entry(*texts, **told)[0]  # type: ignore[arg-type]


# --- title ---------------------------------------------------------------------------------------------


def test_what_the_file_states_stays():
    told = {"title": "A policy 2019", "edition": "May 2024", "kind": "summary", "nation": "wales"}
    found = described("Statutory guidance, June 2023.", **told)
    assert {name: getattr(found, name) for name in told} == told


def test_the_title_is_the_first_of_the_highest_headings_where_the_file_states_none():
    assert described(headings=("Working together", "Chapter 1")).title == "Working together"


@pytest.mark.parametrize(
    "stated", ["Microsoft Word - KCSIE.docx", "untitled", "Document1", "a_b_c", "x.indd"]
)
def test_the_name_of_a_file_is_no_title(stated: str):
    assert described(headings=("Working together",), title=stated).title == "Working together"
    assert (
        described(headings=("Working together",), properties=Properties(stated)).title == "Working together"
    )


def test_a_file_without_headings_is_called_by_its_name():
    assert described("Words.", name="our_online  safety.txt").title == "our online safety"


def test_a_web_pages_title_does_not_end_in_the_sites_name():
    assert described(title="Prevent duty guidance - GOV.UK").title == "Prevent duty guidance"


def test_a_title_that_could_be_of_many_gives_way_to_a_files_name_that_says_more():
    assert described(headings=("Code of Practice",), name="Visits_code_of_practice.pdf").title == (
        "Visits code of practice"
    )
    assert described(headings=("Code of Practice",), name="x.pdf").title == "Code of Practice"


@pytest.mark.parametrize(
    "line", ["Skip to content", "HILL HOUSE SCHOOL", "September 2021", "Contents", "Foreword"]
)
def test_furniture_bodies_and_dates_are_no_titles(line: str):
    assert described(line, "Safeguarding and child protection policy").title == (
        "Safeguarding and child protection policy"
    )


def test_a_law_is_called_as_it_is_to_be_cited():
    said = (
        "These Regulations may be cited as the Visits (England) Regulations 2019 and come into force today."
    )
    told = described("In these Regulations–", said, headings=("PART 1",))
    assert (told.title, told.kind, told.edition) == ("Visits (England) Regulations 2019", "legislation", "")


# --- edition and dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "text", "name", "edition"),
    [
        ("Keeping children safe in education 2025", "July 2024", "x_2020.pdf", "2025"),
        ("Information sharing", "Published in  May 2024 for all", "x_2020.pdf", "May 2024"),
        ("Information sharing", "Advice for all.", "advice_2018.pdf", "2018"),
        ("Care Act 2014", "An Act.", "Care_Act_2014.pdf", ""),
        ("Guide to the Care Act 2014", "Revised March 2026", "x.pdf", "March 2026"),
        ("Information sharing", "Advice for all.", "ukpga_20140023.pdf", ""),
    ],
)
def test_the_edition_is_looked_for_in_title_then_opening_then_file_name(
    title: str, text: str, name: str, edition: str
):
    assert described(text, name=name, title=title).edition == edition


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("Published 15 August 2022", "Last updated 15 June 2023"), "2023-06-15"),
        (("Date ratified: 4 September 2017", "Next review date: January 2020"), "2017-09-04"),
        (("Issue date", "3rd May 2019", "Review date", "3rd May 2021"), "2019-05-03"),
        (("Version: 3; Approved: 01/09/24; Review due: 01/09/25",), "2024-09-01"),
        (("This policy replaces the one published in March 2012.", "Adopted 2 July 2018"), "2018-07-02"),
        (("It has regard to the Care Act 2014 and to guidance of 2023.",), ""),
        (("© Hill House School 2021",), "2021"),
    ],
)
def test_of_several_dates_that_of_the_document_is_taken(lines: tuple[str, ...], published: str):
    assert described(*lines, title="Visits policy").published == published


def test_a_date_alone_on_the_cover_comes_before_dates_in_the_text():
    told = described("December 2023", "This guidance was last updated in June 2021.", title="Visits", pages=4)
    assert told.published == "2023-12"


def test_the_next_review_is_not_when_it_was_published_even_on_the_cover():
    lines = ("Review date", "May 2026", "Issued", "May 2025", "Valid until: June 2090")
    assert described(*lines, title="Visits policy", pages=4).published == "2025-05"


def test_a_text_for_information_says_so_and_from_when_it_will_apply():
    told, bases = entry(
        "July 2025 (for information) version, pending publication of final version which comes into force in "
        "September 2025.",
        title="Visits guidance 2025",
        pages=3,
    )
    assert (told.version, told.published, told.effective_from) == ("for information", "2025-07", "2025-09")
    assert "comes into force in September 2025" in bases["effective_from"].because


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("DRAFT v0.3 for consultation, 20 October 2025", "consultation"),
        ("Government consultation: proposed revisions", "consultation"),
        ("Draft statutory guidance", "draft"),
        ("For information only: version published July 2026", "for information"),
        ("Staff draft a plan for information sharing.", ""),
    ],
)
def test_a_text_that_is_not_in_use_says_so(line: str, version: str):
    assert described(line, title="Visits policy").version == version


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("THIS DOCUMENT HAS BEEN WITHDRAWN. Withdrawn on 4 May 2025", "withdrawn", "2025-05-04"),
        ("ARCHIVED", "withdrawn", "yes"),
        ("Consent may be withdrawn at any time.", "withdrawn", ""),
        ("Valid until 31 March 2025", "effective_until", "2025-03-31"),
        ("This document replaces the Threshold Document 2021.", "supersedes", "Threshold Document 2021"),
        ("This policy is superseded by the March 2023 version.", "superseded_by", "March 2023 version"),
        ("The Care Act replaces the Act of 1948.", "supersedes", ""),
    ],
)
def test_what_a_document_says_of_its_own_standing_is_kept(line: str, field: str, value: str):
    assert getattr(described(line, title="Visits policy"), field) == value


@pytest.mark.parametrize(
    ("title", "name", "edition", "published"),
    [
        ("Visits strategy 2027 to 2030", "x.pdf", "2027 to 2030", "2027"),
        ("Visits report 2023-24", "x.pdf", "2023-24", "2023"),
        ("Visits policy", "Visits policy - review 2028.md", "", ""),
        ("Visits policy", "Visits 2090.md", "", ""),
    ],
)
def test_years_to_come_and_spans_of_years(title: str, name: str, edition: str, published: str):
    told = described("Words.", title=title, name=name)
    assert (told.edition, told.published) == (edition, published)


def test_an_amendment_is_later_than_the_first_publication():
    lines = ("In September 2025, section 3, Timescales was updated.", "First published in May 2019.")
    assert described(*lines, title="Visits").published == "2025-09"


def test_the_day_on_which_the_file_was_made_is_only_a_guess():
    told, bases = entry("Words.", title="Visits", properties=Properties(created="2019-04-05"))
    assert (told.published, told.edition, bases["published"].sure) == ("2019-04", "", Sureness.GUESS)


def test_the_dates_of_a_line_have_the_label_before_each():
    found = dates_in(
        "Approved: 1 Sept 2024; next review: 01.09.25; see Education Act 2002, s.175; from 2023/24"
    )
    assert [(one.iso, one.of) for one in found] == [
        ("2024-09-01", Of.PUBLISHED),
        ("2025-09-01", Of.REVIEW),
        ("2023", Of.NOTHING),
    ]


# --- publisher, nation, kind and the rest --------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (("Publisher: Ofsted",), "Ofsted"),
        (("Author:", "Ministry of Justice"), "Ministry of Justice"),
        (("Anytown Safeguarding Adults Board", "Threshold document"), "Anytown Safeguarding Adults Board"),
        (("ANYTOWN HIGH SCHOOL",), "Anytown High School"),
        (("© Anytown NHS Foundation Trust 2020",), "Anytown NHS Foundation Trust"),
        (("Source: CYPNow Website",), "Children & Young People Now"),
        (("Hill House is committed to safeguarding.",), "Hill House"),
        (("It is the policy of Hill House to listen.", "Staff at Hill House ring."), "Hill House"),
        (("Little Acorns Safeguarding Policy",), "Little Acorns"),
        (("The school is committed to safeguarding.",), ""),
        (("Promoting a Safer Church",), ""),
        (("Safeguarding Policy for Out of School",), ""),
        (("From: The Charity Commission Published 6 May 2017",), "Charity Commission"),
        (("ST BRIDE'S CHURCH, MARLOW HEATH",), "St Bride's Church"),
        (("Contact your local council for copies.",), ""),
    ],
)  # fmt: skip
def test_who_issues_a_document_is_told_by_its_lines(lines: tuple[str, ...], publisher: str):
    assert described(*lines, title="Visits").publisher == publisher


def test_running_heads_say_who_issues_it_and_when():
    margins = ("Hill House School", "Version 3, approved May 2024")
    reading = Reading((Block(BlockKind.PARAGRAPH, "Words."),), Metadata(title="Visits"), margins=margins)
    told, _ = describe(reading, Path("x.docx"))
    assert (told.publisher, told.published) == ("Hill House School", "2024-05")


def test_the_author_of_the_file_is_its_publisher_where_it_is_a_known_one():
    told, bases = entry("Words.", title="Visits", properties=Properties(author="DfE"))
    assert (told.publisher, bases["publisher"].because) == (
        "Department for Education",
        "the file's author, “DfE”",
    )
    assert described("Words.", title="Visits", properties=Properties(author="J Smith")).publisher == ""


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("This guidance applies to England and Wales.", "england-and-wales"),
        ("Applies to England, Scotland, Wales and Northern Ireland", "uk"),
        ("Published by: Welsh Government", "wales"),
        ("Tusla and An Garda Síochána. Report to Tusla under Children First.", "ireland"),
        ("The Children’s Reporter and the Scottish Ministers; GIRFEC.", "scotland"),
        ("The area child protection committee met.", ""),
    ],
)
def test_the_nation_is_told_by_what_it_says_who_issues_it_or_what_it_names(text: str, nation: str):
    assert described(text, title="Visits").nation == nation


def test_a_nation_that_few_words_tell_is_a_guess():
    assert entry("Tell Tusla.", title="Visits")[1]["nation"].sure is Sureness.GUESS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BE IT ENACTED by the King’s most Excellent Majesty", "legislation"),
        ("This is statutory guidance from the Department.", "statutory guidance"),
        ("Code issued by the Lord Chancellor under section 42", "statutory guidance"),
        ("This is non-statutory advice.", "non-statutory advice"),
        ("Our policy.", ""),
    ],
)
def test_the_kind_is_told_by_the_opening_words(text: str, kind: str):
    assert described(text).kind == kind


@pytest.mark.parametrize(
    ("title", "publisher", "kind"),
    [
        ("Safeguarding policy", "Hill House School", "policy"),
        ("Child protection procedures", "Anytown Safeguarding Children Partnership", "local procedure"),
        ("Practice guidance on visits", "Anytown Council", "local procedure"),
        ("Visits: a guide for inspectors", "Ofsted", "non-statutory advice"),
        ("Code of practice on visits", "Department for Education", "statutory guidance"),
        ("Code of practice on visits", "Hill House School", ""),
        ("Visits row", "BBC News", "news"),
        ("Visits row", "Westmarch Gazette", "news"),
        ("The Visits (England) Regulations 2019", "", "legislation"),
        ("Guide to the Care Act 2014", "", "non-statutory advice"),
    ],
)
def test_the_kind_is_told_by_title_and_publisher(title: str, publisher: str, kind: str):
    assert described("Words.", title=title, publisher=publisher).kind == kind


def test_research_is_told_by_how_it_cites():
    text = "This study examines visits (Smith and Jones, 2009). Respondents said … (Brown et al, 2011)."
    assert described("Abstract", text, title="Visits and their uses").kind == "research"


def test_news_is_told_by_speech():
    said = "“We are very glad that this has been found out at last,” the minister said."
    assert described(said, said, title="Visits help, report finds").kind == "news"


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Licensed under the Open Government Licence v3.0.", "OGL v3.0"),
        ("© Crown copyright 2019", "Crown copyright"),
        ("Published under CC BY-NC 4.0", "CC BY-NC 4.0"),
        ("All rights reserved.", ""),
    ],
)
def test_the_licence_is_as_stated(text: str, licence: str):
    assert described(text, title="Visits").licence == licence


@pytest.mark.parametrize(
    ("text", "audience"),
    [("Every child.", "children"), ("Adults at risk.", "adults"), ("Children and adults at risk.", "both")],
)
def test_whom_it_protects_is_told_by_whom_it_speaks_of(text: str, audience: str):
    assert described(text * 3, title="Visits").audience == audience


# --- well-known documents ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name", "work", "published"),
    [
        ("Working Together to Safeguard Children 2018", "x.pdf", "working-together", "2018-07"),
        ("", "Keeping_children_safe_in_education_2022.pdf", "kcsie", ""),
        ("Keeping children safe in education 2024: statutory guidance for schools", "x.pdf", "kcsie", ""),
        ("Children Act 2004", "x.pdf", "children-act-2004", ""),
        ("Children Act 1989", "x.pdf", "children-act-1989", ""),
        ("Our policy on Keeping children safe in education", "x.pdf", "", ""),
    ],
)
def test_well_known_documents_are_recognised(title: str, name: str, work: str, published: str):
    told = described(PROSE, title=title, name=name)
    assert told.work == work
    assert told.published.startswith(published)
    if work:
        assert told.kind == known.works()[work].kind


def test_a_local_document_with_an_official_title_is_not_the_official_one():
    own = {"title": "Children missing education", "publisher": "Anytown Council"}
    assert described(PROSE, **own).work == ""


def test_news_of_a_well_known_document_is_not_the_document():
    own = {
        "title": "Working Together to Safeguard Children 2018",
        "publisher": "Child Safeguarding Practice Review Panel",
    }
    assert described("It was published today.", **own).work == ""


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Keeping children safe in education 2026", "Staff briefing notes by Bramcote Ltd"),
        ("Care Act 2014", "A guide for family carers"),
        ("Working Together to Safeguard Children 2023", "What has changed"),
    ],
)
def test_notes_on_an_official_document_are_not_the_document(title: str, line: str):
    told = described(line, PROSE, headings=(title,), name="x.md")
    assert (told.work, told.kind in ("legislation", "statutory guidance")) == ("", False)


def test_a_code_under_an_act_is_not_the_act():
    told = described(
        "Code of Practice", "July 2022", PROSE, headings=("Visits (Scotland) Act 2007",), pages=9
    )
    assert told.title == "Visits (Scotland) Act 2007: Code of Practice"
    assert (told.kind, told.edition) != ("legislation", "")


def test_a_summary_of_a_well_known_document_is_not_the_document():
    own = {"title": "Working Together to Safeguard Children", "summarises": "Working Together 2023"}
    assert described(PROSE, **own).work == ""


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("KCSIE 2024: statutory guidance for schools and colleges", "kcsie"),
        ("Prevent duty guidance (updated 6 March 2024)", "prevent duty guidance"),
        ("What to do if you’re worried", "what to do if youre worried"),
    ],
)  # fmt: skip
def test_titles_are_compared_without_dates_and_what_is_added(title: str, plain: str):
    assert plain_title(title) == plain


# --- what people say -----------------------------------------------------------------------------------


def test_what_is_said_comes_first_and_even_that_there_is_none():
    flags = Said({"nation": "wales", "publisher": ""})
    beside = Said({"nation": "scotland", "kind": "policy"}, because="said in policy.pdf.toml")
    told, bases = entry("Published by: Ofsted. In England.", title="Visits", said=(flags, beside))
    assert (told.nation, told.publisher, told.kind) == ("wales", "", "policy")
    assert bases["nation"].sure is bases["kind"].sure is Sureness.CONFIRMED
    assert bases["kind"].because == "said in policy.pdf.toml"


def test_every_field_with_a_value_says_why():
    told, bases = entry(PROSE, title="Working Together to Safeguard Children 2018", pages=9)
    filled = {each.name for each in fields(Metadata) if getattr(told, each.name)}
    assert filled == set(bases)
    assert all(basis.because for basis in bases.values())


def test_what_is_said_of_a_document_that_is_held_changes_only_that():
    bases = (Basis("nation", Sureness.GUESS, "its words"), Basis("title", Sureness.LIKELY, "its heading"))
    held = GuidanceDocument(
        "a" * 16, "a" * 64, "a.pdf", Metadata(title="Visits", nation="england"), bases=bases
    )
    told = redescribed(held, [Said({"nation": "wales"})])
    assert told.metadata == Metadata(title="Visits", nation="wales")
    assert (told.sure("nation"), told.sure("title")) == (Sureness.CONFIRMED, Sureness.LIKELY)
    assert redescribed(told, [Said({"nation": "wales"})]) == told
    assert redescribed(told, []) == told


# --- real documents ------------------------------------------------------------------------------------

DFE, ENGLAND = "Department for Education", "england"
REAL = {
    "Working_together_to_safeguard_children_2023_-_statutory_guidance.pdf": (
        "Working Together to Safeguard Children 2023", DFE, "2023-12", ENGLAND, "statutory guidance",
    ),
    "Info_sharing_advice_content_May_2024.pdf": (
        "Information Sharing: Advice for practitioners providing safeguarding services for children, young "
        "people, parents and carers", DFE, "2024-05", ENGLAND, "non-statutory advice",
    ),
    "Mental_Capacity_Act_code_of_practice.pdf": (
        "Mental Capacity Act 2005: code of practice", "Department for Constitutional Affairs", "2007-04-23",
        "england-and-wales", "statutory guidance",
    ),
    "GOVUK_printed_page_childrens_homes_recruiting_staff.pdf": (
        "Children's homes: recruiting staff", "Ofsted", "2023-06-15", ENGLAND, "non-statutory advice",
    ),
    "GOVUK_SCCIF_childrens_homes_saved_page_Sep2025.html": (
        "Social care common inspection framework (SCCIF): children’s homes", "Ofsted", "2025-04-04", ENGLAND,
        "non-statutory advice",
    ),
    "Care_Act_2014_ukpga_20140023.pdf": (
        "Care Act 2014", "UK Parliament", "2014-05-14", ENGLAND, "legislation",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_documents_are_described(guidance: Path, name: str):
    told, _ = describe(readers.read(guidance / name), guidance / name)
    assert (told.title, told.publisher, told.published, told.nation, told.kind) == REAL[name]
