"""OpenDocument texts, made here from their own XML."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from made_documents import odt_package

from ingest.documents import Gap, GapKind, Reading
from ingest.errors import UnreadableDocument
from ingest.readers import read

Made = Callable[..., Reading]
PROSE = "Everybody who works with children in this area must follow what is set out below."


@pytest.fixture
def reading(tmp_path: Path) -> Made:
    def made(body: str, **more: str) -> Reading:
        path = tmp_path / "policy.odt"
        odt_package(body, path, **more)
        return read(path)

    return made


def found(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(b.kind.value, b.level, b.number, b.text) for b in reading.blocks]


def level(number: int, mark: str = "number", rules: str = "") -> str:
    return f'<text:list-level-style-{mark} text:level="{number}" {rules}/>'


def item(*inside: str) -> str:
    return "<text:list-item>" + "".join(inside) + "</text:list-item>"


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def test_lists_are_numbered_by_their_levels_and_go_on_where_they_say(reading: Made):
    rules = (
        level(1, rules='style:num-format="1" style:num-suffix="."')
        + level(2, rules='style:num-format="a" style:num-prefix="(" style:num-suffix=")"')
        + level(3, "bullet", 'text:bullet-char="•"')
    )
    styles = f'<text:list-style style:name="L1">{rules}</text:list-style>'
    inner = (
        "<text:list>" + item(p("first"), "<text:list>" + item(p("deep")) + "</text:list>") + "</text:list>"
    )
    body = (
        f'<text:list text:style-name="L1">{item(p("Act"), p("and say so."), inner)}</text:list>'
        + p("Meanwhile.")
        + f'<text:list text:style-name="L1" text:continue-numbering="true">{item(p("Record"))}</text:list>'
        + f'<text:list text:style-name="L1">{item(p("Anew"))}</text:list>'
    )
    assert found(reading(body, styles=styles)) == [
        ("item", 1, "1.", "Act"),
        ("paragraph", 0, "", "and say so."),
        ("item", 2, "(a)", "first"),
        ("item", 3, "", "deep"),
        ("paragraph", 0, "", "Meanwhile."),
        ("item", 1, "2.", "Record"),
        ("item", 1, "1.", "Anew"),
    ]


def test_headings_are_numbered_by_the_outline(reading: Made):
    rules = "".join(
        f'<text:outline-level-style text:level="{at}" style:num-format="1" text:display-levels="{at}"/>'
        for at in (1, 2)
    )
    heads = [(1, "Scope"), (2, "Who"), (2, "Where"), (1, "Duties")]
    body = "".join(f'<text:h text:outline-level="{at}">{words}</text:h>' for at, words in heads) + p(PROSE)
    assert found(reading(body, styles=f"<text:outline-style>{rules}</text:outline-style>"))[:4] == [
        ("heading", 1, "1", "Scope"),
        ("heading", 2, "1.1", "Who"),
        ("heading", 2, "1.2", "Where"),
        ("heading", 1, "2", "Duties"),
    ]


def test_headings_by_style_name_and_by_hand_are_found(reading: Made):
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    styles = (
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
    )
    body = (
        p("Scope", "P1") + p(PROSE) + p('<text:span text:style-name="T1">Timescales</text:span>') + p(PROSE)
    )
    assert [b[:2] for b in found(reading(body, automatic=automatic, styles=styles))] == [
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_notes_are_attached_and_deletions_comments_and_contents_left_out(reading: Made):
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        f"{p('See the Act.')}</text:note-body></text:note>"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f"<text:table-of-content><text:index-body>{p('Scope 3')}</text:index-body></text:table-of-content>"
        + p(f"The duty{note} holds<office:annotation><text:p>Really?</text:p></office:annotation>.")
        + p('More<text:s text:c="3"/>here<text:line-break/>and<text:tab/>there.')
    )
    blocks = reading(body).blocks
    assert [(b.kind.value, b.number, b.text, b.notes) for b in blocks] == [
        ("paragraph", "", "The duty holds.", ((8, "1"),)),
        ("footnote", "1", "See the Act.", ()),
        ("paragraph", "", "More here and there.", ()),
    ]


def test_tables_keep_spans_and_the_heads_of_columns(reading: Made):
    def cell(words: str, rules: str = "") -> str:
        return f"<table:table-cell {rules}>{p(words)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cell('Type')}{cell('Sign')}</table:table-row></table:table-header-rows><table:table-row>"
        f"{cell('Neglect', 'table:number-rows-spanned=' + chr(34) + '2' + chr(34))}{cell('Hunger')}"
        f"</table:table-row><table:table-row>{covered}{cell('Cold')}</table:table-row></table:table>"
    )
    assert [b.text for b in reading(body).blocks] == [
        "Type: Neglect; Sign: Hunger",
        "Type: Neglect; Sign: Cold",
    ]


def test_text_boxes_are_read_and_pictures_reported(reading: Made):
    frame = '<draw:frame svg:width="{}cm" svg:height="8cm">{}</draw:frame>'
    box = frame.format(6, f"<draw:text-box>{p('In the box.')}</draw:text-box>")
    picture = "<draw:image/><svg:desc>Steps of a referral</svg:desc>"
    body = (
        '<text:h text:outline-level="1">Referral</text:h>'
        + p(f"Beside.{box}")
        + p(frame.format(12, picture))
        + p(frame.format(2, picture))
    )
    made = reading(body)
    assert [b.text for b in made.blocks] == ["Referral", "Beside.", "In the box."]
    assert made.gaps == (Gap(GapKind.PICTURE, where="Referral", described="Steps of a referral"),)


def test_hidden_text_is_left_out(reading: Made):
    automatic = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>'
        "</style:style>"
    )
    assert found(
        reading(p('Kept<text:span text:style-name="T1"> not</text:span>.'), automatic=automatic)
    ) == [("paragraph", 0, "", "Kept.")]


def test_the_title_that_the_file_states_is_one_of_its_properties(reading: Made):
    assert reading(p("Text."), title="Policy on neglect").properties.title == "Policy on neglect"


def test_a_file_with_a_password_is_refused_as_such(tmp_path: Path):
    path = tmp_path / "policy.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        package.writestr("content.xml", b"\x07\x08")
    with pytest.raises(UnreadableDocument, match="is password-protected"):
        read(path)


def test_entities_are_not_expanded(tmp_path: Path):
    path = tmp_path / "policy.odt"
    odt_package(p("PLACE"), path)
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    bomb = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(9))
    hostile = tmp_path / "hostile.odt"
    with zipfile.ZipFile(hostile, "w") as package:
        package.writestr("content.xml", f"<!DOCTYPE x [{bomb}]>" + content.replace("PLACE", "kept &a8; here"))
    try:
        assert len("".join(block.text for block in read(hostile).blocks)) < 100
    except UnreadableDocument:
        return  # refused outright: as good
