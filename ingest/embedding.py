"""Passages, their sentences and questions to vectors with a sentence-transformers model.

Each sentence is embedded by itself below the innermost heading and the sentence that leads into its list; a
passage's own vector is the mean of those. Passages tell what a text is about, sentences whether it says the
thing that was asked.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.documents import Passage
from ingest.models import PACKAGED_MODEL, fingerprint, loaded

WAY = "sentences"
"""How passages get their vectors; part of the fingerprint, since vectors got in different ways do not mix."""
POOL = 512
"""Passages whose sentences are sorted by length together."""
BATCH_TOKENS = 2048
"""In one pass of the model; more gains nothing, and what a pass computes still fits a core's cache."""
_PADDING = 0.06
"""Of a batch, at most: texts of about one length go together, and few tokens are computed for nothing."""
_STEP = 16
"""Tokens to a multiple of which a single text is padded: for a length that it has met the processor's library
need not make its plan anew, which takes as long as computing it."""
_LONGEST_FIRST = 128
_LONGEST_PAIR = 384
_PAIRS_TOKENS = 256
"""In one pass of pairs: most go by themselves, so that every core has some of the few that are read."""
_SMALL = 16
"""Texts, up to which starting threads costs more than it gains."""
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage's unit vector, shape (dimensions,), and those of its sentences, (sentences, dimensions)."""

    whole: Vectors
    sentences: Vectors

    def rounded(self) -> "EmbeddedPassage":
        """The vectors in half precision, as they are stored: the same wherever they are read from."""
        halves = (one.astype(np.float16) for one in (self.whole, self.sentences))
        return EmbeddedPassage(*(one.astype(np.float32) for one in halves))


@dataclass(frozen=True, slots=True)
class EmbeddedTokens:
    """The tokens of a text: their spans in it, shape (tokens, 2), and unit vectors, (tokens, dimensions)."""

    spans: npt.NDArray[np.int64]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that were read together.

    Attributes:
        first: the vector of the token before both, shape (dimensions,).
        vectors: of all tokens in the last layer, special ones too, shape (tokens, dimensions).
        spans: where each stands in its own text, shape (tokens, 2).
        second: which are of the second text, shape (tokens,).
    """

    first: Vectors
    vectors: Vectors
    spans: npt.NDArray[np.int64]
    second: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worded:
    """A text whose words are looked at.

    Attributes:
        text: the text.
        words: where they stand in it, shape (words, 2).
        added: what is added to the vectors of each word's tokens before they are read, shape (words,
            dimensions).
    """

    text: str
    words: npt.NDArray[np.int64]
    added: Vectors

    def tokens(self, spans: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of some tokens, by where they stand, are of which words, shape (tokens, words)."""
        return (spans[:, :1] < self.words[:, 1]) & (spans[:, 1:] > self.words[:, 0])


