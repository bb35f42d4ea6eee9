"""The grammar of questions as far as rules need it: what opens one, whom and what it names, its pronouns.

No more of English is here than tells a question that stands alone from one that leans on another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.words import STOP_WORDS, content_words, stem

AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|should|shall|must|may|might|will|would"
    r"|ought|shud|shld|cud|wud)"
    r"(?:n['’]?t)?"
)
"""A verb that a question begins with, or that follows its "who" or "when"."""
INTERROGATIVE = (
    r"(?:how (?:soon|often|long|many|much|quickly|far|old|late|frequently|big|regularly)|how|what|whom?|whose"
    r"|which|when|where|why)"
)
"""What asks, without the noun that may follow."""
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|there|this|that|these|those|the|an?|my|our|your|his|her|their|its|any"
    r"|all|every|each|both|some|no|someone|somebody|anyone|anybody|everyone|everybody|staff|schools?"
    r"|colleges?|police|parents?|child|children|social|teachers?|carers?|volunteers?|pupils?|adults?|people"
    r"|governors?|(?-i:[A-Z][A-Za-z.]*))"
)
_QUESTION = re.compile(
    rf"(?:(?:(?:to|for|with|by|from|under|in|at|on|about|of) )?(?:what|which"
    rf"|whose)(?: [\w’'-]+){{0,3}}? {AUXILIARY}|(?:(?:to|for|with|by|from) )?{INTERROGATIVE}(?:['’]?s"
    rf"| {AUXILIARY})|how (?:many|much|old|long)(?: [\w’'-]+){{1,3}} {AUXILIARY}|(?:who|what"
    rf"|which) (?:\w+ )?(?:happens|counts|about|if|else|next|[a-z]+s)"
    rf"|{AUXILIARY} {_SUBJECT})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’/-][A-Za-z0-9]+)*")


def asks(clause: str) -> bool:
    """Whether a clause opens as a question does: "who must", "can I", "what happens"."""
    return bool(_QUESTION.match(clause))


class Kind(StrEnum):
    """What a noun names, as far as one can take another's place in a question."""

    NATION = "nation"
    SETTING = "setting"
    CARED_FOR = "somebody cared for"
    FAMILY = "family"
    WORKER = "somebody at work"
    SOMEBODY = "somebody"
    THING = "thing"


_NOUNS = {
    Kind.NATION: "england wales scotland ireland britain uk",
    Kind.SETTING: """school college nursery academy hospital home club church mosque temple
        university prison hostel charity playgroup surgery clinic hospice setting provider sixth-form""",
    Kind.CARED_FOR: """child children kid baby babies infant toddler teenager teen boy girl pupil
        student learner adult resident patient client under-18s under-16s leaver leavers""",
    Kind.FAMILY: """parent mother father mum dad carer guardian grandparent grandmother grandfather
        step-parent stepparent stepfather stepmother brother sister sibling aunt uncle husband wife son
        daughter""",
    Kind.WORKER: """teacher staff worker nurse doctor officer volunteer governor head headteacher
        manager colleague employee contractor coach tutor childminder trustee practitioner professional
        midwife trainee apprentice assistant principal consultant agency""",
    Kind.SOMEBODY: """person people someone somebody anyone anybody everyone everybody nobody police
        constable judge lead chair friend neighbour visitor perpetrator offender stranger member applicant
        candidate advocate interpreter lado dsl iro senco gp partner victim survivor boyfriend girlfriend
        woman women man men family families relative user individual""",
}
_KINDS = {stem(word): kind for kind, words in _NOUNS.items() for word in words.split()}
PEOPLE = frozenset({Kind.CARED_FOR, Kind.FAMILY, Kind.WORKER, Kind.SOMEBODY})

