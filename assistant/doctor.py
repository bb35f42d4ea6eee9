"""Whether an installation is fit to be relied on: its settings, contacts, library, models and disk.

Each check looks at one thing, changes nothing, and gives findings. What is as it should be is told too, so
that a maintainer sees what was looked at; what is not says what to do about it.
"""

import importlib.util
import ipaddress
import math
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.concern.contacts import Role, national
from assistant.concern.hours import Hours
from assistant.settings import BY_MODEL, Settings
from ingest.errors import IngestError, LibraryError
from ingest.library import Library
from ingest.models import PACKAGED_MODEL

ANSWER_SECONDS = 5.0
"""For which the model that writes is waited for."""
LEAST_FREE, LITTLE_FREE = 10**9, 5 * 10**9
"""Bytes of the disk: below the first nothing can be added safely, below the second it may soon be so."""
LONGEST_SHORT_CODE = 6
"""Digits up to which a number is one of a service or an extension: 101, 116 123, 85258."""
SEARCHED_WITH = ("questions.safetensors", "reader.safetensors")
PROBE = "A pupil has just told me that her father hits her, and she is afraid to go home tonight."
"""What the live-concern screen must not miss."""
PERSON = "Aisha"
"""Whose name must be found in "Aisha told me"."""
_LOOK = "Look at it: safeguide library verify. Or bring back a backup: safeguide library restore FILE"
_REINSTALL = "Install Safeguide again: scripts/install"
_CONTACTS = "docs/contacts.md says how"


class State(StrEnum):
    """How something stands: as it should be, worth a maintainer's look, or not working."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        check: what was looked at.
        state: how it stands.
        told: what was found, as a sentence.
        advice: what to do about it, naming the command or the file; "" where all is well.
    """

    check: str
    state: State
    told: str
    advice: str = ""


def _good(check: str, told: str) -> Finding:
    return Finding(check, State.GOOD, told)


def _note(check: str, told: str, advice: str) -> Finding:
    return Finding(check, State.NOTE, told, advice)


def _wrong(check: str, told: str, advice: str) -> Finding:
    return Finding(check, State.WRONG, told, advice)


def examined(load: Callable[[], Settings] = Settings) -> list[Finding]:
    """Everything that is found, check by check; without settings that can be read, what needs none of them.

    Args:
        load: reads the settings; whatever it raises is a finding.
    """
    try:
        settings = load()
    except Exception as error:  # a broken file may break any of the libraries that read it
        return [_unreadable(error), *(one for check in WITHOUT_SETTINGS for one in _tried(check))]
    return [_read_from(), *(one for check in CHECKS for one in _tried(check, settings))]


def _tried(check: Callable[..., Iterable[Finding]], *given: Settings) -> Iterator[Finding]:
    """What a check finds, and if it fails, that: only how, since an error's own words may quote a key."""
    try:
        yield from check(*given)
    except Exception as error:
        told = f"This could not be looked at ({type(error).__name__})."
        yield _wrong(check.__name__.replace("_", " "), told, f"{_REINSTALL}; then try again.")


def _parted(error: IngestError, otherwise: str) -> tuple[str, str]:
    """An error's sentence on what is wrong and what it says to do; if that is nothing, something else."""
    parts = re.fullmatch(r"(.*?\)\.|.*?\.)\s+(.+)", str(error), re.DOTALL)
    return (parts[1], parts[2]) if parts else (str(error), otherwise)


# --- settings ----------------------------------------------------------------------------------------


def _file() -> Path:
    return Path(str(Settings.model_config["toml_file"])).absolute()


def _unreadable(error: Exception) -> Finding:
    advice = f"Correct {_file()}, or the variable in the environment; the README lists the settings."
    return _wrong("settings", _why_unreadable(error), advice)


def _why_unreadable(error: Exception) -> str:
    """What is wrong, without what was set: it may be a secret."""
    if isinstance(error, IngestError):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return "safeguide.toml is not saved as UTF-8."
    return f"The settings cannot be read ({type(error).__name__})."


