"""Whose name it is, by what stands around it."""

import re
from functools import cache

from assistant.privacy.kinds import PEOPLE, Kind
from assistant.privacy.words import key
from assistant.wordings import held

_REACH = 48
"""Characters before and after a name that are looked at."""
_END = r"(?:['’]?s)?"
_ARTICLE = (
    r"(?:his|her|their|my|our|the|a|an|old|new|older|younger|maternal|paternal|birth|step|agency|lead|senior"
    r"|head|\w+)"
)


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return held("people")  # type: ignore[no-any-return]


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"


def title_of(kind: Kind) -> str:
    """How people of a kind are addressed ("Uncle"), as an expression that finds any of it."""
    return _titles()[kind]


@cache
def no_names() -> frozenset[str]:
    """Words that say who somebody is or how they are addressed, and so are not their name."""
    told = _data()
    groups = (*told["kinds"].values(), *told["titles"].values())
    named = {key(part) for words in groups for word in words for part in word.split()}
    return frozenset(named | {f"{one}s" for one in named} | {"nok", "mp", "fsw", "ht"})


@cache
def _roles() -> str:
    return _either([word for words in _data()["kinds"].values() for word in words])


@cache
def _titles() -> dict[str, str]:
    return {kind: _either(words) for kind, words in _data()["titles"].items()}


def kind_of(text: str, start: int, end: int) -> Kind:
    """Whose name a stretch of text is, by what stands next to it; PERSON where nothing tells."""
    before, after = key(text[max(0, start - _REACH) : start]), key(text[end : end + _REACH])
    if re.match(rf"{title_of(Kind.RELATIVE)} ", key(text[start:end])):
        return Kind.RELATIVE
    for find in (_before, _owner, _behind, _titled):
        if kind := find(before, after):
            return kind
    return Kind.PERSON


def _owner(before: str, after: str) -> Kind | None:
    """ "Aisha's mum": whoever has a parent named is a child."""
    owns = re.match(rf"(?:['’]s|s['’]?)[ \t]+(?:[\w-]+[ \t]+){{0,2}}?({_roles()})\b", after)
    if not owns:
        return None
    return (
        Kind.CHILD
        if _kind(owns[1]) in (Kind.PARENT, Kind.RELATIVE) and owns[1] not in ("husband", "wife")
        else None
    )


def _before(before: str, after: str) -> Kind | None:
    """ "my son Kai", "her mum, Tracy", "Year 4 pupil (K)"."""
    titled = r"(?:(?:mr|mrs|ms|miss|dr)\b\.? *)?$"
    said = rf"\b({_roles()}){_END}(?: is| was|,? called|,? named|'s name is)?[ \t,:(\"'“‘–—-]*{titled}"
    near = re.search(said, before)
    if near:
        return _kind(near[1])
    aged = re.search(r"\b(?:year|yr|y) ?\d{1,2}s?[ \t,]*$|\b(\d{1,2}) ?(?:year|yr)s?[ -]old[ \t,(]*$", before)
    return _aged(aged[1]) if aged else None


def _behind(before: str, after: str) -> Kind | None:
    """ "Kai (7)", "Mrs Okafor, his mum", "Emrys (health visitor)"."""
    told = re.match(rf"[ \t]*[(,–—-]+[ \t]*(?:{_ARTICLE} ){{0,2}}?({_roles()})\b", after)
    if told:
        return _kind(told[1])
    said = r"[ \t]*[,(–—-]*[ \t]*(?:aged? |who is |is |hes |shes |he's |she's )?(\d{1,2})"
    aged = re.match(rf"{said}(?: ?(?:yo|yrs?|years?)\b|[),.]|$|[ \t]*[,–]|(?<=is \d\d)\b)", after)
    return _aged(aged[1]) if aged else None


def _titled(before: str, after: str) -> Kind | None:
    for kind, titles in _titles().items():
        if re.search(rf"\b{titles}\b\.? *$", before):
            return Kind.PERSON if kind == "any" else Kind(kind)
    return None


def _aged(years: str | None) -> Kind:
    return Kind.ADULT if years and int(years) > 17 else Kind.CHILD


def _kind(role: str) -> Kind:
    for kind in PEOPLE:
        if role in _data()["kinds"].get(kind, ()):
            return kind
    return Kind.PERSON
