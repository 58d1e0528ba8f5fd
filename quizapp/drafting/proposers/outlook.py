"""What somebody expects, reckons or wants of a thing, in a noun: "expects a slow thaw"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.proposers.attitude import is_narrated, stands_quoted
from quizapp.drafting.proposers.claimed import claimed
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.spacing import end_marks
from quizapp.drafting.telling.telling import Teller, joined
from quizapp.drafting.voices.actors import speaker_of

_FORESEEING: Final = {
    "expect": "expected", "predict": "predicted", "forecast": "forecast", "foresee": "predicted",
    "anticipate": "expected",
}  # fmt: skip
_RECKONING: Final = {"put": "said", "estimate": "estimated", "reckon": "reckoned"}
"""Verbs with a thing and, behind "at", what it is said to be."""
_WANTING: Final = {"want": "argued", "like": "argued", "prefer": "argued"}
"""Verbs with a thing and what is to be done with it: "wants the rate raised"."""
_INDEFINITE: Final = frozenset({"a", "an", "no", "more", "fewer", "some", "little"})

Made = tuple[str, Status, str]
"""The verb of saying, the status, and the point."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each thing that somebody expects, reckons or wants."""
    found = [
        each
        for sentence in page.sentences
        if not sentence.text.rstrip("\"”'\u2019").endswith("?")
        for clause in sentence.clauses
        for each in _of_clause(page, sentence, clause)
    ]
    return tuple(each for each in found if each is not None)


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal | None]:
    verb = clause.verb
    if verb is None or verb.negated or verb.modal or verb.passive or verb.auxiliary:
        return
    if clause.kind not in {ClauseKind.MAIN, ClauseKind.RELATIVE}:
        return
    if stands_quoted(page, sentence, clause) or not _own(page, sentence, clause):
        return
    teller = Teller(page, sentence)
    made = (
        _foreseen(teller, clause)
        or _reckoned(teller, clause)
        or _wanted(teller, clause)
        or _blamed(teller, clause)
    )
    speaker = speaker_of(teller, clause) if made is not None else None
    if made is None or speaker is None:
        return
    said, status, point = made
    span = sentence.span(clause.first, clause.end)
    yield claimed(page, speaker, said, [point], span, status=status)


def _own(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether nobody but the subject has the view; "puts at" itself makes it hearsay."""
    if is_narrated(page, sentence, clause):
        return True
    framing = page.framing(sentence, clause)
    heard = framing.status is Status.REPORTED and not (framing.source or framing.speaker)
    return heard and clause.verb is not None and clause.verb.lemma in {*_RECKONING, "blame"}


def _thing(clause: Clause) -> Phrase | None:
    """Return the object right behind the verb, or None."""
    verb = clause.verb
    thing = clause.objects[0] if clause.objects else None
    if verb is None or thing is None or thing.kind is not ChunkKind.NOUN:
        return None
    return thing if thing.first == verb.end else None


def _inner(teller: Teller, clause: Clause) -> bool:
    """Return whether a clause of its own hangs on the verb: "expects to see", "that it will"."""
    return any(
        each.parent == clause.index and not each.aside and each.kind is not ClauseKind.RELATIVE
        for each in teller.sentence.clauses
    )


def _rest(teller: Teller, clause: Clause, first: int) -> str | None:
    cut = [*teller.asides(clause), *end_marks(teller.sentence, clause)]
    return teller.words(first, clause.end, without=cut)


def _foreseen(teller: Teller, clause: Clause) -> Made | None:
    """Return "there will be 410,000 visitors" for "expects 410,000 visitors"."""
    verb, thing = clause.verb, _thing(clause)
    if verb is None or verb.lemma not in _FORESEEING or thing is None or _inner(teller, clause):
        return None
    opening = teller.sentence.tokens[thing.first]
    bare = opening.tag in {"CD", "JJ", "NNS"} or opening.low in _INDEFINITE
    words = _rest(teller, clause, thing.first) if bare else None
    if len(clause.objects) > 1 and bare:
        words = teller.phrase(thing)  # "expects 410,000 visitors next year"
    if not words:
        return None
    return _FORESEEING[verb.lemma], Status.PREDICTION, f"there will be {words}"


def _reckoned(teller: Teller, clause: Clause) -> Made | None:
    """Return "the cost is 18 million" for "puts the cost at 18 million"."""
    verb, thing = clause.verb, _thing(clause)
    if verb is None or verb.lemma not in _RECKONING or thing is None:
        return None
    behind = [each for each in clause.adverbials if each.prep == "at"]
    if len(behind) != 1 or behind[0].prep_first < thing.end:
        return None
    at = behind[0]
    number = any(t.tag == "CD" for t in teller.sentence.tokens[at.first : at.end])
    what = teller.words(thing.first, at.prep_first)
    value = _rest(teller, clause, at.first)
    if not number or not what or not value:
        return None
    many = teller.sentence.tokens[thing.head].tag == "NNS" or bool(thing.members)
    return _RECKONING[verb.lemma], Status.ATTRIBUTED, f"{what} {'are' if many else 'is'} {value}"


def _wanted(teller: Teller, clause: Clause) -> Made | None:
    """Return "the rate should be raised to 10 per cent" for "wants the rate raised"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or verb.lemma not in _WANTING:
        return None
    at = verb.end
    while at < clause.end and tokens[at].tag in {"DT", "NN", "NNS", "JJ", "PRP$", "POS", "NNP"}:
        at += 1
    if at == verb.end or at >= clause.end or tokens[at].tag not in {"VBN", "VBD"}:
        return None
    end = next((k for k in range(at, clause.end) if tokens[k].text in {",", ";", ":"}), clause.end)
    what = teller.words(verb.end, at)
    done = teller.words(at, end)
    if not what or not done:
        return None
    return "argued", Status.ATTRIBUTED, joined([what, "should be", done.rstrip(" .")])


def _blamed(teller: Teller, clause: Clause) -> Made | None:
    """Return "a shortage of surveyors was to blame" for "blame a shortage of surveyors"."""
    verb, thing = clause.verb, _thing(clause)
    if verb is None or verb.lemma != "blame" or thing is None or _inner(teller, clause):
        return None
    if any(each.prep == "on" for each in clause.adverbials):
        return None
    rest = [each for each in clause.adverbials if each.prep == "for" and each.first > thing.end]
    what = teller.words(thing.first, rest[0].prep_first if rest else thing.end)
    why = teller.words(rest[0].prep_first, rest[0].end) if rest else ""
    if not what or why is None:
        return None
    many = teller.sentence.tokens[thing.head].tag == "NNS" or bool(thing.members)
    words = joined([what, "were" if many else "was", "to blame", why])
    return "said", Status.ATTRIBUTED, words
