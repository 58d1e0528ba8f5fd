"""Sentences that the article does not vouch for as a whole: told, guessed, supposed, accused."""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.drafting.hearsay.phrases import LOOKING_BACK, SUPPOSED, WITHIN
from quizapp.drafting.hearsay.spliced import is_spliced
from quizapp.drafting.shapes.analysis import Sentence

_DIALOGUE: Final = re.compile(r"^[\u2013\u2014] ")


def find_unvouched(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the sentences of a passage of which nothing may be stated as a fact.

    They say themselves, or the next one says, that they are told, supposed or likely.
    """
    found: set[int] = set()
    talk = False
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        text = sentence.text.strip()
        # A dash in front opens what somebody in the passage says aloud.
        talk = talk or _DIALOGUE.match(text) is not None
        if talk:
            found.add(sentence.index)
        if WITHIN.search(_unquoted(text)) or SUPPOSED.search(text) or is_spliced(sentence):
            found.add(sentence.index)
        if before is not None and LOOKING_BACK.search(text):
            found.add(before.index)
    return frozenset(found)


def _unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks: those are somebody's own words."""
    return re.sub(r"[“\"][^”\"]*[”\"]", '""', text)