def _read_from() -> Finding:
    ours = {f"SAFEGUIDE_{name.upper()}" for name in Settings.model_fields}
    variables = sorted(ours & {name.upper() for name in os.environ})
    if _file().is_file():
        told = f"The settings are read from {' and '.join((str(_file()), *variables))}."
    else:
        but = f", but for {' and '.join(variables)}" if variables else ""
        told = f"There is no {_file()}: the settings are the usual ones{but}."
    return _good("settings", told)


def chat_address(settings: Settings) -> Iterator[Finding]:
    """Who can reach the chat, which has no log-in."""
    if _is_loopback(settings.host):
        yield _good("settings", f"The chat listens on {settings.host}: on this machine only.")
        return
    told = f"The chat listens on {settings.host}, and has no log-in: whoever can reach it can ask."
    advice = "Put something in front of it that decides who may, or set SAFEGUIDE_HOST to 127.0.0.1."
    yield _note("settings", told, advice)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


# --- contacts ----------------------------------------------------------------------------------------

_WANTED = {
    Role.DSL: "designated safeguarding lead",
    Role.CHILDRENS_SOCIAL_CARE: "children's social care",
    Role.OUT_OF_HOURS: "emergency duty team for out of hours",
    Role.LADO: "local authority designated officer (LADO)",
    Role.ADULT_DUTY_DESK: "adult social care duty desk",
}
"""Whom most organisations have to reach."""
_ONLY_IN = {Role.LADO: ("england",)}


def own_contacts(settings: Settings) -> Iterator[Finding]:
    """Whether the organisation names its own contacts, and which of the usual ones it lacks."""
    count = len(settings.contacts)
    if not count:
        told = "No contacts of your own are named: whoever may have to act now is shown national ones only."
        yield _note("contacts", told, f"Name them in safeguide.toml; {_CONTACTS}.")
        return
    yield _good("contacts", f"{_counted(count, 'contact')} of your own {_are(count)} named.")
    named = {one.role for one in settings.contacts}
    for role, called in _WANTED.items():
        if role not in named and settings.nation in _ONLY_IN.get(role, (settings.nation,)):
            advice = f'If you have one, add it to safeguide.toml with role = "{role}"; {_CONTACTS}.'
            yield _note("contacts", f"Your contacts have no {called}.", advice)


_MONDAY = datetime(2024, 1, 1)
_STEP, _WEEK = 15, 7 * 24 * 60
"""Minutes: hours are often given to the half hour, and gaps between them are as short."""


def contact_hours(settings: Settings) -> Iterator[Finding]:
    """Whether one of the organisation's contacts can be reached at any hour of the week."""
    if not settings.contacts:
        return
    missed = _missed([Hours.read(one.hours) for one in settings.contacts])
    if not missed:
        yield _good("contacts", "At every hour of the week one of your contacts can be reached.")
        return
    start, end = (f"{_MONDAY + timedelta(minutes=at):%A %H:%M}" for at in _first_gap(missed))
    told = (
        f"From {start} to {end} none of your contacts can be reached; in all, "
        f"{len(missed) * _STEP / 60:g} hours of a week have none."
    )
    advice = f'Name whom to call then, with role = "{Role.OUT_OF_HOURS}", in safeguide.toml; {_CONTACTS}.'
    yield _note("contacts", told, advice)


def _missed(reached: Sequence[Hours]) -> frozenset[int]:
    """The minutes from Monday 00:00, by steps, at which nobody can be reached."""
    return frozenset(
        at
        for at in range(0, _WEEK, _STEP)
        if not any(hours.include(_MONDAY + timedelta(minutes=at)) for hours in reached)
    )


def _first_gap(missed: frozenset[int]) -> tuple[int, int]:
    """From when to when the first gap that begins in the week goes; one may go on into the next."""
    start = min((at for at in missed if (at - _STEP) % _WEEK not in missed), default=0)
    later = range(start + _STEP, start + _WEEK, _STEP)
    return start, next((at for at in later if at % _WEEK not in missed), start + _WEEK)


def contact_numbers(settings: Settings) -> Iterator[Finding]:
    """Numbers of the organisation's contacts that nobody can dial, or that nobody answers."""
    for one in settings.contacts:
        if problem := number_problem(one.phone, settings.nation):
            advice = "Correct it in safeguide.toml, and ring it once to be sure."
            yield _note("contacts", f"{one.called}: “{one.phone}” {problem}.", advice)


