"""Adverbs right before a verb, which a clause turned round must not lose: "only partly"."""

from typing import Final

from quizapp.drafting.shapes.analysis import Clause, Sentence
from quizapp.drafting.telling.worder import FILLERS

_HELPING: Final = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD", "VB"})


def limits_of(sentence: Sentence, clause: Clause) -> str:
    """Return "almost" of "the gale had almost destroyed it", or "".

    A verb that is put into another voice, or told of what it acts on, takes them along.
    """
    verb = clause.verb
    if verb is None:
        return ""
    found: list[str] = []
    for token in reversed(sentence.tokens[clause.first : verb.head]):
        if token.tag[:2] == "RB":
            if token.low not in FILLERS and token.low not in {"not", "n't", "never"}:
                found.append(token.low)
        elif token.tag not in _HELPING:
            break
    return " ".join(reversed(found))
