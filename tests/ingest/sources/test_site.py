"""Which addresses are pages of GOV.UK, and which may be asked."""

import pytest

from ingest.sources.names import safe_folder, safe_name
from ingest.sources.site import GOVUK


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk/government/publications/keeping-watch--2",
        "http://www.gov.uk/government/publications/keeping-watch--2/",
        "https://www.gov.uk/government/publications/keeping-watch--2?cachebust=1#contents",
        "https://gov.uk/government/publications/keeping-watch--2",
        "HTTPS://WWW.GOV.UK/government/publications/keeping-watch--2",
        "https://www.gov.uk/api/content/government/publications/keeping-watch--2",
        "/government/publications/keeping-watch--2",
    ],
)
def test_a_page_is_known_by_its_path(address: str):
    path = GOVUK.path_of(address)
    assert path == "/government/publications/keeping-watch--2"
    assert GOVUK.api(path) == "https://www.gov.uk/api/content/government/publications/keeping-watch--2"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "https://www.gov.uk/",
        "https://www.gov.uk.example.org/guidance/x",
        "https://user@www.gov.uk/guidance/x",
        "https://www.gov.uk:8443/guidance/x",
        "https://www.gov.scot/publications/x",
        "//example.org/guidance/x",
        "/guidance/../../etc/passwd",
        "/guidance//x",
        "/guidance/x y",
        "/guidance/x;y",
        "guidance/x",
        "file:///guidance/x",
        "https://[",
        "/government/uploads/system/x.pdf",
        "/media/1/x.pdf",
        "/" + "x" * 3000,
    ],
)
def test_what_is_no_page_has_no_path(address: str):
    assert GOVUK.path_of(address) == ""


@pytest.mark.parametrize(
    ("stated", "safe"),
    [
        ("Keeping_watch_2025.pdf", "Keeping_watch_2025.pdf"),
        ("Keeping watch (2025).PDF", "Keeping watch (2025).pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system.ini", "system.ini.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1.pdf"),
        ("a\x00b\r\nc\u202efdp.pdf", "a_b_c_fdp.pdf"),
        ("a:b|c*d?.pdf", "a_b_c_d_.pdf"),
        ("%2e%2e%2fpasswd.pdf", "_2e_2e_2fpasswd.pdf"),
        ("policy.pdf.toml", "policy.pdf.toml.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_strangers_file_name_is_made_plain(stated: str, safe: str):
    assert safe_name(stated, ".pdf") == safe


def test_a_folder_is_named_after_a_key_or_a_path():
    assert safe_folder("keeping-watch") == "keeping-watch"
    assert safe_folder("/guidance/../watch") == "guidance-..-watch"
    assert safe_folder("..") == "document"