AGED = re.compile(r"(?:year[- ]olds?|under[- ]\d+s?)$", re.IGNORECASE)
"""How a phrase ends that names somebody by age alone."""
_VERBS = frozenset(
    stem(word)
    for word in """act agree allow apply appoint approve arrange ask attend begin call carry chair check
    come complain complete consent consider consult contact contribute convene cover count decide deal
    delete differ disagree disclose escalate end expect explain find finish follow give given
    happen handle hear held help hold inform include intervene invite involve involved keep kept know last
    lead leave left let listen made make matter meet monitor need notify object organise pay phone prepare
    produce provide publish quit read receive record refer refuse release report reply require respond
    responsible retain return review ring run see seen send sent share sign speak start stay step stop
    store submit supervise take taken talk tell told think train update use used visit wait withdraw
    withhold work write written done appeal renew reviewed arranged attended change moves move dies die
    tried try answer lie lies mean investigate interview search restrain remove adopt disappear vanish
    runs ran gone missing absent""".split()
)
"""Verbs that need no naming of what they are done to where that was named before, by their stems."""
_ALSO_NOUNS = frozenset(
    stem(word)
    for word in """act appeal call change check contact count end help interview lead leave meeting order
    need record refer report return review search share sign start step stop use visit work lie training
    read""".split()
)
_PLAIN = frozenset(STOP_WORDS) | frozenset(
    """after against before during under over within without between through until unless since because
    while where whether than per via towards outside inside onto upon once still already again first soon
    often long quickly immediately exactly actually really present alone together later ago""".split()
)
_DETERMINER = frozenset("a an the my our your any every each some another no this that these those".split())


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs that say little by themselves, like "attends" and "told"."""
    return stem(word.casefold()) in _VERBS


def kind_of(word: str) -> Kind:
    """What a noun names."""
    plain = re.sub(r"['’]s?$", "", word.casefold())
    return _KINDS.get(stem(plain), _KINDS.get(stem(plain.split("-")[-1]), Kind.THING))


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun with what stands before it: "a looked after child".

    Attributes:
        start, end: its span in the text.
        text: its words.
        kind: what its noun names.
        whole: whether the rules are sure of where it ends.
    """

    start: int
    end: int
    text: str
    kind: Kind
    whole: bool


def noun_phrases(text: str) -> list[NounPhrase]:
    """The noun phrases of a text that begin with an article or the like, or are a lone noun for people,
    settings or nations, in order."""
    words = list(_WORD.finditer(text))
    found: list[NounPhrase] = []
    at = 0
    while at < len(words):
        end = _end_of_phrase(text, words, at)
        if end > at:
            start, stop = words[at].start(), words[end - 1].end()
            kind = Kind.CARED_FOR if AGED.search(text[start:stop]) else kind_of(words[end - 1][0])
            found.append(NounPhrase(start, stop, text[start:stop], kind, _is_whole(text, words, at, end)))
        at = max(end, at + 1)
    return found


def _end_of_phrase(text: str, words: list[re.Match[str]], at: int) -> int:
    """The index after the last word of the phrase that begins at a word; the same index where none does."""
    determined = words[at][0].casefold() in _DETERMINER
    subject = _follows_auxiliary(text, words, at)
    end = at + 1 if determined else at
    while end < len(words) and _goes_on(text, words, end, first=end == at + determined, subject=subject):
        end += 1
        if not determined and kind_of(words[end - 1][0]) is not Kind.THING:
            break
    if determined:
        return end if end > at + 1 else at
    return end if end > at and kind_of(words[end - 1][0]) is not Kind.THING else at


def _goes_on(text: str, words: list[re.Match[str]], at: int, *, first: bool, subject: bool) -> bool:
    word = words[at][0].casefold()
    apart = at > 0 and text[words[at - 1].end() : words[at].start()].strip()
    if (apart and not first) or word in _PLAIN or word in _DETERMINER:
        return word == "after" and at > 0 and words[at - 1][0].casefold() == "looked"
    if not is_verb(word) or (first and at > 0 and words[at - 1][0].casefold() in _DETERMINER):
        return True
    return stem(word) in _ALSO_NOUNS and not subject


