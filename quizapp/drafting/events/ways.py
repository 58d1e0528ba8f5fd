"""The ways in which a clause may be told, the nearest to the passage's own first."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from quizapp.drafting.events.events_reworded import cut_short, fronted, named_alone, parted
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.telling import Telling
from quizapp.drafting.telling.verb_exchanged import (
    ends_swapped,
    inner_shortened,
    verb_exchanged,
)

_MOST: Final = 24
"""Ways that are tried; each is worded and looked at as a draft of its own."""


def ways_to_tell(page: Page, teller: Teller, telling: Telling) -> tuple[Telling, ...]:
    """Return the telling, then others for where it is too near to the passage.

    They say no more than it: another verb, two phrases that change places, the other voice, one
    phrase less.
    """
    return tuple(islice(_ways(page, teller, telling), _MOST))


def _ways(page: Page, teller: Teller, telling: Telling) -> Iterator[Telling]:
    current: Telling | None = telling
    while current is not None:
        yield current
        changed = verb_exchanged(teller, current)
        if changed is not None:
            yield changed
        current = (
            parted(current)
            or current.shorter()
            or named_alone(page, current)
            or cut_short(teller, current)
            or inner_shortened(teller, current)
        )
    # What hangs on what is read wrongly now and then: these come last.
    for each in (telling, verb_exchanged(teller, telling)):
        for moved in (ends_swapped, fronted):
            other = None if each is None else moved(teller, each)
            if other is not None:
                yield other
