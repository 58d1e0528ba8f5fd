"""Numbers that a sentence tells beside its verb: a summit's height, a share of what was counted."""

from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import LENGTHS, relative
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital
from quizapp.drafting.voices.vouching import is_stated

_SUMMITS: Final = word_set("point peak mountain summit hill elevation volcano fell")
_OF_WHICH: Final = ("of", "which")
_LONGEST: Final = 12
_STOPS: Final = frozenset({",", ";", ".", ":", "(", ")"})


def find_told_of(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return what a number tells of a name or of what was counted right before it, or None."""
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        if clause.verb is None or not is_stated(page, sentence, clause):
            continue
        for rule in (_summit, _covering):
            found = rule(teller, clause, seen)
            if found is not None:
                return found
    return _of_which(teller, seen)


def _summit(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the height in "the highest point is Mount Arden at 1,204 metres"."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or subject is None or verb.lemma != "be" or not verb.happened:
        return None
    thing = clause.objects[0] if clause.objects else None
    highest = any(each.low in {"highest", "tallest"} for each in tokens[subject.first : verb.first])
    if thing is None or not highest or tokens[subject.head].lemma not in _SUMMITS:
        return None
    named, before = teller.entity_of(thing), tokens[seen.first - 1].low
    if named is None or thing.end > seen.first or before not in {"at", ",", "with"}:
        return None
    if not LENGTHS.search(seen.unit) or "degree" in seen.unit:
        return None
    told = f"{named.phrase} is {_label(seen)} high"
    return _made(teller, (subject.first, seen.end), seen, f"the height of {named.phrase}", told)


def _covering(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the share in "covering 22% of the plain, the lake is the largest" and the like."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or subject is None or clause.kind is not ClauseKind.PARTICIPLE:
        return None
    share = seen.unit == "%" and seen.end + 1 < len(tokens) and tokens[seen.end].low == "of"
    if not share or verb.lemma not in {"cover", "comprise", "occupy"} or verb.passive:
        return None
    owner = teller.phrase(subject)
    main = next((each for each in teller.sentence.clauses if each.index == clause.parent), None)
    if seen.first > verb.end or not owner or main is None:
        return None
    end = next((k for k in range(seen.end, len(tokens)) if tokens[k].text in _STOPS), len(tokens))
    whole = teller.words(seen.end + 1, end)
    told_now = main.verb is not None and main.verb.tense is Tense.PRESENT
    if not whole or len(whole.split()) > _LONGEST or not told_now:
        return None
    many = tokens[subject.head].tag in {"NNS", "NNPS"}
    done = f"{verb.lemma if many else _third(verb.lemma)}"
    what = f"the share of {whole} that {owner} {done}"
    tokens_of = (min(clause.first, subject.first), end)
    return _made(teller, tokens_of, seen, what, f"{owner} {done} {_label(seen)} of {whole}")


def _third(lemma: str) -> str:
    return {"occupy": "occupies"}.get(lemma, f"{lemma}s")


def _of_which(teller: Teller, seen: Seen) -> Proposal | None:
    """Return the share in "7,000 known species, of which nearly 90% are frogs"."""
    tokens = teller.sentence.tokens
    at = seen.first - 2
    if seen.unit != "%" or at < 1 or tuple(each.low for each in tokens[at : at + 2]) != _OF_WHICH:
        return None
    verb = tokens[seen.end] if seen.end < len(tokens) else tokens[at]
    whole = _counted_before(teller, at)
    end = next((k for k in range(seen.end, len(tokens)) if tokens[k].text in _STOPS), len(tokens))
    done = teller.words(seen.end, end)
    if verb.tag not in {"VBP", "VBD"} or not whole or not done or len(done.split()) > _LONGEST:
        return None
    clause = next((each for each in teller.sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if clause is None or not is_stated(teller.page, teller.sentence, clause):
        return None
    what = f"the share of {whole} {relative(whole.split()[-1])} {done}"
    return _made(teller, (clause.first, end), seen, what, f"{_label(seen)} of {whole} {done}")


def _counted_before(teller: Teller, at: int) -> str:
    """Return the plural of "the number of known species is 7,000, of which", or ""."""
    sentence = teller.sentence
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None or clause.kind is not ClauseKind.MAIN or subject.end > at:
            continue
        named, _, counted = sentence.words(subject.first, subject.end).partition(" number of ")
        if counted and named.casefold() in {"the", "the total"}:
            return counted
    return ""


def _label(seen: Seen) -> str:
    return f"{seen.quantity.about} {seen.label}".strip()


def _made(teller: Teller, tokens: tuple[int, int], seen: Seen, what: str, told: str) -> Proposal:
    return quantity_of(
        seen,
        what,
        trimmed(teller.page, *teller.sentence.span(*tokens)),
        passage=teller.page.number,
        statement=f"{capital(told)}.",
        others=(f"{capital(what)} is {_label(seen)}.",),
        status=Status.STATED,
        confidence=0.75,
    )
