"""Two teachers changed the questions of one assignment: what is stored by now beside one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.services.assigning import assigning_content
from quizapp.services.assigning.assigning_content import Chosen, Content, KeyedItem
from quizapp.services.quizzes.quiz_rules import Section


@dataclass(frozen=True, slots=True)
class Theirs:
    """A question that is stored by now, and what one's own list has of it.

    Attributes:
        mine: the same question in one's own list, None where it is not in there.
        place: its number in one's own list, from 1; None where it is not in there.
    """

    item: KeyedItem
    mine: Chosen | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is stored by now, beside what one teacher is about to store.

    Attributes:
        theirs: stored questions that are asked of all, in order.
        only_mine: numbers, from 1, of questions in one's own list that are not stored.
        moved: whether both have the same questions in another order.
        sections: (stored, mine) of each section whose title, note or rules differ, by number.
    """

    theirs: tuple[Theirs, ...]
    only_mine: tuple[int, ...]
    moved: bool
    sections: tuple[tuple[int, Section | None, Section | None], ...]

    @property
    def same(self) -> bool:
        """Whether both are the same after all."""
        differ = any(
            each.mine is None
            or (each.mine.points, each.mine.section) != (each.item.points, each.item.section)
            for each in self.theirs
        )
        return not (differ or self.only_mine or self.moved or self.sections)


def conflict_of(stored: Content, mine: Content, *, shown: Sequence[Chosen]) -> Conflict:
    """Return where the stored questions and rules differ from one's own.

    Args:
        shown: one's own list as it is numbered on the page, with what is drawn as an example.
    """
    numbers = {each.question_id: number for number, each in enumerate(shown, start=1)}
    places = {each.question_id: numbers[each.question_id] for each in mine.items}
    own = {each.question_id: each for each in mine.items}
    known = {each.question_id for each in stored.items}
    both_stored = [each.question_id for each in stored.items if each.question_id in own]
    both_mine = [each.question_id for each in mine.items if each.question_id in known]
    return Conflict(
        theirs=tuple(
            Theirs(item, own.get(item.question_id), places.get(item.question_id))
            for item in assigning_content.list_keyed(stored.items)
        ),
        only_mine=tuple(
            number for question_id, number in places.items() if question_id not in known
        ),
        moved=both_stored != both_mine,
        sections=_differing(stored.sections, mine.sections),
    )


def with_theirs(mine: Content, stored: Content, question_ids: Sequence[int]) -> Content:
    """Return one's own questions with some of the stored ones, in the sections they have there."""
    own = {each.question_id for each in mine.items}
    more = [
        each
        for each in stored.items
        if each.question_id in set(question_ids) and each.question_id not in own
    ]
    items = sorted([*mine.items, *more], key=lambda each: each.section)
    return Content(mine.set_id, mine.sections, tuple(items), drawn=mine.drawn)


def _differing(
    stored: Sequence[Section], mine: Sequence[Section]
) -> tuple[tuple[int, Section | None, Section | None], ...]:
    found = []
    for place in range(max(len(stored), len(mine))):
        theirs = stored[place] if place < len(stored) else None
        own = mine[place] if place < len(mine) else None
        if _shape(theirs) != _shape(own):
            found.append((place + 1, theirs, own))
    return tuple(found)


def _shape(section: Section | None) -> object:
    return None if section is None else (section.title, section.note, section.rules)
