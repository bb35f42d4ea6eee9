"""What stands around a name: what shows that it is one, and whose it is."""

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
_FAMILY = "family|lads|boys|girls|kids|children|twins|brothers|sisters|household|siblings|parents"
_AGED = (
    r"^[ \t]*[,(–-]*[ \t]*"
    r"(?:(?:aged? |who is |who's |is |was |turns |hes |shes )?\d{1,3}"
    r"(?: ?(?:yo|yrs?|years?|months?|m|f)\b|[),.]|[ \t]*,|$)"
    r"|(?:is|was|turns|aged?) (?:only |just |now |nearly |about )?\d{1,3}\b"
    r"(?! ?(?:of|%|days|weeks|hours|minutes|working)\b))"
)


@cache
def _data() -> dict[str, dict[str, list[str]] | list[str]]:
    return held("people")  # type: ignore[no-any-return]


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"


@cache
def listed(name: str) -> str:
    """One of the lists of words in data/people.yaml, as an expression that finds any of them."""
    return _either(_data()[name])  # type: ignore[arg-type]


def title_of(kind: Kind) -> str:
    """How people of a kind are addressed ("Uncle"), as an expression that finds any of it."""
    return _titles()[kind]


@cache
def no_names() -> frozenset[str]:
    """Words that say who somebody is or how they are addressed, and so are not their name."""
    told = _data()
    groups = (*told["kinds"].values(), *told["titles"].values())  # type: ignore[union-attr]
    named = {key(part) for words in groups for word in words for part in word.split()}
    return frozenset(named | {f"{one}s" for one in named} | {"nok", "mp", "fsw", "ht"})


@cache
def _roles() -> str:
    return _either([word for words in _data()["kinds"].values() for word in words])  # type: ignore[union-attr]


@cache
def _titles() -> dict[str, str]:
    return {kind: _either(words) for kind, words in _data()["titles"].items()}  # type: ignore[union-attr]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = "|".join(_titles().values())
    called, does, is_, greetings, labels = map(listed, ("called", "does", "is", "greetings", "labels"))
    opened = r"[\"'“‘(]?$"
    before = {
        "title": rf"\b(?:{titles})\b *$|\b(?:mr|mrs|ms|dr|prof|rev|revd|sgt|fr|capt|cllr|insp|supt)\. *$",
        "mr": r"\b(?:mr|mrs|ms|miss|mx|dr|master)\b\.? *$",
        "name is": rf"\b{listed('name_is')}[\s:]*(?:just |now )?{opened}",
        "called": rf"\b{called}\b[\s:]*(?:just |now |also )?{opened}",
        "label": rf"(?:^|[\n;.,|/(])[ \t]*{labels}{_END}(?: name)?[ \t]*[:=–-][ \t]*$",
        "greeting": rf"(?:^|[\n.!?,] ?){greetings}[\s,]+$",
        "role": rf"\b{_roles()}{_END},?[ \t]*{opened}",
        "my role": rf"\b(?:my|our|his|her|their)[ \t]+(?:\w+[ \t]+)?{_roles()}[ \t]+$",
        "to whom": rf"\b{listed('to_whom')}[ \t]+$",
        "age": r"\b(?:year|yr|y)\.? ?\d{1,2}s?,?[ \t]*$|\b\d{1,2} ?(?:year|yr|month|week)s?[ -]olds?,?[ \t]*"
        + opened,
        "initial": r"(?<![\w.])(?-i:[A-Z])\. ?$",
    }
    after = {
        "place": r"^ (?-i:House|Hall|Court|Centre|Club|Ward|Unit|Lodge|Park|Wing|Team|Room|Trust|Church)\b",
        "number": r"^\.?[ \t]*\d+(?!\w)",
        "does": rf"^[ \t]+(?:(?:also|just|then|now|still|always|never|only|really) )?{does}\b",
        "is": rf"^[ \t]+{is_}\b",
        "owns": rf"^(?:['’]s|s['’]?|['’])[ \t]+(?:[\w-]+[ \t]+){{0,2}}?{_roles()}\b",
        "owns anything": r"^(?:['’]s|s['’])[ \t]+\w",
        "age": _AGED,
        "family": rf"^(?:'s)? (?:{_FAMILY})\b",
        "and i": r"^,? (?:and|n|&) (?:i|me|her|his|their)\b",
        "role in brackets": rf"^[ \t]*[(,–-][ \t]*(?:{_ARTICLE} )?{_roles()}\b",
    }
    return {
        **{f"before {name}": re.compile(one, re.I) for name, one in before.items()},
        **{f"after {name}": re.compile(one, re.I) for name, one in after.items()},
    }


def shows(text: str, start: int, end: int) -> frozenset[str]:
    """Which of the signs of a name stand right before and after a stretch of text."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return frozenset(
        name
        for name, pattern in _patterns().items()
        if pattern.search(before if name.startswith("before") else after)
    )


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
        if role in _data()["kinds"].get(kind, ()):  # type: ignore[union-attr]
            return kind
    return Kind.PERSON
