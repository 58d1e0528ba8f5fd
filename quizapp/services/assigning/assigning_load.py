"""What else is due on the day of a quiz, said before it is given."""

from collections.abc import Iterable
from datetime import datetime

from quizapp.errors import Words, translatable
from quizapp.services.classes.classes import taught_class
from quizapp.services.people.zones import local_from_instant
from quizapp.store.engine import reading
from quizapp.store.quizzes import grade_queries


def due_beside(*, user_id: int, places: Iterable[tuple[int, datetime | None]]) -> tuple[Words, ...]:
    """Return a sentence for each class in which other quizzes are due on the same day.

    Args:
        places: (class id, due time) of the quiz that is about to be given.

    Raises:
        NotFoundError: one is not a class of this teacher.
    """
    found = []
    with reading() as session:
        for class_id, due_at in places:
            if due_at is None:
                continue
            room = taught_class(session, user_id=user_id, class_id=class_id)
            day = local_from_instant(due_at, zone=room.zone).date()
            titles = [
                each.title
                for each in grade_queries.list_quizzes(session, class_id)
                if each.due_at is not None
                and local_from_instant(each.due_at, zone=room.zone).date() == day
            ]
            if titles:
                found.append(
                    translatable(
                        "{name} has other work due on that day: {titles}.",
                        name=room.name,
                        titles=", ".join(titles),
                    )
                )
    return tuple(found)
