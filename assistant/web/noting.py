"""What is written down of what people do on the pages. A failure to write it down stops nobody."""

from gradio.context import LocalContext

from assistant.people import ALONE
from assistant.people.audit import HERE, Action, Audit
from assistant.web.door import person_of
from assistant.web.keeping import attempted


def noted(audit: Audit, action: Action, what: str = "") -> None:
    """Write down that whoever set off the event that is at work has done something.

    Args:
        audit: where.
        action: what was done.
        what: to which document, quiz and the like.
    """
    request = LocalContext.request.get(None)
    person = person_of(request) if request else ALONE
    attempted(
        "What was done could not be written down",
        lambda: audit.record(person.name or HERE, action, what),
        None,
    )
