"""What a file for another program would hold, as the pages show it before it is downloaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from quizapp.errors import Words
from quizapp.formats.exchange import Format
from quizapp.formats.registry import FORMATS
from quizapp.services.exports.exporting import is_of_cards
from quizapp.services.exports.memory_along import Along
from quizapp.services.files.taking_told import Told
from quizapp.services.questions.question_words import FORMS
from quizapp.web.language import say

_YES = "yes"


@dataclass(frozen=True, slots=True)
class Program:
    """A format of another program; ``title`` and ``used_for`` are as people know it."""

    name: str
    title: str
    used_for: Words


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for; ``program`` is "" before a choice."""

    program: str
    memory: bool

    @property
    def parts(self) -> dict[str, Any]:
        """Return it as parts of an address."""
        return {"format": self.program} | ({"memory": _YES} if self.memory else {})


@dataclass(frozen=True, slots=True)
class Found:
    """What the file would hold.

    Attributes:
        counts: how many questions of each form. left_out: form and stem of the first that it
            cannot hold; left: how many there are.
        in_quiz: cards left out because a quiz asks their fact.
        along: how much memory is in it; None for new cards.
        of_cards: whether the format has flashcards and nothing else.
        holds_memory: whether the format could hold some.
    """

    file_name: str
    counts: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    left: int
    in_quiz: int
    along: Along | None
    of_cards: bool
    holds_memory: bool


def wish() -> Wish:
    """Return what the address asks for."""
    return Wish(request.values.get("format", ""), request.values.get("memory") == _YES)


def programs(forms: Iterable[Format]) -> tuple[Program, ...]:
    """Return formats as a page offers them."""
    return tuple(Program(each.name, each.title, each.used_for) for each in forms)


def found_of(told: Told) -> Found:
    """Return what a file holds."""
    form = FORMATS[told.program]
    return Found(
        file_name=told.file_name,
        counts=tuple((say(FORMS[kind]), many) for kind, many in told.counts.items()),
        left_out=tuple((say(FORMS[kind]), stem) for kind, stem in told.left_out),
        left=told.left,
        in_quiz=told.in_quiz,
        along=told.along,
        of_cards=is_of_cards(form),
        holds_memory=form.holds_memory,
    )
