"""Which drafts an author sees at once, and why others wait behind a switch."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.gating.bare_offices import bare_office
from quizapp.drafting.gating.loose_objects import loose_object
from quizapp.drafting.gating.loose_owners import loose_owner
from quizapp.drafting.gating.loose_subjects import loose_subject
from quizapp.drafting.gating.taken_for_known import taken_for_known
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Proposal

_ENOUGH: Final = 0.5
"""Below this, more than half of the drafts of a kind had to be changed."""


_COUNTED: Final = re.compile(r"^In all, there (?:was|were|is|are) .+? (?:that|who|which) ")
"""A number whose noun a whole clause has to tell apart: rarely what one would remember."""
_PLAIN: Final = frozenset({"event", "action", "quantity", "cause"})
"""Types that tell of things, and neither what a thing is nor what somebody said."""


def held_back(proposal: Proposal, statement: str, passage: str) -> str:
    """Return why a proposal is not shown at once, or "".

    Args:
        statement: as the draft words it.
        passage: the text that it is drafted from.
    """
    if proposal.confidence < _ENOUGH or _COUNTED.match(statement):
        return "drafts of this kind often need a change"
    if proposal.status is Status.REPORTED and statement.startswith(BY_THE_ARTICLE):
        return "the article passes it on; who says so is to be named"
    if proposal.type == "role" and (office := bare_office(statement)):
        return f'"{office}" says little without what it is held in'
    loose = loose_subject(statement) or loose_object(statement) or loose_owner(statement)
    if not loose and proposal.type in _PLAIN and proposal.status is not Status.ATTRIBUTED:
        evidence = passage[proposal.start : proposal.end]
        loose = taken_for_known(statement, before=passage[: proposal.start], evidence=evidence)
    if loose:
        return f'"{loose}" says little without the text around it'
    return ""
