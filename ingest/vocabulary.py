"""The words that a catalogue entry may use for nations, audiences, sectors and kinds of document."""

from collections.abc import Set

UK = frozenset({"england", "wales", "scotland", "northern-ireland"})

NATIONS: dict[str, tuple[str, frozenset[str]]] = {
    "england": ("England", frozenset({"england"})),
    "wales": ("Wales", frozenset({"wales"})),
    "scotland": ("Scotland", frozenset({"scotland"})),
    "northern-ireland": ("Northern Ireland", frozenset({"northern-ireland"})),
    "england-and-wales": ("England and Wales", frozenset({"england", "wales"})),
    "great-britain": ("Great Britain", UK - {"northern-ireland"}),
    "uk": ("United Kingdom", UK),
    "ireland": ("Ireland", frozenset({"ireland"})),
}
"""Key to the name for readers and the nations it covers. An entry may have any key; a scope, one nation."""


def nation_of(covered: Set[str]) -> str:
    """The key that covers just these nations, or "" where there is none."""
    return next((key for key, (_, nations) in NATIONS.items() if nations == covered), "")


AUDIENCES = {"children": "Children", "adults": "Adults", "both": "Children and adults"}
"""Whom a document protects."""

SECTORS = {
    "multi-agency": "Multi-agency",
    "social care": "Social care",
    "education": "Education",
    "early years": "Early years",
    "health": "Health",
    "police and justice": "Police and justice",
    "housing": "Housing",
    "voluntary and community": "Voluntary and community",
    "faith": "Faith",
    "sport": "Sport",
}
"""Who works to a document."""

KINDS = {
    "legislation": "Legislation",
    "statutory guidance": "Statutory guidance",
    "non-statutory advice": "Non-statutory advice",
    "local procedure": "Local procedure",
    "policy": "Policy of one organisation",
    "research": "Research",
    "news": "News",
    "summary": "Summary",
}
"""Kinds of document, those with the most force first; a policy binds one organisation."""
