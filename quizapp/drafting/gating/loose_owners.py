"""Owners and others in a statement that names nobody whom they could be told of."""

import re
from typing import Final

from quizapp.drafting.lexis.hearsay_words import BODIES, PARTIES, PEOPLE
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.words import lemma_of

_THEIR: Final = re.compile(r"\b[Tt]heir\b")
_OTHER: Final = re.compile(
    r"^(?:(?:Many|Some|Several|Most|All|Few|Two|Three|Four|Five|\d+) )?[Oo]ther (?P<what>\w+)"
    r"|^(?:More|Less|Fewer) [a-z]\w+"
    r"|^(?:The )?[Aa] further \w+|^An(?:other| additional) \w+"
    r"|^An? (?:[\w-]+ )?(?:version|edition|sequel|replacement|successor)\b(?! (?:of|to|for)\b)"
)
_EACH: Final = re.compile(r"^(?P<who>[^,]+?) (?:have|has|had|were|are) each\b")
_THAN: Final = re.compile(r"\bthan\b")
_NUMBER: Final = re.compile(r"\b(?:\d[\d,.]*|hundreds|thousands|dozens|and)\b")


def loose_owner(statement: str) -> str:
    """Return "their" or "each" without a plural before, an opening like "other thinkers", or ""."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "_", statement)
    their = _THEIR.search(plain)
    if their is not None and not _are_many(plain[: their.start()]):
        return their.group()
    each = _EACH.match(plain)
    if each is not None and not _are_many(each["who"]):
        return "each"
    other = _OTHER.search(plain)
    if other is not None and not _THAN.search(plain):
        return other.group()
    return ""


def _are_many(words: str) -> bool:
    """Return whether the words name several, or a body of several."""
    if _NUMBER.search(words.casefold()):
        return True
    for each in re.findall(r"[\w'\u2019-]+", words):
        low = each.casefold()
        capital = each[:1].isupper() and words.find(each) > 0
        if capital and low.endswith("s"):
            return True
        if tag_of(low) in {"NNS", "NNPS"} or low in BODIES | PARTIES | PEOPLE:
            return True
        if lemma_of(low, "NNS") in BODIES | PEOPLE | PARTIES:
            return True
    return False
