"""The words the assistant uses are data: each file loads, and takes exactly the inputs that it names."""

import re
from importlib.resources import files

import pytest
import yaml

import prompts

NAMES = sorted(
    source.name.removesuffix(".md") for source in files(prompts).iterdir() if source.name.endswith(".md")
)


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_says_its_name_version_and_inputs_and_has_words(name: str):
    source = (files(prompts) / f"{name}.md").read_text(encoding="utf-8")
    front = yaml.safe_load(source.split("---\n", 2)[1])
    assert set(front) == {"name", "version", "inputs"}
    prompt = prompts.load(name)
    assert prompt.name == name
    assert isinstance(prompt.version, int)
    assert prompt.version >= 1
    assert prompt.text == prompt.text.strip() != ""


@pytest.mark.parametrize("name", NAMES)
def test_the_inputs_in_braces_are_those_that_a_prompt_names(name: str):
    prompt = prompts.load(name)
    assert set(re.findall(r"\{(\w*)\}", prompt.text)) == set(prompt.inputs)


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_prompt_has_its_inputs_in_place_of_the_braces(name: str):
    prompt = prompts.load(name)
    filled = prompt.fill(**{given: f"<{given}>" for given in prompt.inputs})
    assert all(f"<{given}>" in filled for given in prompt.inputs)
    assert "{" not in filled


def test_inputs_that_are_missing_or_unknown_are_refused():
    prompt = prompts.load("later-edition")
    for wrong in ({}, {"quoted": "x"}, {"quoted": "x", "newest": "y", "other": "z"}):
        with pytest.raises(ValueError, match="prompt later-edition takes"):
            prompt.fill(**wrong)


def test_an_unknown_prompt_is_no_prompt():
    with pytest.raises(FileNotFoundError):
        prompts.load("nowhere")
