"""The last look at a proposal before it is worded: does the article itself say it?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.hearsay_words import REPORTING, SPEECH
from quizapp.drafting.lexis.words import lemma_of
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal

_OF_CLAUSES: Final = frozenset(
    {"event", "action", "quantity", "cause", "concept", "agreement", "membership", "comparison"}
    | {"sequence"}
)
"""Types that say what a clause says; a role or a term stands in an aside as well."""
_FEWEST: Final = 2
_REMEMBERED: Final = 12
_RECALLING: Final = frozenset({"remember", "recall", "reminisce", "recollect"})
_INTERPOSED: Final = 5
"""Words at most between the commas of ", the historian Ann Day estimates,"."""
_OTHERS: Final = frozenset({Status.ATTRIBUTED, Status.REPORTED})
_PLAIN: Final = frozenset({Status.STATED, Status.PREDICTION, Status.ARTICLE_VIEW})
_WHOSE: Final = "somebody spoke before; it may be that one who says so, not the article"


def is_vouched(proposal: Proposal, pages: Sequence[Page]) -> bool:
    """Return whether a proposal that states something rests on words of the article's own.

    A proposer looks at one clause; here all main clauses of the evidence are looked at.
    """
    if proposal.status is not Status.STATED or proposal.type not in _OF_CLAUSES:
        return True
    page = next(each for each in pages if each.number == proposal.passage)
    if any(
        says_between(each)
        for each in page.sentences
        if each.start < proposal.end and proposal.start < each.end
    ):
        return False
    framings = [
        page.framing(sentence, clause)
        for sentence in page.sentences
        if sentence.start < proposal.end and proposal.start < sentence.end
        for clause in sentence.clauses
        if clause.kind is ClauseKind.MAIN
        and clause.verb is not None
        and proposal.start <= sentence.tokens[clause.verb.head].start < proposal.end
    ]
    # "The pressure model holds that": nobody speaks but the idea that the statement names.
    idea = proposal.type == "concept"
    return not framings or any(
        each.status not in _OTHERS or (idea and not each.speaker) for each in framings
    )


def in_doubt(proposal: Proposal, pages: Sequence[Page]) -> Proposal:
    """Return the proposal, held back where it states what somebody may only have said."""
    page = next(each for each in pages if each.number == proposal.passage)
    doubted = any(
        each.index in page.doubted and not _only_beside(each, proposal)
        for each in page.sentences
        if each.start < proposal.end and proposal.start < each.end
    )
    if not doubted or proposal.status not in _PLAIN:
        return proposal
    instead = None if proposal.instead is None else in_doubt(proposal.instead, pages)
    return replace(proposal, held=proposal.held or _WHOSE, instead=instead)


def _only_beside(sentence: Sentence, proposal: Proposal) -> bool:
    """Return whether a proposal rests on an aside alone: "The Ishbel, delivered in 2023, cannot".

    So does a name in apposition: who spoke does not vouch for how the article calls things.
    """
    return all(
        each.aside
        for each in sentence.clauses
        if each.verb is not None
        and proposal.start <= sentence.tokens[each.verb.head].start < proposal.end
    )


def says_between(sentence: Sentence) -> bool:
    """Return whether ", Day estimates," stands in a sentence, however it was read."""
    tokens = sentence.tokens
    commas = [each.index for each in tokens if each.text == ","]
    for begin, end in pairwise(commas):
        inside = tokens[begin + 1 : end]
        if len(inside) < _FEWEST or inside[0].tag in {"IN", "VBG", "WP", "WDT", "CC"}:
            continue
        if len(inside) <= _REMEMBERED and any(each.lemma in _RECALLING for each in inside[1:]):
            return True  # ", his daughter Hedwig remembered half a century later,"
        if len(inside) > _INTERPOSED:
            continue
        first = inside[0]
        if first.tag in {"VBZ", "VBD"} and first.lemma in REPORTING | SPEECH:
            return True  # ", says Brandvold,"
        if lemma_of(inside[-1].low, "VBZ") in REPORTING | SPEECH and inside[-1].low[-1:] in "sd":
            return True
    return False
