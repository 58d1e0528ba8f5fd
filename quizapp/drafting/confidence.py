"""Which drafts an author sees at once, and why others wait behind a switch."""

from typing import Final

from quizapp.drafting.proposal import Proposal

_ENOUGH: Final = 0.5
"""Below this, more than half of the drafts of a kind had to be changed."""


def held_back(proposal: Proposal) -> str:
    """Return why a proposal is not shown at once, or ""."""
    if proposal.confidence < _ENOUGH:
        return "drafts of this kind often need a change"
    return ""
