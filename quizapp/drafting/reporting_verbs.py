"""Verbs that hand on what somebody said or thought."""

from typing import Final

from quizapp.drafting.word_sets import word_set

REPORTING: Final = word_set(
    "say tell add argue claim insist believe think suggest warn note explain state write report"
    " announce declare admit acknowledge deny promise predict estimate conclude contend maintain"
    " stress emphasise emphasize recall reply remark observe assert allege complain concede"
    " confirm hope fear expect agree accuse describe call dismiss object propose caution testify"
    " quip joke continue ask answer counter assure reckon speculate hint joke lament vow pledge"
    " reveal show find demonstrate indicate calculate assume consider hold propose recommend"
    " demand urge affirm reiterate mention comment guess doubt dispute"
)
"""Lemmas, in small letters."""
