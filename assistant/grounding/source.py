"""What a statement is checked against: the sentences of passages, with what they cannot be read without."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.evidence import Evidence
from assistant.grounding.text import Text, read
from ingest.documents import GuidanceDocument, Passage

Span = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """Sentences that may support a statement.

    Attributes:
        text: the whole text.
        spans: those of its sentences in it.
        leads: for each sentence what leads into it, or "".
        above: what they stand below: headings, the document's name and publisher, printed numbers.
    """

    text: str
    spans: tuple[Span, ...]
    leads: tuple[str, ...] = ()
    above: str = ""

    @cached_property
    def bare(self) -> tuple[Text, ...]:
        """The sentences by themselves."""
        return tuple(read(self.text[start:end]) for start, end in self.spans)

    @cached_property
    def sentences(self) -> tuple[Text, ...]:
        """The sentences, each after what leads into it."""
        leads = self.leads or ("",) * len(self.spans)
        return tuple(
            read(f"{lead} {self.text[start:end]}".strip())
            for lead, (start, end) in zip(leads, self.spans, strict=True)
        )


def of_passage(passage: Passage, document: GuidanceDocument | None = None) -> Source:
    """A passage as a source; of its document what it is called is known too."""
    told = (document.name, document.metadata.publisher) if document else ()
    labels = (one.label for one in passage.sentences)
    return Source(
        passage.text,
        tuple((one.start, one.end) for one in passage.sentences) or ((0, len(passage.text)),),
        tuple(passage.led_by(index) for index in range(len(passage.sentences))) or ("",),
        " ".join(filter(None, dict.fromkeys((*told, *passage.heading_path, *passage.numbers, *labels)))),
    )


def of_sentences(sentences: Sequence[str]) -> Source:
    """Sentences as a source of their own."""
    text, spans = "\n".join(sentences), []
    at = 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return Source(text, tuple(spans))


def evidence(
    sources: Sequence[Source], places: Sequence[int], taken_up: Callable[[Text], float] = lambda words: 0.0
) -> Evidence:
    """The sentences at some places, counted through all sources, the best first; in the order in which they
    stand, with a lead-in said once."""
    every = [(source, at) for source in sources for at in range(len(source.spans))]
    own: list[str] = []
    for place in sorted(places):
        source, at = every[place]
        lead = source.leads[at] if source.leads else ""
        own += [words for words in (lead, _words(source, at)) if words and words not in own]
    used = [source for place in places for source in [every[place][0]]]
    return Evidence(
        tuple(own),
        " ".join(dict.fromkeys(source.text for source in used)),
        " ".join(dict.fromkeys(source.above for source in used)),
        _words(*every[places[0]], led=True),
        taken_up,
    )


def _words(source: Source, at: int, *, led: bool = False) -> str:
    """A sentence; with what leads into it if wanted."""
    start, end = source.spans[at]
    return source.sentences[at].text if led else source.text[start:end]
