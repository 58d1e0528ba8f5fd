"""What is to happen at a date: "will open in May 2029", "is planned for 2031"."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.events.happenings import has_gap
from quizapp.drafting.lexis.hearsay_words import REPORTING, VOICED
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.telling import Telling, tell
from quizapp.drafting.voices.vouching import Voice, voice_of

_SET: Final = word_set("plan schedule expect forecast due fix set project propose")
_MEANING: Final = word_set("plan schedule expect forecast due set project be intend hope aim mean")
_STATES: Final = word_set("be have seem remain include contain mean know say")
_EXPECTS: Final = "The article expects that "
_AT: Final = frozenset({"in", "on", "from", "for", "at"})


def happens_on(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause in the present tells what a day brings: "takes effect on 1 May"."""
    verb = clause.verb
    if verb is None or verb.tense is not Tense.PRESENT or verb.lemma in _STATES:
        return False
    plain = verb.happened and not (verb.perfect or verb.progressive)
    plain = plain and verb.lemma not in REPORTING | VOICED and not _conditional(sentence)
    return plain and _tells(clause) and _dated(clause)


def voice_ahead(page: Page, sentence: Sentence, clause: Clause) -> Voice | None:
    """Return who vouches for what is to happen; None where nobody says that it is to."""
    verb = clause.verb
    if verb is None or verb.negated or not _tells(clause):
        return None
    if sentence.text.endswith("?") or not _dated(clause):
        return None
    if _conditional(sentence):
        return None
    status = page.framing(sentence, clause).status
    if status not in {Status.STATED, Status.PREDICTION}:
        voice = voice_of(page, sentence, clause)
        return voice if verb.tense is Tense.FUTURE else None
    now = verb.tense is Tense.PRESENT
    if verb.tense is Tense.FUTURE and not verb.auxiliary:
        return Voice(Status.PREDICTION, _EXPECTS)
    told = (now and verb.auxiliary in _MEANING) or (
        now and verb.passive and verb.lemma in _SET and not verb.auxiliary
    )
    return Voice(Status.PREDICTION) if told else None


def told_ahead(page: Page, sentence: Sentence, clause: Clause) -> Telling | None:
    """Return the clause in words, "is planned for 2031" with its preposition."""
    telling = tell(page, sentence, clause)
    if telling is None or telling.date is None or telling.date.edtf.endswith("/.."):
        return None
    return telling


def kept_for(clause: Clause, statement: str) -> str:
    """Return "is planned for 2031" where the plain preposition would date the planning."""
    dates = [each for each in clause.adverbials if each.kind is ChunkKind.DATE]
    if len(dates) != 1 or dates[0].prep != "for":
        return statement
    return re.sub(r" (?:in|on) (?=[^ ]*(?: [^ ]+){0,2}\.$)", " for ", statement)


def _tells(clause: Clause) -> bool:
    """Return whether it is a main clause, or says by the way what its noun does."""
    aside = clause.kind is ClauseKind.RELATIVE and clause.aside and not has_gap(clause)
    return clause.kind is ClauseKind.MAIN or aside


def _conditional(sentence: Sentence) -> bool:
    return any(each.kind is ClauseKind.CONDITION for each in sentence.clauses)


def _dated(clause: Clause) -> bool:
    """Return whether one date stands in the clause itself, behind "in" or "on"."""
    dates = [each for each in clause.adverbials if each.kind is ChunkKind.DATE]
    return len(dates) == 1 and dates[0].prep in _AT
