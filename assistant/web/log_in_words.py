"""What is said to whoever logs in, or may not."""

from http import HTTPStatus

LOG_IN = "Log in"
LOG_OUT = "Log out"
NAME = "Name"
PASSWORD = "Password"  # noqa: S105 - a label
WITH_PROVIDER = "Log in with your organisation's account"
ABOUT_PROVIDER = "You are sent to your organisation's log-in page, and come back here."
ABOUT_PROXY = (
    "Your organisation's log-in stands before this page, and it has not said who you are. Close this page, "
    "log in there, and open it again. If that does not help, tell the person who runs Safeguide."
)
FORGOTTEN = "Forgotten it? The person who runs Safeguide can set a new one."
WRONG = "The name or the password is not right."
WAIT = "There were too many attempts. Wait {time}, then try again."
LOGGED_OUT = "You are logged out."
LOGGED_OUT_TOO = "Log out of your organisation's account too"
NOT_LISTED = (
    "Your organisation says who you are, but nobody has said yet that you may use Safeguide. Tell the person "
    "who runs it the name by which you log in."
)
BEGIN_AGAIN = "This log-in was begun too long ago, or in another browser. Begin again."
AGAIN = "Begin again"
TO_THE_START = "To the start"

TITLES = {
    HTTPStatus.FORBIDDEN: "This page is not for you",
    HTTPStatus.UNAUTHORIZED: "Log in first",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not available at the moment",
}
REFUSED = {
    HTTPStatus.FORBIDDEN: "Your account may not use this. If you need it for your work, ask the person who "
    "runs Safeguide for the role of trainer or maintainer.",
    HTTPStatus.UNAUTHORIZED: "You are not logged in, or no longer. Log in, and try again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Safeguide cannot reach its database. Wait a minute and try again. "
    "If a child or an adult may be at risk now, do not wait for it: call 999 in an emergency, or your local "
    "authority.",
}


def wait(seconds: int) -> str:
    """How long somebody is to wait, in whole minutes from one on."""
    minutes = -(-seconds // 60)
    time = f"{seconds} seconds" if seconds < 60 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return WAIT.format(time=time)
