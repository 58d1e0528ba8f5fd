"""Which form of a card is asked next: recognition while young, recall when mature."""

from collections.abc import Sequence

from quizapp.generation.question import Level, Question, QuestionType
from quizapp.generation.seeds import digest

RECOGNITION = frozenset(
    {QuestionType.MCQ, QuestionType.TRUE_FALSE, QuestionType.MATCH, QuestionType.MULTI}
)
_LAST = 3
RECALL = frozenset({QuestionType.CLOZE, QuestionType.TYPED, QuestionType.ORDER})


def choose(
    questions: Sequence[Question], *, mature: bool, last_form: str | None, seed: str
) -> Question:
    """Return the question of a card to ask now.

    Args:
        questions: all questions of one card; at least one.
        mature: whether the card is well enough known to be recalled, not recognised.
        last_form: type of the card's last question ("mcq"), never asked again at once when
            the card has another graded form or a flashcard.
        seed: decides among what is equally fit.

    Choices have far distractors for young cards and near ones for mature ones. A flashcard is
    asked only when nothing graded is left.

    Raises:
        ValueError: ``questions`` is empty.
    """
    if not questions:
        raise ValueError("a card without questions cannot be asked")
    wanted, other = (RECALL, RECOGNITION) if mature else (RECOGNITION, RECALL)
    level = Level.NEAR if mature else Level.FAR

    def rank(question: Question) -> tuple[int, str]:
        kind = 0 if question.type in wanted else 1 if question.type in other else 2
        repeated = question.type.value == last_form
        # The levels of one type are ranked after the type is drawn, by the smaller number.
        unfit = question.level not in {level, Level.NONE}
        drawn = digest(seed, question.type.value)
        return (_LAST if repeated else kind, f"{drawn}{int(unfit)}{question.id}")

    return min(questions, key=rank)
