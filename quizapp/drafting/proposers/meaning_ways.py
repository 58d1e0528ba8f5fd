"""Shorter ends and fuller words of a meaning, so that it can be told without copying it."""

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.rephrase import second_verb
from quizapp.drafting.telling.telling import Teller, joined

_CAN_GO: Final = frozenset(
    {
        ClauseKind.TIME,
        ClauseKind.CONTRAST,
        ClauseKind.CAUSE,
        ClauseKind.RELATIVE,
        ClauseKind.PARTICIPLE,
    }
)
_PAIR: Final = 2
_FEWEST: Final = 4
"""Words that a shortened meaning has at least."""
_RANKS: Final = frozenset({"only", "first", "last", "sole", "second", "third", "same", "one"})
_TELLING: Final = frozenset({"of", "for", "that", "which", "who", "between"})
_OF_ONE: Final = 2
"""Where "of" stands before a single noun that ends: "the branch of biology"."""
_HANGING: Final = frozenset({"IN", "CC", "TO", ",", "RB", "WDT", "WP", ":", "``", "DT"})


def ends_of(sentence: Sentence, begin: int, stop: int) -> Iterator[int]:
    """Yield where a meaning may end, the whole of it first; what ranks a thing is never cut."""
    yield stop
    tokens = sentence.tokens
    inside = tokens[begin:stop]
    ranked = any(each.tag in {"JJS", "RBS"} or each.low in _RANKS for each in inside)
    if ranked and tokens[begin].low == "the":
        return
    firsts = {
        each.first
        for each in sentence.clauses
        if each.kind in _CAN_GO and begin + 1 < each.first < stop
    }
    for first in sorted(firsts, reverse=True):
        end = first
        while end > begin and tokens[end - 1].tag in _HANGING:
            end -= 1
        if end - begin >= _FEWEST and _is_whole(tokens[begin:end], cut=tokens[end:first]):
            yield end
    yield from _before_aims(sentence, begin, stop)


def _before_aims(sentence: Sentence, begin: int, stop: int) -> Iterator[int]:
    """Yield where begins what a thing is for or done by, behind what tells which it is.

    "A formal reading of a charge in court | to inform", "the act of making a picture | by hand".
    """
    tokens = sentence.tokens
    aims = {each.first for each in sentence.clauses if each.kind is ClauseKind.INFINITIVE}
    for at in range(begin + 1, stop):
        kept = tokens[begin:at]
        told = [each for each in kept if each.tag == "IN"]
        by = tokens[at].low == "by" and not any(each.tag in {"VBN", "VBD"} for each in kept)
        aim = at in aims and len(told) > 1
        if kept[-1].tag[:2] == "NN" and any(each.low == "of" for each in told) and (by or aim):
            yield at


def _is_whole(kept: Sequence[Token], *, cut: Sequence[Token]) -> bool:
    """Return whether what is left of a meaning still tells one thing from others.

    "The branch of biology" says nothing without "that studies ..."; "a model capable" is cut.
    """
    if not kept[-1].tag.startswith(("NN", "CD")):
        return False
    aside = any(each.low == "," for each in cut)
    if not aside and kept[-_OF_ONE].low in {"the", "those"}:
        return False  # "the ways" without "in which they live"
    if kept[0].low != "the":
        return True
    told = any(each.low in _TELLING for each in kept)
    return told and (aside or kept[-_OF_ONE].low != "of")


def in_full(teller: Teller, begin: int, stop: int) -> Iterator[str]:
    """Yield a meaning with a participle in it told in full: "models that are used" for "used"."""
    tokens = teller.sentence.tokens
    for clause in teller.sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or clause.kind is not ClauseKind.PARTICIPLE:
            continue
        at = verb.first
        if not begin < subject.head < at < stop or tokens[at - 1].tag[:2] not in {"NN", "CD"}:
            continue
        lead, full = words_alone(teller, begin, at), _said(teller, clause)
        after = at if tokens[at].tag == "VBN" else at + 1
        if tokens[min(at + 1, len(tokens) - 1)].tag.startswith("NN"):
            continue  # "the only prize winning actor"
        rest = words_alone(teller, after, stop) if after < stop else ""
        if lead and full and rest:
            yield joined([lead, full, rest])


def turned_pairs(teller: Teller, begin: int, stop: int) -> Iterator[str]:
    """Yield a meaning with two things in it the other way round: "between Harrow and Lorn"."""
    for clause in teller.sentence.clauses:
        for each in (clause.subject, *clause.objects, *clause.adverbials):
            if each is None or len(each.members) != _PAIR or not begin < each.first < stop:
                continue
            (first, end), (second, last) = each.members
            between = teller.sentence.tokens[end:second]
            if last > stop or [one.tag for one in between] != ["CC"]:
                continue
            spans = ((begin, first), (second, last), (end, second), (first, end), (last, stop))
            parts = [words_alone(teller, *span) if span[0] < span[1] else "" for span in spans]
            behind = " ".join(one.low for one in teller.sentence.tokens[last : last + 1])
            words = [teller.sentence.tokens[at - 1].low for at in (end, last)]
            if second_verb(words[0], words[1], behind):
                continue
            alike = _shape(teller, first, end) == _shape(teller, second, last)
            if alike and None not in parts:
                yield joined(part or "" for part in parts)


def _shape(teller: Teller, first: int, end: int) -> tuple[bool, bool]:
    """Return whether an article opens a member and whether "of" stands in it."""
    inside = teller.sentence.tokens[first:end]
    return inside[0].tag in {"DT", "PRP$"}, any(each.tag == "IN" for each in inside)


def _said(teller: Teller, clause: Clause) -> str:
    """Return "that are" before "used", "that stretches" for "stretching", or ""."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or subject is None:
        return ""
    noun, opening = tokens[subject.head], tokens[verb.first]
    many = noun.tag in {"NNS", "NNPS"}
    that = "who" if kind_of_noun(noun.lemma.casefold()) is EntityKind.PERSON else "that"
    if opening.tag == "VBN":
        return f"{that} {'are' if many else 'is'}"
    if opening.tag == "VBG" and verb.first == verb.head and verb.lemma != "use":
        return f"{that} {inflect(verb.lemma, 'VBP' if many else 'VBZ')}"
    return ""
