"""What a quiz asks: questions chosen or drawn for all, or rules to draw by for each learner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.generation.question import Question
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_candidates import candidates_in, candidates_of
from quizapp.services.quizzes.quiz_rule_limits import MOST_POINTS, check_sections
from quizapp.services.quizzes.quiz_rules import (
    EVERY_FACT,
    MOST_QUESTIONS,
    Candidate,
    Drawn,
    Rule,
    Section,
    Shortfall,
    draw,
)
from quizapp.store.engine import reading
from quizapp.store.teaching import assigning_queries
from quizapp.store.teaching.assigning_queries import SetPassage


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question version of a quiz.

    Attributes:
        section: counts from 0.
        picked: by its teacher: it stays when others are drawn.
    """

    question_id: int
    points: float = 1.0
    section: int = 0
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a quiz asks.

    Attributes:
        set_id: the set it is mainly of.
        sections: at least one; with rules where they draw.
        items: in order, asked of all; where ``drawn``, those its teacher picked.
        drawn: each learner gets questions of their own by the rules, beside the items.
    """

    set_id: int
    sections: tuple[Section, ...] = (Section(),)
    items: tuple[Chosen, ...] = ()
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class KeyedItem:
    """A chosen question with its key, for its teacher.

    Attributes:
        current: False once the question was reworded, changed or retired since.
        picked: by its teacher, not drawn.
    """

    question_id: int
    points: float
    section: int
    picked: bool
    question: Question
    current: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What rules drew: the questions, and the rules that found too few."""

    items: tuple[Chosen, ...]
    short: tuple[Shortfall, ...]


def quick_sections(set_id: int, count: int) -> tuple[Section, ...]:
    """Return the rules of "so many questions of this set" (``EVERY_FACT`` for all of it)."""
    return (Section(rules=(Rule(set_id, count),)),)


def draw_draft(
    *, user_id: int, sections: Sequence[Section], seed: str, picked: Sequence[Chosen] = ()
) -> Draft:
    """Draw questions by rules beside those that were picked; the same seed gives the same.

    Raises:
        InputError: the rules cannot be used, a set was retired, or a rule finds nothing.
    """
    check_sections(sections)
    with reading() as session:
        check_sets(session, user_id=user_id, sections=sections)
        found = draw_beside(session, sections, picked, seed=seed)
    refuse_empty(sections, found.short)
    return Draft(together(picked, found), found.short)


def draw_beside(
    session: Session, sections: Sequence[Section], picked: Sequence[Chosen], *, seed: str
) -> Drawn:
    """Return what the rules draw: no fact that a picked question asks, nor what tells one."""
    questions = get_questions(session, [each.question_id for each in picked])
    beside = [questions[each.question_id] for each in picked if each.question_id in questions]
    return draw(sections, candidates_of(session, sections), seed=seed, kept=beside)


def together(picked: Sequence[Chosen], found: Drawn) -> tuple[Chosen, ...]:
    """Return the questions of a quiz by section; of each, the picked ones first."""
    drawn = [Chosen(each.question_id, each.points, each.section) for each in found.picked]
    kept = [replace(each, picked=True) for each in picked]
    return tuple(sorted([*kept, *drawn], key=lambda each: each.section))


def list_keyed(items: Sequence[Chosen]) -> tuple[KeyedItem, ...]:
    """Return the questions with their keys; those that exist no more are left out."""
    with reading() as session:
        return keyed(session, items)


def keyed(session: Session, items: Sequence[Chosen]) -> tuple[KeyedItem, ...]:
    """Return the questions with their keys, in two statements."""
    ids = [each.question_id for each in items]
    questions = get_questions(session, ids)
    current = assigning_queries.list_current(session, ids)
    return tuple(
        KeyedItem(
            question_id=each.question_id,
            points=each.points,
            section=each.section,
            picked=each.picked,
            question=questions[each.question_id],
            current=each.question_id in current,
        )
        for each in items
        if each.question_id in questions
    )


def replaced(*, user_id: int, content: Content, question_id: int, seed: str) -> tuple[Chosen, ...]:
    """Return the questions with one replaced by another that goes with the rest.

    Raises:
        ConflictError: there is no other fact left that does.
        InputError: a set is not there for this person.
    """
    found = next((each for each in content.items if each.question_id == question_id), None)
    if found is None:
        return content.items
    kept = [each.question_id for each in content.items if each.question_id != question_id]
    known = content.sections[found.section : found.section + 1]
    rules = known[0].rules if known and not found.picked else ()
    set_ids = {rule.set_id for rule in rules} or {content.set_id}
    with reading() as session:
        check_sets(
            session, user_id=user_id, sections=[Section(rules=tuple(rules))], main=content.set_id
        )
        questions = get_questions(session, [*kept, question_id])
        candidates = [
            each
            for each in candidates_in(session, set_ids)
            if each.question.fact != questions[question_id].fact
        ]
    only = tuple(replace(rule, count=1) for rule in rules) or (Rule(content.set_id, 1),)
    beside = [questions[each] for each in kept if each in questions]
    # The rule that drew it is not known any more: the first that finds one is as good.
    for rule in only:
        drawn = draw((Section(rules=(rule,)),), candidates, seed=seed, kept=beside).picked
        if drawn:
            fresh = replace(found, question_id=drawn[0].question_id)
            return tuple(fresh if each is found else each for each in content.items)
    raise ConflictError("The set has no other fact left that goes with these questions.")


