"""Sentences that the article does not vouch for as a whole: told, guessed, supposed, accused."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Sequence
from typing import Final

from quizapp.drafting.analysis import Sentence

_TELLS: Final = (
    r"(?:said|says?|alleged?s?|believe[ds]?|thought|thinks?|claim(?:s|ed)?|report(?:s|ed)?"
    r"|assume[ds]?|fear(?:s|ed)?|hope[ds]?|suspect(?:s|ed)?|argue[ds]?|goes|went|seems?|appears?"
    r"|supposed?|rumou?red|told|holds?|held|maintain(?:s|ed)?|insist(?:s|ed)?)"
)
_WITHIN: Final = re.compile(
    # "The mine, it is said, poisoned"; "it was, many suspect, the cause"
    r",\s(?:so |as )?(?:it|they|many|some|few|most|several|locals|critics|experts|people|legend"
    r"|rumou?r|tradition|the story|the legend|residents|villagers)\b"
    rf"[^,;.]{{0,25}}?\b{_TELLS}\s?[,.]"
    r"|, (?:to judge|judging) (?:by|from)\b"
    # "if the villagers are to be believed", "If Anna Berg is right"
    r"|\bif [^,.;]{1,40} (?:is|are|was|were) (?:right|correct|true|to be (?:believed|trusted))\b"
    r"|\bif (?:one|you|we) (?:believes?|trusts?|follows?)\b"
    r"|^(?:to hear|judging (?:by|from)|to judge by)\b"
    # "It is likely that", "it is feared that"
    r"|\bit (?:is|was|seems|appears) (?:\w+ )?(?:likely|unlikely|possible|probable|conceivable"
    r"|plausible|doubtful|feared|assumed|suspected|hoped|rumou?red|said|thought|believed|claimed"
    r"|alleged|reported|understood|estimated|argued)\b"
    r"|\b(?:seems?|seemed|appears?|appeared) to\b|\bin all likelihood\b"
    r"|\bthere (?:is|are|was|were) (?:\w+ ){0,2}(?:claims?|speculation|rumou?rs?|suspicions?"
    r"|suggestions?|allegations?|talk|reports?|hopes?|fears?)\b"
    r"|^(?:officially|unofficially|supposedly|allegedly|reportedly|apparently|presumably|in theory"
    r"|on paper)\b"
    r"|\b(?:accuses?|accused|charged with|suspected of|indicted|(?:faces?|faced) charges"
    r"|blames?|blamed|supposed to have|purported(?:ly)?|so-called)\b"
    # ", reads a sign at the gate"
    r"|,[”\"]?\s(?:reads?|runs?|ran|goes|went|says|said) (?:an?|the|one|his|her|their|its)\s"
    r"[^,]{3,60}\.$",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(r"^(?:Should|Were|Had)\s[^,?]{3,70},\s[^?]*$")
"""A condition without "if": "Should the plan fail, the town loses"."""
_LOOKING_BACK: Final = re.compile(
    r"^(?:That|This)(?:, (?:at least|in any case),)? (?:is|was) (?:at least )?"
    r"(?:what|how|the (?:view|story|version|claim|account)|(?:his|her|their|its) (?:\w+ )?"
    r"(?:view|story|version|claim|account))\b"
    r"|^So (?:says?|said|claims?|claimed|argues?|argued|writes?|wrote|goes)\b"
    r"|^So (?:[\w'\u2019-]+ ){1,4}?(?:says?|said|claims?|claimed|argues?|argued|insists?|insisted"
    r"|believes?|believed|thinks?|thought)\b"
    r"|^(?:At least that|Or so|At any rate that)\b"
)
"""A sentence that says whose the one before was: "So Anna Berg claims.\""""

TOLD_LAST: Final = re.compile(
    r",\s(?:(?!(?:been|was|were|is|are|be|of|which|who|that|to)\b)[\w'’.-]+\s){1,6}?(?:said|says?|claim(?:s|ed)?|found|finds?|insist(?:s|ed)?|wrote|writes?|"
    r"argu(?:es?|ed)|believ(?:es?|ed)|estimat(?:es?|ed)|report(?:s|ed)?|not(?:es?|ed)|add(?:s|ed)?|"
    r"show(?:s|ed)?|suggest(?:s|ed)?|think|thinks|thought|maintain(?:s|ed)?|recall(?:s|ed)?|"
    r"admit(?:s|ted)?|conced(?:es?|ed)|warn(?:s|ed)?|explain(?:s|ed)?|points? out|pointed out|"
    r"reckon(?:s|ed)?|fear(?:s|ed)?|hop(?:es?|ed)|stat(?:es?|ed)|conclud(?:es?|ed)|"
    r"complain(?:s|ed)?|suspect(?:s|ed)?|alleg(?:es?|ed)|contend(?:s|ed)?|assert(?:s|ed)?|heard|hears|"
    r"protest(?:s|ed)?|object(?:s|ed)?|lament(?:s|ed)?|testif(?:ies|ied)|boast(?:s|ed)?|swears?|swore|"
    r"demonstrat(?:es?|ed)|remember(?:s|ed)?|guess(?:es|ed)?|predict(?:s|ed)?|expect(?:s|ed)?|"
    r"promis(?:es?|ed)|calculat(?:es?|ed))"
    r"(?:\s(?:on|in|last|at|yesterday|this)\b[^,]*)?[\s.!?”\"’']*$"
)
"""A sentence that ends by saying who says it: ", the team found."."""


def find_unvouched(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the sentences of a passage of which nothing may be stated as a fact.

    They say themselves, or the next one says, that they are told, supposed or likely.
    """
    found: set[int] = set()
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        text = sentence.text.strip()
        if _WITHIN.search(_unquoted(text)) or _SUPPOSED.search(text):
            found.add(sentence.index)
        if before is not None and _LOOKING_BACK.search(text):
            found.add(before.index)
    return frozenset(found)


def _unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks: those are somebody's own words."""
    return re.sub(r"[“\"][^”\"]*[”\"]", '""', text)
