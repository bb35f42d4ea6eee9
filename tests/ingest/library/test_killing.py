"""An ingest that is killed, or that the system lets down, leaves a library of whole documents."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NURSERY = Path(__file__).with_name("nursery.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_an_ingest_killed_at_any_moment_leaves_whole_documents_and_can_go_on(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, NURSERY, tmp_path, "50", "1"],
        capture_output=True,
        check=False,
        text=True,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert not done.returncode, done.stderr
