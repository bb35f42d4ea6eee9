"""What the page says in its own voice; what documents say comes from the library."""

NAME = "Safeguide"
PURPOSE = "Finds what safeguarding guidance says, and quotes it word for word."

LABEL = "Your question"
PRIVACY = "Leave out names if you can. Those you type are left out before anything is searched or kept."
SEND = "Ask"
RESTART = "New conversation"
EXAMPLES_HEADING = "Questions people ask"
PAGES = (
    ("/", "Ask"),
    ("/conversations", "Conversations"),
    ("/library", "Library"),
    ("/quiz", "Quiz"),
    ("/evaluation", "Evaluation"),
)
"""The pages: where each is, and what it is called."""

ALL_NATIONS = "All nations"
ALL_SECTORS = "All sectors"
NATION = "Nation"
AUDIENCE = "On the safety of"
SECTOR = "For"
DAY = "As it stood on a day (for looking back at a case)"
DAY_HELP = "Year-month-day, as 2024-11-30. Leave it empty for today."
SHOW = "Use this"
CHANGE = "change"
NO_DAY = "That is no day: write it as year-month-day, 2024-11-30."
DAY_TO_COME = "That day is still to come: choose today or a day before it."

HELPFUL = "Was this answer helpful?"
YES = "Yes"
NO = "No"
REASONS_ARE = "What was the matter? (You need not say.)"
FEEDBACK_WORDS = "Anything else? Leave out names; those you type are left out before it is kept."
SEND_FEEDBACK = "Send"
THANKS = "Thank you. It has been kept with the question and the answer, for those who look after Safeguide."
THANKS_MORE = "Thank you. What you added has been kept with it."
FEEDBACK_FAILED = (
    "Your answer could not be kept. Please tell the person who runs Safeguide; the cause is in its log."
)
OPEN = "Open in the document"
NO_PASSAGE = "The library holds this passage no longer: its document was taken out or put in anew. Ask again."
NO_DOCUMENT = "The library does not hold this document."
NOT_SHOWN = "This cannot be shown"
PAGE_FAILED = "Something went wrong; the cause is in the log of whoever runs Safeguide."
PAGE_OF = "Page {page} of {pages}"
PAGE_BEFORE = "Page before"
PAGE_AFTER = "Next page"
PICTURE_OF = "{title}: picture of page {page}. Its words are in the passage beside it."
TAKE_AWAY = "Copy or save"
COPY = "Copy the last answer"
SAVE_AS = {"MARKDOWN": "Save as Markdown", "DOCX": "Save as Word", "PDF": "Save as PDF"}
SAVE_FAILED = "It could not be saved. Try another form, or tell the person who runs Safeguide."
NOT_KEPT = "The answer is here but could not be kept among your conversations; the cause is in the log."
MORE_QUESTIONS = "You could go on with"
NOT_NOW = (
    "Safeguide cannot reach its library at the moment. Wait a minute and ask again. If somebody may be at "
    "risk, do not wait for it: speak to your safeguarding lead, or call 999 in immediate danger."
)
TOO_MANY = "That was a lot of questions in a minute. Wait a moment, then send it again."
GONE = "That conversation is no longer kept. Here is a new one."

CONVERSATIONS = "Conversations"
CONVERSATIONS_KEPT = (
    "Kept on this machine, without the names and numbers that you typed, for {days} days after the last "
    "question."
)
CONVERSATIONS_OFF = "No conversation is kept here: whoever runs Safeguide has chosen so."
NO_CONVERSATIONS = "None yet. What you ask is kept here, so that you can go on with it or take it with you."
NOTHING_FOUND = "No conversation has these words in it."
FIND_CONVERSATION = "Find a conversation"
CHOOSE_CONVERSATION = "Choose one"
GO_ON = "Go on with it"
TITLE = "Its name"
RENAME = "Rename"
DELETE = "Delete"
DELETE_SURE = "Delete it for good"
KEEP = "Keep it"
DELETED = "It is deleted."
NOT_DELETED = "It could not be deleted; the cause is in the log of whoever runs Safeguide."
NOT_LISTED = "What is kept cannot be read; the cause is in the log of whoever runs Safeguide."
RENAMED = "Its name is changed."

LIBRARY = "Library"
LIBRARY_ABOUT = "The documents that answers are taken from, in their editions."
LIBRARY_TABLE = "Documents in the library"
LIBRARY_COLUMNS = ("Document", "Standing", "Nation", "Kind", "Pages", "Passages", "Checked")
EMPTY_LIBRARY = "The library is empty. Add documents below."
IN_FORCE = "In force"
ADD_DOCUMENTS = "Add documents"
FILES = "PDF, Word, PowerPoint, web pages, Markdown or text, each of up to 200 MB"
ADD = "Read and add"
NO_FILES = "Choose a file first."
OUTCOMES = {
    "added": "added. This is what was understood of it:",
    "updated": "in the place of what was held under that name. This is what was understood of it:",
    "unchanged": "is held already.",
    "failed": "not added.",
}
NAME_IN_FILE = (
    "Its name seems to hold personal details, and everybody who asks will see it. If so, take it out, rename "
    "the file and add it again."
)
IS_IT_RIGHT = (
    "If something is wrong or missing, choose it under “Look after a document” and correct or confirm it."
)
LOOK_AFTER = "Look after a document"
DOCUMENT = "Which"
SAVE_ENTRY = "Save changes"
CONFIRM_ENTRY = "All of this is right"
SAID_HERE = "said by a maintainer"
TO_CONFIRM = "To look at:"
ENTRY_SAVED = "Saved."
CONFIRMED = "Confirmed."
REMOVE = "Take out of the library"
REMOVE_SURE = "Take it out"
REMOVED = "{name} is taken out. The file that it came from is left alone."
NOT_CHANGED = "The library could not be changed; the cause is in the log of whoever runs Safeguide."
CHANGES = "What changed since {name}"

EVALUATION = "Evaluation"
EVALUATION_ABOUT = "Whether answers can be trusted: the runs of safeguide eval, the latest first."
NO_RUN = "There is no such run."
NO_RUNS = "There is no run yet. Make one: safeguide eval run"
NO_EVALUATION = (
    "Evaluation needs more than is installed. Run scripts/evaluate, or: pip install '.[evaluation]'"
)
RUN_COLUMNS = (
    "Run",
    "Cases",
    "Passed",
    "Faithful",
    "Told of what matters",
    "Declined wrongly",
    "Answered wrongly",
    "",
)
HISTORY = "How the runs went, from the first to the last"
FEEDBACK_COLUMNS = ("Given", "Helpful", "Question", "What was the matter", "In their words")
COMPARE = "Compare with the one before"
FEEDBACK = "What people said of answers"
NO_FEEDBACK = "Nobody has said anything yet."
SHOW_FEEDBACK = "Show"
ALL_FEEDBACK = "all"
FIND_FEEDBACK = "With the words"
CHOOSE_FEEDBACK = "Choose one"
MAKE_CASE = "Make a draft case of it"
CASE_MADE = "A draft is in {path}. Correct it there, then: safeguide eval check {path} --checked 'A. Person'"
DELETE_FEEDBACK = "Delete it"

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


def days(count: int) -> str:
    """How long conversations are kept."""
    return CONVERSATIONS_KEPT.format(days=count) if count else CONVERSATIONS_OFF


def removed(count: int) -> str:
    """How many personal details were left out."""
    return f"{count} personal detail{'' if count == 1 else 's'} left out before searching"


def too_long(length: int) -> str:
    """What to say to somebody whose question has so many characters."""
    return (
        f"Your question has {length:,} characters; the most is {LONGEST_QUESTION:,}. "
        "Shorten it to the one thing you need to know."
    )
