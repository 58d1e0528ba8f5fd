"""What a clause can do without: phrases in front of it, behind its subject, and at its end."""

from collections.abc import Iterator
from typing import Final

from quizapp.drafting.shapes.analysis import ChunkKind, Clause, Phrase
from quizapp.drafting.telling.phrasing import Teller

_MODIFIERS: Final = frozenset({"IN", "TO", "WDT", "WP", "WP$", "VBN", "VBG", "RB", "CD"})
"""Tags of words that open something behind a noun: "attempt to", "fence 1.2 metres high"."""
_NEEDED: Final = frozenset({"of", "to", "into", "as", "from", "than", "by", "without"})
_RANKS: Final = frozenset({"first", "second", "third", "fourth", "fifth", "last", "only", "sole"})
_LOOSE: Final = frozenset({"it", "them", "him", "her", "this", "these", "that", "those"})

Run = tuple[int, int]
"""The first token of a run, and one past its last."""


def behind_subject(teller: Teller, clause: Clause) -> Run | None:
    """Return what hangs on the noun of a subject: "to release larvae" of "an attempt to"."""
    subject, verb, tokens = clause.subject, clause.verb, teller.sentence.tokens
    if subject is None or verb is None or subject.members or subject.first < clause.first:
        return None
    if subject.kind is not ChunkKind.NOUN or verb.first < subject.end:
        return None
    begin = max(subject.core_end, subject.head + 1)
    while begin < verb.first and tokens[begin].low == "of":
        begin += 1
        while begin < verb.first and not (
            tokens[begin].tag in _MODIFIERS - {"CD"} or tokens[begin].text == ","
        ):
            begin += 1
    end = verb.first
    while end > begin and tokens[end - 1].tag in {"RB", "MD"}:
        end -= 1
    if begin >= end or tokens[begin].tag not in _MODIFIERS:
        return None
    return begin, end


def tells_which(teller: Teller, phrase: Phrase) -> bool:
    """Return whether a phrase tells which thing a noun before it is: "the highest peak in Lorn".

    Without it the rank would be of all there are, and "the storm" one that nobody has told of.
    """
    at, tokens = phrase.above, teller.sentence.tokens
    if not 0 < at < phrase.prep_first or tokens[at].tag not in {"NN", "NNS"}:
        return False
    if any(
        each.quote is not None and each.start <= tokens[at].start < each.end
        for each in teller.page.mentions
    ):
        return False  # words of a quotation stay together anyway
    first = at
    while first > 0 and tokens[first - 1].tag[:2] in {"JJ", "NN", "CD", "RB", "VB"}:
        first -= 1
    inside = tokens[first:at]
    ranked = any(each.tag in {"JJS", "RBS"} or each.low in _RANKS for each in inside)
    definite = first > 0 and tokens[first - 1].low == "the"
    return ranked or (definite and not inside)


def dispensable(teller: Teller, clause: Clause) -> Iterator[Run]:
    """Yield runs of tokens that a clause can do without, what matters least first."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None:
        return
    yield from teller.asides(clause)
    front = [each for each in clause.adverbials if each.prep_first < subject.first]
    yield from ((each.prep_first, each.end) for each in front if clause.first <= each.prep_first)
    run = behind_subject(teller, clause)
    if run is not None:
        yield run
    behind = [each for each in clause.adverbials if each.prep_first >= verb.end]
    for place, each in reversed(list(enumerate(behind))):
        enough = bool(clause.objects) or place > 0 or verb.passive
        if enough and tells_which(teller, each):
            continue
        if enough and (each.kind is ChunkKind.DATE or each.prep not in _NEEDED):
            yield each.prep_first, each.end


def core_subject(teller: Teller, clause: Clause) -> str:
    """Return the subject of a clause without what hangs on its noun; "" where nothing does."""
    run, subject = behind_subject(teller, clause), clause.subject
    if run is None or subject is None:
        return ""
    return teller.words(subject.first, run[0]) or ""


def loose_phrases(teller: Teller, clause: Clause) -> list[Run]:
    """Return phrases that are only a preposition and a pronoun which stands for nothing known.

    "Eleven species were identified from them by a program" is whole without "from them", and
    "gets 31 percent of it" without "of it"; a verb alone may need its phrase.
    """
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or not (clause.objects or verb.passive) or not teller.leans_on_its_like():
        return []
    ends = {each.prep_first: each.end for each in clause.adverbials if each.prep}
    return [
        # "On that occasion" goes as a whole.
        (at, ends.get(at, at + 2) if tokens[at + 1].tag == "DT" else at + 2)
        for at in range(verb.end, min(clause.end, len(tokens)) - 1)
        if tokens[at].tag == "IN"
        and tokens[at + 1].low in _LOOSE
        and teller.words(at + 1, at + 2) is None
        and (at + 2 >= len(tokens) or tokens[at + 2].tag[:2] not in {"VB", "MD"})
    ]
