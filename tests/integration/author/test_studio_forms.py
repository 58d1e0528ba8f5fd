"""Forms in the works: kept for a person, refused where two tabs disagree, forgotten when sent."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from quizapp.errors import ConflictError, InputError
from quizapp.services.editing.studio_forms import (
    MAX_BYTES,
    MAX_FORMS,
    FormConflictError,
    find_form,
    forget_form,
    list_forms,
    save_form,
)
from quizapp.services.people import accounts

SUBJECT = "fact:zuse-built"


@pytest.fixture
def person(database: Flask, now: datetime) -> int:
    """Return the id of an author."""
    del database
    return accounts.create_user(name="Ana", password="amber kettle sings", roles=(), now=now).id


def keep(person: int, now: datetime, *, version: int = 0, **content: object) -> int:
    """Keep the form of these tests."""
    return save_form(
        user_id=person,
        subject=SUBJECT,
        content=content,
        base="b" * 64,
        expected_version=version,
        now=now,
    )


def test_a_kept_form_is_found_as_it_was_left(person: int, now: datetime) -> None:
    assert find_form(user_id=person, subject=SUBJECT) is None
    version = keep(person, now, statement="Zuse built", slots={"when": "1941"})
    version = keep(person, now, version=version, statement="Zuse built the Z3")
    found = find_form(user_id=person, subject=SUBJECT)
    assert found
    assert (found.content, found.base, found.version) == (
        {"statement": "Zuse built the Z3"},
        "b" * 64,
        version,
    )
    assert found.saved_at == now


def test_a_second_tab_overwrites_nothing_and_sees_what_is_kept(person: int, now: datetime) -> None:
    first = keep(person, now, statement="from the first tab")
    second = keep(person, now, version=first, statement="from the second tab")
    with pytest.raises(FormConflictError, match="another tab") as refused:
        keep(person, now, version=first, statement="from the first tab again")
    assert isinstance(refused.value, ConflictError)
    assert refused.value.kept.content == {"statement": "from the second tab"}
    assert refused.value.kept.version == second
    found = find_form(user_id=person, subject=SUBJECT)
    assert found
    assert found.content == {"statement": "from the second tab"}


def test_the_same_content_sent_again_is_no_conflict(person: int, now: datetime) -> None:
    first = keep(person, now, statement="a")
    second = keep(person, now, version=first, statement="b")
    assert keep(person, now, version=first, statement="b") == second


def test_a_form_is_forgotten_when_it_was_sent(person: int, now: datetime) -> None:
    version = keep(person, now, statement="a")
    forget_form(user_id=person, subject=SUBJECT)
    assert find_form(user_id=person, subject=SUBJECT) is None
    forget_form(user_id=person, subject=SUBJECT)
    assert keep(person, now, version=version, statement="b") == version + 1


def test_forms_of_two_people_know_nothing_of_each_other(person: int, now: datetime) -> None:
    other = accounts.create_user(name="Ben", password="amber kettle sings", roles=(), now=now).id
    keep(person, now, statement="mine")
    keep(other, now, statement="theirs")
    assert [each.content for each in list_forms(user_id=person)] == [{"statement": "mine"}]
    forget_form(user_id=other, subject=SUBJECT)
    assert list_forms(user_id=person)


def test_the_oldest_forms_give_way(person: int, now: datetime) -> None:
    for number in range(MAX_FORMS + 3):
        save_form(
            user_id=person,
            subject=f"fact:f-{number}",
            content={"n": number},
            base="",
            expected_version=0,
            now=now + timedelta(seconds=number),
        )
    kept = [each.subject for each in list_forms(user_id=person)]
    assert len(kept) == MAX_FORMS
    assert kept[0] == f"fact:f-{MAX_FORMS + 2}"
    assert "fact:f-2" not in kept


def test_a_form_that_is_too_large_keeps_what_was_kept(person: int, now: datetime) -> None:
    version = keep(person, now, statement="short")
    with pytest.raises(InputError, match="Shorten it"):
        keep(person, now, version=version, statement="x" * MAX_BYTES)
    with pytest.raises(InputError, match="no text"):
        keep(person, now, version=version, statement=float("nan"))
    found = find_form(user_id=person, subject=SUBJECT)
    assert found
    assert found.content == {"statement": "short"}


@pytest.mark.parametrize("subject", ["", "x" * 161])
def test_a_subject_that_is_none_is_refused(person: int, now: datetime, subject: str) -> None:
    with pytest.raises(InputError, match="names nothing"):
        save_form(user_id=person, subject=subject, content={}, base="", expected_version=0, now=now)
