"""Numbers told as a range: of "60 to 80 percent of the sheep" the upper limit is asked."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity

_GUESSED: Final = frozenset({"an estimated", "roughly", "about", "around", "approximately"})
_OWN_ENDS: Final = re.compile(r"\bfrom [$€£]?$", re.IGNORECASE)
"""Before "8 to 14 euros": each end is told of by itself."""
_ENDING: Final = re.compile(r"^the (?=(?:number|share|sum|amount|height|depth|length|width|weight"
                            r"|area|age|cost|price|value|time|duration|temperature|distance|fall"
                            r"|increase|speed|level|size|span|volume)\b)")  # fmt: skip


def upper_end(page: Page, quantity: FoundQuantity) -> FoundQuantity | None:
    """Return a range as its upper end, its lower one among the words before: "60 to", or None."""
    if quantity.high is None or not quantity.unit:
        return None
    if _OWN_ENDS.search(page.text[max(0, quantity.start - 6) : quantity.start]):
        return None
    low = f"{int(quantity.value):,}" if quantity.value.is_integer() else f"{quantity.value:,}"
    guessed = f"{quantity.about} " if quantity.about in _GUESSED else ""
    return replace(quantity, value=quantity.high, high=None, about=f"{guessed}{low} to")


def of_upper_end(proposal: Proposal | None, *, guessed: bool) -> Proposal | None:
    """Return the quantity of a range's upper end, which what is asked says, or None."""
    if proposal is None:
        return None
    what = str(proposal.slots["what"])
    if not _ENDING.match(what):
        return None
    stated = proposal.status is Status.STATED
    return replace(
        proposal,
        slots={**proposal.slots, "what": f"the upper limit of {what}"},
        status=Status.REPORTED if guessed and stated else proposal.status,
        instead=of_upper_end(proposal.instead, guessed=guessed),
    )
