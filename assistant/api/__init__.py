"""Safeguide for other programs, over HTTP and in JSON: what the pages and the command line do, no more.

request ──serving (who may, how much)──▶ asking | library | documents | quizzes | conversations ──▶ JSON
                                                    └──▶ problems: whatever went wrong, in a sentence
"""

from assistant.api.app import api

__all__ = ["api"]
