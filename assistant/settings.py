"""Where things are kept and which models are used: environment variables, or safeguide.toml."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableSetting

from assistant.concern.contacts import OwnContact
from ingest.errors import IngestError
from ingest.models import PACKAGED_MODEL

SECRETS = ("model_key", "oidc_secret")
"""Settings that are read from the environment only, or from a folder of secrets."""
BY_MODEL = "model"
"""As a judge: the chat model itself."""


class SettingsError(IngestError):
    """A setting that cannot be used as it is."""


class _File(TomlConfigSettingsSource):
    """``safeguide.toml``, which is copied and sent around and so holds no key."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        try:
            return super()._read_file(file_path)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(
                f"{file_path} is no valid TOML: {error}. Correct it, or take it away."
            ) from error
        except OSError as error:
            raise SettingsError(f"{file_path} cannot be read ({error.strerror}).") from error

    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        for key in SECRETS:
            if key in told:
                raise SettingsError(
                    f"safeguide.toml holds {key}. A key does not belong in a file that is copied: take it "
                    f"out, and set SAFEGUIDE_{key.upper()} in the environment instead."
                )
        return told


class Settings(BaseSettings):
    """Settings, each from ``SAFEGUIDE_…`` in the environment, else ``safeguide.toml`` in the working folder.

    Secrets may also lie in a folder that ``SAFEGUIDE_SECRETS`` names, a file each: "safeguide_model_key".

    Attributes:
        home: the folder that holds everything stored.
        database: the address of a PostgreSQL database for the library's record, instead of a file in
            ``home``.
        chroma: the address of a Chroma server for its vectors, likewise; both are set or neither.
        embedding_model: the packaged model's name, or a folder with a sentence-transformers model.
        reranker: a folder with a sentence-transformers CrossEncoder that reads the best passages again, or
            its name in the local cache; "" for none.
        nation: whose guidance is searched where nobody says: "england", "wales", "scotland",
            "northern-ireland", "ireland" or "all".
        host, port: where the chat listens. Loopback unless told otherwise.
        model: the chat model that writes answers, "provider:name" ("openai:gpt-4o-mini"), or with
            ``model_url`` the name by which the server there knows it; "" for quoted answers only.
        model_url: the address of a server that speaks as OpenAI's does ("http://127.0.0.1:11434/v1").
        model_key: its key, from the environment only; "" for the provider's own environment variable.
        model_seconds: how long the first checked sentence of a written answer is waited for.
        organisation: what the organisation is called, above its contacts.
        contacts: whom to reach where somebody may be at risk now; see docs/contacts.md.
        personal_data: what is done with names and the like in a question: "replace" puts tokens in their
            place, "refuse" asks for the question without them.
        judge: what says whether passages support a written sentence in which no fact differs: "" for the
            rules, "model" for the chat model, or a folder with a sentence-transformers CrossEncoder, or its
            name in the local cache.
        retention_days: how many days a conversation is kept after its last question; 0 to keep none, and to
            forget those that were kept.
        login: how people log in: "" for not at all, "accounts" for names and passwords kept here ("safeguide
            user add"), "oidc" for an OpenID Connect provider, "proxy" for a reverse proxy that names them.
        public_url: the address that people type, where a proxy stands before this one:
            "https://safeguide.example.org".
        trusted_proxies: addresses or networks of proxies, which may say where a request is from, and with
            ``login = "proxy"`` who sends it.
        proxy_header: the header in which such a proxy names who sends a request.
        oidc_issuer, oidc_client: the OpenID Connect provider's address, and the name by which it knows this.
        oidc_secret: the secret that goes with that name, from the environment or a file of secrets only.
        admit: whether "anybody" whom the provider or the proxy names may ask, or only those "listed" with
            "safeguide user add".
        session_hours: how long somebody stays logged in who does nothing.
        questions_per_minute: how many questions one person may ask in a minute, from all their pages.
        log_format: "text", or "json" for a line of JSON each.
    """

    model_config = SettingsConfigDict(env_prefix="SAFEGUIDE_", toml_file="safeguide.toml", extra="forbid")

    home: Path = Path(platformdirs.user_data_dir("safeguide", appauthor=False))
    database: SecretStr = SecretStr("")
    chroma: str = ""
    embedding_model: str = PACKAGED_MODEL
    reranker: str = ""
    nation: Literal["england", "wales", "scotland", "northern-ireland", "ireland", "all"] = "england"
    host: str = "127.0.0.1"
    port: int = 7860
    model: str = ""
    model_url: str = ""
    model_key: SecretStr = SecretStr("")
    model_seconds: float = Field(default=20.0, gt=0)
    judge: str = ""
    organisation: str = ""
    contacts: tuple[OwnContact, ...] = ()
    personal_data: Literal["replace", "refuse"] = "replace"
    retention_days: int = Field(default=90, ge=0, le=36_500)
    login: Literal["", "accounts", "oidc", "proxy"] = ""
    public_url: str = Field(default="", pattern=r"^(https?://[^\s/?#]+/?)?$")
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    proxy_header: str = Field(default="X-Forwarded-User", pattern=r"^[A-Za-z0-9-]+$")
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    admit: Literal["anybody", "listed"] = "anybody"
    session_hours: int = Field(default=8, ge=1, le=24 * 30)
    questions_per_minute: int = Field(default=20, ge=1)
    log_format: Literal["text", "json"] = "text"

    def __init__(self, **given: Any) -> None:
        """Read the settings; SettingsError says in a sentence which of them cannot be used, and why."""
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise SettingsError(" ".join(map(_problem, error.errors()))) from error
        except UnreadableSetting as error:
            field = re.search(r'field "(\w+)"', str(error))
            name = f"SAFEGUIDE_{field[1].upper()}" if field else "of a setting"
            raise SettingsError(
                f"""The variable {name} is not written as JSON. A list is: '["10.0.0.5", "10.0.0.6"]'."""
            ) from error

    @property
    def names_a_model(self) -> bool:
        """Whether a model that writes is named, if only by its address."""
        return bool(self.model or self.model_url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before the environment before files of secrets before the file."""
        folder = os.environ.get("SAFEGUIDE_SECRETS")
        secrets = (SecretsSettingsSource(settings_cls, secrets_dir=folder),) if folder else ()
        return init_settings, env_settings, *secrets, _File(settings_cls)


def _problem(found: Any) -> str:
    """What is wrong with one setting, without what was set: it may be a secret."""
    where = [str(part + 1) if isinstance(part, int) else str(part) for part in found["loc"]]
    name = " ".join(where)
    if found["type"] == "extra_forbidden":
        return f"There is no setting {name}: see the README for those there are."
    if found["type"] == "missing":
        return f"The setting {name} is missing."
    return f"The setting {name} cannot be used: {found['msg'].removeprefix('Value error, ')}."
