"""The words the assistant uses, one Markdown file each, kept as data so that they can be reviewed.

Each file begins with front matter: ``name``, ``version`` (raised with every change, and recorded where
the words are used) and ``inputs``, the names that stand in braces in its text.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_INPUT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text with its name, version and the inputs that it takes."""

    name: str
    version: int
    inputs: tuple[str, ...]
    text: str

    @property
    def label(self) -> str:
        """Its name and version, as an answer records it: "write 1"."""
        return f"{self.name} {self.version}"

    def fill(self, **values: str) -> str:
        """The text with its inputs put in; ValueError if they are not exactly those it names. Braces in
        what is put in stay as they are."""
        if set(values) != set(self.inputs):
            raise ValueError(f"prompt {self.name} takes {self.inputs}, not {tuple(values)}")
        return _INPUT.sub(lambda brace: values.get(brace[1], brace[0]), self.text)


@cache
def load(name: str) -> Prompt:
    """Read one prompt of this package; FileNotFoundError if there is none of that name."""
    source = (files(__package__) / f"{name}.md").read_text(encoding="utf-8")
    _, header, text = source.split("---\n", 2)
    front = yaml.safe_load(header)
    return Prompt(front["name"], front["version"], tuple(front.get("inputs", ())), text.strip())


def versions() -> dict[str, int]:
    """The version of every prompt by its name."""
    names = (one.name for one in files(__package__).iterdir() if one.name.endswith(".md"))
    return {prompt.name: prompt.version for prompt in map(load, sorted(one[:-3] for one in names))}
