"""What the sheets of a quiz say in their own voice."""

from assistant.exporting import words
from assistant.quiz.items import Kind

DUTY = words.DUTY
KEY = "facilitator's key"
NAME_LINE = "Name: ______________________________   Date: ______________"
NOTHING = "There is no question in this quiz."
COUNTS = "{items}, {mark} per cent of the points to pass"
REVIEWED = "Reviewed by {name} {day}"
DRAFTS = "Draft: {drafts} of {items} questions have not been accepted by a trainer yet"
FOR_PARTICIPANTS = "Do not write down anything about a real child, adult or family on this sheet."
FOR_FACILITATOR = (
    "This sheet holds the answers. Before using it, check that the guidance quoted here is still in force."
)
QUESTION = "Question {number}"
SCENARIO = "Scenario {number}"
STAGE = "Stage {stage}: question {number}"
BOX = "☐"
LINE = "______________"
SHORT_LINE = "____"
ORDER = "Order: {places}"
HOW = {
    Kind.SINGLE: "Tick one box.",
    Kind.MULTIPLE: "Tick every box that is right.",
    Kind.TRUE_FALSE: "Tick one box.",
    Kind.MATCHING: "Write the letter of what belongs to each number. A letter may be used more than once.",
    Kind.ORDERING: "Write the letters in the right order.",
    Kind.NUMBER: "Write a whole number.",
}
RIGHT = "the right answer is {right}."
IS_RIGHT = "is right"
IS_WRONG = "is wrong"
MADE_FROM = "(Made from: {source}.)"
OBJECTIVE = "What this shows: {objective}"
