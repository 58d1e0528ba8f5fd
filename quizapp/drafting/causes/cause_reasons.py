"""Reasons that are given: "Y because X", "Y because of X"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.causes.cause_markers import gives_reason
from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    fewest_words,
    fitting,
    shorter_words,
    span_of,
)
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_REASONS: Final = (
    ("because", "of"),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("as", "a", "result", "of"),
    ("as", "a", "consequence", "of"),
    ("on", "account", "of"),
    ("in", "response", "to"),
    ("in", "protest", "at"),
    ("in", "protest", "against"),
    ("by", "reason", "of"),
)
_DUE: Final = ("due", "to")
_KEPT: Final = (
    ("for", "lack", "of"),
    ("for", "want", "of"),
    ("for", "fear", "of"),
    ("through", "lack", "of"),
)
"""Phrases of which the noun is a part of the cause: "a lack of funds"."""
_NOBODY: Final = frozenset({"no", "nobody", "none", "nothing", "neither", "few"})
_IN_PART: Final = frozenset(
    {"largely", "partly", "mainly", "chiefly", "mostly", "primarily", "simply", "only", "precisely"}
    | {"in", "part", "large", "just"}
)
_OWNED: Final = ("its ", "their ", "it ", "they ")
_ONE: Final = frozenset({"it", "its"})
_MANY: Final = frozenset({"they", "them", "their"})
_LONGEST_THING: Final = 7
_VERBS: Final = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})
"""Tags of a finite verb; a past form is sometimes taken for a participle."""
_ANOTHER: Final = frozenset(
    {"and", "but", "so", "which", "while", "although", "though", "yet", "then", "the", "it", "he"}
)


def because(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "Y because X"."""
    sentence = teller.sentence
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    tokens = sentence.tokens
    marker = _marker(sentence, clause)
    if marker < 0 and not (outer is not None and gives_reason(sentence, clause, outer)):
        return
    begin = max(marker, clause.first) + 1
    if tokens[min(begin, len(tokens) - 1)].low == "of" or outer is None:
        return
    fronted = outer.verb is not None and clause.first < outer.verb.first
    apart = clause.first > 0 and tokens[clause.first - 1].text == ","
    if outer.verb is not None and outer.verb.negated and not (fronted or apart):
        return  # "not because of the price": what is denied is the reason
    stop = run_end(tokens, begin)
    if fronted:
        stop = next((k for k in range(clause.first, stop) if tokens[k].text == ","), stop)
    if not any(each.tag in _VERBS for each in tokens[clause.first : stop]):
        return
    cause = reason_words(teller, outer, begin, stop)
    if clause.first > outer.first:
        effect = _before_because(teller, outer, clause.first)
    else:
        effect = _after_because(teller, stop)
    if cause is None or effect is None:
        return
    start, end = span_of(teller, outer)
    inner = sentence.span(clause.first, clause.end)
    yield Link(
        cause,
        effect,
        min(start, inner[0]),
        max(end, inner[1]),
        outer,
        (
            f"{effect} because {cause}",
            f"because {cause}, {effect}",
            f"the reason why {effect} was that {cause}",
        ),
        less_cause=shorter_words(teller, clause, begin, stop),
        less_effect=shorter_words(teller, outer, *_effect_run(teller, clause, outer, stop)),
    )


def _marker(sentence: Sentence, clause: Clause) -> int:
    """Return the token "because" that opens a clause, behind "largely" and the like, or -1."""
    at = clause.first
    while at + 1 < clause.end and sentence.tokens[at].low in _IN_PART:
        at += 1
    return at if sentence.tokens[at].low == "because" else -1


