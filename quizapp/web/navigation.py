"""The pages that the header leads to; each person sees those they may open."""

from dataclasses import dataclass
from typing import Final

from flask import request

from quizapp.errors import translatable
from quizapp.web.access import may_open
from quizapp.web.language import say
from quizapp.web.visitor import find_current


@dataclass(frozen=True, slots=True)
class Destination:
    """A page in the header.

    Attributes:
        endpoint: of the page; not shown while no such page is registered.
        words: its name.
        within: blueprint whose other pages count as being there too ("" for none).
    """

    endpoint: str
    words: str
    within: str = ""


DESTINATIONS: Final = (
    Destination("learner.today", translatable("Today")),
    Destination("learner.sets", translatable("Sets")),
    Destination("learner.progress", translatable("Progress")),
    Destination("learner.plan", translatable("Plan")),
    Destination("quiz.quizzes", translatable("Quizzes"), within="quiz"),
    Destination("teacher.classes", translatable("Classes"), within="teacher"),
    Destination("author.articles", translatable("Studio"), within="author"),
    Destination("admin.people", translatable("Admin"), within="admin"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A destination as the header draws it."""

    endpoint: str
    words: str
    here: bool


def items_for() -> tuple[Item, ...]:
    """Return what the present person may open, with the place where they are marked."""
    person = find_current()
    if person is None:
        return ()
    return tuple(
        Item(
            endpoint=each.endpoint,
            words=say(each.words),
            here=request.endpoint == each.endpoint
            or (each.within != "" and request.blueprint == each.within),
        )
        for each in DESTINATIONS
        if may_open(each.endpoint, person)
    )
