"""Which drafts an author sees at once, and why others wait behind a switch."""

from typing import Final

from quizapp.drafting.gating.loose_objects import loose_object
from quizapp.drafting.gating.loose_subjects import loose_subject
from quizapp.drafting.shapes.proposal import Proposal

_ENOUGH: Final = 0.5
"""Below this, more than half of the drafts of a kind had to be changed."""


def held_back(proposal: Proposal, statement: str) -> str:
    """Return why a proposal is not shown at once, or "".

    Args:
        statement: as the draft words it.
    """
    if proposal.confidence < _ENOUGH:
        return "drafts of this kind often need a change"
    loose = loose_subject(statement) or loose_object(statement)
    if loose:
        return f'"{loose}" says little without the text around it'
    return ""
