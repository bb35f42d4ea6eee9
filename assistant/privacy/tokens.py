"""Personal data taken out of a text: each person, place or number becomes a token that keeps its role.

Within a conversation one person keeps one token. What stands for what is held in memory for as long as the
conversation is, and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.privacy.finding import findings
from assistant.privacy.kinds import PEOPLE, Finding, Kind
from assistant.privacy.words import key

TOKEN = re.compile(rf"\b({'|'.join(sorted(Kind, key=len, reverse=True))})-(\d+)\b")
MOST_AGAIN = 3
"""How often a text is read again."""
_SPOKEN = {
    Kind.CHILD: "the child",
    Kind.PARENT: "the parent",
    Kind.RELATIVE: "the relative",
    Kind.STAFF: "the member of staff",
    Kind.ADULT: "the adult",
    Kind.PERSON: "somebody",
    Kind.SCHOOL: "the school",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.NHS_NUMBER: "an NHS number",
    Kind.UPN: "a unique pupil number",
    Kind.NI_NUMBER: "a National Insurance number",
    Kind.PHONE: "a phone number",
    Kind.EMAIL: "an e-mail address",
    Kind.ADDRESS: "an address",
    Kind.POSTCODE: "a postcode",
    Kind.CASE_REFERENCE: "a reference",
    Kind.USERNAME: "an account",
}


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was taken out of a text.

    Attributes:
        original: what stood there.
        token: what stands there now: "CHILD-1".
    """

    original: str
    token: str

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind(self.token.rpartition("-")[0])


@dataclass(frozen=True, slots=True)
class Known:
    """What a conversation has shown so far, and what the person who types decided.

    Attributes:
        tokens: the token of each name or number, by how it is looked up.
        kept: what they said is no personal data.
        marked: what they said is, with its kind.
    """

    tokens: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    marked: Mapping[str, Kind] = field(default_factory=dict)

    @classmethod
    def of_tokens(cls, tokens: Iterable[str]) -> "Known":
        """What is known of a conversation that is taken up again when nobody knows any more what its tokens
        stood for: the next person gets a token that none of them had."""
        return cls(tokens={token.casefold(): token for token in tokens})

    def keeping(self, original: str) -> "Known":
        """The same, with something that is to stay as it is."""
        looked = _look(_bare(original))
        marked = {name: kind for name, kind in self.marked.items() if name != looked}
        return replace(self, kept=self.kept | {looked}, marked=marked)

    def marking(self, original: str, kind: Kind) -> "Known":
        """The same, with something that is to be taken out wherever it stands, and for what it is."""
        looked = _look(_bare(original))
        if not looked:
            return self
        tokens = {name: token for name, token in self.tokens.items() if name != looked or _is(token, kind)}
        return replace(self, tokens=tokens, kept=self.kept - {looked}, marked={**self.marked, looked: kind})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its personal data.

    Attributes:
        text: with tokens.
        removed: what they stand for, in order, each once.
        known: what the next message of the conversation is to be read with.
    """

    text: str
    removed: tuple[Removed, ...] = ()
    known: Known = field(default_factory=Known)


def cleaned(text: str, known: Known = Known()) -> Cleaned:
    """Put tokens in the place of the personal data in a text.

    It is read again until nothing more is found: a name that was doubtful beside another is plainer beside
    the other's token.

    Args:
        text: as typed.
        known: what the conversation has shown before.
    """
    clean = _cleaned_once(text, known)
    for _ in range(MOST_AGAIN if clean.removed else 0):
        again = _cleaned_once(clean.text, clean.known)
        if not again.removed or not all(one.token in again.text for one in clean.removed):
            break
        removed = {one.token: one for one in (*again.removed, *clean.removed)}
        in_order = sorted(removed.values(), key=lambda one: again.text.find(one.token))
        clean = Cleaned(again.text, tuple(in_order), again.known)
    return clean


def _cleaned_once(text: str, known: Known) -> Cleaned:
    found = _chosen(text, known)
    tokens = dict(known.tokens)
    for one in sorted(found, key=lambda each: each.kind is Kind.PERSON):
        _name(text[one.start : one.end], one.kind, tokens, TOKEN.findall(text))
    parts: list[str] = []
    removed: dict[str, Removed] = {}
    at = 0
    for one in found:
        original = text[one.start : one.end]
        token = tokens[_look(original)]
        parts += [text[at : one.start], token, _possessive(text[one.end :], one)]
        removed.setdefault(token, Removed(original, token))
        at = one.end
    return Cleaned("".join((*parts, text[at:])), tuple(removed.values()), replace(known, tokens=tokens))


def file_name(name: str) -> Cleaned:
    """The same for the name of a file: what stands for blanks in it is one, and its ending stays."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    clean = cleaned(re.sub(r"[_+]|(?<=\w)-(?=\w)|(?<=[a-z])(?=[A-Z])", " ", stem))
    return replace(clean, text=clean.text + dot + ending)


