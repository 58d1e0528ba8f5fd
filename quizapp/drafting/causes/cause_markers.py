"""Whether "since", "as" or "after" opens a reason: by tense and by what the clause tells."""

from typing import Final

from quizapp.drafting.lexis.hearsay_words import REPORTING, SPEECH
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.voices.report_words import past_of

_COGNISING: Final = word_set(
    "know see remember show call put do note find describe expect use treat"
)
_STATES: Final = word_set(
    "be have lack need own contain cost fear want believe belong go run require"
)
_COURSE: Final = word_set(
    "fall rise grow spread warm shrink decline dwindle drop increase cool melt dry age weaken"
    " lengthen deepen fail change improve worsen expand double disappear vanish multiply thin"
    " thicken soften harden mount slow widen narrow recede retreat erode decay introduce replace"
    " close"
)
"""What goes on by and by: as it does, something else comes of it."""
_NOW: Final = "now"


def gives_reason(sentence: Sentence, clause: Clause, outer: Clause) -> bool:
    """Return whether a clause with "since", "as" or "now that" tells why, and not when.

    "Since" tells the time only beside a perfect ("has stood since the mill closed"); "as" behind
    a comma gives a reason, unless somebody knows or says it so.
    """
    verb = clause.verb
    if verb is None or outer.verb is None or clause.subject is None or clause.aside is False:
        return False
    if not clause.first < clause.subject.first < verb.first:
        return False  # "as were his brothers"
    if clause.kind not in {ClauseKind.TIME, ClauseKind.CAUSE} or verb.modal in {"may", "might"}:
        return False
    tokens = sentence.tokens
    marker, before = tokens[clause.first].low, tokens[clause.first - 1].low if clause.first else ""
    if marker == _NOW and tokens[clause.first + 1].low == "that":
        return True
    if marker == "since":
        dated = any(each.tag == "CD" for each in tokens[clause.first : clause.end])
        timed = outer.verb.perfect or before in {"ever", "years", "long"}
        return not timed and not (dated and verb.tense is Tense.PAST)
    return marker == "as" and _as_reason(sentence, clause, outer)


def _as_reason(sentence: Sentence, clause: Clause, outer: Clause) -> bool:
    verb, tokens = clause.verb, sentence.tokens
    if verb is None or outer.verb is None:
        return False
    if verb.lemma in REPORTING | SPEECH | _COGNISING or verb.progressive or past_of(verb.lemma):
        return False
    told = clause.objects or clause.adverbials or verb.passive or verb.particle or verb.negated
    fronted = clause.first < outer.verb.first
    if fronted:
        state = verb.lemma in _STATES or verb.perfect
        somebody = clause.subject is not None and tokens[clause.subject.head].low in {"he", "she"}
        course = verb.lemma in _COURSE and not somebody  # "as he grew up" tells when
        return course or bool(state and told)
    apart = tokens[clause.first - 1].text == ","
    follows = clause.subject is not None and clause.subject.first == clause.first + 1
    return apart and follows and bool(told)
