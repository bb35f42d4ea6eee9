"""How many questions somebody may ask in a minute."""

from concurrent.futures import ThreadPoolExecutor

from assistant.people import ALONE, Person
from assistant.people.limits import Limits

SAM, ALEX = (Person(name, name.title(), frozenset()) for name in ("sam", "alex"))


def test_so_many_questions_may_be_asked_and_no_more():
    limits = Limits(3)
    assert [limits.allow(SAM) for _ in range(5)] == [True, True, True, False, False]


def test_each_person_is_counted_for_themselves():
    limits = Limits(1)
    assert limits.allow(SAM)
    assert not limits.allow(SAM)
    assert limits.allow(ALEX)


def test_somebody_is_known_by_their_account_and_not_by_their_name():
    limits = Limits(1)
    assert limits.allow(Person("1", "Sam", frozenset()))
    assert limits.allow(Person("2", "Sam", frozenset()))
    assert not limits.allow(Person("1", "Sam Okafor", frozenset()))


def test_whoever_is_alone_is_counted_too():
    limits = Limits(1)
    assert limits.allow(ALONE)
    assert not limits.allow(ALONE)


def test_questions_that_come_at_once_are_all_counted():
    limits = Limits(10)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: limits.allow(SAM), range(50))) == 10


def test_an_id_of_any_signs_is_counted_for_itself():
    limits = Limits(1)
    people = [Person(id_, "", frozenset()) for id_ in ("a/b", "a", "a/b/1", "token:a b", "LIMITER/a")]
    assert all(limits.allow(one) for one in people)
    assert not any(limits.allow(one) for one in people)
