"""The last look at a proposal before it is worded: does the article itself say it?"""

from collections.abc import Sequence
from typing import Final

from quizapp.bank.document import Status
from quizapp.drafting.analysis import ClauseKind
from quizapp.drafting.proposal import Page, Proposal

_OF_CLAUSES: Final = frozenset(
    {"event", "action", "quantity", "cause", "concept", "agreement", "membership", "comparison"}
    | {"sequence"}
)
"""Types that say what a clause says; a role or a term stands in an aside as well."""
_OTHERS: Final = frozenset({Status.ATTRIBUTED, Status.REPORTED})


def is_vouched(proposal: Proposal, pages: Sequence[Page]) -> bool:
    """Return whether a proposal that states something rests on words of the article's own.

    A proposer looks at one clause; here all main clauses of the evidence are looked at.
    """
    if proposal.status is not Status.STATED or proposal.type not in _OF_CLAUSES:
        return True
    page = next(each for each in pages if each.number == proposal.passage)
    statuses = [
        page.framing(sentence, clause).status
        for sentence in page.sentences
        if sentence.start < proposal.end and proposal.start < sentence.end
        for clause in sentence.clauses
        if clause.kind is ClauseKind.MAIN
        and clause.verb is not None
        and proposal.start <= sentence.tokens[clause.verb.head].start < proposal.end
    ]
    return not statuses or any(each not in _OTHERS for each in statuses)
