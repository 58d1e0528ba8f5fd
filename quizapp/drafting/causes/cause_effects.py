"""Verbs that change something: "X weakened Y", "X could create Y", "X led Y to do Z"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.causes.cause_outcomes import is_told_twice
from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    fitting,
    gerund_words,
    is_hedged,
    span_of,
    subject_words,
)
from quizapp.drafting.causes.pointing import FACT_THAT, pointed_cause
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import is_office
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.naming.unnamed import unnamed
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Tense
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.actors import actor_of

_MAKING: Final = word_set(
    "create cause generate produce trigger spark provoke stir fuel breed foster"
    " precipitate ignite inspire engender"
)
"""What comes of them is a thing of its own: "created doubts"."""
_CHANGING: Final = word_set(
    "weaken strengthen undermine erode deepen heighten worsen exacerbate intensify accelerate"
    " hasten slow reduce increase boost limit restrict prevent block hinder hamper disrupt damage"
    " destroy threaten endanger transform reshape shape alter change expand complicate strain"
    " ease improve discourage encourage end halt stop delay halve"
)
"""What they act on is there before: "weakened the alliance"."""
_MOVING: Final = word_set(
    "lead prompt force push drive cause encourage compel oblige inspire persuade convince induce"
    " allow enable help permit motivate pressure spur"
)
"""Followed by somebody and what they then do."""
_LETTING: Final = word_set("allow enable help permit encourage")
_DOERS: Final = word_set(
    "company firm government council committee team man woman son daughter king queen minister"
    " president leader official scientist researcher engineer group party parliament court state"
    " country nation bank ministry agency union university people who he she they worker owner"
)
"""They act; what follows from them is no effect of a cause."""
_ACTING: Final = frozenset(
    {EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.MOVEMENT, EntityKind.COUNTRY}
)
THINGS: Final = word_set("barrier glacier weather fertilizer fertiliser frontier crater laser")
"""Nouns that end like those of offices: "barrier"."""
_EXPECTING: Final = word_set("could may might will would")


def effects(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of a clause whose subject changes, makes or moves something."""
    verb = clause.verb
    if verb is None or verb.negated or verb.passive or verb.auxiliary or not _told(clause):
        return
    if verb.modal and verb.modal not in _EXPECTING:
        return
    cause = cause_of(teller, clause)
    if cause is None or clause.subject is None or is_hedged(teller, clause):
        return
    status = _status(clause)
    effect = _moved(teller, clause) if verb.lemma in _MOVING else None
    if effect is not None:
        said = _because(cause, effect)
    else:
        effect = _made(teller, clause)
        if effect is None:
            return
        said = _led(cause, effect, status) if verb.lemma in _MAKING else _because(cause, effect)
    start, end = span_of(teller, clause)
    yield Link(cause, effect, start, end, clause, said, status)


def _told(clause: Clause) -> bool:
    verb = clause.verb
    if verb is None or clause.kind not in {ClauseKind.MAIN, ClauseKind.RELATIVE}:
        return False
    return bool(verb.modal) or verb.tense in {Tense.PAST, Tense.PRESENT, Tense.FUTURE}


def _status(clause: Clause) -> Status:
    verb = clause.verb
    if verb is not None and (verb.modal or verb.tense is Tense.FUTURE):
        return Status.PREDICTION
    return Status.ARTICLE_VIEW


def cause_of(teller: Teller, clause: Clause) -> str | None:
    """Return the subject as a cause; a person or body of its own is an actor, no cause."""
    subject = clause.subject
    if subject is None or subject.kind is not ChunkKind.NOUN or _disagrees(teller, clause):
        return gerund_words(teller, clause)
    entity = teller.entity_of(subject)
    if entity is not None and entity.kind not in {EntityKind.EVENT, EntityKind.CONCEPT}:
        return None
    last = teller.mention_at(teller.sentence.tokens[max(subject.core_end, subject.first + 1) - 1])
    named = teller.page.entities.get(last.entity) if last is not None else None
    if named is not None and named.kind is EntityKind.PERSON:
        return None
    lemma = teller.sentence.tokens[subject.head].lemma.casefold()
    if (
        lemma in _DOERS
        or (is_office(lemma) and lemma not in THINGS)
        or actor_of(teller, clause) is not None
    ):
        return None
    if kind_of_noun(lemma) in _ACTING or unnamed(teller.sentence, subject, subject.end) is not None:
        return None  # "the townspeople flooded the meadows" is a deed
    return pointed_cause(teller, subject) or subject_words(teller, clause)