_DIGITS = r"(?:\(\d+\)|\d)"
_NUMBER = re.compile(rf"\+?{_DIGITS}(?:[\s.\-\u2010-\u2013]*{_DIGITS})*")
_ASIDE = re.compile(
    r"\b(?:extension|extn?|x|options?|opt|press)[.:#]?\s*\d+|\b24\s*(?:/\s*7\b|h(?:ou)?rs?\b|h\b)|\b1800[12]\b",
    re.IGNORECASE,
)
"""What stands beside a number: "ext 204", "option 2", "24 hours", and 18001 of the text relay before it."""
_REGIONS = {"ireland": ("IE",), "all": ("GB", "IE")}
_UNITED_KINGDOM = ("GB",)
_COUNTRY_CODES = (44, 353)
_FICTIONAL = re.compile(
    r"(?:11[3-8]|1[2-6]1)4960\d{3}|1914980\d{3}|1632960\d{3}|2079460\d{3}|2896496\d{3}|2920180\d{3}"
    r"|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
)
"""Numbers that Ofcom keeps free for drama, after the country's code."""


def number_problem(phone: str, nation: str = "england") -> str:
    """What is wrong with what is to be dialled, as the end of a sentence, or "".

    Args:
        phone: as written; short codes, extensions and several numbers are fine.
        nation: where it is dialled, a nation of the settings.
    """
    numbers = [found[0] for found in _NUMBER.finditer(_ASIDE.sub(" ", phone))]
    if not numbers:
        return "" if _NUMBER.search(phone) else "holds no number to dial"
    whole = [one for one in numbers if not _is_short(one)]
    if any(map(_is_fictional, whole)):
        return "is one of the numbers that are kept for films and examples, and nobody answers it"
    regions = _REGIONS.get(nation, _UNITED_KINGDOM)
    if all(any(_is_dialled(one, region) for region in regions) for one in whole):
        return ""
    return "does not look like a whole phone number of the United Kingdom or Ireland"


def _is_short(number: str) -> bool:
    """Whether it is a service's short code, an internal number or a time of day, which nobody can check."""
    digits = _digits(number)
    return len(digits) < 4 or (len(digits) <= LONGEST_SHORT_CODE and not digits.startswith("0"))


def _is_fictional(number: str) -> bool:
    parsed = _parsed(number, "GB")
    return bool(parsed and parsed.country_code == 44 and _FICTIONAL.fullmatch(str(parsed.national_number)))


def _is_dialled(number: str, region: str) -> bool:
    """Whether it can be dialled as it is written: it begins with 0 or +, or in Ireland with 18."""
    import phonenumbers

    if not number.lstrip("(").startswith(("0", "+", "18") if region == "IE" else ("0", "+")):
        return False
    parsed = _parsed(number, region)
    return bool(parsed and parsed.country_code in _COUNTRY_CODES and phonenumbers.is_valid_number(parsed))


def _parsed(number: str, region: str) -> Any:
    import phonenumbers

    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def repeated_contacts(settings: Settings) -> Iterator[Finding]:
    """Contacts that stand there twice: the same person or team at the same number and hours."""
    seen: set[tuple[object, ...]] = set()
    for one in settings.contacts:
        alike = (one.role, one.called.casefold(), _digits(one.phone), Hours.read(one.hours).spans)
        if alike in seen:
            advice = "Take one of them out of safeguide.toml, or correct it."
            yield _note("contacts", f"{one.called} stands among your contacts twice.", advice)
        seen.add(alike)


def national_contacts(_: Settings | None = None) -> Iterator[Finding]:
    """That somebody has to look after the national numbers too."""
    told = f"{len(national())} national contacts come with Safeguide, most with the page that publishes them."
    advice = "Compare them with those pages once a year; they are in assistant/data/contacts.yaml."
    yield _note("national contacts", told, advice)


# --- the library -------------------------------------------------------------------------------------

_STATUS = {
    "withdrawn": ("has been withdrawn by its publisher", "have been withdrawn by their publishers"),
    "replaced": ("has been replaced by an edition", "have been replaced by editions"),
    "stale": ("has not been compared with its source", "have not been compared with their source"),
}
"""Of what ``library status`` tells, what may make an answer wrong."""
_ENDS = {"withdrawn": "", "replaced": " that the library does not hold", "stale": " for a year"}


