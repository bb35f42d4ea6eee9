"""Where things are kept and which model is used: environment variables, or safeguide.toml."""

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingest.models import PACKAGED_MODEL


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
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
