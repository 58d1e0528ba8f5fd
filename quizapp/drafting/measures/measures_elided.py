"""Numbers whose noun stands before: "1,000 of them", "31 were treated", "there are 134 today"."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import lemma_of
from quizapp.drafting.measures.measure_words import MONEY, TIME, is_odd, relative
from quizapp.drafting.measures.measures_ranged import find_moved
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.shapes.spans import FoundQuantity, MentionKind

_POINTING: Final = frozenset({"them", "these"})
_BEFALLING: Final = word_set(
    "die drown survive perish treat injure wound kill rescue arrest evacuate hurt hospitalise"
    " hospitalize detain imprison convict infect vaccinate vote"
)
"""Verbs that only people are the subject of where a bare number is: "31 were treated"."""
_HARMING: Final = word_set("kill injure wound hurt drown arrest evacuate hospitalise hospitalize")
_HELPING: Final = word_set("was were is are have has had been be")
_PEOPLE: Final = "people"
_OWNING: Final = frozenset({"the", "its", "his", "her", "their"})
_PARTS: Final = word_set("thirds quarters fifths sixths eighths tenths halves percent times")
_VAGUE: Final = frozenset({"several", "few", "many", "some"})
_WORDS: Final = 3
_NOW: Final = frozenset({"today", "now", "nowadays"})


def find_bare(page: Page, sentence: Sentence) -> Iterator[FoundQuantity]:
    """Yield the numbers of a sentence without a noun of their own, with the noun they go with."""
    taken = [
        (each.start, each.end)
        for each in page.mentions
        if each.kind in {MentionKind.DATE, MentionKind.ENTITY, MentionKind.QUOTE}
        or (each.quantity is not None and each.quantity.unit)
    ]
    for token in sentence.tokens:
        if token.tag != "CD" or any(a <= token.start < b for a, b in taken):
            continue
        value = number_of(token.text)
        if value is None or value <= 1 or _part_of_number(sentence, token):
            continue
        found = (
            _of_pointed(page, sentence, token)
            or _counted_behind(sentence, token)
            or _before_verb(page, sentence, token)
            or _killed(sentence, token)
            or _there_are(page, sentence, token)
            or _number_of(sentence, token)
            or (find_moved(sentence, token) if value.is_integer() else None)
        )
        if found is not None:
            unit, last = found
            about = _about(page, token)
            start = token.start - len(about) - 1 if about else token.start
            yield FoundQuantity(start, last.end, value, unit, about.casefold(), None, last.end)


def _part_of_number(sentence: Sentence, token: Token) -> bool:
    near = sentence.tokens[max(token.index - 1, 0) : token.index + 2]
    if near[0].low in _VAGUE and token.low in {"hundred", "thousand"}:
        return True  # "several thousand people"
    if token.index and sentence.tokens[token.index - 1].low in {"in", "of"} and len(near) > 2:  # noqa: PLR2004 - a number before "in" or "of"
        before = sentence.tokens[token.index - 2] if token.index > 1 else None
        if before is not None and before.tag == "CD":
            return True  # "four in ten workers"
    return any(each.tag == "CD" and each.index != token.index for each in near) or any(
        each.text in {"$", "€", "£", "%", "/"} for each in near
    )


def _about(page: Page, token: Token) -> str:
    """Return "Fewer than" and the like where it stands before the number."""
    found = next(
        (
            each.quantity
            for each in page.mentions
            if each.quantity is not None and each.start <= token.start < each.end
        ),
        None,
    )
    ranged = found is not None and found.high is not None  # "from 210 to 345"
    return page.text[found.start : token.start].strip() if found and not ranged else ""


def _of_pointed(page: Page, sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return the noun for "1,000 of them", which ends at "them"."""
    following = sentence.tokens[token.index + 1 : token.index + 3]
    if len(following) < 2 or following[0].low != "of" or following[1].low not in _POINTING:  # noqa: PLR2004 - "of" and "them"
        return None
    noun = _named(page, following[1]) or _plural_before(page, sentence, token)
    return (noun, following[1]) if noun else None