def library(settings: Settings) -> Iterator[Finding]:
    """Whether the library opens, holds something, can be searched, and is current."""
    from ingest.embedding import Embedder

    try:
        addresses = settings.database.get_secret_value(), settings.chroma
        held = Library(settings.home, Embedder(settings.embedding_model).fingerprint, *addresses)
        if (unsettled := _unsettled(held, addresses[0])) is not None:
            yield unsettled
            return
        yield from _holds(held)
    except LibraryError as error:
        yield _wrong("library", *_parted(error, _LOOK))
    except ImportError:
        told = "The library is on a server, and what reaches it is not installed."
        yield _wrong("library", told, "Install it: .venv/bin/pip install '.[postgres]'")


def _unsettled(held: Library, database: str) -> Finding | None:
    """What opening the library would put right: to look at it is not to do that."""
    import sqlalchemy as sa

    from ingest.library import schema
    from ingest.library.errors import told as told_as
    from ingest.library.queries import pending

    if not held.stores.exists:
        return None
    file = sa.URL.create("sqlite", database=str(held.home / "library.sqlite"))
    problem = f"The library in {held.stores.place} cannot be opened"
    with told_as(problem, _LOOK):
        engine = schema.connected(sa.make_url(database) if database else file)
        try:
            made_by = schema.revision(engine)
            cut_off = pending(engine) if made_by == schema.HEAD else []
        finally:
            engine.dispose()
    if not made_by:
        return _empty(held)
    if made_by != schema.HEAD:
        told = "The library is that of an older Safeguide, and is brought forward when it is next opened."
        return _note("library", told, "Open it: safeguide library list")
    if cut_off:
        told = "Documents are being added to the library, or their addition was cut off."
        return _note("library", told, "If nobody is adding any, put that right: safeguide library verify")
    return None


def _empty(held: Library) -> Finding:
    advice = "Add to it: safeguide library add PATH, or the practice notes: safeguide library starter"
    return _wrong("library", f"The library in {held.stores.place} is empty.", advice)


def _holds(held: Library) -> Iterator[Finding]:
    documents = held.documents()
    if not documents:
        yield _empty(held)
        return
    told = f"The library in {held.stores.place} holds {_counted(len(documents), 'document')}."
    yield _good("library", told)
    try:
        held.check_model()
    except LibraryError:
        others = len(held.to_rebuild())
        whole = _counted(len(documents), "document")
        told = f"{others} of {whole} cannot be searched with the embedding model in use."
        advice = "Embed them again: safeguide library rebuild. Or set SAFEGUIDE_EMBEDDING_MODEL back."
        yield _wrong("library", told, advice)
    yield from _current(held)


def _current(held: Library) -> Iterator[Finding]:
    """How many documents are not current, as ``library status`` has them."""
    from assistant.cli.status import ATTENTION
    from ingest.editions import with_standing

    today = date.today()
    documents = with_standing(held.documents(), today)
    remarks = {each.key: each.remark for each in ATTENTION}
    counts = {key: sum(bool(remarks[key](one, today)) for one in documents) for key in _STATUS}
    for key, count in counts.items():
        if count:
            told = f"{_counted(count, 'document')} {_STATUS[key][count > 1]}{_ENDS[key]}."
            yield _note("library", told, "See which, and what to do: safeguide library status")
    if not any(counts.values()):
        yield _good("library", "None of them is known to be out of date.")


# --- models ------------------------------------------------------------------------------------------


def embedding_model(_: Settings | None = None) -> Iterator[Finding]:
    """Whether the embedding model that comes with Safeguide can be loaded, and what was learnt beside it."""
    from assistant import learnt
    from ingest.models import loaded

    try:
        loaded(PACKAGED_MODEL)
    except Exception as error:
        told = f"The embedding model that comes with Safeguide cannot be loaded ({type(error).__name__})."
        plain = _parted(error, _REINSTALL) if isinstance(error, IngestError) else (told, _REINSTALL)
        yield _wrong("models", *plain)
        return
    missing = [name for name in SEARCHED_WITH if not (learnt.DATA / name).is_file()]
    if missing:
        told = f"What was learnt for searching is not there: {', '.join(missing)}."
        yield _wrong("models", told, _REINSTALL)
        return
    yield _good("models", f"The embedding model {PACKAGED_MODEL} loads.")


