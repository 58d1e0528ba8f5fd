"""Rules by which a quiz draws its questions, as JSON and as a pure function. Knows no tables.

Stored in ``Assignment.sections``, in order, one object a section::

    {"title": "Warming up", "note": "Look at the map first.", "rules": [
        {"set_id": 4, "count": 12, "points": 1.0, "passages": ["suez/3"], "forms": [],
         "level": "near"}],
     "chosen": [17, 23]}

Chosen questions are items of the assignment (``AssignmentItem.section`` points to their section).
A section without rules holds only those; beside rules, ``chosen`` names them, so that they are
told from the items that the rules drew for somebody.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from quizapp.generation.question import Level, Question, QuestionType, TrueFalse
from quizapp.generation.seeds import digest
from quizapp.generation.selection import tells

MOST_QUESTIONS: Final = 100
"""In one quiz, all sections together."""
EVERY_FACT: Final = 0
"""The count of a rule that takes every fact it can: a whole set."""
MOST_SECTIONS: Final = 10
MOST_RULES: Final = 20
"""In one quiz, all sections together."""
GRADED: Final = frozenset(QuestionType) - {QuestionType.FLASHCARD}
"""The forms that a quiz can ask; a flashcard is rated by its learner."""


@dataclass(frozen=True, slots=True)
class Rule:
    """So many questions of a set that fit.

    Attributes:
        set_id: the set they are drawn from.
        count: 1 to 100, or ``EVERY_FACT``.
        points: of each question, above 0.
        passages: as "article/number"; empty for all of the set.
        forms: values of ``QuestionType``; empty for all, mixed.
        level: "near" or "far": questions with distractors of the other kind are left out, those
            without distractors are not; "" for all.
    """

    set_id: int
    count: int
    points: float = 1.0
    passages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a quiz with a title and a note to the learner, either of which may be empty.

    Attributes:
        chosen: questions that its teacher chose, asked of all beside what the rules draw.
    """

    title: str = ""
    note: str = ""
    rules: tuple[Rule, ...] = ()
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question version that a rule may draw, with the sets it is in."""

    question_id: int
    set_ids: frozenset[int]
    question: Question


@dataclass(frozen=True, slots=True)
class Picked:
    """A question that was drawn; ``section`` and ``rule`` count from 0."""

    question_id: int
    section: int
    rule: int
    points: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that found fewer questions than it asks for; ``section`` and ``rule`` from 0."""

    section: int
    rule: int
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the rules of a quiz came to, in the order of sections, rules and the article."""

    picked: tuple[Picked, ...]
    short: tuple[Shortfall, ...]

    def by_section(self, sections: int) -> tuple[tuple[int, ...], ...]:
        """Return the question ids of each of so many sections."""
        return tuple(
            tuple(each.question_id for each in self.picked if each.section == number)
            for number in range(sections)
        )


def draw(
    sections: Sequence[Section],
    candidates: Sequence[Candidate],
    *,
    seed: str,
    seen_facts: Collection[str] = frozenset(),
    kept: Iterable[Question] = (),
) -> Drawn:
    """Return the questions that the rules of all sections draw; the same seed draws the same.

    Over the whole quiz each fact is asked once and no question tells another's answer. Facts
    that are not in ``seen_facts`` come first; then passages, forms, and true and false claims
    are used evenly. Rules with little to choose from draw before those with much, so that a
    wide rule does not take what a narrow one needs.

    Args:
        sections: of the quiz, in order.
        candidates: in the order of the article.
        seed: any text.
        seen_facts: ids of facts that the learner was asked before.
        kept: questions that are in the quiz whatever is drawn.
    """
    hand = _Hand(candidates, seed=seed, seen=frozenset(seen_facts), kept=tuple(kept))
    jobs = [
        (place, number, rule, hand.fitting(rule))
        for place, section in enumerate(sections)
        for number, rule in enumerate(section.rules)
    ]
    picked: list[tuple[int, int, int, float]] = []
    short: list[Shortfall] = []
    for place, number, rule, fitting in sorted(jobs, key=_narrow_first):
        found = hand.take(fitting, count=rule.count or MOST_QUESTIONS)
        picked.extend((place, number, index, rule.points) for index in found)
        if len(found) < max(rule.count, 1):
            short.append(Shortfall(place, number, rule.count, len(found)))
    return Drawn(
        picked=tuple(
            Picked(candidates[index].question_id, place, number, points)
            for place, number, index, points in sorted(picked)
        ),
        short=tuple(sorted(short, key=lambda each: (each.section, each.rule))),
    )


def fits(rule: Rule, candidate: Candidate) -> bool:
    """Return whether a rule may draw a question. Flashcards never: a quiz is graded."""
    question = candidate.question
    return (
        rule.set_id in candidate.set_ids
        and question.type in GRADED
        and (not rule.passages or passage_key(question) in rule.passages)
        and (not rule.forms or question.type.value in rule.forms)
        and (not rule.level or question.level.value in {rule.level, Level.NONE.value})
    )


def is_chosen(sections: Sequence[Section], *, section: int, question_id: int) -> bool:
    """Return whether an item of a drawn quiz was chosen by its teacher, not drawn by rules."""
    if section >= len(sections):
        return True
    found = sections[section]
    return not found.rules or question_id in found.chosen


def with_chosen(
    sections: Sequence[Section], chosen: Iterable[tuple[int, int]]
) -> tuple[Section, ...]:
    """Return the sections with these chosen questions, (section, question id) each."""
    by_section: dict[int, list[int]] = {}
    for place, question_id in chosen:
        by_section.setdefault(place, []).append(question_id)
    return tuple(
        replace(section, chosen=tuple(by_section.get(place, ())))
        for place, section in enumerate(sections)
    )


def passage_key(question: Question) -> str:
    """Return the passage of a question as rules name it: "article/number"."""
    return f"{question.article}/{question.passage}"


def to_json(sections: Sequence[Section]) -> list[dict[str, object]]:
    """Return the sections as they are stored."""
    return [
        {
            "title": section.title,
            "note": section.note,
            "rules": [
                {
                    "set_id": rule.set_id,
                    "count": rule.count,
                    "points": rule.points,
                    "passages": list(rule.passages),
                    "forms": list(rule.forms),
                    "level": rule.level,
                }
                for rule in section.rules
            ],
            "chosen": list(section.chosen),
        }
        for section in sections
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    """Return the sections that are stored; a part that is missing is empty."""
    return tuple(
        Section(
            title=str(section.get("title", "")),
            note=str(section.get("note", "")),
            rules=tuple(
                Rule(
                    set_id=int(rule["set_id"]),
                    count=int(rule["count"]),
                    points=float(rule.get("points", 1.0)),
                    passages=tuple(str(each) for each in rule.get("passages", ())),
                    forms=tuple(str(each) for each in rule.get("forms", ())),
                    level=str(rule.get("level", "")),
                )
                for rule in section.get("rules", ())
            ),
            chosen=tuple(int(each) for each in section.get("chosen", ())),
        )
        for section in stored
    )


def _narrow_first(job: tuple[int, int, Rule, list[int]]) -> tuple[float, int, int]:
    place, number, rule, fitting = job
    spare = len(fitting) / rule.count if rule.count else float("inf")
    return spare, place, number


class _Hand:
    """What is left to draw from, and what was drawn."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        *,
        seed: str,
        seen: frozenset[str],
        kept: tuple[Question, ...],
    ) -> None:
        self.candidates = candidates
        self.seen = seen
        self.chance = [digest(seed, each.question.id) for each in candidates]
        self.chosen: list[Question] = []
        self.facts: set[str] = set()
        self.passages: Counter[str] = Counter()
        self.forms: Counter[QuestionType] = Counter()
        self.claims: Counter[bool] = Counter()
        for question in kept:
            self._keep(question)

    def fitting(self, rule: Rule) -> list[int]:
        """Return the places of the candidates that a rule may draw."""
        return [place for place, each in enumerate(self.candidates) if fits(rule, each)]

    def take(self, places: Sequence[int], *, count: int) -> list[int]:
        """Draw up to ``count`` of these candidates; return their places in order."""
        most = min(count, MOST_QUESTIONS - len(self.chosen))
        left = [each for each in places if self._of(each).fact not in self.facts]
        found: list[int] = []
        while left and len(found) < most:
            best = min(left, key=self._rank)
            question = self._of(best)
            left.remove(best)
            if any(tells(question, other) or tells(other, question) for other in self.chosen):
                continue
            self._keep(question)
            found.append(best)
            left = [each for each in left if self._of(each).fact != question.fact]
        return sorted(found)

    def _of(self, place: int) -> Question:
        return self.candidates[place].question

    def _rank(self, place: int) -> tuple[bool, int, int, int, str]:
        question = self._of(place)
        claim = question.interaction
        return (
            question.fact in self.seen,
            self.passages[passage_key(question)],
            self.forms[question.type],
            self.claims[claim.correct] if isinstance(claim, TrueFalse) else 0,
            self.chance[place],
        )

    def _keep(self, question: Question) -> None:
        self.chosen.append(question)
        self.facts.add(question.fact)
        self.passages[passage_key(question)] += 1
        self.forms[question.type] += 1
        if isinstance(question.interaction, TrueFalse):
            self.claims[question.interaction.correct] += 1
