"""Whether a sentence ends by saying who says it: ", the team found."."""

from typing import Final

from quizapp.drafting.hearsay.phrases import TOLD_LAST
from quizapp.drafting.shapes.analysis import Sentence, Token

_ONE: Final = frozenset({"NN", "NNP"})
_SEVERAL: Final = frozenset({"NNS", "NNPS"})


def tells_last(sentence: Sentence) -> bool:
    """Return whether the last words of a sentence tell who says it.

    The pattern knows no words from their like: "moved to Vessa, a free state", "his friend Heard".
    """
    for found in TOLD_LAST.finditer(sentence.text):
        start = found.start("verb") if found["verb"] else -1
        at = sentence.start + start
        token = next((each for each in sentence.tokens if start >= 0 and each.start == at), None)
        if token is None or _is_verb(sentence, token):
            return True
    return False


def _is_verb(sentence: Sentence, token: Token) -> bool:
    """Return whether a word is a verb, or a noun by mistake: it agrees with the noun before it."""
    if token.tag[:2] != "NN":
        return True
    before = sentence.tokens[token.index - 1].tag if token.index else ""
    many = token.tag == "NN"
    return token.text.islower() and before in (_SEVERAL if many else _ONE)
