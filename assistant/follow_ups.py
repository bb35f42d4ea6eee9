"""Follow-up questions made whole: "and how soon after that?" is searched with the question it goes on about.

A question is a follow-up only if it lacks something: a noun ("in Wales?", "who by?"), what its pronoun stands
for, or what its verb is about ("who decides?"). One that could have been asked first is left alone, however
short it is, because what was asked before would draw it away from its own subject.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant import cases
from assistant.answers import Answer
from assistant.phrases import (
    AGED,
    AUXILIARY,
    INTERROGATIVE,
    Kind,
    NounPhrase,
    asks,
    is_verb,
    kind_of,
    noun_phrases,
    points_outside,
    with_named,
)
from assistant.words import content_words, stem, tokens

MOST_OWN_WORDS = 8
"""Content words of its own above which a question is taken to stand alone, whatever its pronouns."""
LONGEST_QUESTION = 40
"""Words above which an earlier message is a case, of which only what was asked goes on as the topic."""
_LITTLE = 2
"""Content words up to which a question that begins with "and" is a follow-up though no pronoun says so."""

_COURTESY = re.compile(
    r"(?:(?:ok(?:ay)?|right|great|good|perfect|brilliant|lovely|cheers|ta|(?:hi|hello)(?: there)?"
    r"|sorry|yes|yeah|no"
    r"|hmm+|i see|got it|thanks?(?: you)?(?: (?:so|very) much| a lot|,? that['’]?s (?:very )?(?:helpful"
    r"|useful|great|clear))?"
    r"|that['’]?s (?:very )?(?:helpful|useful|great|clear)|understood|noted|please|well)(?:[\s,.!;:–-]+|$))+",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"(?:(?:and|but|so|now|just|can i ask|i have|i've got|got) )*(?:an?(?:other)? |my next |the next )?"
    r"(?:(?:completely |totally |quite |slightly )?(?:different|new|separate|unrelated|another|next|other)"
    r" (?:question|query|topic|subject|issue|thing|matter|case|one)\b(?! (?:about|on) (?:this|that|it)\b)"
    r"|(?:on|about) (?:a|an|another) ?(?:different|separate|unrelated|other)? (?:note|subject|topic"
    r"|matter|issue)"
    r"|(?:separately|unrelated|changing (?:the )?subject|moving on|something else|change of subject)\b)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:(?:and|but|so|or|then|also|plus|now)\b[\s,]*)+", re.IGNORECASE)
_LIMITS = re.compile(r"(?:(?:even|only|just|not|also|say|especially|or|and)\b\s*)+", re.IGNORECASE)
_INSTEAD = re.compile(
    r"(?:(?:what|how) about|(?:is it |is that |are they |would it be |does |do )?(?:the )?same"
    r"(?: rules?| thing| process)?(?: for| in| with| goes for| apply (?:to|for|in)| applies (?:to|for"
    r"|in)| at| if)"
    r"|likewise (?:for|in|with))\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(r"(?:what|and|but) (?:if|when|happens if)\b", re.IGNORECASE)
_ADDS = re.compile(
    r"(?:for|in|at|with|by|from|to|on|under|over|during|after|before|without|within|outside|inside|as|if"
    r"|when|where|unless|until|including|except|excluding|about|through|via|across|between|because|besides"
    r"|regarding)\b"
    r"(?! (?:loco|camera)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:(?:to|for|with|by|from|since|until|at|in|on) )?(?:{INTERROGATIVE})"
    r"(?: (?:else|then|next|not|so|come|one|ones|exactly|roughly|about|after|afterwards|before|again|by"
    r"|to|with|for|from|in|and|or|when|where|who|how|why|what|times?|days?|weeks?|months?|years?|people"
    r"|circumstances|cases|age|order|section|page|paragraph|document|act|law|guidance|form|nation|country"
    r"|please|though|notice"
    r"|warning))*\W*",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"(?:what|who|where|when|how|anything|anyone|anybody|nothing|any|are there any|is there any(?:thing"
    r"|one)?)"
    r" (?:else|others?|more)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:can|could) (?:you|u) )?(?:please )?(?:tell me|say|explain|expand|elaborate|go on|more"
    r"|any more|summarise)"
    r"(?: (?:more|that|this|it|further|again|details?|info|information|on|about|in|simply|simpler|terms"
    r"|please))*\W*",
    re.IGNORECASE,
)
_RELATIONAL = frozenset(
    stem(word)
    for word in """deadline limit timescale timeframe timeline exception exemption basis penalty consequence
    minimum maximum criteria criterion threshold process procedure step sign indicator risk benefit
    difference purpose reason example form template format role responsibility duty power rule requirement
    definition stage type category categories outcome aim source fee cost time main key legal four next
    first usual alternative option""".split()
)
"""Nouns that are of something: "what is the deadline" asks for which."""
_OF_WHAT = re.compile(
    r"(?:(?:what(?:['’]?s| is| are| were| was)?|which|is there|are there|do we have|any|give me|list)\b ?)+"
    r"(?:(?:the|an|any|some|their|its|(?<=there )a|(?<=have )a) )?",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    rf"(?:what|who)(?:['’]?s| {AUXILIARY})? (?!(?:to|happens?|should|must|if|about|next|we|i)\b)",
    re.IGNORECASE,
)
_OF_THE_ASSISTANT = re.compile(r"(?:who|what|how) (?:are|can|do) you\b|are you\b", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"\b(?:too|as well|instead|either|otherwise|then|though|afterwards|in (?:that|this|which) case"
    r"|(?:do|did|does|is|are|ca|wo)n['’]?t)\W*$",
    re.IGNORECASE,
)
_NEW_OBJECT = re.compile(r"\b(?:i|we|you|they|someone|staff) (?:\w+ ){1,2}an? \w+", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?:^|(?<=, ))(?:(?:(?:to|for|with|by|from|in|at) )?(?:(?:which|what) \w+ {AUXILIARY}|{INTERROGATIVE}"
    rf"(?:['’]s)?(?: {AUXILIARY})?|{AUXILIARY})\b\s*)(?:(?:i|we|you)\b\s*)?"
    r"(?:(?:have|need|allowed|supposed|required|meant|ought)\b to\b\s*)?",
    re.IGNORECASE,
)


def topic_of(question: str, history: Sequence[Answer | str]) -> str:
    """What a follow-up goes on about: the last question that stood alone, and the follow-up to it that came
    just before, if one did; "" for a question that stands alone itself.

    Args:
        question: as typed.
        history: earlier answers or questions of the conversation, oldest first.
    """
    asked = _asked(history)
    if not asked or not _is_follow_up(question, asked[-1]):
        return ""
    full = next((at for at in range(len(asked) - 1, 0, -1) if not _is_follow_up(asked[at], asked[at - 1])), 0)
    return " ".join([asked[full], *([asked[-1]] if full < len(asked) - 1 else [])])


def completed(question: str, history: Sequence[Answer | str]) -> str:
    """A follow-up as a question that can be read by itself, in the words of the conversation alone; any
    other question as it is.

    Args:
        question: as typed.
        history: earlier answers or questions of the conversation, oldest first.
    """
    plain, asked = " ".join(question.split()), _asked(history)
    if not asked or not _is_follow_up(plain, asked[-1]):
        return plain
    full, aside = asked[0], ""
    for before, one in pairwise(asked):
        if not _is_follow_up(one, before):
            full, aside = one, ""
        elif replaced := _with_replacement(full, one):
            full, aside = replaced, ""
        else:
            aside = one
    return _with_replacement(full, plain) or _joined(full, aside, plain)


def already_quoted(history: Sequence[Answer | str]) -> frozenset[str]:
    """The words quoted so far in a conversation, which a follow-up does not ask to hear again."""
    answers = [turn for turn in history if not isinstance(turn, str)]
    statements = [statement for answer in answers for statement in answer.statements]
    return frozenset(citation.quote for statement in statements for citation in statement.citations)


def _asked(history: Sequence[Answer | str]) -> list[str]:
    """The questions so far; of the oldest also what it went on about, of a case what was asked in it."""
    texts = [turn if isinstance(turn, str) else turn.question for turn in history]
    if history and not isinstance(history[0], str):
        texts[0] = history[0].searched_for or texts[0]
    return [
        _of_case(text) if len(text.split()) > LONGEST_QUESTION else " ".join(text.split()) for text in texts
    ]


def _of_case(message: str) -> str:
    asked = cases.read(message)
    return " ".join([*asked.questions[-1:], *cases.terms_in(asked.story)]) or " ".join(
        message.split()[:LONGEST_QUESTION]
    )


def _is_follow_up(question: str, before: str) -> bool:
    """Whether a question lacks something that only the conversation can give."""
    plain = _without_courtesy(question)
    if not plain or _TURNS_AWAY.match(plain) or _OF_THE_ASSISTANT.match(plain):
        return False
    bare = _after(_JOINS, plain)
    own = content_words(bare)
    if len(own) > MOST_OWN_WORDS:
        return False
    return (
        _is_elliptic(bare, own)
        or points_outside(bare)
        or _leans_on_joining(plain, bare, own)
        or _names_again(bare, own, before)
    )


def _without_courtesy(question: str) -> str:
    return _after(_COURTESY, " ".join(question.split()))


def _after(opening: re.Pattern[str], text: str) -> str:
    """A text without what it opens with."""
    match = opening.match(text)
    return text[match.end() :] if match else text


def _is_elliptic(bare: str, own: list[str]) -> bool:
    """Whether a question, what it begins with left out, lacks a verb or what the verb is about."""
    if _MORE.fullmatch(bare) or _BARE.fullmatch(bare) or _INSTEAD.match(bare):
        return True
    if _ELSE.match(bare):
        return len(own) <= 1 or " the " in bare
    if _SUPPOSES.match(bare):
        return len(own) <= _LITTLE + 2
    return _is_addition(bare, own) or _lacks_object(bare, own) or _is_nation(bare)


def _is_addition(bare: str, own: list[str]) -> bool:
    """Whether it is only a circumstance: "in Wales?", "if they refuse?"."""
    rest = _after(_LIMITS, bare)
    if not _ADDS.match(rest) or asks(rest) or any(asks(clause) for clause in re.split(r"[,;] ?", rest)[1:]):
        return False
    if re.search(
        r" (?:do|does|can|could|should|must) (?:i|we|you|they|he|she|the|an?|my)\b", rest, re.IGNORECASE
    ):
        return False
    if re.match(r"(?:if|when|where|unless|until|because)\b", rest, re.IGNORECASE):
        return "?" in rest or len(own) <= _LITTLE + 1
    asked = any(asks(rest[match.end() :]) for match in re.finditer(r"\s", rest))
    return not asked and len(own) <= (MOST_OWN_WORDS if "?" in rest else _LITTLE + 1)


def _lacks_object(bare: str, own: list[str]) -> bool:
    """Whether it says nothing of what it is about: "who decides?", "what is the deadline?"."""
    if not own:
        return True
    relation = _OF_WHAT.match(bare)
    if relation and all(stem(word) in _RELATIONAL for word in own):
        return not re.search(r"\b(?:an?|of|for|to|on)\b", bare[relation.end() :])
    if _DEFINES.match(bare) and not is_verb(own[-1]):
        return False
    if len(own) <= _LITTLE and _UNSAID.search(bare) and asks(bare):
        return True
    article = re.search(r"\b(?:an?|the|my|our|your) \w", bare, re.IGNORECASE)
    said = [word for word in own if word not in _MANNER]
    return asks(bare) and not article and len(said) <= 1 and all(map(is_verb, said))


_SLIGHT = frozenset(
    stem(word)
    for word in """meet attend chair hold held happen call convene arrange organise decide mean lead make
    run write keep kept soon often long responsible take""".split()
)
"""What may be left of a question that is otherwise about one thing."""
_UNSAID = re.compile(
    r"^(?:do|does|can|should|must|will|would|are|is|may|could|and|when|how|why) (?:the |our |my "
    r"|an? )?[\w’'-]+"
    r"(?: (?:be|have to|need to|get|also|still|always|even)){0,3}"
    r" (?:attend|refuse|agree|disagree|object|appeal|decide|contribute|sign|come|go|speak|told|informed"
    r"|involved|present|invited|consulted|help|know|count|pay|apply)\W*$|^(?:do|does|would|will) (?:i|we"
    r"|you|they|staff) (?:still |always "
    r"|also )?need (?:any )?(?:permission|consent|evidence|proof)\W*$",
    re.IGNORECASE,
)
"""Somebody and a verb, but not what it is done to."""
_MANNER = frozenset(
    "soon often long quickly responsible immediately early after before first else next required".split()
)


def _is_nation(bare: str) -> bool:
    return 0 < len(tokens(bare)) <= 2 and kind_of(tokens(bare)[-1]) is Kind.NATION


def _leans_on_joining(plain: str, bare: str, own: list[str]) -> bool:
    """Whether an "and" before it or a "too" after it ties a question with few words of its own to the
    last."""
    joined = _JOINS.match(plain) is not None
    if not joined and not _LEANS_BACK.search(bare):
        return False
    if _DEFINES.match(bare) and not is_verb(own[-1]) and not _LEANS_BACK.search(bare):
        return False
    return len(own) <= _LITTLE + 1 and not _NEW_OBJECT.search(bare)


def _names_again(bare: str, own: list[str], before: str) -> bool:
    """Whether it names in short what the question before named in full: "the plan" after a protection
    plan."""
    short = re.search(r"\bthe (\w+)\W*$", bare, re.IGNORECASE)
    if not short or any(not is_verb(word) and word != short[1].casefold() for word in own):
        return False
    words = tokens(before)
    return any(
        stem(word) == stem(short[1].casefold()) and words[at] not in ("a", "an", "the", "of", "any", "this")
        for at, word in enumerate(words[1:])
    )


def _with_replacement(full: str, question: str) -> str:
    """The full question about what the follow-up names instead; "" where it names nothing of a kind that the
    full question names just once."""
    named = _named(question)
    if not named:
        return ""
    phrases = [one for one in noun_phrases(full) if one.kind is _kind_of_phrase(named)]
    if len(phrases) != 1 or not _may_be_replaced(phrases[0], full):
        return ""
    return full[: phrases[0].start] + named + full[phrases[0].end :]


def _named(question: str) -> str:
    """What a follow-up names and no more: "a disabled child" of "and for a disabled child?"."""
    bare = _after(_JOINS, _without_courtesy(question))
    opening = _INSTEAD.match(bare) or re.match(r"(?:for|in|at)\b", bare, re.IGNORECASE)
    named = bare[opening.end() if opening else 0 :].strip(" ?.!,")
    named = re.sub(r"^(?:for|in|at|with)\s", "", named, flags=re.IGNORECASE)
    if not (opening or bare != _without_courtesy(question) or _is_nation(bare)):
        return ""
    plain = len(named.split()) <= _LITTLE * 3 and not asks(named) and not points_outside(named)
    return named if plain and not re.match(rf"(?:{INTERROGATIVE}|if|when|{AUXILIARY})\b", named, re.I) else ""


def _kind_of_phrase(named: str) -> Kind:
    """What a phrase names: its last noun before anything that follows it ("a child with a disability")."""
    head = re.split(r"\b(?:with|in|of|who|under|over|from|at|on|aged)\b", named, flags=re.IGNORECASE)[
        0
    ].split()
    kind = kind_of(head[-1]) if head else Kind.THING
    return Kind.CARED_FOR if kind is Kind.THING and AGED.search(named) else kind


def _may_be_replaced(phrase: NounPhrase, full: str) -> bool:
    """Whether a phrase can be put out of a question whole: not a part of a name ("child protection")."""
    following = full[phrase.end :]
    part_of_name = re.match(r"(?:['’]s?\b| (?:in need|at risk|with|under|aged)\b)", following, re.IGNORECASE)
    return phrase.whole and phrase.kind not in (Kind.THING, Kind.SOMEBODY) and not part_of_name


def _joined(full: str, aside: str, question: str) -> str:
    """A follow-up after what it goes on about, which keeps its own interrogative only if the follow-up has
    none."""
    plain = _without_courtesy(question)
    bare = _after(_JOINS, plain)
    bare = bare if bare.strip(" ?.!") else plain
    full = full.rstrip(" ?.!")
    beside = _after(_JOINS, _without_courtesy(aside)).rstrip(" ?.!")
    beside = f", {beside}" if content_words(beside) else ""
    whole = bare.rstrip(" ?.!") + "?"
    asks_itself = asks(bare) or _BARE.fullmatch(bare) is not None
    if not asks_itself and _is_addition(bare, content_words(bare)):
        return f"{full}{beside}, {whole}"
    if _INSTEAD.match(bare) or _SUPPOSES.match(bare) or not asks_itself:
        return f"{full}{beside}: {whole}"
    named = with_named(whole, full)
    if named != whole and not beside and _is_all_of(named, full):
        return named
    return f"{_without_interrogative(full)}{beside}: {whole}"


def _is_all_of(named: str, full: str) -> bool:
    """Whether a question names everything that another is about."""
    left = set(content_words(full)) - set(content_words(named))
    return all(stem(word) in _SLIGHT for word in left)


def _without_interrogative(full: str) -> str:
    """What a question is about: "the core group meet" of "How soon must the core group meet"."""
    return _OPENING.sub("", full).strip() or full
