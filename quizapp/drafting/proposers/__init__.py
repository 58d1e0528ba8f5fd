"""The proposers, one file for each type of fact. They know nothing of each other's proposals."""

from typing import Final

from quizapp.drafting.proposal import Proposer
from quizapp.drafting.proposers import action, event

PROPOSERS: Final[tuple[Proposer, ...]] = (
    event.propose,
    action.propose,
)
"""Every proposer; a new type is added here."""