def _disagrees(teller: Teller, clause: Clause) -> bool:
    """Return whether subject and verb do not fit: "acid rain damages | weakens trees"."""
    subject, verb, tokens = clause.subject, clause.verb, teller.sentence.tokens
    if subject is None or verb is None or subject.members:
        return False
    head = tokens[subject.head]
    return head.tag == "NNS" and head.low != head.lemma and tokens[verb.first].tag == "VBZ"


def _made(teller: Teller, clause: Clause) -> str | None:
    """Return what comes of the verb: a thing, or a clause about what was changed."""
    verb = clause.verb
    thing = clause.objects[0] if clause.objects else None
    if verb is None or thing is None or thing.kind is not ChunkKind.NOUN or thing.first < verb.end:
        return None
    first, end = thing.first, clause_end(teller, clause)
    words = words_alone(teller, first, end, without=teller.asides(clause))
    if words is None:
        return None
    limits = limits_of(teller.sentence, clause)
    if verb.lemma in _MAKING:
        return None if limits else fitting(words)
    if verb.lemma not in _CHANGING:
        return None
    done = f"{limits} {inflect(verb.lemma, 'VBN')}".strip()
    split = max(thing.core_end, thing.first + 1)
    head = words_alone(teller, first, _phrase_end(teller, thing, split))
    if head is None or not words.startswith(head):
        return None
    rest = words[len(head) :].strip()
    be = _be(teller, thing, clause)
    return fitting(" ".join(each for each in (head, be, done, rest) if each), fewest=3)


def _phrase_end(teller: Teller, thing: Phrase, least: int) -> int:
    """Return where the object with its "of" phrases ends: before the next preposition."""
    tokens = teller.sentence.tokens
    for at in range(least, thing.end):
        if tokens[at].tag in {"IN", "TO", "WDT"} and tokens[at].low != "of":
            return at
    return max(thing.end, least)


def _be(teller: Teller, thing: Phrase, clause: Clause) -> str:
    verb = clause.verb
    head = teller.sentence.tokens[thing.head]
    many = head.tag in {"NNS", "NNPS"} or bool(thing.members)
    if verb is not None and verb.modal:
        return "could be"
    if verb is not None and verb.tense is Tense.PRESENT and not verb.perfect:
        return "are" if many else "is"
    return "were" if many else "was"


def _moved(teller: Teller, clause: Clause) -> str | None:
    """Return what somebody did who was led to it: "led leaders to look for other ways"."""
    verb = clause.verb
    inner = next(
        (
            each
            for each in teller.sentence.clauses
            if each.kind is ClauseKind.INFINITIVE and each.parent == clause.index and each.verb
        ),
        None,
    )
    thing = clause.objects[0] if clause.objects else (inner.subject if inner else None)
    if verb is None or inner is None or inner.verb is None or thing is None:
        return None
    if limits_of(teller.sentence, clause):
        return None  # "nearly forced him to resign"
    if not verb.end <= thing.first < inner.verb.first or inner.verb.negated:
        return None
    who = words_alone(teller, thing.first, max(thing.end, thing.first + 1))
    rest = words_alone(
        teller, inner.verb.head + 1, clause_end(teller, clause), without=teller.asides(inner)
    )
    if who is None or rest is None or is_told_twice(who, f"{who} {rest}"):
        return None
    lemma = inner.verb.lemma
    if verb.modal or verb.lemma in _LETTING:
        act = f"could {lemma}"
    elif verb.tense is Tense.PRESENT and not verb.perfect:
        head = teller.sentence.tokens[thing.head]
        many = head.tag in {"NNS", "NNPS"} or bool(thing.members)
        act = lemma if many else inflect(lemma, "VBZ")
    else:
        act = inflect(lemma, "VBD")
    return fitting(f"{who} {act} {rest}", fewest=3)


def _because(cause: str, effect: str) -> tuple[str, ...]:
    if cause.startswith(FACT_THAT):
        return (f"{cause} had the effect that {effect}",)
    return (f"{effect} because of {cause}", f"because of {cause}, {effect}")


def _led(cause: str, effect: str, status: Status) -> tuple[str, ...]:
    led = "could lead to" if status is Status.PREDICTION else "led to"
    return (f"{cause} {led} {effect}",)
