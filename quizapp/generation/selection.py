"""Picks the questions of a quiz: one card a fact, no stem that answers another, mixed forms."""

from collections import Counter
from collections.abc import Sequence

from quizapp.generation.codec import texts_of
from quizapp.generation.question import Question, QuestionType, TrueFalse
from quizapp.generation.seeds import digest
from quizapp.generation.words import mentions

_SHORTEST_TELLING = 4
"""Letters from which an answer that stands in another stem is told by it."""


def select(questions: Sequence[Question], *, count: int, seed: str) -> tuple[Question, ...]:
    """Return up to ``count`` questions to be asked together, in the order of the article.

    At most one a fact; no stem or option of one contains another's answer; passages and forms
    are used evenly, true claims as often as false ones. Flashcards are left out: a quiz is
    graded. Fewer are returned when there are no more that go together.
    """
    left = [each for each in questions if each.type is not QuestionType.FLASHCARD]
    place = {question.id: index for index, question in enumerate(questions)}
    chosen: list[Question] = []
    passages: Counter[tuple[str, int]] = Counter()
    forms: Counter[QuestionType] = Counter()

    claims: Counter[bool] = Counter()

    def rank(each: Question) -> tuple[int, int, int, str]:
        passage = passages[each.article, each.passage]
        truth = each.interaction
        alike = claims[truth.correct] if isinstance(truth, TrueFalse) else 0
        return passage, forms[each.type], alike, digest(seed, each.id)

    while left and len(chosen) < count:
        best = min(left, key=rank)
        left.remove(best)
        if any(tells(best, other) or tells(other, best) for other in chosen):
            continue
        chosen.append(best)
        passages[best.article, best.passage] += 1
        forms[best.type] += 1
        if isinstance(best.interaction, TrueFalse):
            claims[best.interaction.correct] += 1
        left = [each for each in left if each.fact != best.fact]
    return tuple(sorted(chosen, key=lambda each: place[each.id]))


def tells(one: Question, other: Question) -> bool:
    """Return whether what ``one`` shows contains the answer of ``other``.

    Years and names count; the answers of true/false, matching and ordering are too long to be
    told by chance.
    """
    if other.type in {QuestionType.TRUE_FALSE, QuestionType.MATCH, QuestionType.ORDER}:
        return False
    shown = [one.stem]
    if one.type in {QuestionType.TRUE_FALSE, QuestionType.MATCH, QuestionType.ORDER}:
        shown.extend(texts_of(one.interaction))
    answer = other.answer
    return len(answer) >= _SHORTEST_TELLING and any(mentions(text, answer) for text in shown)
