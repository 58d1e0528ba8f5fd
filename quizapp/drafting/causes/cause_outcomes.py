"""What a verb does to its object, as a clause: "forcing X to stop", "made X soft"."""

import re
from typing import Final

from quizapp.drafting.causes.cause_words import clause_end, fitting
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, Tense, Token
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, joined

BECOMING: Final = {"make": "become", "render": "become", "turn": "become", "keep": "remain"}
BARRING: Final = word_set("prevent stop keep save protect bar block hinder deter discourage")
LETTING: Final = word_set("allow enable let permit")
MOVING: Final = word_set(
    "force lead cause prompt drive push compel oblige persuade induce encourage help inspire"
    " tempt spur require"
)
MEANING: Final = word_set("mean ensure guarantee")
STRIKING: Final = word_set(
    "ruin double triple halve kill injure bury wreck flood cripple spoil sink crush drown displace"
    " destroy damage weaken strengthen raise lower cut reduce increase close empty block slow speed"
    " shorten lengthen narrow widen darken cool warm dry split poison contaminate isolate bankrupt"
    " end halt disrupt erode undermine worsen improve deepen accelerate hasten shatter topple"
    " scatter"
)
"""Verbs whose object is another afterwards."""
OUTCOMES: Final = (
    frozenset(BECOMING) | BARRING | LETTING | MOVING | MEANING | STRIKING | {"leave", "put", "cost"}
)
_NOMINAL: Final = ("DT", "PRP$", "JJ", "NN", "CD", "POS", "PDT", "$")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_POINTING: Final = frozenset({"it", "them"})
"""What "heating the stone" does to "it" is clear; behind another subject it often is not."""
_LONGEST: Final = 9


def outcome(teller: Teller, clause: Clause, *, past: bool) -> str | None:
    """Return what comes of a clause's verb as a clause of its own, or None.

    Args:
        past: whether it came to pass; a participle does not say so itself.
    """
    verb = clause.verb
    if verb is None or verb.negated or verb.passive or verb.lemma not in OUTCOMES:
        return None
    if limits_of(teller.sentence, clause):
        return None  # "almost forced the town to move": it did not
    end = clause_end(teller, clause)
    if verb.lemma in MEANING:
        return _meant(teller, verb.end, end)
    first = verb.end
    stop = object_end(teller.sentence.tokens, first, end)
    if clause.subject is None and teller.sentence.tokens[min(first, end - 1)].low in _POINTING:
        stop = first + 1
    if not first < stop <= end or stop - first > _LONGEST:
        return None
    found = fitting(_done(teller, clause, (first, stop, end), past=past), fewest=3)
    who = words_alone(teller, first, stop)
    return None if found and who and is_told_twice(who, found) else found


def is_told_twice(who: str, words: str) -> bool:
    """Return whether one acts on himself: "led many owners to brick them up"; others are meant.

    What belongs to them is told with their name: "farmers slaughtered half of the farmers' herds".
    """
    again = re.findall(rf"\b{re.escape(who)}\b(?!['\u2019])", words, re.IGNORECASE)
    return len(again) > 1


def past_of(clause: Clause) -> bool:
    """Return whether a finite clause tells what came to pass."""
    return clause.verb is not None and clause.verb.tense is Tense.PAST


def _meant(teller: Teller, first: int, end: int) -> str | None:
    tokens = teller.sentence.tokens
    first += tokens[first].low == "that" if first < end else 0
    if not any(each.tag in _FINITE for each in tokens[first:end]):
        return None
    return fitting(words_alone(teller, first, end), fewest=3)


