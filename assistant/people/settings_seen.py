"""Which settings changed since the server was last started: told in the audit log by their names.

What they are set to is kept as digests only, and of secrets not even that.
"""

import sqlalchemy as sa
from pydantic import SecretStr

from assistant import kept
from assistant.people.audit import Action, Audit
from assistant.people.audit_tables import SETTINGS
from assistant.settings import Settings

SERVER = "the server"
"""Who tells of them."""


def note_settings(settings: Settings) -> None:
    """Write down which settings differ from those of the last start, if any do; at the first start all of
    them. Of several processes that start at once one does so.

    Raises:
        KeptError: it cannot be written.
    """
    engine = kept.database(settings)
    audit, digests = Audit(engine), _digests(settings)
    with kept.transaction(engine) as connection:
        changed = [name for name, digest in digests.items() if _differs(connection, name, digest)]
    if changed:
        whole = kept.digest("".join(digests.values()))
        audit.record(SERVER, Action.SETTINGS_CHANGED, f"{whole[:16]}: {', '.join(changed)}")


def _differs(connection: sa.Connection, name: str, digest: str) -> bool:
    """Whether a setting is other than it was; it is kept as it is now."""
    new = kept.insert(connection, SETTINGS).values(name=name, digest=digest)
    other = SETTINGS.c.digest != digest
    changed = new.on_conflict_do_update(index_elements=["name"], set_={"digest": digest}, where=other)
    return bool(connection.execute(changed).rowcount)


def _digests(settings: Settings) -> dict[str, str]:
    """Of each setting that is no secret, by its name, in their order."""
    secret = {name for name, value in settings if isinstance(value, SecretStr)}
    told = settings.model_dump(mode="json", exclude=secret)
    return {name: kept.digest(repr(told[name])) for name in sorted(told)}
