"""What a message asks and what it tells: the questions in a pasted case, apart from its story.

A story of two hundred words searched whole finds guidance on whatever it mentions most; what was asked at its
end is what is to be answered. Nothing is worded anew: questions and story keep their words to the letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.phrases import AUXILIARY, INTERROGATIVE, asks, with_named
from assistant.words import content_words, guidance_terms, tokens

MOST_QUESTIONS = 4
LONGEST_CONTEXT = 25
"""Words of a story that may help a search."""
_LONG = 30
"""Words above which a sentence may hold a story as well as its question."""
_SHORT = 12
"""Words up to which a message of one sentence is the question, whatever its grammar."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message taken apart.

    Attributes:
        questions: what it asks, in order, at most ``MOST_QUESTIONS``; none where it only tells.
        story: the rest of it; "" where there is none.
    """

    questions: tuple[str, ...]
    story: str


def read(message: str) -> Asked:
    """Find the questions in a message.

    Args:
        message: as typed or pasted: a question, several, or a case with line breaks and bullets.
    """
    sentences = [part for sentence in _sentences(message) for part in _told_and_asked(sentence)]
    if len(sentences) <= 1:
        whole = " ".join(message.split())
        short = len(whole.split()) <= _SHORT or _asks(whole)
        return Asked(tuple(_several(whole))[:MOST_QUESTIONS], "") if short and whole else Asked((), whole)
    asking = [_asks(sentence) and not _TAG.fullmatch(sentence) for sentence in sentences]
    questions: list[str] = []
    told: list[str] = []
    for sentence, is_question in zip(sentences, asking, strict=True):
        parts = list(_several(sentence)) if is_question else []
        fits = bool(parts) and len(questions) + len(parts) <= MOST_QUESTIONS
        questions += parts if fits else []
        told += [] if fits or _TAG.fullmatch(sentence) else [sentence]
    return Asked(tuple(questions), " ".join(told))


def context(story: str) -> str:
    """What of a story may help the search: its terms of art, bodies, settings and ages, and what guidance
    calls what it names in lay words; at most ``LONGEST_CONTEXT`` words, and no names of people."""
    chosen: list[str] = []
    for term in [*terms_in(story), *guidance_terms(_ORDINARY.sub(" ", story))]:
        new = set(tokens(term)) - set(tokens(" ".join(chosen)))
        if new and len(" ".join([*chosen, term]).split()) <= LONGEST_CONTEXT:
            chosen.append(term)
    return " ".join(chosen)


def terms_in(story: str) -> list[str]:
    """The terms of art, bodies, settings and ages that a story names, each once, in its own words, at most
    ``LONGEST_CONTEXT`` words together."""
    found = dict.fromkeys(" ".join(match[0].split()) for match in _TERM.finditer(story))
    once = {term.casefold(): term for term in reversed(found)}
    terms, length = [], 0
    for term in found:
        length += len(term.split())
        if once.get(term.casefold()) == term and length <= LONGEST_CONTEXT:
            terms.append(term)
    return terms


# ---- sentences

_BULLET = re.compile(r"^\s*(?:[-–—•*·▪>]+|\(?(?:\d{1,2}|[a-z]|i{1,3}|iv|v)[.)])\s+", re.IGNORECASE)
_ENDS = re.compile(r"(?:[.!?]+|…)[’”\"')\]]*(?=\s)|_[’”\"']+(?=\s+[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"])(?:e\.?g|i\.?e|cf|viz|etc|mr|mrs|ms|mx|dr|prof|rev|sr|st|nos?|approx|re|para|paras"
    r"|pp?|ss?|art|sch|yrs?|yo|mths?|wks?|c|v|vs|vol|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|dob|tel"
    r"|ext|ref|incl|inc|a\.m|p\.m"
    r"|[a-z]|(?:[a-z]\.)+[a-z])\.$",
    re.IGNORECASE,
)
_REACH = 12
"""Characters before a full stop that hold any abbreviation and more."""
_QUOTED = re.compile(
    r"“[^”]{1,400}”|\"[^\"]{1,400}\"|‘[^’]{1,400}(?:’\w[^’]{0,200}){0,4}’(?!\w)|(?<![\w'])'(?=\S)(?:[^']"
    r"|(?<=\w)'(?=\w)){1,400}'(?!\w)"
)


def _without_speech(text: str) -> str:
    """The text with the marks that end sentences blotted out where others are quoted."""
    return _QUOTED.sub(lambda match: re.sub(r"[.!?…]", "_", match[0]), text)


def _sentences(message: str) -> Iterator[str]:
    """The sentences of a message with white space collapsed; a bullet or a line by itself is one too."""
    lines = list(_lines(message))
    for line in lines:
        masked = _without_speech(line)
        start = 0
        for match in _ENDS.finditer(masked):
            near = masked[max(start, match.start() - _REACH) : match.start() + 1]
            if (
                match[0].startswith(".")
                and len(match[0].rstrip("’”\"')]")) == 1
                and _ABBREVIATION.search(near)
            ):
                continue
            yield line[start : match.end()].strip()
            start = match.end()
        if line[start:].strip():
            yield line[start:].strip()


def _lines(message: str) -> Iterator[str]:
    """The lines of a message, those that were broken in the middle of a sentence joined; what hangs from a
    question that ends in a colon, joined to it."""
    held = ""
    for raw in message.splitlines():
        line = " ".join(_BULLET.sub("", raw).split())
        bullet = bool(_BULLET.match(raw))
        if held and line and _goes_on(held, line, bullet=bullet):
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(held: str, line: str, *, bullet: bool) -> bool:
    """Whether a line belongs to the one above it."""
    if bullet:
        return ":" in held and _asks(held) and not asks(line) and not line.endswith("?")
    return not re.search(r"[.!?:…][’”\"')\]]*$", held) and (line[0].islower() or len(held) > _WRAPPED)


_WRAPPED = 60
"""Characters from which a line without a full stop was broken to fit, not ended."""


# ---- what asks

_FIRST_PERSON = r"(?:(?:i|we)(?:['’]?m|['’]?re| am| are|['’]?d)?|im|am|are)"
_WHETHER = (
    r"(?:if|whether)(?= (?:to|i|we|this|that|it|there|the)\b|[^.;]* (?:should|can|must|needs?|have to"
    r"|has to|allowed|legal(?:ly)?|counts?|consent|threshold|required)\b)"
)
"""Doubt about what is to be done, and not about what happened."""
_ABOUT_ASKING = (
    r"(?:(?:would |really |just |also |do |still |only |urgently )*(?:need|want|wish|like|love|trying"
    r"|hoping|keen) to"
    r" (?:know|check|ask|find out|understand|clarify|be clear|confirm)|(?:really |still |just |also |a bit "
    r"|a little |quite |very )*(?:not (?:\w+ )?(?:sure|certain|clear)|unsure|unclear|uncertain|wondering"
    r"|wonder|confused)(?: about| as to| of)?"
    rf" (?:{_WHETHER}|what (?!he|she|they)|who|how|when|where|which|about|why)|(?:really |still "
    rf"|just )?(?:do not|don['’]?t|dont) (?:\w+ )?know (?:{_WHETHER}|(?:what|who|how|when|which)"
    r" (?:\w+ )?(?:to|i|we|the))|(?:need|would like|['’]d like|want|looking for|after|seeking|grateful for"
    r"|appreciate)"
    r" (?:some |any |your |urgent |a bit of )*(?:advice|guidance|help|clarification|clarity)(?: on"
    r"| about| with| as to)?)"
)
_ASKING_PHRASE = re.compile(
    rf"(?:^|[,;:–-] ?|\b(?:and|but|so|because) )(?:{_FIRST_PERSON} )?{_ABOUT_ASKING}\b"
    r"|(?:^|[,;:–-] |\b(?:and|so|but) )(?:please |pls |plz |can (?:you|someone|anyone) (?:please )?"
    r"|could (?:you|someone|anyone)"
    r" (?:please )?)?(?:please|pls|plz) (?:advise|confirm|clarify|explain|tell)\b|(?:^|[,;:–-] |\b(?:and|so"
    r"|but) )(?:can|could|would) (?:you|someone|somebody|anyone|anybody) (?:please |pls |kindly )?"
    r"(?:tell|advise|confirm|clarify|explain|help|let)\b|\b(?:any|grateful for(?: any)?|some) (?:advice"
    r"|guidance|thoughts|ideas|suggestions|pointers|help)"
    r"(?: \w+){0,2} (?:on|about|as to|how|what|whether|regarding)\b|^(?:advice|guidance|help) (?:needed"
    r"|please|wanted|required)\b|\badvise (?:me )?(?:on|if|whether|what|how)\b|^(?:my |the |our )?(?:main "
    r"|first |other |second |only )?(?:question|query|questions) (?:is|are|would be|being)\b"
    r"|^(?:question|query|q)\d? ?:|^tell me\b|^how to \w",
    re.IGNORECASE,
)
_HE_ASKED = re.compile(
    r"\b(?:said|says|asked|asks|replied|shouted|told (?:me|us|her|him|them)|goes|went|was like)(?: (?:me"
    r"|us|her|him|them))?"
    rf"[,:]? (?:{INTERROGATIVE}|{AUXILIARY})\b[^?]*\b(?:you|your|u)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:(?:is|was|has|had|have) (?-i:[A-Z])|(?:is|was|has|had|have|does|did|do|may|might|can|could|will"
    r"|would|should|must)\b"
    r" (?:not|an?\b|the (?:eldest|oldest|youngest|middle|only|second|third|one))|(?:can|could|will|would"
    r"|may|might) be\b|had\b|(?:who|which|what)\b(?! (?:is|are|should|must|do|does|can|has|would|will"
    r"|happens|counts|about|if|else|next|needs?|decides?|chairs?|attends?|pays?|tells?|signs?|leads?|gets?"
    r"|makes?))"
    r"|(?:was|were) (?!i\b|we\b|it\b|this\b|that\b))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:so|and|but|also|now|then|ok(?:ay)?|please|basically|finally|lastly|firstly|secondly|thirdly"
    r"|hi|hello"
    r"|thanks|just|in (?:this|that|which|such) (?:case|situation)|(?:first|second|third)(?:ly)?)\b[,: ]*)+",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:(?:and|so|or|but|please|pls|hi|hello|hey|ok|thanks(?: in advance)?|thank you|all|everyone"
    r"|there)[,. ]*)*"
    r"(?:(?:is|was|are|would|does|do|am|did|isn['’]?t|have)\b(?: that| this| it| i| we| you| all)+(?: still"
    r"| done| did| do| make| sound| sounds| seem)?"
    r"(?: the)?(?: right|ok(?:ay)?|correct|fine|sense|true|enough|agree|alright|all right|thing|wrong"
    r"|reasonable)?"
    r"(?: thing| to do| way)?(?: or (?:am i|are we|is it|not)(?: \w+){0,3})?|(?:am|are) (?:i|we) (?:right"
    r"|wrong|correct|ok(?:ay)?)|ok(?:ay)?|right|correct|yes|no|really|agreed?|true|(?:does )?(?:that"
    r"|this) makes? sense|(?:please |pls )?(?:can|could|would|will) (?:you|anyone|someone|anybody"
    r"|somebody)(?: please)? (?:help|advise|assist)(?: me| us)?"
    r"(?: with (?:this|that|it)| here| please)*|(?:any|some|your|need|needs?|urgent) ?(?:any|some)?"
    r" ?(?:ideas?|thoughts?|advice|help|suggestions?|guidance|pointers|comments|views)"
    r"(?: on (?:this|that|it)| here| please| pls| needed| welcome| appreciated| gratefully received"
    r"| would be [\w ]{2,30})*|thoughts|ideas|help(?: me| us)?(?: please)?|advice(?: please| needed)?"
    r"|please (?:help|advise)|(?:kindly )?advise|"
    r"what do you (?:think|advise|suggest|reckon)|what would you (?:do|advise|suggest)|"
    r"(?:can|may|could) i (?:just )?(?:ask|check)(?: something| a question)?|know what i mean)?"
    r"[\s,.!?]*",
    re.IGNORECASE,
)


def _asks(sentence: str) -> bool:
    """Whether a sentence asks: by its question mark outside quoted speech, or by how it opens."""
    spoken = _without_speech(sentence)
    if _HE_ASKED.search(spoken):
        return False
    if re.search(r"\?[’”\"')\]]*\s*$|\?+[!.]*\s*$|\?(?=\s+\()", spoken) or _ASKING_PHRASE.search(spoken):
        return True
    if sentence.rstrip()[-1:] in ":" or re.match(r"[“\"‘']", sentence):
        return False
    return any(_opens_asking(clause) for clause in _main_clauses(spoken))


_CLAUSES = re.compile(r"[,–]| (?=(?:can|could|should|must|do|shall|may) (?:i|we)\b)", re.IGNORECASE)


def _main_clauses(sentence: str) -> Iterator[str]:
    """A sentence from its first word, and where a subordinate clause opens it, from the clause after."""
    opening = _OPENING.match(sentence)
    plain = sentence[opening.end() :] if opening else sentence
    yield plain
    if re.match(
        r"(?:if|when|where|once|after|before|as|since|because|given|although|unless|for|in)\b", plain, re.I
    ):
        yield from (part.lstrip() for part in _CLAUSES.split(plain)[1:])


def _opens_asking(clause: str) -> bool:
    """Whether a clause without a question mark opens as only a question does; notes leave their subject out
    ("Has a bruise", "Is not eating"), and "when I asked" tells."""
    return asks(clause) and not _TELLS.match(clause)


# ---- a story and its question in one sentence

_TURNS_TO_ASK = re.compile(
    r"(?:(?<=[,;–-] )|(?<= ))(?:so |and |but )?(?:(?:what|who|how|when|where|which \w+|how soon|how long)"
    r" (?:do|can|should|must|shall|could|would|am|are) (?:i|we)\b|(?:do|can|should|must|shall|could|may"
    r"|am|are)"
    r" (?:i|we)\b|is (?:it|this|that) (?:ok|okay|allowed|legal|right|a safeguarding)\b)",
    re.IGNORECASE,
)
_HOLDS_BACK = re.compile(
    r"\b(?:if|when|whether|that|what|who|how|said|asked|says|know|wonder|sure|nor|neither|only|where|and)$",
    re.IGNORECASE,
)
_LEAST_STORY = 12
"""Words before a question that make a story, not an opening of the question."""


def _told_and_asked(sentence: str) -> Iterator[str]:
    """A long sentence cut where it turns from telling to asking, as people write in haste; else whole."""
    if len(sentence.split()) > _LONG:
        for match in _TURNS_TO_ASK.finditer(_without_speech(sentence)):
            before = sentence[: match.start()].rstrip()
            opens = re.match(r"(?:if|when|where|once|should|can|do|what|who|how)\b", before, re.IGNORECASE)
            if len(before.split()) >= _LEAST_STORY and not opens and not _HOLDS_BACK.search(before):
                yield before.rstrip(" ,;–-")
                yield sentence[match.start() :]
                return
    yield sentence


# ---- several questions in one sentence

_AND = re.compile(
    r"(?:[,;] ?(?:and |but |also |plus )?|\s(?:and|but|also|plus|&) )(?:also |then |if so,? )?", re.I
)
_MOST_JOINS = 40
"""Places in one sentence that are looked at; a list longer than that is no list of questions."""
_TOLD_OF = re.compile(rf"\b(?:between|\w+) (?:{INTERROGATIVE})\b", re.IGNORECASE)
_INVERTED = re.compile(
    rf"(?:(?:to|for|with|by) )?(?:{INTERROGATIVE}(?: \w+)? )?{AUXILIARY} (?:i|we|you|he|she|it|they|the"
    rf"|an?|my|our|his|her"
    r"|their|this|that|there)\b",
    re.IGNORECASE,
)


def _several(sentence: str) -> Iterator[str]:
    """The questions of a sentence that asks: one, or each of those joined in it that could stand apart."""
    rest = sentence.strip()
    for _ in range(MOST_QUESTIONS - 1):
        left, right = _cut(rest)
        if not right:
            break
        yield left if left.endswith("?") else f"{left}?"
        rest = with_named(right, left)
    yield rest


def _cut(sentence: str) -> tuple[str, str]:
    """A sentence cut where its first question ends and a second begins; "" for the second without one."""
    masked = _without_speech(sentence)
    for match in islice(_AND.finditer(masked), _MOST_JOINS):
        if _stands_apart(masked[: match.start()].strip(), masked[match.end() :]):
            return sentence[: match.start()].strip(), sentence[match.end() :].strip()
    return sentence, ""


def _stands_apart(left: str, right: str) -> bool:
    """Whether both sides of an "and" have an interrogative and something that they ask about."""
    opening = _OPENING.match(left)
    main = left[opening.end() :] if opening else left
    first = any(asks(clause) for clause in _main_clauses(main))
    if not first or len(main.split()) < 2 or not asks(right) or len(right.split()) < 2:
        return False
    if not content_words(right) or re.search(r"\bbetween\b", left, re.IGNORECASE):
        return False
    return bool(_INVERTED.match(right)) or not _TOLD_OF.search(main)


# ---- terms of art

_BODIES = r"""
    police|social services|children['’]s (?:social care|services)|adult social care|local authority|council
    ofsted|cqc|care quality commission|nspcc|childline|camhs|nhs|icb|health visitor|school nurse|lado
    designated officer|mash|multi-agency safeguarding hub|safeguarding partners
    safeguarding (?:adults )?board|dbs|disclosure and barring service|youth offending team|youth justice
    probation|court of protection|family court|cafcass|home office|mappa|marac|channel panel|(?-i:Prevent)
    dsl|ddsl|designated safeguarding lead|senco|iro|imca|independent reviewing officer|virtual school|gp
    foster agency|fostering (?:agency|service)|social worker|governing body|governors|trustees|coroner
"""
_SETTINGS = r"""
    (?:primary|secondary|special|boarding|independent|infant|junior|maintained|residential) school|academy
    sixth form|college|nursery|pre-?school|playgroup|childminder|school|children['’]s home|care home
    nursing home|hospital|a&e|hospice|supported (?:living|accommodation)
    foster (?:care|carers?|placement|home)|residential (?:care home|care|trip|home)|youth club|football club
    sports club|club|church|mosque|charity|university|prison|secure unit|day (?:centre|service)
    pupil referral unit|alternative provision|gp surgery|own home|online|ambulance
"""
_TERMS = r"""
    (?:physical|emotional|sexual|financial|domestic|psychological|discriminatory|elder|online) abuse
    (?:organisational|institutional|spiritual|economic|child sexual|peer-on-peer|child-on-child) abuse
    (?:sexual|criminal|child sexual|child criminal|financial) exploitation
    abuse|neglect|self-?neglect|self-?harm(?:ing|ed)?|suicid(?:e|al)|fgm|female genital mutilation
    forced marriage|honour[- ]based \w+|grooming|county lines|exploitation|trafficking|modern slavery
    radicalis(?:ed|ation)|extremis[mt]|sexting|nudes?|nude (?:images?|photos?|pictures?)
    sexual (?:assault|harassment|violence|images?|touching)|harmful sexual behaviour|bullying
    coercive control|coerc(?:ion|ive)|disclos(?:ed|ure|es)|allegations?|whistleblow\w*|low-level concerns?
    restrain(?:t|ed|ing)?|seclusion|physical intervention|bruis(?:es?|ing|ed)|bite marks?|burns?
    injur(?:y|ies)|fractures?|marks? on|non-mobile|pressure (?:sores?|ulcers?)|malnourish\w*|dehydrat\w*
    medication(?: errors?)?|falls?|missing(?: from (?:home|care|education|school))?|ran away|run away
    absen(?:t|ce|ces)|attendance|elective home education|home educat\w+|child in need(?: plan)?|cin plan
    child protection(?: (?:plan|conference|enquir(?:y|ies)|register|medical))?|section 47|section 17
    section 42|section 20|s\.? ?(?:47|17|42|20)|strategy (?:discussion|meeting)|core group
    early help(?: assessment)?|referral|core assessment|looked[- ]after(?: child(?:ren)?)?|care leaver
    private(?:ly)? foster(?:ing|ed)?|kinship|care order|interim care order|emergency protection order
    special guardian\w*|supervision order|child arrangements order|parental responsibility|consent
    confidential(?:ity)?|information[- ]sharing|records?|data protection|mental capacity|lacks? capacity
    capacity|best interests?|deprivation of liberty|dols|lasting power of attorney|power of attorney
    advocate|dementia|learning (?:disabilit(?:y|ies)|difficult(?:y|ies))|disab(?:led|ility)|autis(?:m|tic)
    adhd|(?-i:SEND?)|ehcp|non-verbal|mental health|depress(?:ed|ion)|anxiety|eating disorder|substance misuse
    alcohol|drugs|cannabis|drug use|pregnan(?:t|cy)|unborn|premature|newborn|homeless(?:ness)?|hoarding
    debts?|asylum|unaccompanied|interpreter|suspen(?:ded|sion)|dismiss(?:ed|al)|resign(?:ed|s)?
    supply (?:teacher|staff)|agency (?:staff|worker|carer)|volunteers?|(?:student )?teacher
    teaching assistant|key ?worker|carer|care ?worker|support worker|foster carers?|coach|position of trust
    references?|barred list|safer recruitment|social media|snapchat|instagram|whatsapp|mobile phone
    toilet(?:ing|ed)?|intimate care|strip search|search(?:ed|ing)?|knife|weapons?|gang
    step-?(?:father|dad|mother|mum)|mother|father|mum|dad|grand(?:mother|father|parents?)|siblings?|brother
    sister|uncle|aunt|boyfriend|girlfriend|partner|ex-partner|pupil|student|resident|patient|service user
    baby|toddler|young person
"""
_AGES = r"""
    \d{1,2}[- ](?:and a half[- ])?(?:years?|yrs?|months?|weeks?|days?)[- ]old|aged \d{1,2}|\d{1,2} ?yo\b
    year (?:group )?\d{1,2}|yr ?\d{1,2}|y\d{1,2}|reception class|under[- ]\d{1,2}s?
"""


def _any_of(*alternatives: str) -> str:
    """One pattern for alternatives that are written over several lines."""
    return "|".join(line.strip() for part in alternatives for line in part.strip().splitlines())


_TERM = re.compile(
    rf"(?<![\w’'-])(?:{_any_of(_AGES, _BODIES, _SETTINGS, _TERMS)})(?:e?s)?" r"(?!(?:['’](?!s\b)|-)?\w)",
    re.IGNORECASE,
)
_ORDINARY = re.compile(
    r"\b(?:will|ring|rings|nick|nan|vet|head (?=injur|and|on|in|was|is|when)|a level|head(?=[,.]))\b",
    re.IGNORECASE,
)
"""Words that the vocabulary reads as a term and a story mostly does not, and two that are names of people."""
