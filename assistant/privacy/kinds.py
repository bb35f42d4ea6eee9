"""What personal data there is, and where some was found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text is; its name with a number is the token that takes its place."""

    CHILD = "CHILD"
    PARENT = "PARENT"
    RELATIVE = "RELATIVE"
    STAFF = "STAFF"
    ADULT = "ADULT"
    PERSON = "PERSON"
    SCHOOL = "SCHOOL"
    DATE_OF_BIRTH = "DATE-OF-BIRTH"
    NHS_NUMBER = "NHS-NUMBER"
    UPN = "UPN"
    NI_NUMBER = "NI-NUMBER"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    CASE_REFERENCE = "CASE-REFERENCE"
    USERNAME = "USERNAME"

    @property
    def is_person(self) -> bool:
        """Whether it is somebody's name."""
        return self in PEOPLE


PEOPLE = (Kind.CHILD, Kind.PARENT, Kind.RELATIVE, Kind.STAFF, Kind.ADULT, Kind.PERSON)


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that is personal data.

    Attributes:
        start, end: where it is.
        kind: what it is.
    """

    start: int
    end: int
    kind: Kind

    def overlaps(self, other: "Finding") -> bool:
        """Whether both have characters in common."""
        return self.start < other.end and other.start < self.end
