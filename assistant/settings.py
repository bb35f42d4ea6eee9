"""Where things are kept and which models are used: environment variables, or safeguide.toml."""

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingest.errors import IngestError
from ingest.models import PACKAGED_MODEL

BY_MODEL = "model"
"""As a judge: the chat model itself."""


class SettingsError(IngestError):
    """A setting that cannot be used as it is."""


class _File(TomlConfigSettingsSource):
    """``safeguide.toml``, which is copied and sent around and so holds no key."""

    def __call__(self) -> dict[str, Any]:
        told = super().__call__()
        if "model_key" in told:
            raise SettingsError(
                "safeguide.toml holds model_key. A key does not belong in a file: take it out, and set "
                "SAFEGUIDE_MODEL_KEY in the environment instead."
            )
        return told


class Settings(BaseSettings):
    """Settings, each from ``SAFEGUIDE_…`` in the environment, else ``safeguide.toml`` in the working folder.

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
        judge: what says whether passages support a written sentence in which no fact differs: "" for the
            rules, "model" for the chat model, or a folder with a sentence-transformers CrossEncoder, or its
            name in the local cache.
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

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before the environment before the file."""
        return init_settings, env_settings, _File(settings_cls)
