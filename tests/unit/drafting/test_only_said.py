"""What is only somebody's by its context is not stated, and the article's own beside it is.

``only_said.txt`` marks both in short passages of many styles. Its first part was written before
the rules were; the others (names that begin with "b" and "c") each served once to see how far the
rules reach on text that they were not made on, and were then added.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.voices.vouching import is_stated

_CASES: Final = Path(__file__).with_name("only_said.txt").read_text(encoding="utf-8")
_MARK: Final = re.compile(r"\{\{(?P<said>.*?)\}\}|\[\[(?P<own>.*?)\]\]", re.DOTALL)
_NOBODYS: Final = frozenset({ClauseKind.INFINITIVE})
"""Kinds of clauses that nothing is drafted of without the clause above them."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of a passage: somebody's, or the article's own."""

    passage: int
    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A short article with its marked runs."""

    name: str
    passages: tuple[tuple[int, str], ...]
    headings: Mapping[int, str]
    marked: tuple[Marked, ...]


def read_cases(text: str = _CASES) -> Iterator[Case]:
    """Yield the cases of the file."""
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        yield _case(name.strip(), [each.strip() for each in rest.split("\n\n") if each.strip()])


def _case(name: str, parts: list[str]) -> Case:
    passages: list[tuple[int, str]] = []
    headings: dict[int, str] = {}
    marked: list[Marked] = []
    heading = ""
    for part in parts:
        if part.startswith("## "):
            heading = part.removeprefix("## ")
            continue
        number = len(passages) + 1
        headings[number] = heading
        passages.append((number, _MARK.sub(lambda each: each["said"] or each["own"], part)))
        marked.extend(
            Marked(number, each["said"] or each["own"], each["own"] is not None)
            for each in _MARK.finditer(part)
        )
    return Case(name, tuple(passages), headings, tuple(marked))


CASES: Final = tuple(read_cases())


def _clauses(case: Case) -> Iterator[tuple[Marked, Page, Sentence, Clause]]:
    """Yield each clause whose verb lies in a marked run."""
    found = find_mentions(case.passages, known={})
    pages = read_pages(case.passages, found.mentions, found.entities, headings=case.headings)
    for marked in case.marked:
        page = next(each for each in pages if each.number == marked.passage)
        at = page.text.index(marked.words)
        for sentence in page.sentences:
            for clause in sentence.clauses:
                head = sentence.tokens[clause.verb.head].start if clause.verb else -1
                if at <= head < at + len(marked.words) and clause.kind not in _NOBODYS:
                    yield marked, page, sentence, clause


def leaks(case: Case) -> list[str]:
    """Return the sentences that are somebody's and are taken for the article's own."""
    return [
        sentence.text
        for marked, page, sentence, clause in _clauses(case)
        if not marked.own and is_stated(page, sentence, clause)
    ]


def lost(case: Case) -> list[str]:
    """Return the article's own sentences that are taken for somebody's."""
    return [
        sentence.text
        for marked, page, sentence, clause in _clauses(case)
        if marked.own and clause.kind is ClauseKind.MAIN and not is_stated(page, sentence, clause)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_only_the_articles_own_statements_are_stated(case: Case) -> None:
    assert not leaks(case)
    assert not lost(case)
