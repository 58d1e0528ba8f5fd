"""Stored responses to one question, read for a whole class at once."""

import json
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.generation import variant
from quizapp.generation.question import Question
from quizapp.generation.response import Response
from quizapp.services.quizzes.quiz_scoring import item_seed


class ResponseReader:
    """Reads what attempts have stored for one item.

    Equal responses are stored as equal texts, and a class gives few different ones: each text is
    parsed once, and where the order of what is shown does not depend on the attempt, it is also
    made canonical once.

    Args:
        question: the version that was asked. item_id: the item that asks it.
    """

    def __init__(self, question: Question, *, item_id: int) -> None:
        self._question: Final = question
        self._item_id: Final = item_id
        self._shuffled: Final = variant.is_shuffled(question)
        self._parsed: Final[dict[str, JsonObject]] = {}
        self._read: Final[dict[str, Response | None]] = {}

    def read(self, stored: str | None, *, attempt_seed: str) -> Response | None:
        """Return the canonical response; None where nothing (readable) was answered.

        Args:
            stored: the JSON text, as ``AttemptAnswer.response`` holds it.
            attempt_seed: of the attempt that it was given in.
        """
        if stored is None:
            return None
        if self._shuffled:
            return self._canonical(stored, item_seed(attempt_seed, self._item_id))
        if stored not in self._read:
            self._read[stored] = self._canonical(stored, "")
        return self._read[stored]

    def _canonical(self, stored: str, seed: str) -> Response | None:
        parsed = self._parsed.get(stored)
        if parsed is None:
            parsed = self._parsed[stored] = json.loads(stored)
        try:
            return variant.canonical(self._question, seed=seed, response=parsed)
        except ResponseError:
            return None  # Stored before a check became stricter: it counts as left empty.
