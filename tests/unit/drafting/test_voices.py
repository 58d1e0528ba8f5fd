"""Nothing that somebody vouches for is shown as a fact or as another one's, whoever reads on.

``voices.txt`` holds the passages. What a sentence is in doubt about is drafted, and waits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import Draft, DraftSet

_CASES: Final = Path(__file__).with_name("voices.txt").read_text(encoding="utf-8")
_MARK: Final = re.compile(r"\{\{(?P<said>.*?)\|(?P<who>[^}|]*)\}\}|\[\[(?P<own>.*?)\]\]", re.DOTALL)
_TOUCHING: Final = 8
"""Characters that evidence and a marked run share at least where one is of the other."""
_BESIDE: Final = frozenset({"role", "definition", "acronym"})
"""Types that a name in apposition gives, whoever speaks: "the courier Lilian Ask"."""
_LEAST_OWN: Final = 0.69
"""Share of the article's own sentences of which something is shown; 0.70 when it was measured."""
_WITHOUT_NAME: Final = "says little"
"""Why a draft waits that nobody doubts: "the hotel was pulled down"."""
_REPORTS: Final = re.compile(r"^(?:In \d+, )?(?:claims|rumours) ", re.IGNORECASE)
"""What tells of a claim as a claim."""


@dataclass(frozen=True, slots=True)
class Run:
    """A marked stretch of a passage; ``who`` is empty where the article speaks itself."""

    start: int
    end: int
    who: str


@dataclass(frozen=True, slots=True)
class Case:
    """A passage with its marked runs."""

    name: str
    text: str
    runs: tuple[Run, ...]

    @property
    def drafts(self) -> DraftSet:
        """Return what is drafted of the passage."""
        return _drafted(self.text)

    def runs_of(self, draft: Draft) -> list[Run]:
        """Return the runs that the evidence of a draft lies in."""
        start = self.text.index(draft.fact["evidence"])
        end = start + len(draft.fact["evidence"])
        return [
            each for each in self.runs if min(end, each.end) - max(start, each.start) > _TOUCHING
        ]


@cache
def _drafted(text: str) -> DraftSet:
    return draft_facts([(1, text)], known={}, article="case", topic="drafts")


def _cases() -> Iterator[Case]:
    for block in re.split(r"^== ", _CASES, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        text, runs, last = "", [], 0
        for found in _MARK.finditer(rest):
            text += rest[last : found.start()]
            words = found["said"] or found["own"]
            runs.append(Run(len(text), len(text) + len(words), found["who"] or ""))
            text, last = text + words, found.end()
        yield Case(name.strip(), (text + rest[last:]).rstrip(), tuple(runs))


CASES: Final = tuple(_cases())


def _said_drafts(case: Case) -> Iterator[tuple[Draft, list[Run], str]]:
    """Yield the shown drafts of what somebody vouches for, with the speaker that they name."""
    made = case.drafts
    names = {each["id"]: str(each["name"]) for each in made.entities}
    for draft in made.drafts:
        runs = case.runs_of(draft)
        if runs and not draft.held and all(each.who for each in runs):
            yield draft, runs, names.get(str(draft.fact["slots"].get("speaker")), "")


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_what_somebody_vouches_for_is_not_shown_as_a_fact(case: Case) -> None:
    told = [
        draft.fact["statement"]
        for draft, _, _ in _said_drafts(case)
        if draft.fact["status"] == "stated"
        and draft.fact["type"] not in _BESIDE
        and not _REPORTS.match(draft.fact["statement"].split(", ")[-1])
    ]
    assert not told


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_nobody_is_shown_as_the_speaker_of_anothers_words(case: Case) -> None:
    wrong = [
        draft.fact["statement"]
        for draft, runs, speaker in _said_drafts(case)
        if draft.fact["status"] == "attributed"
        and not any(
            who.split()[-1].casefold() in (speaker or draft.fact["statement"]).casefold()
            for each in runs
            for who in each.who.split("/")
        )
    ]
    assert not wrong


def test_most_of_what_the_article_tells_itself_is_still_shown() -> None:
    own, shown = 0, 0
    for case in CASES:
        of = {each for each in case.runs if not each.who}
        found = {
            run
            for draft in case.drafts.drafts
            if (not draft.held or _WITHOUT_NAME in draft.held) and draft.fact["status"] == "stated"
            for run in case.runs_of(draft)
        }
        own, shown = own + len(of), shown + len(of & found)
    assert shown / own >= _LEAST_OWN
