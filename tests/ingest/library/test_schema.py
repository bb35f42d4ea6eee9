"""Libraries of older Safeguides are brought forward, after a backup; those of newer ones are left alone."""

import json
from pathlib import Path

import chromadb
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_library_documents import Made, unit_vectors

from ingest.errors import LibraryError
from ingest.library import Library, schema
from ingest.library.records import PASSAGES, TABLES, document_row, passage_row, words_row

OLD_MODEL = "model"


def old_library(home: Path, made: Made, called: str, revision: str) -> None:
    """A library as Safeguide made it before it used Alembic, with one document."""
    home.mkdir()
    engine = schema.connected(sa.URL.create("sqlite", database=str(home / "library.sqlite")))
    with engine.begin() as connection:
        schema.migrate(connection, "", revision)
        connection.execute(sa.text("DROP TABLE alembic_version"))
        settings = sa.table("settings", sa.column("name"), sa.column("value"))
        told = {"schema": called, "embedding": OLD_MODEL}
        connection.execute(sa.insert(settings), [{"name": n, "value": v} for n, v in told.items()])
        documents = sa.Table("documents", sa.MetaData(), autoload_with=connection)
        row = document_row(made.document, made.blocks)
        connection.execute(sa.insert(documents), {column.name: row[column.name] for column in documents.c})
        for key, (passage, vectors) in enumerate(zip(made.passages, made.embedded, strict=True), start=1):
            stored = {"key": key, **passage_row(passage, vectors)}
            connection.execute(sa.insert(PASSAGES), stored)
            index = "INSERT INTO passage_words(rowid, headings, body) VALUES (:key, :headings, :body)"
            connection.execute(sa.text(index), words_row(stored))
    engine.dispose()
    with chromadb.PersistentClient(
        path=str(home / "vectors"), settings=chromadb.Settings(anonymized_telemetry=False)
    ) as client:
        collection = client.create_collection("passages", embedding_function=None)
        collection.add(ids=made.ids, embeddings=[one.whole for one in made.embedded])


@pytest.mark.parametrize(("called", "revision"), [("3", "0001"), ("4", "0002")])
def test_a_library_from_before_alembic_is_brought_forward_after_a_backup(
    home: Path, called: str, revision: str
):
    made = Made("guide", "Ring the bell.", "Close the door.")
    old_library(home, made, called, revision)
    library = Library(home, OLD_MODEL)
    assert library.documents() == [made.document]
    assert library.passages_of(made.document.id) == made.passages
    assert library.counts() == {made.document.id: 2}
    assert next(iter(library.nearest(made.embedded[1].whole, 2))) == made.ids[1]
    assert library.matching(["bell"], 5).keys() == {made.ids[0]}
    library.check_model()
    (kept,) = (home / "backups").iterdir()
    assert kept.name.startswith(f"before-migration-from-{revision}")
    with sa.create_engine(f"sqlite:///{kept}").connect() as backup:
        assert backup.execute(sa.text("SELECT count(*) FROM passages")).scalar() == 2
        told = backup.execute(sa.text("SELECT value FROM backup WHERE name = 'revision'")).scalar()
        assert json.loads(str(told)) == revision


def test_the_vectors_of_an_older_library_move_to_the_collection_of_their_model(home: Path):
    made = Made("guide", "Ring the bell.")
    old_library(home, made, "4", "0002")
    library = Library(home, OLD_MODEL)
    library.nearest(unit_vectors(1)[0], 1)
    with library.stores.index() as index:
        names = [collection.name for collection in index._client.list_collections()]
    assert len(names) == 1
    assert names != ["passages"]


def test_a_library_of_a_newer_safeguide_is_left_alone(library: Library):
    Made("guide", "Ring the bell.").put(library)
    with library.stores.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    stores = library.stores
    again = Library(
        library.home, stores.fingerprint, stores._database, getattr(stores._chroma, "_address", "")
    )
    with pytest.raises(LibraryError, match="newer version of Safeguide"):
        again.documents()


def test_the_migrations_end_in_the_tables_that_the_code_uses(library: Library):
    with library.stores.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        different = compare_metadata(context, TABLES)
    ours = [one for one in different if "passage_" not in str(one)]
    assert ours == [], "the keyword index is not among the tables; all else must be the same"


def test_the_newest_revision_is_the_one_that_the_code_knows():
    config = Config()
    config.set_main_option("script_location", "ingest.library:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD
