"""What the pages of quizzes say in their own voice."""

from datetime import date

from assistant.quiz.items import Item, Kind
from ingest.dates import day_in_words

# --- taking one

NO_QUIZ = "There is no such quiz."
NOTHING_TO_TAKE = "This quiz has no questions yet."
SITTING_OVER = (
    "This sitting is over: it was left alone for too long, or Safeguide was started again. "
    "Open the quiz once more."
)
TAKE_TITLE = "Quiz"
DRAFT = (
    "This is a draft: nobody has accepted its questions yet. There is no certificate, and no result is kept."
)
REVIEWED = "Reviewed by {by} on {on}."
REVIEWED_SOMEHOW = "Reviewed by {by}."
NAME = "Your name"
NAME_FOR = "You need not give it. It goes on your certificate"
NAME_KEPT = "{begun} and, with your score, to the trainer, who has it for {days}."
NAME_NOT_KEPT = "{begun}. Nothing is kept."
HOW = "How do you want the questions?"
ONE_AT_A_TIME = "One at a time"
ALL = "All on one page"
ALL_STAGED = "Together, a page for each stage of a scenario"
WHEN = "When do you want to see what was right?"
AT_ONCE = "After each answer"
AT_END = "At the end"
START = "Start"
MARK = "You pass with {mark} per cent of the points."

CHOOSE_ONE = "Choose one."
CHOOSE_ALL = "Choose all that are right."
CHOOSE_EACH = "Choose an answer for each."
CHOOSE_PLACES = "Give each its place: 1 comes first."
WHOLE_NUMBER = "A whole number, in figures."
HINTS = {
    Kind.SINGLE: CHOOSE_ONE,
    Kind.TRUE_FALSE: CHOOSE_ONE,
    Kind.MULTIPLE: CHOOSE_ALL,
    Kind.MATCHING: CHOOSE_EACH,
    Kind.ORDERING: CHOOSE_PLACES,
    Kind.NUMBER: WHOLE_NUMBER,
}
CHOOSE = "Choose"
PROBLEM = "There is a problem"
ERROR = "Error"
UNANSWERED = {
    Kind.SINGLE: "Choose an answer",
    Kind.TRUE_FALSE: "Choose true or false",
    Kind.MULTIPLE: "Choose at least one",
    Kind.MATCHING: "Choose an answer for each",
    Kind.ORDERING: "Give each a place of its own",
    Kind.NUMBER: "Type a whole number, in figures",
}
BEFORE = "What was told before"
ANSWER = "Answer"
NEXT = "Next question"
GO_ON = "Go on"
TO_RESULT = "See your result"

RIGHT = "Right"
WRONG = "Not right"
PARTLY = "{points} of {of} right"
YOURS = "Your answer"
CORRECT = "Right answer"
YOUR_ORDER = "Your order"
RIGHT_ORDER = "The right order"
YOU_TYPED = "You typed"
RIGHT_NUMBER = "Right is"
NOT_ANSWERED = "nothing"
GIVEN = "Given"
YOU_CHOSE = "You chose"
BELONGS = "Right is"
WHERE_WRITTEN = "Where this is written"
OPEN = "Open in the document"

RESULT = "Your result"
SCORE = "{points} of {of} points, {per_cent} per cent"
PASSED = "You have passed."
NOT_PASSED = "You have not passed: the pass mark is {mark} per cent."
RETRIED = "These were the questions that you had wrong. They do not change your result."
KEPT = "Your result is kept for the trainer."
NOT_KEPT = "Your result could not be kept for the trainer. Tell them, or print this page."
RETRY = "Try the wrong ones again"
AGAIN = "Take the whole quiz again"
CERTIFICATE = "Certificate"
SHOW_CERTIFICATE = "Show your certificate"
ANSWERS = "Your answers"
CERTIFIES = "This certifies that"
NOBODY = "(no name given)"
TOOK = "passed the quiz"
ON_DAY = "on {day} with {points} of {of} points ({per_cent} per cent; the pass mark is {mark} per cent)."
MADE_FROM = "Its questions are taken from"
TO_PRINT = "To keep it, print this page or save it as PDF with your browser."
BACK = "Back to your result"


