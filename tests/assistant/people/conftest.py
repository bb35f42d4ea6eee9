"""What the tests of people share: passwords that are hashed in little time."""

import pytest
from argon2 import PasswordHasher

from assistant.people import accounts


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """Argon2id with so little work that a test may log in many times."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", hasher)
    return hasher
