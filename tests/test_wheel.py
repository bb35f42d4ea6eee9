"""The wheel carries everything that an installed Safeguide needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

USES_WHAT_IT_CARRIES = """
import sys; sys.path.insert(0, sys.argv[1])
import assistant, ingest, prompts
from assistant.words import guidance_terms
from ingest.finding import find_files
from ingest.pipeline import starter_notes
assert all(module.__file__.startswith(sys.argv[1]) for module in (assistant, ingest, prompts))
assert "999" in prompts.load("notice").text
assert len(find_files([starter_notes()])) >= 30
assert guidance_terms("Who is our DSL?")
assert (starter_notes().parents[1] / "assistant/web/assets/page.css").exists()
"""


def test_an_installed_wheel_carries_prompts_starter_notes_and_assets(tmp_path):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("safeguide-*.whl")
    target = tmp_path / "installed"
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--target", target, wheel], check=True)

    subprocess.run([sys.executable, "-c", USES_WHAT_IT_CARRIES, str(target)], check=True, cwd=tmp_path)
