"""``safeguide library sync``: what a maintainer sees, is asked, and is told to do next."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from fake_govuk import FakeGovUk, Reply, attachment, detailed_guide, gone, publication, withdrawn
from made_library import PATH, WORK, Kept, pdf

import assistant.cli
from assistant.cli import syncing
from ingest.known import works
from ingest.sources.fetching import Fetcher, Limits

Run = Callable[..., tuple[int, str, str]]
NEW = pdf("Everybody must keep watch.", "September 2025")


@pytest.fixture
def run(kept: Kept, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; gives its exit code and what it printed."""
    monkeypatch.setattr("assistant.Embedder", lambda name: kept.embedder)
    monkeypatch.setattr(syncing, "SITE", kept.govuk.site)
    monkeypatch.setattr(syncing, "works", lambda: kept.works)
    monkeypatch.setattr(syncing, "Fetcher", lambda site: Fetcher(site, Limits(between=0)))
    monkeypatch.setenv("COLUMNS", "300")

    def ran(*arguments: str, answer: str | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["safeguide", "library", "sync", *arguments])
        monkeypatch.setattr("sys.stdin.isatty", lambda: answer is not None, raising=False)
        monkeypatch.setattr("typer.confirm", lambda text: answer == "y")
        with pytest.raises(SystemExit) as ended:
            assistant.cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return ran


def page(govuk: FakeGovUk, **said: Any) -> dict[str, Any]:
    url = govuk.upload("/media/2/watch-2025.pdf", NEW)
    return publication(PATH, WORK.title, [attachment(url, f"{WORK.title} 2025", NEW)], **said)


@pytest.fixture
def outdated(kept: Kept) -> Kept:
    """A library that holds last year's edition."""
    kept.add(pdf("Everybody keeps watch.", "September 2024"))
    kept.govuk.publish(page(kept.govuk))
    return kept


def test_a_dry_run_says_what_is_new_and_how_to_apply_it(outdated: Kept, run: Run):
    before = outdated.as_it_is()
    code, out, _ = run("--dry-run")
    assert code == 0
    assert "new edition" in out
    assert "announced on 2025-09-01: Made clearer." in out
    assert "Nothing was changed. To apply: safeguide library sync --yes" in out
    assert outdated.as_it_is() == before


def test_yes_applies_and_says_where_the_file_is_and_how_to_see_what_changed(outdated: Kept, run: Run):
    (old,) = outdated.documents()
    code, out, _ = run("--yes")
    assert code == 0
    (new,) = set(outdated.documents()) - {old}
    assert f"Added {WORK.title} (2025): " in out
    assert f"safeguide library diff {old} {new}" in out
    code, out, _ = run("--yes")
    assert code == 0
    assert "1 unchanged" in out


def test_without_a_terminal_nothing_is_applied_unasked(outdated: Kept, run: Run):
    before = outdated.as_it_is()
    code, out, _ = run()
    assert code == 1
    assert "new edition" in out
    assert "there is no terminal to ask" in out
    assert outdated.as_it_is() == before


@pytest.mark.parametrize(("answer", "held"), [("y", 2), ("n", 1)])
def test_at_a_terminal_a_person_is_asked(answer: str, held: int, outdated: Kept, run: Run):
    code, out, _ = run(answer=answer)
    assert len(outdated.documents()) == held
    assert code == (0 if answer == "y" else 1)
    assert ("Nothing was changed." in out) == (answer == "n")


def test_what_is_unchanged_is_marked_without_asking(kept: Kept, run: Run):
    kept.add(NEW, edition="2025", published="2025-09-01")
    kept.govuk.publish(page(kept.govuk))
    code, out, _ = run()
    assert code == 0
    assert "1 unchanged" in out
    assert kept.library.documents()[0].metadata.checked


def test_what_is_withdrawn_or_gone_is_told_with_what_to_do(kept: Kept, run: Run):
    kept.add(NEW, edition="2025", published="2025-09-01")
    path = "/guidance/other"
    kept.add(b"# Other\n\nWords.\n", "o.md", title="Other", source_url=f"https://www.gov.uk{path}")
    kept.govuk.publish(withdrawn(page(kept.govuk), "2026-03-18", "Out of date."), gone(path, "<p>Joined"))
    code, out, _ = run("--yes")
    assert code == 0
    assert f"Marked as withdrawn: {WORK.title} (2025)" in out
    assert "Out of date." in out
    assert "1 withdrawn, 1 gone" in out
    assert "Other: look where it is now" in out


def test_what_cannot_be_checked_is_named_and_fails_the_command(kept: Kept, run: Run):
    kept.add(NEW, edition="2025", published="2025-09-01")
    kept.govuk.answer(f"/api/content{PATH}", Reply(404, b"{}"))
    for arguments in (("--dry-run",), ("--yes",)):
        code, out, error = run(*arguments)
        assert code == 1
        assert "is not there (404)" in out + error


def test_documents_without_a_page_on_gov_uk_are_counted(outdated: Kept, run: Run):
    outdated.add(b"# Ours\n\nWords.\n", "ours.md", title="Our policy", source_url="")
    _, out, _ = run("--dry-run")
    assert "1 document is not looked for" in out


def test_an_empty_library_is_told_what_to_do_and_nobody_is_asked(kept: Kept, run: Run):
    code, out, _ = run()
    assert code == 0
    assert "safeguide library sync --all" in out
    assert kept.govuk.asked == []


def test_a_dry_run_that_applies_is_refused(kept: Kept, run: Run):
    code, _, error = run("--dry-run", "--yes")
    assert code == 2
    assert "choose one of" in error
    assert kept.govuk.asked == []


def test_titles_and_notes_cannot_steer_the_terminal(kept: Kept, run: Run):
    kept.works = {}
    kept.add(b"# Note\n\nWords.\n", "n.md", title="Note", source_url="https://www.gov.uk/guidance/x")
    told = detailed_guide("/guidance/x", "Note [red]\x1b[31m", "<p>New words.</p>")
    told["details"]["change_history"] = [
        {"public_timestamp": "2026-01-01T00:00:00Z", "note": "[link=https://example.org]press\x1b]8;;\x07"}
    ]
    kept.govuk.publish({**told, "public_updated_at": "2026-01-01T00:00:00Z"})
    _, out, _ = run("--yes")
    assert "\x1b" not in out
    assert "[link=https://example.org]press" in out
    assert "[red]" in out


def test_every_well_known_document_on_gov_uk_can_be_asked_for(kept: Kept, run: Run):
    """All those pages are missing here: each is named, and none stops the others."""
    kept.works = works()
    on_govuk = [work for work in works().values() if kept.govuk.site.path_of(work.source_url)]
    assert len(on_govuk) >= 20
    code, out, _ = run("--all", "--dry-run")
    assert code == 1
    assert f"{len(on_govuk)} cannot be checked" in out
    assert len(kept.govuk.asked) == len(on_govuk)
    assert not json.dumps(kept.govuk.paths()).count("legislation")