def proposals(
    *, user_id: int, set_id: int, used: Sequence[int], instead: int, seed: str, most: int
) -> tuple[tuple[int, Question], ...]:
    """Return (question id, question) of a set that could stand in a question's place.

    Each goes with the other questions of the quiz: about another fact, telling no answer. Empty
    where the set is gone.
    """
    with reading() as session:
        known = assigning_queries.list_usable_sets(session, user_id=user_id, set_ids=[set_id])
        if set_id not in known:
            return ()
        questions = get_questions(session, used)
        gone = questions[instead]
        candidates = [
            each for each in candidates_in(session, [set_id]) if each.question.fact != gone.fact
        ]
    beside = [questions[each] for each in used if each != instead and each in questions]
    drawn = draw((Section(rules=(Rule(set_id, most),)),), candidates, seed=seed, kept=beside).picked
    by_id = {each.question_id: each.question for each in candidates}
    return tuple((each.question_id, by_id[each.question_id]) for each in drawn)


def list_passages(set_ids: Sequence[int]) -> tuple[SetPassage, ...]:
    """Return the passages that sets are about."""
    with reading() as session:
        return assigning_queries.list_passages(session, set_ids)


def list_candidates(set_id: int) -> tuple[Candidate, ...]:
    """Return every question of a set that can be put into a quiz, in its order."""
    with reading() as session:
        return candidates_in(session, [set_id])


def check_content(session: Session, content: Content, *, user_id: int) -> None:
    """Refuse what cannot be asked.

    Raises:
        InputError: a count, points or a set; ``field`` names it.
        ConflictError: a question was changed or retired since it was chosen.
    """
    check_sections(content.sections)
    # A fixed quiz keeps its rules as a note of how it was drawn: they need not hold any more.
    asked = content.sections if content.drawn else ()
    check_sets(session, user_id=user_id, sections=asked, main=content.set_id)
    check_items(content)
    if content.drawn:
        found = draw_beside(session, content.sections, content.items, seed="check")
        refuse_empty(content.sections, found.short)
    check_chosen(session, [each.question_id for each in content.items], user_id=user_id)


def check_chosen(session: Session, question_ids: Sequence[int], *, user_id: int) -> None:
    """Refuse questions that are not current ones of sets the person may assign.

    Raises:
        ConflictError: one is not (any more).
    """
    ids = set(question_ids)
    reachable = assigning_queries.list_reachable(session, user_id=user_id, question_ids=ids)
    if assigning_queries.list_current(session, ids) & reachable != ids:
        raise ConflictError(
            "A question was changed or retired since you chose it. Look at the preview again."
        )


def check_items(content: Content) -> None:
    """Refuse a number of questions, points or sections that no quiz can have.

    Raises:
        InputError: ``field`` is "count".
    """
    items = content.items
    if not items and not content.drawn:
        raise InputError("A quiz needs at least one question.", field="count")
    count = len(items)
    if content.drawn:
        count += sum(rule.count for section in content.sections for rule in section.rules)
    if count > MOST_QUESTIONS:
        raise InputError(
            "A quiz has at most {most} questions; these are {count}.",
            most=MOST_QUESTIONS,
            count=count,
            field="count",
        )
    if len({each.question_id for each in items}) != len(items):
        raise InputError("A question is chosen twice.", field="count")
    if not all(0 < each.points <= MOST_POINTS for each in items):
        raise InputError(
            "A question gives more than 0 and at most {most} points.",
            most=MOST_POINTS,
            field="count",
        )
    if not all(0 <= each.section < len(content.sections) for each in items):
        raise InputError("A question stands in a section that there is not.", field="count")


def check_sets(
    session: Session, *, user_id: int, sections: Sequence[Section], main: int | None = None
) -> None:
    """Refuse sets that do not exist for this person, or were retired meanwhile.

    Raises:
        InputError: ``field`` is "set_id" or "rules".
    """
    named = {rule.set_id: "rules" for section in sections for rule in section.rules}
    if main is not None:
        named[main] = "set_id"
    known = assigning_queries.list_usable_sets(session, user_id=user_id, set_ids=named)
    for set_id, field in named.items():
        if set_id not in known:
            raise InputError("There is no such set. Choose another.", field=field)
        title, retired = known[set_id]
        if retired:
            raise InputError(
                "The set {title} was retired meanwhile. Choose another; the rest of the form is"
                " kept.",
                title=title,
                field=field,
            )


def refuse_empty(sections: Sequence[Section], short: Sequence[Shortfall]) -> None:
    """Refuse rules that find no question at all.

    Raises:
        InputError: names the rule and how many it lacks; ``field`` is "rules".
    """
    for each in short:
        if each.found == 0:
            wanted = sections[each.section].rules[each.rule].count
            several = len(sections) > 1
            raise InputError(
                "Section {section}, rule {rule} finds no question, {wanted} too few: widen its"
                " passages, forms or level."
                if several
                else "Rule {rule} finds no question, {wanted} too few: widen its passages, forms"
                " or level.",
                section=each.section + 1,
                rule=each.rule + 1,
                wanted=1 if wanted == EVERY_FACT else wanted,
                field="rules",
            )
