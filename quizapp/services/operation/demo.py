"""The demonstration: four accounts, one of each role, and a class with some weeks of history."""

from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import ConfigurationError
from quizapp.services.classes import classes
from quizapp.services.memory import study_log
from quizapp.services.operation import demo_class
from quizapp.services.operation.demo_class import MEMBERS, WEEKS
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import Person

ROLES_OF: Final = {
    "learner": (),
    "teacher": ("teacher",),
    "author": ("author",),
    "admin": ("administrator",),
}
_NEW_PER_DAY: Final = 9
"""New cards that the learner takes up on a day: most of an article in five weeks."""


def make_demonstration(*, password: str, now: datetime) -> tuple[Person, ...]:
    """Make the accounts and, once a bank is published, their class; return the accounts.

    What is there already stays as it is: a second start makes nothing. The history ends
    yesterday, so that cards are due today.

    Raises:
        ConfigurationError: there are other accounts; a demonstration is no place for them.
    """
    people = make_accounts(password=password, now=now)
    by_name = {person.name: person for person in people}
    learner, teacher = by_name["learner"], by_name["teacher"]
    found = demo_class.find_sets()
    untouched = (
        not classes.list_taught(user_id=teacher.id)
        and not study_log.list_log(user_id=learner.id, after=0, limit=1).entries
    )
    if found is not None and untouched and learner.created_at <= now - timedelta(weeks=WEEKS):
        demo_class.make_class(
            teacher=teacher,
            learner=demo_class.settle(learner, new_per_day=_NEW_PER_DAY),
            found=found,
            now=now,
        )
    return people


def make_accounts(*, password: str, now: datetime) -> tuple[Person, ...]:
    """Make the accounts of the demonstration, or give those of an earlier start the password.

    They are as old as the history that they are to have.

    Raises:
        ConfigurationError: there are other accounts; a demonstration is no place for them.
    """
    people = administration.list_people()
    known_names = ROLES_OF.keys() | set(MEMBERS)
    if strangers := [person.name for person in people if person.name not in known_names]:
        raise ConfigurationError(
            f"--demo needs a data folder of its own: this one holds {len(strangers)} other "
            "accounts. Set QUIZAPP_DATA_DIR to a new folder."
        )
    known = {person.name: person for person in people}
    begun = now - timedelta(weeks=WEEKS, days=1)
    made = []
    for name, roles in ROLES_OF.items():
        person = known.get(name)
        if person is None:
            person = accounts.create_user(name=name, password=password, roles=roles, now=begun)
        elif not accounts.password_is_right(user_id=person.id, password=password):
            person = accounts.set_password(user_id=person.id, password=password, now=now)
        made.append(person)
    return tuple(made)