def object_end(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """Return where the noun phrase that begins at ``first`` ends, its "of" phrases among it."""
    at = first
    while at < end:
        token, before = tokens[at], tokens[at - 1]
        if token.tag.startswith("JJ") and at > first and before.tag[:2] == "NN":
            break  # "the loft unbearable"
        joined_to = token.low in {"of", "between", "and", "or"} and at > first
        following = tokens[at + 1].tag if at + 1 < end else ""
        if token.tag.startswith(_NOMINAL) or (joined_to and following.startswith(_NOMINAL)):
            at += 1
        else:
            break
    last = tokens[at - 1] if at > first + 1 else None
    adjective = last is not None and last.tag[:2] == "NN" and tag_of(last.low)[:2] == "JJ"
    # "makes the leather waterproof": the parser takes the last word for a noun.
    return at - 1 if adjective and (at == end or tokens[at].tag == "IN") else at


def _done(  # noqa: PLR0911 - a way out for each pattern
    teller: Teller, clause: Clause, run: tuple[int, int, int], *, past: bool
) -> str | None:
    first, stop, end = run
    tokens = teller.sentence.tokens
    lemma = clause.verb.lemma if clause.verb is not None else ""
    cut = teller.asides(clause)
    who = words_alone(teller, first, stop)
    if who is None:
        return None
    if stop >= end:
        be = _be(tokens, first, stop, past=past)
        done = joined([who, be, inflect(lemma, "VBN"), _particle(clause)])
        return done if lemma in STRIKING else None
    opening = tokens[stop]
    following = tokens[stop + 1] if stop + 1 < end else opening
    if opening.tag == "TO" and lemma in LETTING | MOVING and following.tag == "VB":
        rest = words_alone(teller, stop + 2, end, without=cut)
        could = lemma in LETTING
        act = f"could {following.text}" if could else _agreeing(following, tokens, run, past=past)
        return joined([who, act, rest]) if rest is not None else None
    if opening.tag == "VB" and lemma in {"let", "make", "help", "have"}:
        rest = words_alone(teller, stop + 1, end, without=cut)
        act = (
            f"could {opening.text}"
            if lemma == "let"
            else _agreeing(opening, tokens, run, past=past)
        )
        return joined([who, act, rest]) if rest is not None else None
    if opening.low == "from" and lemma in BARRING and following.tag == "VBG":
        rest = words_alone(teller, stop + 2, end, without=cut)
        can = "could not" if past else "cannot"
        return joined([who, can, following.lemma, rest]) if rest is not None else None
    if lemma == "cost" and opening.tag in {"CD", "DT", "PRP$", "JJ"}:
        rest = words_alone(teller, stop, end, without=cut)
        return joined([who, "lost" if past else "loses", rest]) if rest is not None else None
    return _changed(teller, clause, run, who, past=past)


def _changed(
    teller: Teller, clause: Clause, run: tuple[int, int, int], who: str, *, past: bool
) -> str | None:
    """Return "the loft became unbearable", "the quay was left open", "400 men were killed"."""
    first, stop, end = run
    tokens = teller.sentence.tokens
    lemma = clause.verb.lemma if clause.verb is not None else ""
    opening = tokens[stop]
    rest = words_alone(teller, stop, end, without=teller.asides(clause))
    if rest is None:
        return None
    adjective = opening.tag[:2] == "JJ" or tag_of(opening.low)[:2] == "JJ" or opening.tag == "VBN"
    be = _be(tokens, first, stop, past=past)
    if lemma in BECOMING and (adjective or (opening.tag == "DT" and lemma == "make")):
        many = be in {"are", "were"}
        became = BECOMING[lemma]
        word = inflect(became, "VBD") if past else (became if many else inflect(became, "VBZ"))
        return joined([who, word, rest])
    placed = adjective or opening.tag in {"IN", "VBG"} or opening.low in {"out", "down", "away"}
    nowhere = {"end", "stop", "pressure", "emphasis", "strain"}
    if lemma == "put" and (_particle(clause) or tokens[stop - 1].low in nowhere):
        return None  # "put an end to", "put on 44 runs": nothing was placed anywhere
    placed = placed and not (lemma == "keep" and opening.low in {"in", "on", "at", "of", "for"})
    if lemma in {"leave", "put", "keep"} and placed:
        return joined([who, be, inflect(lemma, "VBN"), rest])
    moved = lemma in {"force", "drive", "push"} and opening.tag == "IN"
    if moved or (lemma in STRIKING and opening.tag in {"IN", "RB", "TO", "CD"}):
        return joined([who, be, inflect(lemma, "VBN"), _particle(clause), rest])
    return None


def _particle(clause: Clause) -> str:
    return clause.verb.particle if clause.verb is not None else ""


def _many(tokens: tuple[Token, ...], first: int, stop: int) -> bool:
    """Return whether the noun phrase means several."""
    head = first
    for at in range(first, stop):
        if tokens[at].low in {"of", "between"}:
            break
        if tokens[at].low == "and" and head > first:
            return True
        head = at if tokens[at].tag[:2] in {"NN", "CD"} else head
    return tokens[head].tag in {"NNS", "NNPS", "CD"} or tokens[first].low in {"few", "many", "them"}


def _be(tokens: tuple[Token, ...], first: int, stop: int, *, past: bool) -> str:
    many = _many(tokens, first, stop)
    if past:
        return "were" if many else "was"
    return "are" if many else "is"


def _agreeing(
    verb: Token, tokens: tuple[Token, ...], run: tuple[int, int, int], *, past: bool
) -> str:
    if past:
        return {"be": "were" if _many(tokens, run[0], run[1]) else "was"}.get(
            verb.lemma, inflect(verb.lemma, "VBD")
        )
    if verb.lemma == "be":
        return "are" if _many(tokens, run[0], run[1]) else "is"
    return verb.lemma if _many(tokens, run[0], run[1]) else inflect(verb.lemma, "VBZ")
