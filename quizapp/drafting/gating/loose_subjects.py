"""What a statement speaks of that means nothing without the sentences around it."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.gating.nouns_left_out import ORDER
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import verb_forms

_ORDER: Final = "|".join(sorted({*ORDER, "next", "other", "former", "latter", "rest"}))
_HEAD: Final = re.compile(
    rf"\b(?:is|are|was|were|became|be)?(?P<head> ?\b(?:[Tt]he|[Aa]nother) (?:{_ORDER})"
    rf"|^A (?:{_ORDER}))(?: (?P<after>[\w'-]+)|(?=[.,]))"
)
_AUXILIARIES: Final = word_set(
    "was were is are had has have did would will could can may might must should"
)
_AFTER: Final = _AUXILIARIES | word_set(
    "at by for from on with after before during when where while and but"
)
_ONES: Final = re.compile(r"(?P<before>[\w,-]+) (?P<one>ones?)(?: (?P<after>[\w'-]+)|(?=[.,]))")
_SHARE: Final = re.compile(r"one in (?!(?:1\d|20)\d\d\b)")
_NUMBER_AFTER: Final = word_set("of another out day and or by per")
_NUMBER_BEFORE: Final = word_set(
    "no that every any only some than number phase of below is was be being least most"
)
_TOLD: Final = re.compile(
    r"\b(?:an?|another|every|each) [a-z]|\b(?:two|three|four|five|\d+) [a-z]+s\b", re.IGNORECASE
)
_LATTER: Final = re.compile(
    r"\b[Tt]he (?:latter|former) (?:\w+ed|was|were|is|are|has|had|have|would|will|said|became)\b"
)
_NEXT: Final = re.compile(r"\b(?:is|was|are|were|became) the next\b(?! to\b)")
"""What comes after something that stands elsewhere: "is the next largest state"."""
_BOTH: Final = re.compile(r"^Both (?!.*\band\b)")
_BOTH_OF_ONE: Final = re.compile(r"\b(?:is|are|was|were) both\b(?!.*\band\b)")
"""One of two that are told together: "was both Foreign Minister"."""
_BESIDE: Final = re.compile(
    r"\b(?:following|previous|preceding) (?:year|month|week|day|night|morning|spring|summer|autumn"
    r"|winter|decade|century)\b"
)
_SUMMING: Final = re.compile(
    r"^The (?:project|works?|scheme|plan|arrangement|backlog|march|undertaking|task|effort"
    r"|procedure|venture) (?P<after>[a-z]+)"
)
"""A noun that sums up what was told before, with its verb."""
_OFFICE: Final = re.compile(
    r"\b(?:was|is) (?:once |then )?an? (?:mayor|president|chair|chairman|chairwoman|director"
    r"|commander|secretary|treasurer|governor|minister|chancellor|premier|captain|warden|leader"
    r"|deputy)\.$",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(r"\b(?:was|were) the [^,]*\bsince (?:1\d|20)\d\d\b")
"""An office with its beginning put into its name: "was the director since 2019 of the museum"."""
_SUPPOSED: Final = re.compile(r"^The article expects that the .*\b(?:that|which) would\b")
"""What is only supposed, told as the thing that is expected: "the levy that would bring in"."""


def loose_subject(statement: str) -> str:
    """Return the words that say nothing without the text around the statement, or ""."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", "_", statement)
    return next(_loose(plain), "")


def _loose(statement: str) -> Iterator[str]:
    for found in _HEAD.finditer(statement):
        after = found["after"] or ""
        predicate = not found.group().startswith(found["head"])
        opens = not statement[: found.start("head")].rstrip(" ")[-1:].isalnum()
        past = opens and _is_past(after)  # "showed the first animated film" names a thing
        if not predicate and (not after or after in _AFTER or past):
            yield found["head"].strip()
    for found in _ONES.finditer(statement):
        if _is_open(statement, found):
            yield found["one"]
    for pattern in (_BOTH, _BOTH_OF_ONE, _LATTER, _NEXT, _BESIDE, _OFFICE, _SINCE, _SUPPOSED):
        match = pattern.search(statement)
        if match:
            yield match.group().strip(" .")
    summing = _SUMMING.search(statement)
    if summing and (summing["after"] in _AUXILIARIES or verb_forms(summing["after"])):
        yield " ".join(summing.group().split()[:2])


def _is_past(word: str) -> bool:
    return "VBD" in verb_forms(word) and not tag_of(word).startswith("NN")


def _is_open(statement: str, found: re.Match[str]) -> bool:
    """Return whether no noun before tells of what "one" or "ones" are some."""
    before, after = found["before"].casefold(), (found["after"] or "").casefold()
    told = statement[: found.start("one")]
    if found["one"] == "ones":
        return not any(tag_of(each.casefold())[:2] == "NN" for each in told.split())
    number = after in _NUMBER_AFTER or tag_of(after)[:2] == "NN" or before in _NUMBER_BEFORE
    share = _SHARE.match(statement[found.start("one") :])
    many = sum(tag_of(each.casefold()) == "NNS" for each in told.split()) > 1
    return not (number or share or many or _TOLD.search(told))
