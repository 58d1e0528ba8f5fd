"""The demonstration: four accounts, one of each role."""

from datetime import datetime
from typing import Final

from quizapp.errors import ConfigurationError
from quizapp.services import accounts, administration
from quizapp.services.accounts import Person

ROLES_OF: Final = {
    "learner": (),
    "teacher": ("teacher",),
    "author": ("author",),
    "admin": ("administrator",),
}


def make_accounts(*, password: str, now: datetime) -> tuple[Person, ...]:
    """Make the accounts of the demonstration, or give those of an earlier start the password.

    Raises:
        ConfigurationError: there are other accounts; a demonstration is no place for them.
    """
    people = administration.list_people()
    if strangers := [person.name for person in people if person.name not in ROLES_OF]:
        raise ConfigurationError(
            f"--demo needs a data folder of its own: this one holds {len(strangers)} other "
            "accounts. Set QUIZAPP_DATA_DIR to a new folder."
        )
    known = {person.name: person for person in people}
    made = []
    for name, roles in ROLES_OF.items():
        person = known.get(name)
        if person is None:
            person = accounts.create_user(name=name, password=password, roles=roles, now=now)
        elif not accounts.password_is_right(user_id=person.id, password=password):
            person = accounts.set_password(user_id=person.id, password=password, now=now)
        made.append(person)
    return tuple(made)
