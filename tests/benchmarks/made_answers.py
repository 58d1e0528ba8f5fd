"""Responses as learners give them, by the form of the question."""

import random
from collections.abc import Callable
from typing import Any, Final

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _text(dice: random.Random) -> dict[str, Any]:
    return {"text": "".join(dice.choices(LETTERS, k=dice.randint(4, 14)))}


RESPONSES: Final[dict[str, Callable[[random.Random], dict[str, Any] | None]]] = {
    "mcq": lambda dice: {"option": dice.randint(0, 3)},
    "true_false": lambda dice: {"value": dice.random() < 0.5},
    "cloze": _text,
    "typed": _text,
    "flashcard": lambda _: None,
}
