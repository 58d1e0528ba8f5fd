"""Who speaks in a sentence, judged narrowly: a model's answer must be certain to be right."""
# ruff: noqa: RUF001 - quotation marks of print stand here for themselves

import re
from typing import Final

_VERBS: Final = (
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|writ(?:e|es|ing)|wrote|written"
    r"|not(?:es?|ed|ing)|hop(?:es?|ed|ing)|stat(?:ed|ing)"
    r"|th(?:ink|inks|ought)|(?:saw|sees?) (?:it|this|that|them)? ?as"
    r"|(?:add|argu|claim|insist|believ|suggest|warn|explain|report|announc|declar"
    r"|admit|acknowledg|den(?:y|i)|predict|estimat|conclud|contend|maintain|stress|emphasi[sz]"
    r"|recall|repl(?:y|i)|remark|observ|assert|alleg|complain|conced|confirm|fear|expect"
    r"|accus|describ|call|dismiss|object|propos|caution|testif(?:y|i)|assur|pledg|vow|promis"
    r"|reveal|propos|recommend|demand|urg|affirm|mention|comment|doubt|disput|critici[sz]|condemn"
    r"|express|credit|blam|cit|portray|depict|regard|consider|view|characteri[sz])"
    r"(?:e|es|s|ed|d|t?ted|ting|ing)?"
)
REPORTING: Final = re.compile(
    rf"\b(?:{_VERBS}|[Aa]ccording to|(?:[Rr]eported|[Aa]lleged|[Ss]upposed|[Pp]urported)(?:ly)?"
    r"|[Aa]pparently|[Ii]n (?:his|her|their) (?:view|words|opinion)"
    r"|[Cc]ritics|[Ss]upporters|[Oo]pponents)\b"
)
"""Signs that a sentence hands on somebody's words; too many are found rather than too few."""

FORESEEN: Final = re.compile(
    r"\b(?:may|might|could|will|would|is likely to|are likely to|is expected|are expected)\b"
)
QUOTED: Final = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)‘([^’]+)’(?!\w)")
_NAME: Final = re.compile(
    r"(?:[A-Z][\w'’.-]*[\w]|[A-Z])(?:\s+(?:(?:de|van|von|der|bin|al|of|the|for|and)\s+)*"
    r"[A-Z][\w.-]*\w)*"
)
_SAID: Final = re.compile(rf"\b(?:{_VERBS})\b")
_ACCORDING: Final = re.compile(r"\b[Aa]ccording to\s+")
_NO_NAMES: Final = frozenset(
    [
        "The",
        "A",
        "An",
        "He",
        "She",
        "They",
        "It",
        "I",
        "We",
        "You",
        "His",
        "Her",
        "Their",
        "Its",
        "This",
        "That",
        "These",
        "Those",
        "In",
        "On",
        "At",
        "By",
        "For",
        "But",
        "And",
        "As",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "Although",
        "Though",
        "However",
        "Later",
        "Then",
        "There",
    ]
)
_BETWEEN: Final = re.compile(
    r"\s+(?:(?:had|has|have|also|later|then|once|long|since|himself|herself|first|never|often|now"
    r"|repeatedly|publicly|\w+ly)\s+){0,3}"
)
"""What may stand between a subject and its verb."""

_AFTER_PREPOSITION: Final = re.compile(
    r"\b(?:of|by|to|from|with|in|for|that|and|or|at|on|against|met|told|before|after|between)"
    r"\s+(?:the\s+)?$"
)
_APPOSITION: Final = re.compile(r",\s[^,;:.]{2,70},\s+(?:\w+ly\s+)?")


def sentences_of(text: str, *, run: str) -> str:
    """Return the whole sentences of the text that a run of it touches, or "" for no run."""
    start = text.find(run)
    if start < 0:
        return ""
    breaks = [0]
    breaks += [each.end() for each in re.finditer(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])", text)]
    breaks = [each for each in breaks if not _is_initial(text[:each])] + [len(text)]
    first = max(each for each in breaks if each <= start)
    last = min(each for each in breaks if each >= start + len(run))
    return text[first:last]


def _is_initial(before: str) -> bool:
    """Return whether a full stop belongs to an initial or a title, not to a sentence's end."""
    return re.search(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Jr|vs)\.\s+$", before) is not None


def hands_on_words(text: str) -> bool:
    """Return whether sentences quote somebody or report what somebody said or thought."""
    return QUOTED.search(text) is not None or REPORTING.search(text) is not None


def quoted_in(text: str) -> tuple[str, ...]:
    """Return what stands inside quotation marks."""
    return tuple(next(part for part in each.groups() if part) for each in QUOTED.finditer(text))


def speakers_in(text: str) -> frozenset[str]:
    """Return the names that sentences make the subject of a verb of speech.

    Only plain cases count: the name right before the verb ("Baker later said", "Baker, an
    official, said"), and the name right after it ("..., said Baker", "according to the Bank").
    """
    outside = QUOTED.sub(lambda found: "_" * len(found.group()), text)
    found = set()
    for verb in _SAID.finditer(outside):
        found.add(_subject(outside[: verb.start()]))
        if outside[: verb.start()].rstrip()[-1:] in {"_", ","}:
            found.add(_name_at(outside, verb.end()))
    for source in _ACCORDING.finditer(outside):
        found.add(_name_at(outside, source.end()))
    return frozenset(found - {""})


def _name_at(text: str, at: int) -> str:
    """Return the name that begins here, after a space and "the"."""
    gap = re.compile(r"\s*(?:the\s+)?").match(text, at)
    name = _NAME.match(text, gap.end() if gap else at)
    return name.group() if name and name.group() not in _NO_NAMES else ""


def _subject(before: str) -> str:
    """Return the name that is the subject of the verb after this text, where that is plain."""
    names = [each for each in _NAME.finditer(before) if each.group() not in _NO_NAMES]
    if not names:
        return ""
    last = names[-1]
    if _BETWEEN.fullmatch(before[last.end() :]) and not _AFTER_PREPOSITION.search(
        before[: last.start()]
    ):
        return last.group()
    for each in reversed(names):
        # "Baker, secretary of State, said": what stands in commas is no subject.
        if _APPOSITION.fullmatch(before[each.end() :]):
            return "" if _AFTER_PREPOSITION.search(before[: each.start()]) else each.group()
    return ""