def questions(count: int) -> str:
    """How many questions."""
    return "1 question" if count == 1 else f"{count:,} questions"


def days(count: int) -> str:
    """How many days."""
    return "1 day" if count == 1 else f"{count:,} days"


def question_of(number: int, last: int) -> str:
    """Which question it is."""
    return f"Question {number} of {last}"


def reviewed(by: str, on: str) -> str:
    """Who has reviewed a quiz, and when."""
    told = on_day(on)
    return REVIEWED.format(by=by, on=told) if told else REVIEWED_SOMEHOW.format(by=by)


def on_day(iso: str) -> str:
    """A day as people write it; what is none, as it is."""
    try:
        return day_in_words(date.fromisoformat(iso[:10]).isoformat())
    except ValueError:
        return iso


def name_hint(kept_days: int) -> str:
    """What becomes of a name that is typed."""
    if not kept_days:
        return NAME_NOT_KEPT.format(begun=NAME_FOR)
    return NAME_KEPT.format(begun=NAME_FOR, days=days(kept_days))


def unit_of(item: Item) -> str:
    """What a number counts, with a blank before it, or ""."""
    return f" {item.unit}" if item.unit else ""


# --- the trainer's page

QUIZ = "Quiz"
QUIZ_ABOUT = (
    "Questions made from the guidance in the library, each with the words that make its answer right."
)
QUIZZES = "Your quizzes"
QUIZ_COLUMNS = ("Quiz", "Questions", "Saved", "Reviewed", "Guidance")
NO_QUIZZES = "There is none yet. Make one below, or open a file."
NOT_REVIEWED = "No"
UNTITLED = "Quiz without a name"
MAKE = "Make a quiz"
TOPIC = "What about"
TOPIC_HELP = "As “information sharing” or “core groups”. Leave it empty for everything in the documents."
DOCUMENTS = "From which documents"
DOCUMENTS_HELP = "Leave it empty for all in force."
ROLE = "For whom"
ANY_ROLE = "Anybody"
LEVEL = "How hard"
LEVELS = (
    ("Any", 0),
    ("1: what everybody knows", 1),
    ("2: who acts on concerns", 2),
    ("3: leads and partners", 3),
)
COUNT = "How many questions"
MOST_ITEMS = 60
MORE = "More"
SEED = "Number of the draw"
SEED_HELP = "The same number gives the same questions again; another one gives others."
MAKE_IT = "Make it"
MAKING = "Making questions"
NO_ITEMS = (
    "No question could be made of this. Ask for another topic, more documents, or any level. A question is "
    "only made where the guidance says who must do what, or by when."
)
NOT_MADE = "The quiz could not be made; the cause is in the log of whoever runs Safeguide."
OPEN_FILE = "Open a file"
FILE = "A quiz of Safeguide's (.json), or questions in Moodle XML (.xml) or GIFT (.gift, .txt)"
READ = "Read it"
NO_FILE = "Choose a file first."
NOT_READ = "The file could not be read; the cause is in the log of whoever runs Safeguide."
NOTE_MADE = "Made"
NOTE_READ = "Read from {name}"
NOTE_REVIEWED = "Reviewed by {by}"

