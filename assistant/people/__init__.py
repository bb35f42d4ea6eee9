"""Who may use Safeguide, and for what: people and their roles, log-in, sessions, tokens, the audit log."""

from assistant.people.person import ALONE, Person, Role

__all__ = ["ALONE", "Person", "Role"]
