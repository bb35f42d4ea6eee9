"""What the page says in its own voice; what documents say comes from the library."""

NAME = "Safeguide"
PURPOSE = "Finds what safeguarding guidance says, and quotes it word for word."

LABEL = "Your question"
PRIVACY = "Leave out names if you can. Those you type are left out before anything is searched or kept."
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
OWN = "Your organisation"
HELP = "Others who help"
TYPED = "As you typed it. Only you see this, and only here:"
UNDO = "Something wrong or missed? Open “Personal details” below the answer."
DETAILS = "Personal details in your last question"
LEFT_OUT = "Left out before searching. Untick what is no personal detail:"
MISSED = "Missed something? Type it as it stands in your question"
MISSED_IS = "It is"
MISSED_KINDS = {
    "a child": "CHILD",
    "a parent or carer": "PARENT",
    "a relative": "RELATIVE",
    "a member of staff": "STAFF",
    "an adult": "ADULT",
    "another person": "PERSON",
    "a school": "SCHOOL",
    "an address": "ADDRESS",
    "a date of birth": "DATE-OF-BIRTH",
    "a number or reference": "CASE-REFERENCE",
}
"""What may have been missed, and the kind of its token."""
AGAIN = "Ask again with these changes"
NOT_THERE = "That does not stand in your question: copy it as you typed it."
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


def removed(count: int) -> str:
    """How many personal details were left out."""
    return f"{count} personal detail{'' if count == 1 else 's'} left out before searching"


def too_long(length: int) -> str:
    """What to say to somebody whose question has so many characters."""
    return (
        f"Your question has {length:,} characters; the most is {LONGEST_QUESTION:,}. "
        "Shorten it to the one thing you need to know."
    )
