"""What a question type is: when it applies to a view, and how it makes questions."""

from collections.abc import Callable
from dataclasses import dataclass

from quizapp.bank.view import View
from quizapp.generation.context import Context
from quizapp.generation.question import Question, QuestionType


@dataclass(frozen=True, slots=True)
class QuestionTypeSpec:
    """One entry of the registry.

    Attributes:
        applies: whether views with such an answer can be asked this way at all.
        make: the questions of a view; none where it cannot be asked fairly.
    """

    type: QuestionType
    applies: Callable[[View, Context], bool]
    make: Callable[[View, Context], tuple[Question, ...]]