class Embedder:
    """Embeds text with one model, loaded at first use.

    Args:
        name: "all-MiniLM-L6-v2" for the model that is installed with Safeguide, or what
            sentence-transformers accepts: a folder or a model's name in its cache.
    """

    def __init__(self, name: str = PACKAGED_MODEL) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        return loaded(self.name)

    @cached_property
    def fingerprint(self) -> str:
        """Tells vectors apart without loading the model: the model's fingerprint, and how passages get
        theirs."""
        return f"{fingerprint(self.name)}:{WAY}"

    @property
    def window(self) -> int:
        """Tokens that the model reads of a text, special tokens left out."""
        return int(self._model.max_seq_length) - 2

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The model's tokens in each text, special tokens left out and nothing cut off."""
        return [len(tokens) for tokens in self._tokens(texts)]

    def _tokens(self, texts: Sequence[str], **wanted: Any) -> list[list[int]]:
        if not texts:
            return []
        usual = {"add_special_tokens": False, "truncation": False}
        encoded = self._model.tokenizer(
            list(texts), verbose=False, return_attention_mask=False, **{**usual, **wanted}
        )
        ids: list[list[int]] = encoded["input_ids"]
        return ids

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """The unit vectors of questions, shape (questions, dimensions); a few are computed in one pass."""
        if not 0 < len(questions) <= _SMALL:
            return self._encode(questions)
        tokens = self._whole_tokens(questions)
        return self._computed(tokens, _stepped(tokens))

    def embed_tokens(self, text: str) -> EmbeddedTokens:
        """Each token of a text with its meaning where it stands, cut off at the window.

        The vectors are those of the layer before the last, where words of one meaning are most alike; in the
        last layer of an embedding model every word speaks of the whole text. Texts are computed one by one:
        in half precision what else is in a batch changes the last digits, and with them a verdict.
        """
        import torch

        states, encoded = self._read([text])
        spans = encoded["offset_mapping"][0].numpy()
        vectors = torch.nn.functional.normalize(states[-2][0].float(), dim=-1).numpy()
        real = spans[:, 1] > spans[:, 0]
        return EmbeddedTokens(spans[real], vectors[real])

    def embed_layers(self, texts: Sequence[str], layers: Sequence[int]) -> Vectors:
        """The mean of each text's tokens in some layers of the model, each of length one, shape (texts,
        layers, dimensions); the first layer is 1, the last the one that makes the text's own vector.

        All texts are computed in one pass: for the few sentences of a message that takes half as long.
        """
        import torch

        states, encoded = self._read(texts)
        real = encoded["attention_mask"].unsqueeze(-1)
        sums = torch.stack([(states[layer].float() * real).sum(dim=1) for layer in layers], dim=1)
        return torch.nn.functional.normalize(sums, dim=-1).numpy()  # a mean, of length one, is the sum so too

    def embed_words(self, texts: Sequence[Worded]) -> list[Vectors]:
        """Words of texts as the last layer has each at its first token, each of shape (words, dimensions); of
        what is cut off at the window nothing can be told."""
        return list(self._threads.map(self._embed_words, texts))

    def _embed_words(self, worded: Worded) -> Vectors:
        states, encoded = self._read([worded.text], worded)
        first = worded.tokens(encoded["offset_mapping"][0].numpy()).argmax(axis=0)
        vectors: Vectors = states[-1][0].float().numpy()[first]
        return vectors

    def _read(self, texts: Sequence[str], worded: Worded | None = None) -> tuple[Any, Mapping[str, Any]]:
        """Texts in every layer of the model, each of shape (texts, tokens, dimensions), and their tokens as
        the tokenizer gives them, with where each stands ("offset_mapping"); cut off at the window."""
        import torch

        encoded = self._model.tokenizer(
            list(texts),
            return_offsets_mapping=True,
            truncation=True,
            max_length=self.window + 2,
            padding=True,
            pad_to_multiple_of=_STEP,
            return_tensors="pt",
        )
        given = {name: value for name, value in encoded.items() if name != "offset_mapping"}
        model = self._model[0].auto_model
        with torch.inference_mode():
            if worded:
                vectors = model.get_input_embeddings()(given.pop("input_ids"))
                own = torch.from_numpy(worded.tokens(encoded["offset_mapping"][0].numpy())).float()
                given["inputs_embeds"] = vectors + (own @ torch.from_numpy(worded.added)).to(vectors.dtype)
            states = model(**given, output_hidden_states=True).hidden_states
        return states, encoded

    def embed_pairs(self, first: str, second: Sequence[str]) -> list[Pair]:
        """A text read together with each of others, in order; the first is cut off at ``_LONGEST_FIRST``
        tokens, each pair at ``_LONGEST_PAIR``."""
        if not second:
            return []
        tokenizer = self._model.tokenizer
        (places,) = tokenizer(
            [first],
            add_special_tokens=False,
            truncation=True,
            max_length=_LONGEST_FIRST,
            return_offsets_mapping=True,
        )["offset_mapping"]
        encoded = tokenizer(
            [first[: places[-1][1]] if places else ""] * len(second),
            list(second),
            truncation="only_second",
            max_length=_LONGEST_PAIR,
            return_offsets_mapping=True,
        )
        batches = list(batches_by_length([len(ids) for ids in encoded["input_ids"]], _PAIRS_TOKENS))
        given = [[(encoded["input_ids"][at], encoded["token_type_ids"][at]) for at in one] for one in batches]
        pairs: dict[int, Pair] = {}
        for batch, states in zip(batches, self._threads.map(self._states_of_pairs, given), strict=True):
            for at, some in zip(batch, states, strict=True):
                belongs = np.array([one == 1 for one in encoded.sequence_ids(at)])
                pairs[at] = Pair(some[0], some, np.array(encoded["offset_mapping"][at]), belongs)
        return [pairs[at] for at in range(len(second))]

    def _states_of_pairs(self, batch: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Vectors]:
        """The last layer of each of some pairs, given by their tokens and whose these are."""
        import torch

        tokens, whose = zip(*batch, strict=True)
        longest = _stepped(tokens)
        given = self._padded(tokens, longest) | {"token_type_ids": _rows(whose, longest, 0)}
        with torch.inference_mode():
            states = self._model[0].auto_model(**given)
        whole = states.last_hidden_state.float().numpy()
        return [whole[row, : len(some)] for row, (some, _) in enumerate(batch)]

    def adapted(self, changes: Mapping[str, Any]) -> "Embedder":
        """The same model with a matrix added to the weights of some of its layers, by their names in it; the
        vectors of its words, half of its size, are held once for both."""
        import torch

        other = Embedder(self.name)
        words = self._model[0].auto_model.get_input_embeddings().weight
        other._model = copy.deepcopy(self._model, {id(words): words})
        with torch.no_grad():
            for name, change in changes.items():
                other._model[0].auto_model.get_submodule(name).weight += change
        return other

    def embed_passages(
        self,
        passages: Sequence[Passage],
        done: Callable[[int], None] = lambda count: None,
        known: Mapping[str, Vectors] = MappingProxyType({}),
    ) -> Iterator[EmbeddedPassage]:
        """Embed passages and their sentences, in order.

        Args:
            passages: what is embedded.
            done: told how many more are, from time to time.
            known: vectors of texts that need no embedding, as ``known_vectors`` has them.
        """
        for start in range(0, len(passages), POOL):
            pool = passages[start : start + POOL]
            texts = self._texts(pool)
            vectors = self._known_or_encoded([text for some in texts for text in some], known)
            at = 0
            for passage, some in zip(pool, texts, strict=True):
                yield _embedded(passage, vectors[at : at + len(some)])
                at += len(some)
            done(len(pool))

    def known_vectors(
        self, passages: Sequence[Passage], embedded: Mapping[str, EmbeddedPassage]
    ) -> dict[str, Vectors]:
        """The vectors of passages by the text that the model read, so that what a later edition repeats need
        not be embedded again.

        Args:
            passages: of the earlier edition.
            embedded: their vectors, by passage id.
        """
        found: dict[str, Vectors] = {}
        for passage, texts in zip(passages, self._texts(passages), strict=True):
            vectors = embedded[passage.id]
            found |= zip(texts, vectors.sentences if passage.sentences else [vectors.whole], strict=True)
        return found

    def _known_or_encoded(self, texts: Sequence[str], known: Mapping[str, Vectors]) -> Vectors:
        """The vectors of texts, each different one embedded once."""
        new = [text for text in dict.fromkeys(texts) if text not in known]
        encoded = dict(zip(new, self._encode(new), strict=True)) if new else {}
        return np.stack([encoded[text] if text in encoded else known[text] for text in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """The unit vectors of texts, cut off at the window, shape (texts, dimensions).

        Texts of one length are computed together, by as many threads as there are cores, each on one: that is
        half as fast again as one batch at a time spread over the cores.
        """
        tokens = self._whole_tokens(texts)
        vectors = np.empty((len(texts), self._model.get_embedding_dimension()), dtype=np.float32)

        def compute(batch: Sequence[int]) -> None:
            vectors[batch] = self._computed([tokens[at] for at in batch], len(tokens[batch[0]]))

        batches = list(batches_by_length([len(ids) for ids in tokens]))
        if len(texts) <= _SMALL:
            for batch in batches:
                compute(batch)
        else:
            list(self._threads.map(compute, batches))
        return vectors

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        import torch

        cores = torch.get_num_threads()
        return ThreadPoolExecutor(cores, "embedding", initializer=torch.set_num_threads, initargs=(1,))

    def _whole_tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The model's tokens in each text, special ones and all, cut off at the window."""
        return self._tokens(texts, truncation=True, max_length=self.window + 2, add_special_tokens=True)

    def _computed(self, batch: Sequence[Sequence[int]], longest: int) -> Vectors:
        """The unit vectors of texts that are tokens, special ones and all, padded to one length."""
        import torch

        with torch.inference_mode():
            computed = self._model(self._padded(batch, longest))["sentence_embedding"].float()
            normal: Vectors = torch.nn.functional.normalize(computed, dim=-1).numpy()
        return normal

    def _padded(self, batch: Sequence[Sequence[int]], longest: int) -> dict[str, Any]:
        """Tokens as the model is given them, texts made equally long."""
        ids = _rows(batch, longest, self._model.tokenizer.pad_token_id or 0)
        return {"input_ids": ids, "attention_mask": _rows([[1] * len(some) for some in batch], longest, 0)}

    def _texts(self, passages: Sequence[Passage]) -> list[list[str]]:
        """What the model reads of each passage: its sentences, or all of one that has none; as much of what
        stands above the words as leaves them whole in the window."""
        return [[self._fitting(parts) for parts in _parts(passage)] for passage in passages]

    def _fitting(self, parts: Sequence[str]) -> str:
        """Parts of a text in one, without as many of the first as it takes to fit the window."""
        text = "".join(parts)
        long = len(text.encode()) > self.window  # no token is shorter than a byte
        if long and len(parts) > 1 and self.count_tokens([text])[0] > self.window:
            return self._fitting(parts[1:])
        return text


def _stepped(texts: Sequence[Sequence[int]]) -> int:
    """The length of the longest of some texts, up to the next step."""
    return -(-max(map(len, texts)) // _STEP) * _STEP


def _rows(rows: Sequence[Sequence[int]], longest: int, filling: int) -> Any:
    """Rows of numbers as a tensor of shape (rows, longest), the short ones filled up."""
    import torch

    filled = np.full((len(rows), longest), filling, dtype=np.int64)
    for row, some in zip(filled, rows, strict=True):
        row[: len(some)] = some
    return torch.from_numpy(filled)


def _embedded(passage: Passage, vectors: Vectors) -> EmbeddedPassage:
    """A passage with the vectors of what the model read of it."""
    whole = vectors.mean(axis=0)
    return EmbeddedPassage(whole / np.linalg.norm(whole), vectors[: len(passage.sentences)])


def _parts(passage: Passage) -> Iterator[list[str]]:
    """Each sentence, after what it stands below; a passage without any is headings alone."""
    if not passage.sentences:
        yield [passage.text]
    heading = f"{passage.heading_path[-1]}: " if passage.heading_path else ""
    for index, sentence in enumerate(passage.sentences):
        lead = passage.led_by(index)
        yield [heading, f"{lead} " if lead else "", passage.text[sentence.start : sentence.end]]


def batches_by_length(lengths: Sequence[int], most: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """The places of texts in batches of about one length, longest first, none over so many tokens (unless it
    is one text) or of more padding than ``_PADDING``."""
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    batch: list[int] = []
    held = 0
    for at in order:
        size = (len(batch) + 1) * lengths[batch[0]] if batch else lengths[at]
        held += lengths[at]
        if batch and (size > most or size - held > size * _PADDING):
            yield batch
            batch, held = [], lengths[at]
        batch.append(at)
    if batch:
        yield batch
