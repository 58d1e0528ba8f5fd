"""The sequence of tenses: what is said in the present, as it is told in the past."""

import re
from typing import Final

from quizapp.drafting.lexis.words import verb_forms

_OF_NOW: Final = {
    "is": "was", "are": "were", "has": "had", "will": "would", "can": "could", "isn't": "wasn't",
    "cannot": "could not",
}  # fmt: skip
"""What can be nothing but a verb of the present."""
_NO_FINITE: Final = frozenset(
    {"to", "will", "would", "can", "could", "may", "might", "should", "must"}
)


def sequenced(text: str) -> str:
    """Return a clause with each "is", "has" and "will" put into the past, as said then.

    Words between quotation marks stay, and so does a condition, which would say something else.
    """
    if any(each in text for each in '"“”') or re.search(r"\b(?:if|unless|would|could)\b", text):
        return ""
    words = text.split()
    changed = [_OF_NOW.get(each, each) for each in words]
    for at in range(1, len(words) - 1):
        perfect = words[at] == "have" and words[at - 1] not in _NO_FINITE
        if perfect and (words[at + 1] == "been" or "VBN" in verb_forms(words[at + 1])):
            changed[at] = "had"
    return " ".join(changed) if changed != words else ""
