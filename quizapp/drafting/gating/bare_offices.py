"""Offices told without what they are held in: "Tony Berg is the chief executive officer"."""

import re
from typing import Final

from quizapp.drafting.lexis.gazetteer import is_demonym, is_listed
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set

_ROLE: Final = re.compile(
    r"^.+? (?:is|was|became|remained) (?:once |then |now )?(?:an? |the )?(?P<office>[^,.]+)\.$"
)
_HELD: Final = word_set(
    "president vice-president minister premier chancellor secretary director manager chairman"
    " chairwoman chairperson chair head leader mayor governor commissioner captain commander deputy"
    " speaker treasurer spokesman spokeswoman spokesperson coroner executive chief"
    " administrator coordinator superintendent principal rector dean owner founder co-founder"
    " successor predecessor"
)
"""Nouns for what one is of something: of a country, a body, a house."""
_CRAFTS: Final = word_set("film stage theatre theater music band movie orchestra art")
"""What makes a calling of it: "a film director"."""
_WITHIN: Final = frozenset({"of", "for", "at", "in", "to", "on", "from", "with", "under", "by"})


def bare_office(statement: str) -> str:
    """Return the office that a statement ends with and that says not of what, or "".

    What it is held in stands behind it ("of the club") or before it as a name: "Indian Prime
    Minister", "an SES spokeswoman", "Queensland Premier".
    """
    found = _ROLE.match(statement)
    words = found["office"].split() if found else []
    low = [each.casefold() for each in words]
    held = words and (low[-1] in _HELD or low[-2:] == ["executive", "officer"])
    if not held or (_WITHIN | _CRAFTS).intersection(low):
        return ""
    if low[-1] == "director" and tag_of(low[-2] if len(low) > 1 else "") == "JJ":
        return ""  # "a famed director": of films
    return "" if any(_is_name(each) for each in words[:-1]) else words[-1]


def _is_name(word: str) -> bool:
    """Return whether a word names what an office is of, and is no word of an office itself."""
    if word.endswith(("'s", "\u2019s", "s'", "s\u2019")):
        return True
    if not word[:1].isupper():
        return False
    return is_demonym(word) or is_listed(word) or word.isupper() or not tag_of(word.casefold())