def reason_words(teller: Teller, outer: Clause, first: int, stop: int) -> str | None:
    """Return a reason in words that stand alone; "it" in it may be what the effect is told of.

    "Old ice pops louder because the pressure in it is higher": nothing else can be meant, as the
    subject of the reason itself would be "itself".
    """
    plain = fitting(words_alone(teller, first, stop), fewest=3)
    if plain is not None and not plain.casefold().startswith(_OWNED):
        return plain
    subject = outer.subject
    thing = teller.phrase(subject) if subject is not None else None
    tokens = teller.sentence.tokens
    if subject is None or not thing or len(thing.split()) > _LONGEST_THING:
        return None
    named = teller.entity_of(subject)
    if named is not None and named.kind is EntityKind.PERSON:
        return None
    head = tokens[subject.head]
    many = bool(subject.members) or head.tag in {"NNS", "NNPS"} or head.low == "they"
    thing = re.sub(r"^(?:[Aa]n?) ", "the ", thing)
    owner = f"{thing}'" if thing.endswith("s") else f"{thing}'s"
    swaps: dict[int, tuple[int, str]] = {}
    for token in tokens[first:stop]:
        if token.low in (_MANY if many else _ONE):
            owned = token.tag == "PRP$"
            swaps[token.start] = (token.end, owner if owned else thing)
    joined = any(
        each.tag == "CC" for each in tokens[first:stop] if each.start < max(swaps, default=0)
    )
    if len(swaps) != 1 or joined:
        return None  # "as the tower stands and nobody built before it": the tower, or the effect's
    told = Teller(teller.page, teller.sentence, swaps)
    return fitting(words_alone(told, first, stop), fewest=3)


def _effect_run(teller: Teller, clause: Clause, outer: Clause, stop: int) -> tuple[int, int]:
    """Return the tokens of the effect: before "because", or behind the reason's comma."""
    tokens = teller.sentence.tokens
    if clause.first > outer.first:
        begin, end = outer.first, clause.first
    else:
        begin, end = stop, outer.end
    while begin < end and (tokens[begin].text == "," or tokens[begin].tag == "CC"):
        begin += 1
    while end > begin and (not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "RB"):
        end -= 1
    return begin, end


def run_end(tokens: Sequence[Token], first: int) -> int:
    """Return where a clause from ``first`` ends: at a stop, or a comma before another clause."""
    at = first
    while at < len(tokens):
        if tokens[at].text in {";", ":", "—", "–", ".", "!", "?", "”", '"'}:
            return at
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if tokens[at].text == "," and following in _ANOTHER:
            return at
        at += 1
    return at


def _before_because(teller: Teller, outer: Clause, first: int) -> str | None:
    """Return the clause before "because", from the last stop or "and" with a comma.

    Who says so is no part of it.
    """
    tokens = teller.sentence.tokens
    begin = first
    said = outer.kind is ClauseKind.THAT
    least = outer.first + (tokens[outer.first].low == "that") if said else 0
    while begin > least and tokens[begin - 1].text not in {";", ":", "—", "–"}:
        begin -= 1
        if tokens[begin].text == "," and tokens[begin + 1].low in {"and", "but", "so", "yet"}:
            begin += 2
            break
    if tokens[begin].low in {"but", "and", "yet", "so", "however"}:
        begin += 1
    while begin < first and tokens[begin].text == ",":
        begin += 1
    end = first
    while end > begin and (not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "RB"):
        end -= 1
    finite = any(each.tag in _VERBS for each in tokens[begin:end])
    cut = [(x.prep_first, x.end) for x in outer.adverbials if x.prep == "according to"]
    told = words_alone(teller, begin, end, without=cut)
    return fitting(told, fewest=3) if finite else None


def _after_because(teller: Teller, first: int) -> str | None:
    """Return the clause after "because X,"."""
    tokens = teller.sentence.tokens
    end = len(tokens)
    while first < end and tokens[first].text == ",":
        first += 1
    while end > first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    stop = next((at for at in range(first, end) if tokens[at].text in {";", ":", "—"}), end)
    finite = any(each.tag in _VERBS for each in tokens[first:stop])
    return fitting(words_alone(teller, first, stop), fewest=3) if finite else None


def because_of(teller: Teller) -> Iterator[Link]:
    """Yield the links of "Y because of X", "owing to X" and the like."""
    tokens = teller.sentence.tokens
    for at in range(len(tokens)):
        for words in _REASONS:
            if tuple(each.low for each in tokens[at : at + len(words)]) == words:
                behind = tokens[at + len(words) :][:1]
                if words == _DUE and behind and behind[0].tag == "VB":
                    continue  # "is due to return on Friday"
                yield from _reason(teller, at, at + len(words))
        for words in _KEPT:
            if tuple(each.low for each in tokens[at : at + len(words)]) == words:
                yield from _reason(teller, at, at + 1)


