"""Counts the main clauses that a proposer takes up, and sorts the others by how they are built."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.drafting.antecedents.genders import with_genders
from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages
from quizapp.drafting.proposers import PROPOSERS
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.telling import tell
from quizapp.drafting.voices.sources import Sources
from quizapp.drafting.voices.vouching import voice_of

_PRONOUNS: Final = frozenset({"PRP", "DT", "WDT", "WP"})


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A main clause that nothing is proposed of.

    Attributes:
        sort: how it is built, in words: "past", "pronoun past notell". "voice" is a clause that
            nobody vouches for, "notell" one that has no words of its own.
        text: as the passage has it.
    """

    article: str
    passage: int
    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How many main clauses with a verb an article has, and how many have a proposal."""

    article: str
    clauses: int
    proposed: int
    uncovered: tuple[Uncovered, ...]


def clauses_covered(
    passages: Sequence[tuple[int, str]], *, article: str, headings: Mapping[int, str]
) -> Covered:
    """Return which main clauses of an article's passages have a proposal of any type.

    A proposal counts before the gates: what is read here is what proposers overlook.
    """
    found = find_mentions(passages, known={})
    found = replace(found, entities=with_genders(passages, found.mentions, found.entities))
    pages = read_pages(passages, found.mentions, found.entities, Sources(), headings)
    proposed, uncovered = 0, []
    for page in pages:
        spans = [(each.start, each.end) for propose in PROPOSERS for each in propose(page)]
        for sentence, clause in _main_clauses(page):
            verb = clause.verb
            at = sentence.tokens[verb.head].start if verb is not None else -1
            if any(start <= at < end for start, end in spans):
                proposed += 1
                continue
            words = sentence.words(clause.first, clause.end)
            sort = _sort(page, sentence, clause)
            uncovered.append(Uncovered(article, page.number, sort, words))
    return Covered(article, proposed + len(uncovered), proposed, tuple(uncovered))


def _main_clauses(page: Page) -> Iterator[tuple[Sentence, Clause]]:
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if clause.kind is ClauseKind.MAIN and clause.verb is not None:
                yield sentence, clause


def _sort(page: Page, sentence: Sentence, clause: Clause) -> str:
    """Return in words how a clause is built, and what stands in the way of telling it."""
    verb, subject = clause.verb, clause.subject
    if verb is None:
        return "no verb"
    tag = "" if subject is None else sentence.tokens[subject.head].tag
    told = {
        "no subject": subject is None,
        "there": tag == "EX",
        "pronoun": tag in _PRONOUNS,
        "voice": voice_of(page, sentence, clause) is None,
        "negated": verb.negated,
        "modal": bool(verb.modal),
        "auxiliary": bool(verb.auxiliary),
        f"{verb.tense.value}{' passive' if verb.passive else ''}": True,
        "notell": tell(page, sentence, clause) is None,
    }
    return " ".join(word for word, holds in told.items() if holds)


def covered_lines(each: Covered) -> Iterator[str]:
    """Yield how many main clauses of an article have a proposal."""
    share = f" {each.proposed / each.clauses:.2f}" if each.clauses else ""
    yield f"{each.article}: main clauses with a proposal {each.proposed}/{each.clauses}{share}"


def uncovered_lines(covered: Sequence[Covered]) -> Iterator[str]:
    """Yield the clauses without a proposal by sort, the most frequent first."""
    sorts: dict[str, list[Uncovered]] = {}
    for article in covered:
        for each in article.uncovered:
            sorts.setdefault(each.sort, []).append(each)
    for sort, clauses in sorted(sorts.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{len(clauses)} {sort}"
        yield from (f"    {each.article} [{each.passage}] {each.text}" for each in clauses)


def all_covered(covered: Sequence[Covered]) -> Covered:
    """Return the sums of several articles."""
    return Covered(
        article="all",
        clauses=sum(each.clauses for each in covered),
        proposed=sum(each.proposed for each in covered),
        uncovered=tuple(one for each in covered for one in each.uncovered),
    )