def names_in_questions(_: Settings | None = None) -> Iterator[Finding]:
    """Whether names in what people type are found, so that they can be taken out."""
    from assistant.privacy import finding

    if importlib.util.find_spec(finding.MODEL) is None:
        told = "The language model that finds names in questions is not installed: no question can be asked."
        advice = f"Install it: .venv/bin/pip install {finding.MODEL}"
        yield _wrong("models", told, advice)
        return
    text = f"{PERSON} told me"
    if any(one.kind.is_person and text[one.start : one.end] == PERSON for one in finding.findings(text)):
        yield _good("models", "Names in questions are found, to be taken out.")
        return
    told = f"The name in “{text}” is not found: names would stay in questions."
    yield _wrong("models", told, _REINSTALL)


def live_concern(_: Settings | None = None) -> Iterator[Finding]:
    """Whether a message about somebody at risk now is recognised."""
    from assistant import learnt
    from assistant.concern import screen

    follows = "The contacts are shown above every answer until it can be."
    fitted = learnt.DATA / "live_concern.safetensors"
    if not fitted.is_file():
        told = f"What recognises a live concern has no {fitted.name}, and cannot be used. {follows}"
        advice = f"{_REINSTALL}; the file belongs in {fitted.parent}"
        yield _wrong("models", told, advice)
        return
    try:
        read = screen.ConcernScreen()(PROBE)
    except Exception as error:
        told = f"What recognises a live concern cannot be used ({type(error).__name__}). {follows}"
        yield _wrong("models", told, _REINSTALL)
        return
    if math.isfinite(read.live) and read.concern is not screen.Concern.NONE:
        yield _good("models", "A message about somebody at risk is recognised.")
        return
    told = "A plain message about a child at risk is not recognised: the contacts would not be shown."
    yield _wrong("models", told, _REINSTALL)


def models_named(settings: Settings) -> Iterator[Finding]:
    """Whether the models that the settings name, other than the one that writes, are on this machine."""
    judge = "" if settings.judge == BY_MODEL else settings.judge
    embedding = "" if settings.embedding_model == PACKAGED_MODEL else settings.embedding_model
    named = {"reranker": settings.reranker, "judge": judge, "embedding model": embedding}
    for what, name in named.items():
        if name and _is_here(name):
            yield _good("models", f"The {what} {name} is on this machine.")
        elif name:
            variable = f"SAFEGUIDE_{what.upper().replace(' ', '_')}"
            told = f"The {what} {name} is no folder, and no model of that name is on this machine."
            advice = f"Set {variable} to a folder that holds one, or take it out of the settings."
            yield _wrong("models", told, advice)
    if settings.judge == BY_MODEL and not settings.names_a_model:
        told = "The judge is to be the model that writes, and none is named."
        advice = "Set SAFEGUIDE_MODEL to one, or take SAFEGUIDE_JUDGE out of the settings."
        yield _wrong("models", told, advice)


def _is_here(name: str) -> bool:
    """Whether a model is a folder with something in it, or is in the local cache by its name."""
    if os.path.isdir(name):
        return bool(os.listdir(name))
    from huggingface_hub import try_to_load_from_cache

    try:
        return isinstance(try_to_load_from_cache(name, "config.json"), str)
    except ValueError:  # a path is no name
        return False


# --- the model that writes ---------------------------------------------------------------------------

