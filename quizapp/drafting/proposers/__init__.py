"""The proposers, one file for each type of fact. They know nothing of each other's proposals."""

from typing import Final

from quizapp.drafting.proposers import (
    acronym,
    action,
    age,
    agreement,
    attitude,
    cause,
    claim,
    comparison,
    concept,
    dated_noun,
    definition,
    event,
    holders,
    lifespan,
    membership,
    membership_listed,
    outlook,
    quantity,
    quotation,
    role,
    role_given,
    sequence,
    stance,
    wish,
)
from quizapp.drafting.shapes.proposal import Proposer

PROPOSERS: Final[tuple[Proposer, ...]] = (
    concept.propose,
    definition.propose,
    cause.propose,
    acronym.propose,
    claim.propose,
    wish.propose,
    attitude.propose,
    outlook.propose,
    stance.propose,
    quotation.propose,
    event.propose,
    action.propose,
    role.propose,
    role_given.propose,
    quantity.propose,
    age.propose,
    agreement.propose,
    membership.propose,
    membership_listed.propose,
    sequence.propose,
    comparison.propose,
    dated_noun.propose,
    holders.propose,
    lifespan.propose,
)
"""Every proposer; a new type is added here."""