ALL_QUIZZES = "All quizzes"
ITEMS = "Questions"
STATUSES = {"draft": "to decide", "accepted": "accepted", "rejected": "rejected"}
UNSAVED = "There are changes that are not saved."
SAVED = "Saved as version {number}."
SAVED_TOO = "Saved as version {number}. Somebody else saved another meanwhile: see “Earlier versions”."
SAVE = "Save"
TAKE_IT = "Take it"
TAKE_SAVED = "What is taken is the last version that was saved."
KEY = "Right answer"
RIGHT_ORDER_IS = "The right order:"
MADE_OF = "Made of: {source}"
WHY = "Why"
AMISS = "To look at"
REMARKS = {True: "1 remark", False: "{count} remarks"}
NOTHING_AMISS = "Nothing amiss: neither in how it is written, nor against the guidance."
CHECKING = "Held against the guidance…"
NOT_CHECKED = "It could not be held against the guidance; the cause is in the log of whoever runs Safeguide."
CITED = "Where this is written"
NOT_CITED = "This question cites nothing."
GONE = "The library holds this passage no longer."
NEXT_ITEM = "Next"
ACCEPT = "Accept"
REJECT = "Reject"
EDIT = "Edit"
UP = "Move up"
DOWN = "Move down"
ANOTHER = "Another in its place"
NO_OTHER = "There is no other question to be made in its place."
DECIDED = {"accepted": "Question {number} is accepted.", "rejected": "Question {number} is rejected."}
MOVED = "It is question {number} now."
REPLACED = "Here is another in its place."
VIGNETTE = "Situation"
STEM = "Question"
RIGHT_ONE = "Which is right"
RIGHT_ONES = "Which are right"
RATIONALE = "Why that is right"
OPTION = "Option {letter}"
OPTION_WHY = "Why {letter} is right or not"
PROMPT = "Given {letter}"
PAIRED = "What belongs to {letter}"
NUMBER = "The right number"
UNIT = "What it counts"
EMPTY_OPTION = "Leave an option empty to take it out."
MORE_OPTIONS = "It has more than can be edited here; the others stay as they are."
KEEP_EDITS = "Keep these changes"
CANCEL = "Leave it as it was"
EDITED = "Changed, and checked again."
NOT_EDITED = "It cannot stand so: {why}."
NO_NUMBER = "the right number is not a whole number"

ABOUT_QUIZ = "Name, pass mark, review"
TITLE = "Its name"
MARK_IS = "Pass mark, per cent"
USE = "Use these"
REVIEWER = "Reviewed by"
REVIEW_DAY = "On the day"
MARK_REVIEWED = "Mark as reviewed"
NO_REVIEWER = "Type who has reviewed it."
NO_DAY = "That is no day: write it as year-month-day, 2026-11-30."
REVIEW_MARKED = (
    "Marked as reviewed, and saved as version {number}. A change to a question takes the mark away."
)
EXPORT = "Save as a file"
FORM = "For"
SAVE_FILE = "Save the file"
LOST = "What this form cannot hold:"
NOT_EXPORTED = "The file could not be made. Try another form, or tell the person who runs Safeguide."
VERSIONS = "Earlier versions"
VERSION = "Version {number}, {saved}"
CHOOSE_VERSION = "Choose one"
GO_BACK = "Go back to it"
WENT_BACK = "Here is version {number}. Save it to keep it as the newest."
RESULTS = "Results"
RESULT_COLUMNS = ("Taken", "Name", "Points", "Passed")
NO_RESULTS = "Nobody has taken it yet."
NO_RESULTS_KEPT = "No result is kept here: whoever runs Safeguide has chosen so."
RESULTS_KEPT = "Kept for {days}, then forgotten."
SAVE_RESULTS = "Save as a spreadsheet (CSV)"
DELETE = "Delete this quiz"
DELETE_ABOUT = "With all its versions and results."
DELETE_IT = "Delete it"
DELETE_SURE = "Delete it for good"
KEEP = "Keep it"
DELETED = "“{title}” is deleted."
NOT_DONE = "That could not be done; the cause is in the log of whoever runs Safeguide."
NOT_LISTED = "What is kept cannot be read; the cause is in the log of whoever runs Safeguide."
LOST_DESK = "This page was left open too long. Load it again; what was saved is still there."
NO_VERSION = "Choose a version first."
NO_TITLE = "A quiz needs a name. Type one."
USED = "Changed. Save it to keep it."
STALE = "The guidance has changed"
STALE_COUNT = {True: "1 question to look at: its words have changed", False: "{count} questions to look at"}
OLD_WORDS = "When it was made"
NEW_WORDS = "Now"
SHOW_BOTH = "Show the old and the new words"
UNCHANGED = "As it was"


def tally(statuses: dict[str, int], version: int) -> str:
    """How far a quiz is."""
    told = [f"{count} {STATUSES[name]}" for name, count in statuses.items() if count]
    return f"{questions(sum(statuses.values()))}: {', '.join(told)}. Version {version}."


def remarks(count: int) -> str:
    """How many remarks there are on an item."""
    return REMARKS[count == 1].format(count=count)


def stale(count: int) -> str:
    """How many questions cite words that have changed."""
    return STALE_COUNT[count == 1].format(count=count)