def _reason(teller: Teller, first: int, begin: int) -> Iterator[Link]:
    sentence = teller.sentence
    outer = _around(sentence, first)
    if outer is None or outer.verb is None:
        return
    opening = first < outer.verb.first
    nobody = outer.subject is not None and sentence.tokens[outer.subject.first].low in _NOBODY
    if (outer.verb.negated or nobody) and not opening:
        return  # what is denied may be the reason
    end = _phrase_end(sentence, begin, outer)
    cause = fitting(words_alone(teller, begin, end), fewest=1)
    owned = sentence.tokens[min(begin, len(sentence.tokens) - 1)].low in {"its", "their"}
    if owned and (cause is None or cause.casefold().startswith(("its ", "their "))):
        cause = reason_words(teller, outer, begin, end)  # the one who is told of owns it
    if cause is None or (opening and first not in {outer.first, 0}):
        return
    effect = _effect_around(teller, outer, first, end)
    if effect is None:
        return
    start, stop = span_of(teller, outer)
    span = sentence.span(first, end)
    yield Link(
        cause,
        effect,
        min(start, span[0]),
        max(stop, span[1]),
        outer,
        (f"{effect} because of {cause}", f"because of {cause}, {effect}"),
    )


def _around(sentence: Sentence, first: int) -> Clause | None:
    found = [
        each
        for each in sentence.clauses
        if each.verb is not None
        and each.first <= first < each.end
        and each.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE}
    ]
    return min(found, key=lambda each: each.end - each.first, default=None)


def _phrase_end(sentence: Sentence, begin: int, outer: Clause) -> int:
    tokens = sentence.tokens
    end = begin
    while end < len(tokens):
        token = tokens[end]
        if token.text in {",", ";", ".", "—", "–", ":", "!", "?"}:
            break
        if token.index > begin and token.tag in {"VBD", "VBZ", "VBP", "MD", "WDT"}:
            break
        end += 1
    return min(end, max(outer.end, begin))


def _effect_around(teller: Teller, outer: Clause, first: int, end: int) -> str | None:
    tokens = teller.sentence.tokens
    subject = outer.subject
    if subject is None or outer.verb is None:
        return None
    begin = min(subject.first, outer.verb.first)
    stop = first if first > begin else clause_end(teller, outer)
    while stop > begin and not tokens[stop - 1].text[-1].isalnum():
        stop -= 1
    if stop <= outer.verb.head or (first <= begin and end > begin):
        return None
    if stop > begin and tokens[stop - 1].low in {
        "in",
        "part",
        "largely",
        "mainly",
        "partly",
        "was",
        "is",
    }:
        return None
    if outer.kind is ClauseKind.RELATIVE and subject.end <= outer.first:
        # "Radium, which is rare due to its weight": radium is, and of a list nobody knows which.
        listed = any(each.text == "," for each in tokens[subject.first : outer.first - 1])
        thing = None if subject.members or listed else teller.phrase(subject)
        done = words_alone(teller, outer.verb.first, stop, without=teller.asides(outer))
        return fitting(f"{thing} {done}", fewest=3) if thing and done else None
    told = words_alone(
        teller, begin, stop, without=[*teller.asides(outer), *_verbs_before(teller, outer)]
    )
    return fitting(told, fewest=min(fewest_words(teller, subject.first, subject.end) + 1, 3))


def _verbs_before(teller: Teller, outer: Clause) -> list[tuple[int, int]]:
    """Return the tokens of the verbs that share a subject with a later one, up to that.

    "The war did not end in victory, but was suspended as a result of a coup": only the second has
    the coup for its reason.
    """
    subject, verb = outer.subject, outer.verb
    if subject is None or verb is None:
        return []
    shared = any(
        each.verb is not None and each.subject == subject and each.verb.first < verb.first
        for each in teller.sentence.clauses
        if each.index != outer.index and each.kind is ClauseKind.MAIN
    )
    return [(subject.end, verb.first)] if shared and subject.end < verb.first else []
