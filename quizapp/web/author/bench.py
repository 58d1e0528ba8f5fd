"""Makes the workbench of an article from what the services tell: rows, strip, what is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import url_for

from quizapp.services.drafting.drafting_view import (
    ACCEPTED,
    PROPOSED,
    REJECTED,
    DraftProgress,
    DraftView,
)
from quizapp.services.editing.authoring import Run, mark_evidence
from quizapp.services.editing.editing_workbench import Workbench, WorkFact, WorkPassage
from quizapp.web.author.bench_cards import draft_card, fact_card, fact_url
from quizapp.web.author.bench_rows import Bench, Place, Row, parts_of, place_of
from quizapp.web.language import later

SHOWN: Final = {
    "": (later("All"), (PROPOSED, ACCEPTED, REJECTED)),
    "to-judge": (later("To judge"), (PROPOSED,)),
    "accepted": (later("Accepted"), (ACCEPTED,)),
    "rejected": (later("Rejected"), (REJECTED,)),
}
"""What the filter shows: its words, and the states of drafts."""
CAPTION: Final = "Caption"
"""The heading of a passage that stands under a picture."""
_ORIGINS: Final = {
    "disk": later("From the documents on disk."),
    "browser": later("Made in the browser."),
    "changed": later("From disk, changed in the browser."),
    "removed": later("Taken away in the browser."),
}
_NOTHING: Final = later("No fact rests on this passage yet.")
_NEVER: Final = "\0"
"""No passage holds it: stands for evidence that is missing."""


@dataclass(frozen=True, slots=True)
class View:
    """What an author has chosen to see.

    Attributes:
        show: a key of ``SHOWN``.
        held: whether drafts that are held back are among them.
        part: number of the part of a long article, from 1.
    """

    show: str = ""
    held: bool = False
    part: int = 1

    @property
    def query(self) -> dict[str, str]:
        """Return it as the query of an address; what is usual is left out."""
        given = {
            "show": self.show,
            "held": "yes" if self.held else "",
            "part": str(self.part) if self.part > 1 else "",
        }
        return {name: value for name, value in given.items() if value}

    def url(self, article_id: str, *, anchor: str = "") -> str:
        """Return the address of the workbench that shows this."""
        address = url_for("author.workbench", article_id=article_id)
        query = f"?{urlencode(self.query)}" if self.query else ""
        return address + query + (f"#{anchor}" if anchor else "")


@dataclass(frozen=True, slots=True)
class WorkHead:
    """What the pages about one article begin with."""

    id: str
    title: str
    origin_words: str


def head_of(work: Workbench) -> WorkHead:
    """Return what stands above each page about an article."""
    return WorkHead(work.id, work.title or work.id, _ORIGINS[work.origin])


def make_bench(
    work: Workbench, drafts: Iterable[DraftView], progress: DraftProgress, view: View
) -> tuple[Bench, int]:
    """Return the workbench as it is drawn, and how many parts what is shown has."""
    whole = _rows(work, tuple(drafts))
    rows = whole if view.show == "" else _narrowed(whole, SHOWN[view.show][1])
    parts = parts_of(rows)
    shown = parts[min(view.part, len(parts)) - 1]
    head = head_of(work)
    bench = Bench(
        id=work.id,
        title=head.title,
        origin_words=head.origin_words,
        has_conflict=any(each.conflict for each in work.files),
        lost=tuple(fact_card(work.id, each) for each in work.facts if each.anchor_lost),
        has_passages=bool(work.passages),
        strip=_strip(work, progress, whole, shown, view),
        rows=shown,
        new_fact_url=fact_url(work.id, "new"),
    )
    return bench, len(parts)


def _rows(work: Workbench, drafts: Sequence[DraftView]) -> tuple[Row, ...]:
    """Return every passage with all that rests on it."""
    facts = {each.id: each for each in work.facts}
    drafted = {each.fact_id for each in drafts if each.state == ACCEPTED}
    numbers = [each.number for each in work.passages]
    found = []
    for passage in work.passages:
        is_last = passage.number == numbers[-1]
        here = [
            each
            for each in drafts
            if each.passage == passage.number or (is_last and each.passage not in numbers)
        ]
        own = [each for each in work.facts if each.passage == passage.number]
        found.append(
            Row(
                number=passage.number,
                heading="" if passage.heading == CAPTION else passage.heading,
                is_caption=passage.heading == CAPTION,
                runs=_runs(passage, own, here),
                drafts=tuple(
                    draft_card(work.id, each, fact=facts.get(each.fact_id)) for each in here
                ),
                facts=tuple(fact_card(work.id, each) for each in own if each.id not in drafted),
                nothing=_NOTHING,
            )
        )
    return tuple(found)


def _narrowed(rows: Iterable[Row], states: Sequence[str]) -> list[Row]:
    """Return the rows that have drafts in these states, with those alone."""
    found = []
    for row in rows:
        drafts = tuple(each for each in row.drafts if each.state in states)
        if drafts:
            found.append(replace(row, drafts=drafts, facts=()))
    return found


def _runs(
    passage: WorkPassage, facts: Iterable[WorkFact], drafts: Iterable[DraftView]
) -> tuple[Run, ...]:
    """Return a passage in runs, each with "fact" or "draft" as what rests on it, or ""."""
    of_facts = [("fact", str(each.json.get("evidence") or _NEVER)) for each in facts]
    of_drafts = [("draft", each.evidence or _NEVER) for each in drafts if each.state == PROPOSED]
    return mark_evidence(passage.text, [*of_facts, *of_drafts])


def _strip(
    work: Workbench,
    progress: DraftProgress,
    whole: Sequence[Row],
    shown: Iterable[Row],
    view: View,
) -> tuple[Place, ...]:
    """Return the coverage of each passage, with the way to it."""
    facts = {each.number: each.facts for each in work.passages}
    waiting = {
        number: each.proposed + (each.held if view.held else 0)
        for number, each in progress.by_passage.items()
    }
    most = max((facts[number] + waiting.get(number, 0) for number in facts), default=1)
    here = {row.number for row in shown}
    places: list[Place] = []
    for part, rows in enumerate(parts_of(whole), 1):
        for row in rows:
            anchor = f"passage-{row.number}"
            elsewhere = View(held=view.held, part=part).url(work.id, anchor=anchor)
            place = place_of(
                row.number,
                facts=facts[row.number],
                waiting=waiting.get(row.number, 0),
                most=most,
                href=f"#{anchor}" if row.number in here else elsewhere,
            )
            if not places or places[-1].number != row.number:
                places.append(place)
    return tuple(places)
