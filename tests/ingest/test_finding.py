"""Finding the files to add: all that is in a folder, nothing that is not, and what is left out is told."""

import os
import socket
from pathlib import Path

import pytest

from ingest import readers
from ingest.errors import UnreadableDocument
from ingest.finding import find, find_files
from ingest.names import path_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def told(folder: Path) -> dict[str, str]:
    return {error.path.name: error.reason for error in find([folder]).refused}


def test_a_link_in_a_folder_to_outside_of_it_is_refused_and_told(folder: Path, tmp_path: Path):
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up.txt").symlink_to("../secret.txt")
    reason = "is a link to outside the folder"
    assert (find_files([folder]), told(folder)) == ([], {"link.txt": reason, "up.txt": reason})


def test_a_link_in_a_folder_to_a_file_of_it_is_taken(folder: Path):
    (folder / "a.txt").touch()
    (folder / "b.txt").symlink_to("a.txt")
    assert find_files([folder]) == [folder / "a.txt", folder / "b.txt"]
    assert told(folder) == {}


@pytest.mark.parametrize("target", ["nowhere.txt", "loop.txt"])
def test_a_link_that_leads_nowhere_is_refused(folder: Path, target: str):
    (folder / "loop.txt").symlink_to(target)
    assert (find_files([folder]), told(folder)) == ([], {"loop.txt": "is a link that leads nowhere"})


@pytest.mark.parametrize(("target", "reason"), [("..", "outside the folder"), (".", "no file")])
def test_a_link_to_a_folder_is_not_gone_into(folder: Path, tmp_path: Path, target: str, reason: str):
    (tmp_path / "secret.txt").touch()
    (folder / "a.txt").touch()
    (folder / "link").symlink_to(target)
    assert find_files([folder]) == [folder / "a.txt"]
    assert told(folder) == {"link": f"is a link to {reason}"}


def test_a_link_that_is_named_outright_is_followed(folder: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Words.")
    (folder / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "elsewhere").symlink_to(folder)
    assert find([folder / "link.txt"]).files == (folder / "link.txt",)
    (folder / "b.txt").touch()
    assert tmp_path / "elsewhere" / "b.txt" in find([tmp_path / "elsewhere"]).files


def test_what_is_named_outright_is_not_refused_for_standing_in_a_folder_too(folder: Path, tmp_path: Path):
    (tmp_path / "a.txt").touch()
    link = folder / "link.txt"
    link.symlink_to(tmp_path / "a.txt")
    for order in ([folder, link], [link, folder]):
        assert find(order).files == (link,)
        assert find(order).refused == ()


def test_pipes_and_sockets_in_a_folder_are_refused_and_hidden_ones_are_not_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / ".hidden")
    monkeypatch.chdir(folder)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")
    assert find_files([folder]) == []
    assert told(folder) == {"pipe.txt": "is not a file", "socket.txt": "is not a file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_opened_is_told(folder: Path):
    (folder / "closed").mkdir(mode=0)
    assert told(folder) == {"closed": "cannot be opened (Permission denied)"}


def test_a_folder_that_is_called_like_a_file_is_gone_into(folder: Path):
    (folder / "x.pdf").mkdir()
    (folder / "x.pdf" / "a.txt").touch()
    assert find_files([folder]) == [folder / "x.pdf" / "a.txt"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_without_opening_it(make, tmp_path: Path):
    make(tmp_path / "x.pdf")
    with pytest.raises(UnreadableDocument, match=r"x\.pdf is not a file"):
        readers.read(tmp_path / "x.pdf")


def test_a_device_is_refused_without_opening_it(tmp_path: Path):
    (tmp_path / "x.txt").symlink_to("/dev/zero")
    with pytest.raises(UnreadableDocument, match=r"x\.txt is not a file"):
        readers.read(tmp_path / "x.txt")


NAMES = [
    b"two\nlines.txt",
    b"\x1b[31mred.txt",
    "\u202efdp.txt".encode(),
    b"caf\xe9.txt",
    b"a" * 251 + b".txt",
]


@pytest.mark.parametrize("name", NAMES, ids=["line end", "escape", "right to left", "no UTF-8", "long"])
def test_any_name_is_found_read_told_on_one_line_and_can_be_stored(name: bytes, folder: Path):
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.write_text("Words.")
    assert find_files([folder]) == [path]
    assert readers.read(path).blocks[0].text == "Words."
    path_text(path).encode()
    message = str(UnreadableDocument(path, "is\nempty", "Do it again."))
    assert message.isprintable()
    assert message.endswith("txt is empty. Do it again.")


def test_the_text_of_a_path_is_the_path_unless_it_is_no_utf_8():
    assert path_text(Path("/a/ü.md")) == "/a/ü.md"
    assert path_text(Path(os.fsdecode(b"/a/\xff\xfe.md"))) == r"/a/\xff\xfe.md"
