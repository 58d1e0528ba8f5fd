"""What a file for another program holds, as pages show it, at once or from beside the file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from quizapp.formats.incoming.incoming_codec import words_from_json, words_to_json
from quizapp.generation.question import QuestionType
from quizapp.services.exports.exporting import Export
from quizapp.services.exports.memory_along import Along

MOST_LEFT_OUT: Final = 100
"""Of the questions that a format cannot hold, those that are named one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file holds.

    Attributes:
        program: name of its format.
        counts: how many questions of each form. left_out: form and stem of the first that the
            format cannot hold; left: how many there are.
        in_quiz: cards left out because a quiz asks their fact.
        along: how much memory is in it; None for new cards.
    """

    program: str
    file_name: str
    counts: Mapping[QuestionType, int]
    left_out: tuple[tuple[QuestionType, str], ...]
    left: int
    in_quiz: int
    along: Along | None


def told_of(export: Export, program: str) -> Told:
    """Return what a file holds."""
    return Told(
        program=program,
        file_name=export.file_name,
        counts=dict(export.counts),
        left_out=export.left_out[:MOST_LEFT_OUT],
        left=len(export.left_out),
        in_quiz=export.in_quiz,
        along=export.along,
    )


def to_json(told: Told) -> dict[str, Any]:
    """Return it as plain JSON values."""
    along = told.along
    return {
        "program": told.program,
        "file_name": told.file_name,
        "counts": {kind.value: many for kind, many in told.counts.items()},
        "left_out": [[kind.value, stem] for kind, stem in told.left_out],
        "left": told.left,
        "in_quiz": told.in_quiz,
        "along": along
        and {**asdict(along), "losses": [words_to_json(each) for each in along.losses]},
    }


def from_json(found: dict[str, Any]) -> Told:
    """Return what ``to_json`` wrote."""
    along = found["along"]
    if along is not None:
        losses = tuple(words_from_json(each) for each in along["losses"])
        along = Along(**{**along, "losses": losses})
    return Told(
        program=found["program"],
        file_name=found["file_name"],
        counts={QuestionType(kind): many for kind, many in found["counts"].items()},
        left_out=tuple((QuestionType(kind), stem) for kind, stem in found["left_out"]),
        left=found["left"],
        in_quiz=found["in_quiz"],
        along=along,
    )
