"""Statements read again as sentences: whether what they are told of and their verb agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.reading.document import Draft
from quizapp.drafting.syntax.tokens import Worded, tokenise

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_HELPING: Final = frozenset({"aux", "auxpass"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SINGULAR: Final = frozenset({"is", "was", "has"})
_GAP: Final = "\n\n"
_WHY: Final = "what it tells of and its verb do not agree"


def read_again(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts; those wait whose statement a reader would stumble over.

    A plural with a singular verb ("traces is the product of decay") shows that the words before
    the verb are not what the article tells the rest of, or that the wording went wrong. The words
    of a quotation are somebody's own, so they are not looked at.
    """
    seen = [at for at, each in enumerate(drafts) if not each.held and '"' not in _told(each)]
    spans: list[tuple[int, int]] = []
    text = ""
    for at in seen:
        spans.append((len(text), len(text) + len(_told(drafts[at]))))
        text += _told(drafts[at]) + _GAP
    out = list(drafts)
    for at, words in zip(seen, tokenise(text, spans, ()), strict=True):
        if any(_disagrees(words, place) for place in _plurals(words)):
            out[at] = replace(drafts[at], held=_WHY)
    return out


def _told(draft: Draft) -> str:
    return str(draft.fact["statement"])


def _plurals(words: Worded) -> Iterator[int]:
    """Yield the places of common nouns in the plural that a verb has for its subject."""
    for at, token in enumerate(words.tokens):
        subject = token.tag == "NNS" and words.links[at] in _SUBJECTS
        if subject and not token.low.endswith(("ics", "news")):
            yield at


def _disagrees(words: Worded, at: int) -> bool:
    """Return whether the first finite word of the verb of a plural subject is a singular one."""
    verb = words.heads[at]
    group = [
        place
        for place, token in enumerate(words.tokens)
        if token.tag in _FINITE
        and (place == verb or (words.heads[place] == verb and words.links[place] in _HELPING))
    ]
    return bool(group) and words.tokens[group[0]].low in _SINGULAR and group[0] > at
