"""The overall grade of a learner: categories with weights, lowest grades dropped, excused ones out.

Source: Canvas, "weighted assignment groups": a category's grade is points reached over points
possible; the weights of categories that have a grade are brought to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one piece of work.

    Attributes:
        share: of the points, 0..1 (above 1 is possible); after lateness.
        points: what it gives in full, above 0: its weight within its category.
        category: id; None without one.
    """

    share: float
    points: float
    category: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A part of the grade.

    Attributes:
        weight: relative to the others, above 0.
        drop_lowest: so many of the lowest grades do not count; one always does.
    """

    id: int
    weight: float
    drop_lowest: int = 0


@dataclass(frozen=True, slots=True)
class CategoryGrade:
    """What a learner has in a category.

    Attributes:
        share: 0..1; None while there is no grade in it.
        weight: its part in the overall grade, 0..1, as it is by now.
        dropped: indexes, into the grades handed over, of those that do not count.
    """

    id: int
    share: float | None
    weight: float
    dropped: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """The grade of a learner in a class.

    Attributes:
        share: 0..1; None while nothing counts.
        categories: in the order they were given.
    """

    share: float | None
    categories: tuple[CategoryGrade, ...]


def overall_grade(grades: Sequence[Grade], *, categories: Sequence[Category]) -> Overall:
    """Return the overall grade.

    Without categories all points go into one sum. With categories, work that is in none does
    not count. Excused work and work without a grade is not handed over at all, so it is in no
    sum. Of equal grades the one with more points is dropped last.
    """
    if not categories:
        return Overall(_sum(grades), ())
    found = []
    for category in categories:
        mine = [at for at, each in enumerate(grades) if each.category == category.id]
        ranked = sorted(mine, key=lambda at: (grades[at].share, grades[at].points, at))
        dropped = ranked[: min(category.drop_lowest, max(0, len(mine) - 1))]
        share = _sum([grades[at] for at in mine if at not in dropped])
        found.append((category, share, tuple(sorted(dropped))))
    whole = sum(category.weight for category, share, _ in found if share is not None)
    parts = tuple(
        CategoryGrade(
            category.id, share, 0.0 if share is None else category.weight / whole, dropped
        )
        for category, share, dropped in found
    )
    if not whole:
        return Overall(None, parts)
    return Overall(sum(each.weight * (each.share or 0.0) for each in parts), parts)


def _sum(grades: Sequence[Grade]) -> float | None:
    possible = sum(each.points for each in grades)
    return sum(each.share * each.points for each in grades) / possible if possible else None
