"""When somebody was born and died, as brackets behind the name tell: "Ann Day (1822-1891)"."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

import re
from collections.abc import Iterator
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.naming.dates import find_dates
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate, Mention

_BRACKET: Final = re.compile(r" ?\((?P<inside>[^()]{4,80})\)")
_DASH: Final = re.compile(r"\s*[-–—]\s*")
_BORN: Final = re.compile(r"^(?:born|b\.)\s*(?P<date>.+)$", re.IGNORECASE)
_DIED: Final = re.compile(r"^(?:died|d\.)\s*(?P<date>.+)$", re.IGNORECASE)
_SHORTEST_LIFE: Final = 15
_LONGEST_LIFE: Final = 115
"""Years; what lasted longer or shorter is no life but a reign or a lease."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return birth and death of each person whose name a bracket with them follows."""
    return tuple(
        _event(page, mention, person, deed, date, end)
        for mention in page.mentions
        if (person := page.entities.get(mention.entity)) is not None
        and person.kind is EntityKind.PERSON
        and (found := _BRACKET.match(page.text, mention.end)) is not None
        for end in (found.end(),)
        for deed, date in _deeds(found["inside"])
    )


def _deeds(inside: str) -> Iterator[tuple[str, FoundDate]]:
    """Yield what the words in brackets tell, with its date."""
    born, died = _BORN.match(inside), _DIED.match(inside)
    for match, deed in ((born, "was born"), (died, "died")):
        alone = None if match is None else _whole(match["date"])
        if alone is not None:
            yield deed, alone
    parts = _DASH.split(inside)
    dates = [_whole(each) for each in parts]
    if len(dates) != 2 or dates[0] is None or dates[1] is None:  # noqa: PLR2004 - birth and death
        return
    if not _is_day(dates[0]) and not _is_day(dates[1]):
        return  # "(1873-1901)" may be a reign
    years = int(dates[1].edtf[:4]) - int(dates[0].edtf[:4])
    if _SHORTEST_LIFE <= years <= _LONGEST_LIFE:
        yield "was born", dates[0]
        yield "died", dates[1]


def _whole(text: str) -> FoundDate | None:
    """Return the date that a text is, and nothing beside."""
    words = text.strip(" ,")
    found = find_dates(words)
    one = found[0] if len(found) == 1 else None
    if one is None or (one.start, one.end) != (0, len(words)) or "/" in one.edtf:
        return None
    return one


def _is_day(date: FoundDate) -> bool:
    return edtf.precision(date.edtf) == "day"


def _event(  # noqa: PLR0917 - the parts of one proposal
    page: Page, mention: Mention, person: Named, deed: str, date: FoundDate, end: int
) -> Proposal:
    what = f"{person.phrase} {deed}"
    slots: dict[str, object] = {"what": what, "when": date.edtf, "who": [person.key]}
    if date.label:
        slots["when_label"] = date.label
    when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    return Proposal(
        type="event",
        passage=page.number,
        slots=slots,
        start=mention.start,
        end=end,
        status=Status.STATED,
        statement=f"{what} {when}.",
        confidence=0.85,
    )
