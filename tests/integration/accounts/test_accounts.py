"""Accounts: names, passwords, sessions, roles, rate limits."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.people import accounts, administration, credentials, tokens
from quizapp.services.people.accounts import Person
from quizapp.services.people.preferences import Preferences, change_preferences
from quizapp.services.signing_in import links
from quizapp.store.engine import reading
from quizapp.store.tables.people import RateLimit

PASSWORD = "amber kettle sings"
Make = Callable[..., Person]


def _sign_in(name: str, password: str, now: datetime, address: str = "192.0.2.7") -> Person:
    return accounts.sign_in(name=name, password=password, address=address, secret="key", now=now)


def _register(name: str, now: datetime, password: str = PASSWORD) -> Person:
    return accounts.register(
        name=name, password=password, zone="Europe/Paris", address="a", secret="k", now=now
    )


@pytest.mark.parametrize("twin", ["MIRA", "mira ", "\uff2d\uff49\uff52\uff41"])
def test_a_name_that_looks_alike_is_taken(make_person: Make, now: datetime, twin: str) -> None:
    make_person("Mira")
    with pytest.raises(ConflictError):
        _register(twin, now)


@pytest.mark.parametrize(
    "name", ["", "x", " y ", "a\nb", "a\x00b", "a\u202eb", "a\u200bb", "n" * 65, "\ufdfa" * 20]
)
def test_a_name_that_cannot_be_shown_is_refused(database: Flask, now: datetime, name: str) -> None:
    del database
    with pytest.raises(InputError) as caught:
        _register(name, now)
    assert caught.value.field == "name"
    assert not accounts.any_account()


@pytest.mark.parametrize("password", ["short", "p" * 201, "password123", "aaaaaaaaaa", "mira mira"])
def test_a_password_that_is_soon_guessed_is_refused(
    database: Flask, now: datetime, password: str
) -> None:
    del database
    with pytest.raises(InputError) as caught:
        _register("Mira Mira", now, password)
    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password",
    ["Sunshine", "mustang1", "QuizApp-2026!", "teacher_1234", "Contrase\u00f1a99", "passwort!!!"],
)
def test_a_leaked_password_or_a_word_of_the_site_is_refused(
    database: Flask, now: datetime, password: str
) -> None:
    del database
    with pytest.raises(InputError) as caught:
        _register("Mira", now, password)
    assert caught.value.field == "password"


def test_the_list_of_leaked_passwords_has_thousands_that_are_long_enough() -> None:
    assert len(credentials._leaked_most()) >= 3_000


def test_a_password_counts_as_it_is_typed(make_person: Make, now: datetime) -> None:
    """Any signs, up to 200 of them; case, spaces at the ends and the last sign matter."""
    del make_person
    long = " \u00fcber\U0001f642 das Meer " + "x y " * 42 + "Z "
    assert 180 < len(long) <= 200
    mira = _register("Mira", now, long)
    assert _sign_in("Mira", long, now).id == mira.id
    for other in (long.strip(), long.lower(), long[:-2] + "Y ", long[:72], long + "x"):
        with pytest.raises(InputError):
            _sign_in("Mira", other, now)
    for plain in (
        "lowercaseonly",
        "7319048265",
        "\u00bf\u00a1\u00a7%&/()=",
        "\u65e5\u672c\u8a9e\u5b66\u6821\u306e\u671d\u306e\u9418",
    ):
        credentials.check_password(plain, name="Mira")


def test_registering_keeps_the_zone_and_gives_no_role(database: Flask, now: datetime) -> None:
    del database
    person = _register("Mira", now)
    assert (person.zone, person.roles) == ("Europe/Paris", frozenset())


def test_right_words_sign_in_and_wrong_absent_and_disabled_look_the_same(
    make_person: Make, now: datetime
) -> None:
    mira, gone = make_person("Mira"), make_person("Gone")
    administration.disable(user_id=gone.id, actor_id=None, now=now)
    assert _sign_in("mira", PASSWORD, now).id == mira.id
    words = set()
    for name, password in (("Mira", "wrong words"), ("Nobody", PASSWORD), ("Gone", PASSWORD)):
        with pytest.raises(InputError) as caught:
            _sign_in(name, password, now)
        words.add(str(caught.value))
    assert len(words) == 1


def test_failed_tries_are_limited_until_the_window_ends(make_person: Make, now: datetime) -> None:
    make_person("Mira")
    for _ in range(10):
        with pytest.raises(InputError):
            _sign_in("Mira", "wrong words", now)
    with pytest.raises(TooManyError) as caught:
        _sign_in("Mira", PASSWORD, now + timedelta(minutes=5))
    assert caught.value.retry_after_s == 600
    assert _sign_in("Mira", PASSWORD, now + timedelta(minutes=15)).name == "Mira"


def test_successes_are_not_counted(make_person: Make, now: datetime) -> None:
    make_person("Mira")
    for _ in range(12):
        _sign_in("Mira", PASSWORD, now)


def test_an_address_is_limited_over_many_names_and_stored_as_a_hash(
    database: Flask, now: datetime
) -> None:
    del database
    from quizapp.services.people import limits  # noqa: PLC0415 - only here
    from quizapp.store.engine import writing  # noqa: PLC0415 - only here

    limit = limits.Limit("sign-in/address", 100, timedelta(minutes=15))
    with writing() as session:
        for _ in range(100):
            limits.take(session, [limits.Try(limit, "192.0.2.7")], secret="key", now=now)
    with pytest.raises(TooManyError):
        _sign_in("Somebody", PASSWORD, now)
    with pytest.raises(InputError):
        _sign_in("Somebody", PASSWORD, now, "192.0.2.8")
    with reading() as session:
        keys = session.scalars(select(RateLimit.key)).all()
    assert all("192" not in key and len(key) == 64 for key in keys)


def test_a_new_password_ends_sessions_and_tokens(make_person: Make, now: datetime) -> None:
    mira = make_person("Mira")
    token = tokens.create_token(user_id=mira.id, name="script", now=now)
    with pytest.raises(InputError):
        accounts.change_password(user_id=mira.id, current="wrong", new="other words here", now=now)
    assert accounts.find_in_session(user_id=mira.id, epoch=mira.epoch, key="k") is not None
    after = accounts.change_password(
        user_id=mira.id, current=PASSWORD, new="other words here", now=now
    )
    assert accounts.find_in_session(user_id=mira.id, epoch=mira.epoch, key="k") is None
    assert accounts.find_in_session(user_id=mira.id, epoch=after.epoch, key="k") == after
    assert tokens.find_by_token(token) is None
    assert _sign_in("Mira", "other words here", now).id == mira.id


def test_a_change_of_roles_and_disabling_end_sessions(make_person: Make, now: datetime) -> None:
    mira = make_person("Mira")
    changed = administration.set_roles(user_id=mira.id, roles=("teacher",), actor_id=None, now=now)
    assert changed.roles == {"teacher"}
    assert accounts.find_in_session(user_id=mira.id, epoch=mira.epoch, key="k") is None
    administration.disable(user_id=mira.id, actor_id=None, now=now)
    assert accounts.find_in_session(user_id=mira.id, epoch=changed.epoch, key="k") is None
    administration.enable(user_id=mira.id, actor_id=None, now=now)
    assert _sign_in("Mira", PASSWORD, now).roles == {"teacher"}
    assert [line.action for line in administration.list_audit(limit=9)] == [
        "account enabled",
        "account disabled",
        "roles set",
    ]


def test_the_last_administrator_stays(make_person: Make, now: datetime) -> None:
    ada, bo = make_person("Ada", "administrator"), make_person("Bo", "administrator")
    administration.set_roles(user_id=bo.id, roles=(), actor_id=ada.id, now=now)
    with pytest.raises(ConflictError):
        administration.set_roles(user_id=ada.id, roles=("teacher",), actor_id=ada.id, now=now)
    with pytest.raises(ConflictError):
        administration.disable(user_id=ada.id, actor_id=ada.id, now=now)


def test_an_unknown_role_is_refused(make_person: Make, now: datetime) -> None:
    mira = make_person("Mira")
    with pytest.raises(InputError):
        administration.set_roles(user_id=mira.id, roles=("root",), actor_id=None, now=now)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("rollover_hour", 24),
        ("theme", "pink"),
        ("desired_retention", float("nan")),
        ("desired_retention", 0.98),
        ("new_per_day", -1),
        ("reviews_per_day", 10_000),
        ("language", "tlh"),
        ("same_day", "never"),
    ],
)
def test_a_preference_out_of_range_is_refused_and_nothing_stored(
    make_person: Make, field: str, value: object
) -> None:
    mira = make_person("Mira")
    good: dict[str, object] = {
        "zone": "Asia/Tokyo",
        "rollover_hour": 3,
        "theme": "dark",
        "language": "es",
        "desired_retention": 0.85,
        "new_per_day": 5,
        "reviews_per_day": 50,
        "same_day": "always",
    }
    with pytest.raises(InputError) as caught:
        change_preferences(
            user_id=mira.id,
            preferences=Preferences(**{**good, field: value}),  # type: ignore[arg-type]
        )
    assert caught.value.field == field
    assert accounts.find_person(user_id=mira.id) == mira
    change_preferences(user_id=mira.id, preferences=Preferences(**good))  # type: ignore[arg-type]
    after = accounts.find_person(user_id=mira.id)
    assert after is not None
    assert (after.zone, after.theme, after.desired_retention) == ("Asia/Tokyo", "dark", 0.85)
    assert after.language == "es"


def test_the_setup_link_makes_one_administrator(database: Flask, now: datetime) -> None:
    del database
    old, token = links.make_setup_link(now), links.make_setup_link(now)

    def claim(token: str, password: str = PASSWORD) -> Person:
        return links.claim_setup_link(token, name="Ada", password=password, zone="no zone", now=now)

    with pytest.raises(NotFoundError):
        claim(old)
    with pytest.raises(InputError):
        claim(token, "short")
    assert claim(token).roles == {"administrator", "author", "teacher"}
    with pytest.raises(NotFoundError):
        claim(token)
    with pytest.raises(ConflictError):
        links.make_setup_link(now)


def test_a_reset_link_works_once_and_for_two_days(make_person: Make, now: datetime) -> None:
    mira = make_person("Mira")
    link = links.make_reset_link(user_id=mira.id, actor_id=None, now=now)
    with pytest.raises(NotFoundError):
        links.claim_reset_link(link.token, password="other words", now=link.expires_at)
    with pytest.raises(InputError):
        links.claim_reset_link(link.token, password="short", now=now)
    links.claim_reset_link(link.token, password="other words", now=now)
    with pytest.raises(NotFoundError):
        links.claim_reset_link(link.token, password="third words", now=now)
    assert _sign_in("Mira", "other words", now).id == mira.id


def test_a_token_belongs_to_its_owner_alone(make_person: Make, now: datetime) -> None:
    mira, noor = make_person("Mira"), make_person("Noor")
    token = tokens.create_token(user_id=mira.id, name="script", now=now)
    line = tokens.list_tokens(user_id=mira.id)[0]
    found = tokens.find_by_token(token)
    assert found is not None
    assert found.id == mira.id
    with pytest.raises(NotFoundError):
        tokens.revoke_token(user_id=noor.id, token_id=line.id, now=now)
    tokens.revoke_token(user_id=mira.id, token_id=line.id, now=now)
    assert tokens.find_by_token(token) is None
    assert tokens.list_tokens(user_id=mira.id) == ()
