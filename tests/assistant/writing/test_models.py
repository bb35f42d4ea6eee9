"""The model that the settings name: what is refused, and how it is told."""

import logging
import os
from pathlib import Path

import pytest

import assistant
from assistant import SettingsError
from assistant.settings import Settings
from assistant.writing.models import chat_model, host_of

KEY = "sk-a-key-that-nobody-may-see"


@pytest.fixture
def configured(home: Path, monkeypatch: pytest.MonkeyPatch):
    for name in [
        one for one in os.environ if one.startswith(("OPENAI_", "LANGSMITH_", "LANGCHAIN_", "AZURE_"))
    ]:
        monkeypatch.delenv(name)

    def settings(**told: str) -> Settings:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        return Settings()

    return settings


def test_without_a_model_nobody_writes_and_none_is_loaded(home: Path):
    assert assistant.open().writer is None


def test_a_key_in_the_file_is_refused_without_repeating_it(configured, tmp_path: Path):
    (tmp_path / "safeguide.toml").write_text(f'model = "openai:gpt-4o-mini"\nmodel_key = "{KEY}"\n')
    with pytest.raises(SettingsError, match="SAFEGUIDE_MODEL_KEY") as refused:
        configured()
    assert KEY not in str(refused.value)


def test_the_rest_may_stand_in_the_file(configured, tmp_path: Path):
    (tmp_path / "safeguide.toml").write_text('model = "llama3:8b"\nmodel_url = "http://127.0.0.1:1/v1"\n')
    opened = assistant.open()
    assert (opened.writer.name, opened.writer.seconds, opened.writer.host) == ("llama3:8b", 20.0, "")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"SAFEGUIDE_MODEL": "anthropic:claude-x"}, "pip install langchain-anthropic"),
        ({"SAFEGUIDE_MODEL": "nobody:x"}, "no such provider"),
        ({"SAFEGUIDE_MODEL": "gpt-4o-mini"}, "provider:name"),
        ({"SAFEGUIDE_MODEL": "openai:"}, "provider:name"),
        ({"SAFEGUIDE_MODEL": "openai:gpt-4o-mini"}, "key or address is missing"),
        ({"SAFEGUIDE_MODEL": "azure_openai:x"}, "key or address is missing"),
        ({"SAFEGUIDE_MODEL_URL": "http://127.0.0.1:1/v1"}, "SAFEGUIDE_MODEL is not"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": "127.0.0.1:1/v1"}, "not an address"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": KEY}, "not an address"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": "http://[::1"}, "not an address"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": "file:///etc/passwd"}, "not an address"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": f"http://u:{KEY}@h/v1"}, "more than an address"),
        ({"SAFEGUIDE_MODEL": "x", "SAFEGUIDE_MODEL_URL": f"http://h/v1?key={KEY}"}, "more than an address"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_in_a_sentence_without_a_key(configured, told: dict[str, str], said: str):
    configured(**told)
    with pytest.raises(SettingsError, match=said) as refused:
        assistant.open()
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    "ambient",
    [
        {"LANGSMITH_GATEWAY": "true", "LANGSMITH_API_KEY": "other"},
        {"LANGSMITH_GATEWAY": "https://evil.example"},
        {"OPENAI_BASE_URL": "https://evil.example"},
        {"OPENAI_API_BASE": "https://evil.example"},
        {"OPENAI_PROXY": "http://evil.example:3128"},
    ],
)
def test_no_variable_leads_a_provider_s_model_to_another_host(configured, ambient: dict[str, str]):
    model = chat_model(configured(SAFEGUIDE_MODEL="openai:gpt-4o-mini", SAFEGUIDE_MODEL_KEY=KEY, **ambient))
    assert str(model.root_async_client.base_url) == "https://api.openai.com/v1/"
    assert model.root_async_client.api_key == KEY
    assert model.openai_proxy is None
    assert all(os.environ[name] == value for name, value in ambient.items())


def test_a_server_of_ones_own_is_given_no_key_that_was_not_meant_for_it(configured):
    ambient = {"OPENAI_API_KEY": "for-openai", "OPENAI_ORG_ID": "org", "OPENAI_CUSTOM_HEADERS": "x: y"}
    told = {"SAFEGUIDE_MODEL": "m", "SAFEGUIDE_MODEL_URL": "http://127.0.0.1:1/v1"}
    client = chat_model(configured(**told, **ambient)).root_async_client
    assert (client.api_key, client.organization) == ("none", None)
    assert "x" not in client.default_headers


def test_the_key_shows_in_no_repr(configured):
    settings = configured(
        SAFEGUIDE_MODEL="m", SAFEGUIDE_MODEL_URL="http://127.0.0.1:1/v1", SAFEGUIDE_MODEL_KEY=KEY
    )
    model = chat_model(settings)
    for shown in (repr(settings), str(settings), repr(model), str(model), repr(assistant.open().writer)):
        assert KEY not in shown


def test_the_provider_s_library_is_kept_from_logging_what_is_asked(configured):
    configured(SAFEGUIDE_MODEL="m", SAFEGUIDE_MODEL_URL="http://127.0.0.1:1/v1", OPENAI_LOG="debug")
    logging.getLogger("openai").setLevel(logging.DEBUG)
    chat_model(Settings())
    assert logging.getLogger("openai").level == logging.WARNING


@pytest.mark.parametrize(
    ("model", "url", "host"),
    [
        ("m", "http://127.0.0.1:8000/v1", ""),
        ("m", "http://localhost/v1", ""),
        ("m", "http://[::1]:80/v1", ""),
        ("m", "https://models.county.example/v1", "models.county.example"),
        ("openai:gpt-4o-mini", "", "openai"),
    ],
)
def test_the_reader_is_told_where_a_question_goes(configured, model: str, url: str, host: str):
    assert host_of(configured(SAFEGUIDE_MODEL=model, SAFEGUIDE_MODEL_URL=url)) == host
