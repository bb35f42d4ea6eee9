"""Spoil files at random and read them: ``python -m eval.fuzz --minutes 10``."""

import re
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from eval.commands import command_line, console, run
from eval.fuzz.mutations import Parts, packed, spoilt, unpacked
from eval.fuzz.seeds import SUFFIXES, seed
from eval.fuzz.trials import Trials, minimised

app = command_line("fuzz")

_LARGEST = 200_000
"""Bytes of a file that is tried; larger ones may take long to read without anything being wrong."""


@app.command()
def fuzz(
    minutes: Annotated[float, typer.Option(help="How long to go on.")] = 10,
    seed_number: Annotated[int, typer.Option("--seed", help="The same number spoils the same files.")] = 1,
    only: Annotated[str, typer.Option(help="One format alone, such as .pdf.")] = "",
    findings: Annotated[Path, typer.Option(help="Where to keep the files that go wrong.")] = Path("findings"),
) -> None:
    """Spoil good files at random, read them, and keep, made small, each that goes wrong in a new way.

    A file goes wrong if reading it ends in anything but blocks that keep their promises or a refusal that
    was foreseen, or if what was read cannot be described and cut into passages.

    Example: `python -m eval.fuzz --minutes 40 --seed 7`
    """
    random, known = Random(seed_number), set[str]()  # noqa: S311 - to be repeated, not to be secret
    suffixes = [suffix for suffix in SUFFIXES if suffix == only or not only]
    pools = {suffix: [unpacked(seed(suffix), suffix)] for suffix in suffixes}
    end, tried = time.monotonic() + 60 * minutes, 0
    with TemporaryDirectory() as folder, Trials(Path(folder)) as trials:
        while time.monotonic() < end:
            suffix = random.choice(suffixes)
            parts = spoilt(random.choice(pools[suffix]), random)
            if sum(map(len, parts.values())) > _LARGEST:
                continue
            tried += 1
            fault = trials.fault(parts, suffix)
            if fault is None:
                _grow(pools[suffix], parts, random)
            elif fault not in known:
                known.add(fault)
                path = _keep(minimised(parts, suffix, fault, trials), suffix, fault, findings)
                console.print(f"{suffix} after {tried} files: {fault}\n  kept as {path}", markup=False)
    console.print(f"{tried} files tried, {len(known)} faults found.")
    if known:
        raise typer.Exit(1)


def _grow(pool: list[Parts], parts: Parts, random: Random) -> None:
    """Let some spoilt files be spoilt further; the good one stays the first of them."""
    if random.random() < 0.02:
        pool[1:] = [*pool[1:], parts][-20:]


def _keep(parts: Parts, suffix: str, fault: str, findings: Path) -> Path:
    findings.mkdir(parents=True, exist_ok=True)
    named = re.sub(r"\W+", "-", fault)[:120].strip("-")
    path = findings / f"{named}{suffix}"
    path.write_bytes(packed(parts))
    return path


if __name__ == "__main__":
    run(app)