def _counted_behind(sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return the plural right behind a number, and that of "600 of its 8,000 inhabitants"."""
    tokens, at = sentence.tokens, token.index + 1
    if [each.low for each in tokens[at : at + 1]] == ["of"]:
        at += 1
        owner = next((k for k in range(at, min(at + 5, len(tokens))) if tokens[k].tag == "POS"), -1)
        if at >= len(tokens) or (tokens[at].low not in _OWNING and owner < 0):
            return None
        at = max(at, owner) + 1
        if at < len(tokens) and tokens[at].tag == "CD":
            at += 1
    first = at
    while at < len(tokens) and tokens[at].tag in {"JJ", "NN", "VBN", "VBG"} and at - first < _WORDS:
        at += 1
    if at >= len(tokens) or tokens[at].tag != "NNS" or tokens[at].low in _PARTS:
        return None
    return sentence.words(first, at + 1), tokens[at]


def _number_of(sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return the mussels of "the number of mussels fell from 60,000 in 1960"."""
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None or not clause.first <= token.index < clause.end:
            continue
        words = sentence.words(subject.first, subject.end).split(" of ")
        plural = sentence.tokens[subject.end - 1].tag == "NNS" and len(words) == 2  # noqa: PLR2004 - "the number" and what of
        if plural and words[0].casefold() in {"the number", "the total number"}:
            return words[1], token
    return None


def _named(page: Page, pronoun: Token) -> str:
    """Return the noun in the words that a pronoun stands for."""
    words = page.standins.get(pronoun.start, "").split(" of ")[0].split(" that ")[0].split()
    return words[-1] if words and words[-1].islower() and words[-1].endswith("s") else ""


def _before_verb(page: Page, sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return "people" for "31 were treated", else the noun counted before: "134 survive"."""
    tokens = sentence.tokens
    subject = any(
        clause.subject is not None
        and clause.subject.head == token.index
        and clause.subject.end == token.index + 1
        for clause in sentence.clauses
    )
    if not subject:
        return None
    at = token.index + 1
    while at < len(tokens) and (tokens[at].low in _HELPING or tokens[at].tag == "RB"):
        at += 1
    if at >= len(tokens) or tokens[at].tag[:2] != "VB":
        return None
    verb = lemma_of(tokens[at].low, tokens[at].tag)
    noun = _counted_before(page, sentence, token, sentence.start)
    if not noun and verb in _BEFALLING:
        earlier = _counted_before(page, sentence, token)
        noun = earlier if relative(earlier) == "who" else _PEOPLE
    noun = noun or _counted_before(page, sentence, token)
    return (noun, token) if noun else None


def _killed(sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return "people" for "killing seventeen" and "injured 40": the number ends its clause."""
    tokens = sentence.tokens
    behind = [each.low for each in tokens[token.index + 1 : token.index + 2]]
    ends = not behind or behind[0] in {",", ".", ";", "and", "in", "on", "at", "near"}
    acting = any(
        clause.verb is not None
        and clause.verb.end == token.index
        and clause.verb.lemma in _HARMING
        and not clause.verb.passive
        for clause in sentence.clauses
    )
    return (_PEOPLE, token) if ends and acting else None


def _there_are(page: Page, sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return the noun for "there are 134 today"."""
    before = [each.low for each in sentence.tokens[max(token.index - 3, 0) : token.index]]
    after = sentence.tokens[token.index + 1 : token.index + 2]
    ends = not after or after[0].tag[:2] not in {"NN", "JJ"} or after[0].low in _NOW
    if "there" not in before or not ends or not set(before) & {"are", "were", "is", "was"}:
        return None
    noun = _counted_before(page, sentence, token) or _plural_before(page, sentence, token)
    return (noun, token) if noun else None


def _counted_before(page: Page, sentence: Sentence, token: Token, begin: int = -1) -> str:
    """Return the noun that a number counts that stands before, from the last sentence on."""
    if begin < 0:
        begin = page.sentences[max(sentence.index - 1, 0)].start
    units = [
        each.quantity.unit
        for each in page.mentions
        if each.quantity is not None and begin <= each.start < token.start and each.quantity.unit
    ]
    counted = [each for each in units if not is_odd(each) and not MONEY.search(each)]
    unit = re.sub(r"^(?:million|billion|thousand|trillion) ?", "", counted[-1]) if counted else ""
    return "" if TIME.search(unit) else unit


def _plural_before(page: Page, sentence: Sentence, token: Token) -> str:
    """Return the plural that was told of last: a subject of this sentence or the one before."""
    for one in (sentence, *page.sentences[max(sentence.index - 1, 0) : sentence.index]):
        told = [each for each in one.clauses if each.subject and each.verb]
        # "People live on bottles left in parks" tells of people; bottles are only left.
        mains = [each.subject for each in told if each.subject and each.kind is ClauseKind.MAIN]
        subjects = [each.subject for each in told if each.subject]
        objects = [each for clause in one.clauses for each in clause.objects]
        for phrases in (mains, subjects, objects):
            heads = [one.tokens[each.head] for each in phrases]
            heads = [each for each in heads if each.tag == "NNS" and each.end <= token.start]
            heads = [each for each in heads if not is_odd(each.low)]
            if heads:
                return heads[-1].low
    return ""
