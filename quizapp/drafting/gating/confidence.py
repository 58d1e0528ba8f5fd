"""Which drafts an author sees at once, and why others wait behind a switch."""

from typing import Final

from quizapp.drafting.gating.loose_objects import loose_object
from quizapp.drafting.gating.loose_subjects import loose_subject
from quizapp.drafting.lexis.offices import one_holder
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.proposal import Proposal

_HELD: Final = word_set(
    "captain coach leader minister delegate deputy spokesman spokeswoman spokesperson manager"
    " founder co-founder owner chief executive official member representative successor commander"
)
"""What somebody is only in a body."""
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
    if proposal.type == "role" and _says_of_what(proposal):
        return "an office says little without the body it is held in"
    return ""


def _says_of_what(proposal: Proposal) -> bool:
    """Return whether an office that belongs to some body is told without one: "was director"."""
    slots = proposal.slots
    office = str(slots["office"]).casefold()
    return "of" not in slots and "when" not in slots and (office in _HELD or one_holder(office))