def spoken(text: str) -> str:
    """A text with its tokens put into words, as it is searched for."""
    return TOKEN.sub(lambda token: _SPOKEN[Kind(token[1])], text)


def _chosen(text: str, known: Known) -> tuple[Finding, ...]:
    """What was marked, and what was found and is not to stay; none overlaps another, or a token."""
    tokens = [Finding(match.start(), match.end(), Kind.PERSON) for match in TOKEN.finditer(text)]
    stay = (one for one in findings(text) if _look(text[one.start : one.end]) not in known.kept)
    chosen: list[Finding] = []
    for one in (*_marked(text, known), *stay):
        same = [other for other in chosen if one.overlaps(other)]
        if not same and not any(one.overlaps(other) for other in tokens):
            chosen.append(one)
        elif same and one.kind.is_person and text[same[0].end : one.end] != "s":
            # a part of the name was marked: all of it goes; in "bos dad" all of it was
            start, end = min(one.start, same[0].start), max(one.end, same[0].end)
            wider = replace(same[0], start=start, end=end)
            if not any(wider.overlaps(other) for other in (*tokens, *chosen) if other != same[0]):
                chosen[chosen.index(same[0])] = wider
    return tuple(sorted(chosen, key=lambda one: one.start))


def _marked(text: str, known: Known) -> Iterator[Finding]:
    """Where what was marked stands, whatever its size and accents; the longest first."""
    folded = _folded(text)
    for original, kind in sorted(known.marked.items(), key=lambda pair: -len(pair[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(original)}(?=s?(?!\w))", folded):
            yield Finding(match.start(), match.end(), kind)


def _name(original: str, kind: Kind, tokens: dict[str, str], standing: Sequence[tuple[str, str]]) -> None:
    """Give something its token: the one it has, that of the same person by another part of the name, or the
    next of its kind that no token in the text has."""
    looked = _look(original)
    if looked in tokens:
        return
    known = tokens.items() if kind.is_person else ()
    same = next((token for other, token in known if _same_person(looked, other, token)), "")
    rivals = [other for other, token in tokens.items() if token == same and len(other.split()) > 1]
    if same and not (len(looked.split()) > 1 and rivals and looked not in rivals):
        tokens[looked] = same
        return
    taken = [_number(one, kind) for one in tokens.values()]
    taken += [int(number) for sort, number in standing if sort == kind]
    tokens[looked] = f"{kind}-{1 + max(taken, default=0)}"


def _same_person(name: str, other: str, token: str) -> bool:
    """Whether two names are one person's: one has all parts of the other and begins with the same."""
    if Kind(token.rpartition("-")[0]) not in PEOPLE:
        return False
    mine, others = name.split(), other.split()
    return mine[0] == others[0] and (len(mine) == 1 or len(others) == 1)


def _is(token: str, kind: Kind) -> bool:
    return token.startswith(f"{kind}-")


def _number(token: str, kind: Kind) -> int:
    sort, _, number = token.rpartition("-")
    return int(number) if sort == kind else 0


def _look(original: str) -> str:
    return " ".join(key(original).split())


def _bare(original: str) -> str:
    return re.sub(r"['’]s?$", "", original.strip())


def _folded(text: str) -> str:
    """A text in small letters without accents, each character in its place."""
    return "".join(key(one)[:1] or one for one in text)


def _possessive(rest: str, one: Finding) -> str:
    """The apostrophe that a hurried possessive lacks: "aishas mum"."""
    return "'" if one.kind.is_person and re.match(r"s\b", rest) else ""
