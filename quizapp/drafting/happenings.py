"""Clauses that tell what came to pass, and who is told of."""

from typing import Final

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.proposal import Page
from quizapp.drafting.telling import Telling, tell
from quizapp.drafting.vouching import Voice
from quizapp.drafting.word_sets import word_set

SPEECH: Final = word_set(
    "say tell argue claim deny insist believe think suggest warn note explain state add admit"
    " acknowledge complain concede confirm contend describe dismiss estimate maintain predict"
    " promise remark reply report stress write point call accuse pledge vow assert allege"
)
"""Verbs of speech and thought; what hangs on them is a claim or a quotation."""
_KINDS: Final = frozenset(
    {ClauseKind.MAIN, ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.TIME}
)


def speaks_of_itself(page: Page, actor: str, voice: Voice) -> bool:
    """Return whether the one who tells it is the one it is told of: that is a claim."""
    return bool(voice.lead) and actor in page.entities and page.entities[actor].name in voice.lead


def happened(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause tells what was done or came to pass, without doubt."""
    verb = clause.verb
    if verb is None or clause.kind not in _KINDS or clause.subject is None:
        return False
    if verb.negated or verb.modal or verb.auxiliary or verb.progressive:
        return False
    if sentence.text.rstrip("\"”'").endswith("?"):
        return False
    if clause.kind is ClauseKind.PARTICIPLE:
        return verb.passive and clause.marker == ""
    if clause.kind is ClauseKind.RELATIVE and has_gap(clause):
        return False
    return verb.tense is Tense.PAST or (verb.perfect and verb.tense is Tense.PRESENT)


def has_gap(clause: Clause) -> bool:
    """Return whether the noun before a relative clause is missing in it: "the book he wrote"."""
    if clause.subject is None or clause.subject.first < clause.first:
        return False
    return not any(each.first < clause.first for each in (*clause.objects, *clause.adverbials))


def told(page: Page, sentence: Sentence, clause: Clause) -> Telling | None:
    """Return the clause in words, a participle as a whole predicate ("was founded")."""
    telling = tell(page, sentence, clause)
    if telling is None or clause.kind is not ClauseKind.PARTICIPLE:
        return telling
    verb = "were" if _plural(sentence, clause) else "was"
    words = f"{verb} {telling.predicate}"
    return Telling(
        clause=clause,
        subject=telling.subject,
        predicate=words,
        lead="",
        verb=f"{verb} {telling.verb}",
        date=telling.date,
        place=telling.place,
        place_prep=telling.place_prep,
        actor=telling.actor,
        shorts=tuple(f"{verb} {each}" for each in telling.shorts),
    )


def _plural(sentence: Sentence, clause: Clause) -> bool:
    subject = clause.subject
    if subject is None:
        return False
    return bool(subject.members) or sentence.tokens[subject.head].tag in {"NNS", "NNPS"}