def _follows_auxiliary(text: str, words: list[re.Match[str]], at: int) -> bool:
    before = words[at - 1][0] if at else ""
    return bool(re.fullmatch(AUXILIARY, before, re.IGNORECASE)) and not re.match(r"(?i)is|are|was", before)


def _is_whole(text: str, words: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether a phrase surely ends where it was cut: before a known verb or a plain word, or at the end of
    a text in which it cannot have swallowed the verb."""
    if any(re.search(r"[a-z]{3}[^s'’]s$", word[0]) for word in words[at : end - 1]):
        return False  # "an adult lacks capacity": a verb among its words
    subject = _follows_auxiliary(text, words, at)
    if end == len(words) or text[words[end - 1].end() : words[end].start()].strip():
        return not subject
    following = words[end][0].casefold()
    return is_verb(following) or following in (_OWN_VERBS if subject else _PLAIN)


_OWN_VERBS = frozenset("be have get need go do say see only still always ever also not make".split())
"""Words that show a subject to be whole: a verb, or what stands before one."""

_EXPLETIVES = (
    re.compile(
        r"\b(?:(?:is|was|isn['’]?t|would|will|can|could|should) (it)(?: be)?|(it)(?:['’]s| is| was"
        r"| would be)) "
        r"(?!(?!allowed|required|needed|considered|classed|advised|permitted)\w+ed\b|(?:held|kept|sent"
        r"|written|done|given|made|seen|taken|has|goes|go|does)\b)"
        r"(?:[\w’'-]+ ){1,4}?(?:to|if|when|that|who|whether|where)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:does|did|will|would|can) (it) (?:take|mean|matter|help|count|make sense|cost)\b[^,?]{0,40}? "
        r"(?:to|that|if|when|whether)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bis (it) [^,?]{2,50} (?:who|that|which|to)\b", re.IGNORECASE),
    re.compile(r"\b(?:does|did) (it) work (?:if|when|where)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:think|suspect|believe|worried|worry|suspects|thinks) (?:that )?(it)(?:['’]?s| is| was"
        r"| might be| may be) \w",
        re.IGNORECASE,
    ),
    re.compile(r"\bwhat (?:is|['’]s) (it) (?:called|like) (?:when|if|to|for)\b", re.IGNORECASE),
    re.compile(r"\b(?:is|are|was|were|will|would|has|have|can|should) (there)\b", re.IGNORECASE),
    re.compile(
        r"\b(there)(?:['’]s| is| are| was| were| has| have| will| must| may| should)\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(th[eo]se)(?=,? (?:who|with|whose|under|over|in|aged|that|working|of|on|at|involved|caring"
        r"|living)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(this)(?= (?:year|week|month|term|country|morning|afternoon|evening)\b)", re.IGNORECASE),
    re.compile(r"\b(such)(?= as\b)", re.IGNORECASE),
)
_THAT = re.compile(
    r"(?:^|(?<=[,;:.] )|\b(?:is|was|are|does|do|did|will|would|can|could|should|must|may|might|has|after"
    r"|before|about|with|for|of|on|by|in|from|than|if|when|where|and|but|or|why|to|like|at|into|besides"
    r"|under|without|doing|given)\b )"
    r"that(?:['’]?s)?\b(?! (?:is|are|was|were)\b)|\bthat(?: [a-z’'-]+)?\W*$"
    r"|\b(?:after|before|since|besides) that\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|itself|this|these|those|they|them|themselves|their|theirs|he|she|him|her|hers|his"
    r"|himself|herself|there|the same|the (?:former|latter|others?)|(?:which|that|this|such|same|another"
    r"|each|the|need|have|get) ones?"
    r"|ones?(?=\W*$)|such)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    rf"[,;:–—.]|\b{AUXILIARY} (?:i|we|you|he|she|they)\b|\b(?:and|but|or|so|if|when|where|whether"
    rf"|because|that|who|which|before|after|while|unless|until|once"
    r"|since|without|what|how|why|then)\b",
    re.IGNORECASE,
)
_ENOUGH_FOR_THIS = 4
"""Words of its own that a question must have said before its "this" can mean what it said itself."""


def points_outside(question: str) -> bool:
    """Whether a pronoun stands for something that the question itself does not name."""
    masked = _without_expletives(question)
    thats = [(match.start(), "that") for match in _THAT.finditer(masked)]
    others = [(match.start(), match[0].casefold()) for match in _PRONOUN.finditer(masked)]
    return any(not _is_named(masked, at, pronoun) for at, pronoun in [*thats, *others])


def _without_expletives(text: str) -> str:
    """The text with each pronoun blotted out that stands for nothing, as in "is it legal to"."""
    for pattern in _EXPLETIVES:
        text = pattern.sub(_blotted, text)
    return text


def _blotted(match: re.Match[str]) -> str:
    start, end = (place - match.start() for place in match.span(match.lastindex or 0))
    return f"{match[0][:start]}{'-' * (end - start)}{match[0][end:]}"


def _is_named(text: str, at: int, pronoun: str) -> bool:
    """Whether what a pronoun stands for is named before it."""
    before = text[:at]
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(before)]
    clauses = before[: ends[-1]] if ends else ""
    following = _WORD.match(text[at + len(pronoun) :].lstrip())
    owns = following is not None and following[0].casefold() not in _PLAIN
    if pronoun in ("he", "she", "his", "hers", "himself", "herself", "they", "their", "theirs", "themselves"):
        return _names_people(before) or (pronoun.startswith("the") and _names_several(clauses))
    if pronoun in ("him", "her"):
        return _names_people(before if owns and pronoun == "her" else clauses)
    if pronoun == "them":
        return _names_people(clauses) or _names_several(clauses)
    if pronoun.startswith("one"):
        return _names_thing(clauses)
    if pronoun in ("it", "its", "itself"):
        return _names_thing(before if pronoun in ("its", "itself") else clauses)
    return len(content_words(clauses)) >= _ENOUGH_FOR_THIS


def _names_people(text: str) -> bool:
    return any(kind_of(word) in PEOPLE for word in _words(text)) or bool(
        re.search(r"\b(?:Mr|Mrs|Ms|Miss)\b", text)
    )


def _names_several(text: str) -> bool:
    return any(w.endswith("s") and len(w) > 3 and not is_verb(w) and w not in _PLAIN for w in _words(text))


def _names_thing(text: str) -> bool:
    return any(
        not is_verb(word) and word not in _PLAIN and kind_of(word) not in PEOPLE for word in _words(text)
    )


def _words(text: str) -> Iterator[str]:
    return (match[0].casefold() for match in _WORD.finditer(text))


_STANDS_FOR = re.compile(r"\b(?:it|they|them|he|she|him)\b", re.IGNORECASE)


def with_named(question: str, before: str) -> str:
    """A question with its pronoun replaced by what it stands for, where the question before names just one
    such thing and the rules are sure of its words; otherwise the question as it is."""
    pronouns = list(_STANDS_FOR.finditer(_without_expletives(question)))
    if not pronouns or len({match[0].casefold() for match in pronouns}) > 1:
        return question
    person = pronouns[0][0].casefold() != "it"
    phrases = [one for one in noun_phrases(before) if (one.kind in PEOPLE) == person]
    named = {phrase.text.casefold(): phrase for phrase in phrases}
    if len(named) != 1 or not (phrase := next(iter(named.values()))).whole:
        return question
    if pronouns[0][0].casefold() == "they" and not re.search(
        r"s$|\b(?:staff|children|people|police)$", phrase.text
    ):
        return question
    first = pronouns[0]
    return question[: first.start()] + phrase.text + question[first.end() :]
