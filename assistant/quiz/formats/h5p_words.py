"""What H5P says around the questions, on buttons and to screen readers; it has no words of its own for a
package that gives none."""

SCORE = "You got :num out of :total points"
A11Y = {
    "a11yCheck": "Check the answers. They will be marked as correct, incorrect, or unanswered.",
    "a11yShowSolution": "Show the solution. The question will be marked with its correct answer.",
    "a11yRetry": "Retry the question. Reset all answers and start over.",
}
CHOICE = {
    **A11Y,
    "checkAnswerButton": "Check",
    "submitAnswerButton": "Submit",
    "showSolutionButton": "Show solution",
    "tryAgainButton": "Retry",
    "tipsLabel": "Show tip",
    "scoreBarLabel": SCORE,
    "tipAvailable": "Tip available",
    "feedbackAvailable": "Feedback available",
    "readFeedback": "Read feedback",
    "wrongAnswer": "Wrong answer",
    "correctAnswer": "Correct answer",
    "shouldCheck": "Should have been checked",
    "shouldNotCheck": "Should not have been checked",
    "noInput": "Please answer before viewing the solution",
}
TRUTH = {
    **A11Y,
    "trueText": "True",
    "falseText": "False",
    "score": "You got @score of @total points",
    "checkAnswer": "Check",
    "submitAnswer": "Submit",
    "showSolutionButton": "Show solution",
    "tryAgain": "Retry",
    "wrongAnswerMessage": "Wrong answer",
    "correctAnswerMessage": "Correct answer",
    "scoreBarLabel": SCORE,
}
BLANKS = {
    **A11Y,
    "showSolutions": "Show solution",
    "tryAgain": "Retry",
    "checkAnswer": "Check",
    "submitAnswer": "Submit",
    "notFilledOut": "Please fill in the blank to view the solution",
    "answerIsCorrect": "':ans' is correct",
    "answerIsWrong": "':ans' is wrong",
    "answeredCorrectly": "Answered correctly",
    "answeredIncorrectly": "Answered incorrectly",
    "solutionLabel": "Correct answer:",
    "inputLabel": "Blank input @num of @total",
    "inputHasTipLabel": "Tip available",
    "tipLabel": "Tip",
    "scoreBarLabel": SCORE,
    "a11yCheckingModeHeader": "Checking mode",
}
SET = {
    "prevButton": "Previous question",
    "nextButton": "Next question",
    "finishButton": "Finish",
    "submitButton": "Submit",
    "textualProgress": "Question: @current of @total questions",
    "jumpToQuestion": "Question %d of %total",
    "questionLabel": "Question",
    "readSpeakerProgress": "Question @current of @total",
    "unansweredText": "Unanswered",
    "answeredText": "Answered",
    "currentQuestionText": "Current question",
    "navigationLabel": "Questions",
}
END = {
    "noResultMessage": "Finished",
    "message": "Your result:",
    "scoreBarLabel": "You got @finals out of @totals points",
    "solutionButtonText": "Show solution",
    "retryButtonText": "Retry",
    "finishButtonText": "Finish",
    "submitButtonText": "Submit",
    "skipButtonText": "Skip video",
}
