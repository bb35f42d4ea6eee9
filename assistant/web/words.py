"""What the page says in its own voice; what documents say comes from the library."""

NAME = "Safeguide"
PURPOSE = "Finds what safeguarding guidance says, and quotes it word for word."

LABEL = "Your question"
PRIVACY = "Leave out names and other identifying details."
SEND = "Ask"
RESTART = "New conversation"
EXAMPLES_HEADING = "Questions people ask"
EXAMPLES = (
    "What should I do when a pupil tells me about abuse?",
    "How soon must the core group meet?",
    "Can I share information without consent?",
    "What happens when there is an allegation about a teacher?",
    "When must the local authority make a section 42 enquiry about an adult?",
    "What replaced local safeguarding children boards?",
)
"""Questions that the starter library answers."""

SENT = (
    "Answers are written by {model}. Your question and the passages found for it are sent to {host}; "
    "leave out names."
)
QUOTED = "Where this is written"
MORE = "More from the guidance"
DIFFER = "These sources differ:"
RELATED = "These passages may be related"
WORKING = "Looking through the guidance…"
EMPTY_QUESTION = "Type a question first."
LONGEST_QUESTION = 4_000
FAILED = (
    "Something went wrong and this question was not answered. Try it again, or in other words. "
    "If it keeps happening, tell the person who runs Safeguide; the cause is in its log. "
    "If you are worried about someone, do not wait for this page: "
    "speak to your designated safeguarding lead, and call 999 if there is immediate danger."
)


def too_long(length: int) -> str:
    """What to say to somebody whose question has so many characters."""
    return (
        f"Your question has {length:,} characters; the most is {LONGEST_QUESTION:,}. "
        "Shorten it to the one thing you need to know."
    )
