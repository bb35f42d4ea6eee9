"""The keyword index of passages: SQLite's FTS5, or PostgreSQL's full text search.

Both fold case and accents, cut words at whatever is no letter or digit, and compare their Porter stems. FTS5
ranks by BM25. PostgreSQL's own rank knows nothing of rare words, so it is taken word by word and weighted
with BM25's inverse document frequency (Robertson and Zaragoza 2009, *The Probabilistic Relevance Framework*).
"""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

HEADING_WEIGHT = 0.5
"""Of a word in the headings, against one in the body."""
_WORD = re.compile(r"[^\W_]+")

SQLITE_INDEX = (
    """CREATE VIRTUAL TABLE passage_words
       USING fts5(headings, body, tokenize='porter unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE passage_terms USING fts5vocab(passage_words, 'row')",
)
POSTGRES_INDEX = (
    "CREATE TEXT SEARCH DICTIONARY guidance_stem (TEMPLATE = snowball, Language = porter)",
    "CREATE TEXT SEARCH CONFIGURATION guidance (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION guidance
       ALTER MAPPING FOR asciiword, word, numword WITH guidance_stem""",
    """CREATE TABLE passage_words (key integer PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE,
       words tsvector NOT NULL)""",
    "CREATE INDEX passage_words_index ON passage_words USING gin (words)",
)
"""What makes the index in an empty database; a later change of these needs a migration."""


class Keywords(Protocol):
    """A keyword index; each method works in the transaction of the connection that it is given."""

    def add(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put in passages: their ``key``, the words of their ``headings`` and of their ``body``."""

    def remove(self, connection: sa.Connection, keys: Sequence[int]) -> None:
        """Take passages out; call it before their rows go."""

    def keys(self, connection: sa.Connection) -> set[int]:
        """The keys of all passages in the index."""

    def matching(
        self, connection: sa.Connection, terms: Sequence[str], count: int, without: Collection[str]
    ) -> dict[str, float]:
        """As ``Library.matching``."""

    def frequencies(self, connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
        """As ``Library.frequencies``."""


def keywords_of(engine: sa.Engine) -> Keywords:
    """The keyword index of a database."""
    return PostgresKeywords() if engine.dialect.name == "postgresql" else SqliteKeywords()


class SqliteKeywords:
    """FTS5, in the library's own SQLite file."""

    def add(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """As ``Keywords.add``."""
        insert = "INSERT INTO passage_words(rowid, headings, body) VALUES (:key, :headings, :body)"
        if rows:
            connection.execute(sa.text(insert), rows)

    def remove(self, connection: sa.Connection, keys: Sequence[int]) -> None:
        """As ``Keywords.remove``."""
        if keys:
            delete = sa.text("DELETE FROM passage_words WHERE rowid = :key")
            connection.execute(delete, [{"key": key} for key in keys])

    def keys(self, connection: sa.Connection) -> set[int]:
        """As ``Keywords.keys``."""
        return {int(key) for (key,) in connection.execute(sa.text("SELECT rowid FROM passage_words"))}

    def matching(
        self, connection: sa.Connection, terms: Sequence[str], count: int, without: Collection[str]
    ) -> dict[str, float]:
        """As ``Library.matching``."""
        match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        query = sa.text(
            f"SELECT p.id, -bm25(passage_words, {HEADING_WEIGHT}, 1.0) AS score FROM passage_words "  # noqa: S608
            "JOIN passages p ON p.key = passage_words.rowid WHERE passage_words MATCH :match "
            "AND p.document_id NOT IN :without ORDER BY score DESC, p.key LIMIT :count"
        ).bindparams(sa.bindparam("without", expanding=True))
        given = {"match": match, "count": count, "without": sorted(without)}
        return {str(id_): float(score) for id_, score in connection.execute(query, given)}

    def frequencies(self, connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
        """As ``Library.frequencies``."""
        query = sa.text("SELECT term, doc FROM passage_terms WHERE term IN :stems").bindparams(
            sa.bindparam("stems", expanding=True)
        )
        return {str(term): int(count) for term, count in connection.execute(query, {"stems": list(stems)})}


class PostgresKeywords:
    """A table of ``tsvector`` with a GIN index; words of the body have weight A, of the headings D."""

    def add(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """As ``Keywords.add``."""
        insert = sa.text(
            "INSERT INTO passage_words (key, words) VALUES (:key, "
            "setweight(to_tsvector('guidance', :headings), 'D') || "
            "setweight(to_tsvector('guidance', :body), 'A'))"
        )
        if rows:
            told = [{**row, "headings": _words(row["headings"]), "body": _words(row["body"])} for row in rows]
            connection.execute(insert, told)

    def remove(self, connection: sa.Connection, keys: Sequence[int]) -> None:
        """As ``Keywords.remove``: here the words of a passage go with its row."""

    def keys(self, connection: sa.Connection) -> set[int]:
        """As ``Keywords.keys``."""
        return {int(key) for (key,) in connection.execute(sa.text("SELECT key FROM passage_words"))}

    def matching(
        self, connection: sa.Connection, terms: Sequence[str], count: int, without: Collection[str]
    ) -> dict[str, float]:
        """As ``Library.matching``."""
        wanted = [words for term in dict.fromkeys(terms) if (words := _words(term))]
        if not wanted:
            return {}
        total = connection.execute(sa.text("SELECT count(*) FROM passage_words")).scalar_one()
        given: dict[str, Any] = {"count": count, "without": list(without)}
        for at, words in enumerate(wanted):
            held = "SELECT count(*) FROM passage_words WHERE words @@ plainto_tsquery('guidance', :words)"
            frequency = connection.execute(sa.text(held), {"words": words}).scalar_one()
            given[f"term{at}"] = words
            given[f"weight{at}"] = max(math.log((total - frequency + 0.5) / (frequency + 0.5)), 1e-6)
        queries = [f"plainto_tsquery('guidance', :term{at})" for at in range(len(wanted))]
        ranks = " + ".join(
            f":weight{at} * ts_rank('{{{HEADING_WEIGHT}, 1, 1, 1}}', w.words, {query}, 1)"
            for at, query in enumerate(queries)
        )
        query = sa.text(
            f"SELECT p.id, {ranks} AS score FROM passage_words w JOIN passages p ON p.key = w.key "  # noqa: S608
            f"WHERE w.words @@ ({' || '.join(queries)}) AND p.document_id <> ALL (:without) "
            "ORDER BY score DESC, p.key LIMIT :count"
        )
        return {str(id_): float(score) for id_, score in connection.execute(query, given)}

    def frequencies(self, connection: sa.Connection, stems: Iterable[str]) -> dict[str, int]:
        """As ``Library.frequencies``."""
        query = sa.text("SELECT count(*) FROM passage_words WHERE words @@ to_tsquery('simple', :stem)")
        wanted = dict.fromkeys(stem for stem in stems if _WORD.fullmatch(stem))
        found = {stem: connection.execute(query, {"stem": stem}).scalar_one() for stem in wanted}
        return {stem: int(count) for stem, count in found.items() if count}


def _words(text: str) -> str:
    """The words of a text as FTS5 would cut them, for PostgreSQL, whose own parser knows hyphens, addresses
    and numbers with signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.lower()))
