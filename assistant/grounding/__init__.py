"""Whether passages support a statement, and if not, why: the check on whatever a model writes.

``verifier`` has the order of things: ``source`` and ``alignment`` find the sentences that a statement rests
on, ``quantities``, ``duties``, ``denials``, ``people``, ``limits`` and ``alteration`` hold its facts against
them, ``measures`` and ``calibration`` say how likely it is to be supported, or one of ``judges`` does.
"""

from collections.abc import Sequence
from functools import cache

from assistant.grounding.source import Source, of_passage, of_sentences
from assistant.grounding.verdict import Aligned, Difference, Support, Verdict
from assistant.grounding.verifier import Verifier
from ingest.documents import Passage
from ingest.embedding import Embedder
from ingest.sentences import sentence_spans

__all__ = ["Aligned", "Difference", "Support", "Verdict", "Verifier", "verify"]


def verify(statement: str, passages: Sequence[Passage | str]) -> Verdict:
    """Whether passages, taken together, support a statement; meanings are those of the packaged model.

    Args:
        statement: one sentence, without citation marks.
        passages: of a library, or just their texts.
    """
    sources = [_sentences(one) if isinstance(one, str) else of_passage(one) for one in passages]
    return _verifier().verify(statement, sources)


def _sentences(text: str) -> Source:
    return of_sentences([text[start:end] for start, end in sentence_spans(text)])


@cache
def _verifier() -> Verifier:
    return Verifier(Embedder())