_FAILURES: Mapping[tuple[str, ...], tuple[str, str]] = MappingProxyType(
    {
        ("Timeout",): (
            f"does not answer within {ANSWER_SECONDS:g} seconds",
            "See that it runs, and try again: a model takes longer while it is being loaded.",
        ),
        ("Authentication", "PermissionDenied", "Unauthorized"): (
            "refuses the key",
            "Set SAFEGUIDE_MODEL_KEY in the environment to one that is valid.",
        ),
        ("NotFound",): (
            "is not known there",
            "Correct SAFEGUIDE_MODEL, or SAFEGUIDE_MODEL_URL, which usually ends in /v1.",
        ),
        ("RateLimit", "TooManyRequests", "ResourceExhausted", "Overloaded", "Throttl"): (
            "is busy, or may not be asked so often",
            "Try again later, and look at your allowance with its provider.",
        ),
        ("Connect", "Transport", "OSError", "Unavailable"): (
            "cannot be reached",
            "Start its server, or correct SAFEGUIDE_MODEL_URL.",
        ),
    }
)
"""By what libraries call their errors, or what those derive from, the most particular first."""


def written_answers(settings: Settings) -> Iterator[Finding]:
    """Whether the model that writes, if one is named, answers; all that it is sent is "Hello"."""
    if not settings.names_a_model:
        return
    from assistant.writing.models import chat_model, host_of

    try:
        model = chat_model(settings.model_copy(update={"model_seconds": ANSWER_SECONDS}))
    except IngestError as error:
        advice = 'See "Written answers" in the README, or take SAFEGUIDE_MODEL out of the settings.'
        yield _wrong("written answers", *_parted(error, advice))
        return
    host = host_of(settings)
    called = f"The model {settings.model} {f'at {host}' if host else 'on this machine'}"
    try:
        seconds = _answers_in(model)
    except Exception as error:  # its words may quote the key
        problem, advice = _failure(error)
        told = f"{called} {problem}. Until it does, answers are quotes."
        yield _wrong("written answers", told, advice)
        return
    yield _good("written answers", f"{called} answers, after {seconds:.1f} seconds.")


def _answers_in(model: Any) -> float:
    """After how many seconds a model's first words come; raises what its library does, or TimeoutError."""
    from langchain_core.messages import HumanMessage

    from assistant.writing.streaming import streamed

    started = time.monotonic()
    pieces = streamed(model, [HumanMessage("Hello")], lambda: started + ANSWER_SECONDS - time.monotonic())
    with closing(pieces):
        if not any(piece.strip() for piece in pieces):
            raise ValueError("the model answered nothing")
        return time.monotonic() - started


def _failure(error: Exception) -> tuple[str, str]:
    """What a failure means, as the end of a sentence, and what to do about it."""
    names = " ".join(one.__name__ for one in type(error).__mro__)
    unknown = (
        f"gives no answer ({type(error).__name__})",
        "Look at the log of its server, and at SAFEGUIDE_MODEL and SAFEGUIDE_MODEL_URL.",
    )
    return next((told for words, told in _FAILURES.items() if any(word in names for word in words)), unknown)


# --- the disk ----------------------------------------------------------------------------------------


def disk(settings: Settings) -> Iterator[Finding]:
    """Whether the folder that holds everything can be written to, and has room."""
    home = settings.home.absolute()
    there = next(one for one in (home, *home.parents) if os.path.exists(one))
    move = "or set SAFEGUIDE_HOME to another folder"
    if not there.is_dir():
        told = f"{there} is no folder: the library cannot be kept in {home}."
        yield _wrong("disk", told, f"Rename it, {move}.")
    elif not os.access(there, os.W_OK | os.X_OK):
        told = f"{there} cannot be written to: nothing can be added."
        yield _wrong("disk", told, f"Let whoever runs Safeguide write there, {move}.")
    free = shutil.disk_usage(there).free
    told = f"The disk that holds {home} has {free / 10**9:.1f} GB free."
    if free >= LITTLE_FREE:
        yield _good("disk", told)
        return
    state = State.WRONG if free < LEAST_FREE else State.NOTE
    yield Finding("disk", state, told, f"Make room on it, {move} on a larger one.")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


WITHOUT_SETTINGS: tuple[Callable[[], Iterable[Finding]], ...] = (
    national_contacts,
    embedding_model,
    names_in_questions,
    live_concern,
)
"""The checks of what comes with Safeguide, whatever the settings say."""
CHECKS: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
    chat_address,
    own_contacts,
    contact_hours,
    contact_numbers,
    repeated_contacts,
    national_contacts,
    library,
    embedding_model,
    names_in_questions,
    live_concern,
    models_named,
    written_answers,
    disk,
)
"""All of them, in the order in which they are told."""
