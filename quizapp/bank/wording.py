"""How facts are put into words: entities with their article word, dates, attributed stems."""

import re
from collections.abc import Mapping
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.document import Entity
from quizapp.bank.inversion import base_of, inverted, inverted_now, inverted_predicate, lasting
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import DateAnswer

_WHO: Final[Mapping[EntityKind, str]] = {
    EntityKind.PERSON: "who",
    EntityKind.ORGANISATION: "which organisation",
    EntityKind.COUNTRY: "which country",
    EntityKind.PLACE: "which place",
    EntityKind.AGREEMENT: "which agreement",
    EntityKind.EVENT: "which event",
    EntityKind.CONCEPT: "which concept",
    EntityKind.OFFICE: "which office",
    EntityKind.MOVEMENT: "which movement",
    EntityKind.WORK: "which work",
}
_PREFIX: Final[Mapping[Status, str]] = {
    Status.STATED: "",
    Status.REPORTED: "according to the article, ",
    Status.ATTRIBUTED: "according to the article, ",
    Status.ARTICLE_VIEW: "in the article's view, ",
    Status.PREDICTION: "going by what the article expects, ",
}
_BASE_FORMS: Final[Mapping[str, str]] = {
    "acknowledged": "acknowledge",
    "added": "add",
    "admitted": "admit",
    "affirmed": "affirm",
    "agreed": "agree",
    "announced": "announce",
    "argued": "argue",
    "asserted": "assert",
    "believed": "believe",
    "claimed": "claim",
    "complained": "complain",
    "conceded": "concede",
    "concluded": "conclude",
    "declared": "declare",
    "demanded": "demand",
    "denied": "deny",
    "doubted": "doubt",
    "emphasised": "emphasise",
    "emphasized": "emphasize",
    "expected": "expect",
    "explained": "explain",
    "feared": "fear",
    "held": "hold to be true",
    "insisted": "insist was true",
    "maintained": "maintain",
    "noted": "note",
    "pledged": "pledge",
    "pointed out": "point out",
    "predicted": "predict",
    "promised": "promise",
    "proposed": "propose",
    "recalled": "recall",
    "recognised": "recognise",
    "replied": "reply",
    "reported": "report",
    "said": "say",
    "signalled": "signal",
    "stated": "state",
    "stressed": "stress",
    "suggested": "suggest",
    "thought": "think",
    "told": "tell",
    "warned": "warn",
    "wrote": "write",
}
_TAKES_PERSON: Final = frozenset({"told", "assured", "reminded", "informed", "promised", "warned"})
"""Reporting verbs with the person straight after them, without "to"."""
_AUXILIARIES: Final = frozenset(
    {"was", "were", "is", "are", "had", "has", "have", "will", "would", "could", "can", "might"}
)
_PLURAL_KINDS: Final = frozenset({EntityKind.AGREEMENT, EntityKind.MOVEMENT, EntityKind.CONCEPT})
_OF_PEOPLE: Final = frozenset({EntityKind.MOVEMENT, EntityKind.ORGANISATION})
_COME_ABOUT: Final = (
    (
        frozenset({"treaty", "agreement", "agreements", "pact", "accord", "founding", "final"}),
        "concluded",
    ),
    (frozenset({"act", "law", "laws", "bill", "statute", "ordinance"}), "passed"),
    (frozenset({"order", "decree", "edict", "proclamation", "declaration", "bull"}), "issued"),
    (frozenset({"charter", "constitution", "resolution", "statutes"}), "adopted"),
)
"""Words of an agreement's name and what is done to it; the first that fits counts."""
_PREPOSITIONS: Final = frozenset(
    {"against", "at", "by", "for", "from", "in", "into", "near", "of", "on", "over", "to", "under"}
    | {"with"}
)
_PAST: Final = re.compile(r"\b(?:was|were|had)\b")
_QUOTE_MARKS: Final = '“”"'
_SHORT_WORDS: Final = 5
_SHORT_CHARACTERS: Final = 60


def entity_phrase(entity: Entity) -> str:
    """Return the name as it stands in running text: "the Soviet Union", a work in quotes.

    What has no name of its own stands without quotes: "recent studies".
    """
    if entity.kind is EntityKind.WORK and not entity.name[:1].islower():
        return quoted(entity.name)
    return f"{entity.article_word} {entity.name}" if entity.article_word else entity.name


def is_plural(entity: Entity) -> bool:
    """Return whether the name takes a plural verb: "the Minsk agreements"; wary, so seldom."""
    if entity.kind not in _PLURAL_KINDS or entity.article_word in {"a", "an"}:
        return False
    last = entity.name.rsplit(" ", 1)[-1]
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "cs", "'s"))


def was(entity: Entity) -> str:
    """Return the past of "be" that fits the name."""
    return "were" if is_plural(entity) else "was"


def came_about(agreement: Entity) -> str:
    """Return how an agreement came about, by its name: a treaty was concluded, an act passed."""
    words = {each.casefold() for each in agreement.name.split()}
    done = next((done for kinds, done in _COME_ABOUT if kinds & words), "concluded")
    return f"{was(agreement)} {done}"


def who(entity: Entity) -> str:
    """Return the question word for things of this entity's kind: who, which country...

    People who only have a word for them are no movement or organisation to their readers:
    "critics", "winners".
    """
    if entity.kind in _OF_PEOPLE and entity.name[:1].islower() and entity.name.endswith("s"):
        return "who"
    return _WHO[entity.kind]


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Return the text in quotation marks, without marks it already had."""
    bare = text.strip(_QUOTE_MARKS)
    return f"“{bare}”"


def ask(status: Status, question: str) -> str:
    """Return a question (lower-case start, "?" at its end) worded for who vouches for it."""
    return sentence(f"{_PREFIX[status]}{question}")


def ask_attributed(status: Status, question: str) -> str:
    """Return a question about what somebody said: the attribution is the speaker's already."""
    return sentence(
        question if status is Status.STATED else f"according to the article, {question}"
    )


def as_it_came(status: Status, question: str) -> str:
    """Return a question in its own words, with who vouches for it where that is contested."""
    return question if status is Status.STATED else f"{sentence(_PREFIX[status])}{question}"


def is_short(text: str) -> bool:
    """Return whether a text can be typed from memory: at most five words."""
    return len(text.split()) <= _SHORT_WORDS and len(text) <= _SHORT_CHARACTERS


def date_answer(when: str, when_label: str | None) -> DateAnswer:
    """Return a date as an answer, with the author's label or one made from the date."""
    return DateAnswer(edtf=when, label=when_label or edtf.label(when))


def dated(when: str | None, when_label: str | None) -> str:
    """Return " in 1991", with a space before it, or nothing without a date."""
    if when is None:
        return ""
    return f" {edtf.adverbial(when, when_label or edtf.label(when))}"


def is_of_now(statement: str) -> bool:
    """Return whether a statement tells of the present, as far as its forms of "be" show."""
    return _PAST.search(statement) is None


def which_time(when: str) -> str:
    """Return the words that ask for a date as finely as it is known: "in which year"."""
    return {
        "year": "in which year",
        "month": "in which month and year",
        "day": "on which date",
        "period": "in which period",
    }[edtf.precision(when)]


def when_clause(when: str, clause: str) -> str:
    """Return "in which year did the wall fall?", or a plainer one where that is not certain.

    "In which year did this happen: <clause>?" is grammatical for every clause.
    """
    if when.endswith("/.."):
        held = lasting(clause)
        if held:
            return f"since when {held}?"
    turned = inverted(clause) or inverted_now(clause)
    return f"{which_time(when)} {turned or f'did this happen: {clause}'}?"


def where_clause(place: Entity, clause: str, time: str) -> str:
    """Return "in which country did the wall fall in 2008?"; ``time`` may be empty."""
    asked = f"in {who(place)}" if place.kind is EntityKind.COUNTRY else "where"
    turned = inverted(clause)
    return f"{asked} {turned}{time}?" if turned else f"{asked} did this happen{time}: {clause}?"


def when_predicate(when: str, subject: str, predicate: str) -> str:
    """Return the question for the date of a subject's act, inverted where that is safe."""
    turned = inverted_predicate(subject, predicate)
    if turned:
        return f"{which_time(when)} {turned}?"
    first, _, rest = predicate.partition(" ")
    if first in _AUXILIARIES and rest:
        return f"{which_time(when)} {first} {subject} {rest}?"
    return when_clause(when, f"{subject} {predicate}")


def reporting(verb: str, listener: Entity | None) -> str:
    """Return "said", "told Clinton", "wrote to Clinton"."""
    plain = verb.removesuffix(" that")
    if listener is None:
        return plain
    between = "" if plain in _TAKES_PERSON or plain.endswith(" to") else "to "
    return f"{plain} {between}{entity_phrase(listener)}"


def what_did_say(speaker: str, verb: str, listener: Entity | None, time: str) -> str:
    """Return "what did Baker say?", or "Baker said what?" for a verb without a known base form."""
    plain = verb.removesuffix(" that")
    told = reporting(verb, listener)
    base = _BASE_FORMS.get(plain) or base_of(plain)
    if base is None:
        return f"{speaker} {told} what{time}?"
    return f"what did {speaker} {base}{told[len(plain) :]}{time}?"


def which_object(entity: Entity, subject: str, act: str, rest: str) -> str:
    """Return the question for the object of an act: "which place did Russia annex in 2014?".

    A preposition goes before it: "to whom did Ann write". Where the act cannot be turned the gap
    is where the object stood: "Ann let go of whom?"
    """
    asked = "whom" if entity.kind is EntityKind.PERSON else who(entity)
    begun, _, last = act.rpartition(" ")
    before = begun and last in _PREPOSITIONS
    turned = inverted_predicate(subject, begun if before else act)
    if turned is None:
        return f"{subject} {act} {asked}{rest}?"
    return f"{last} {asked} {turned}{rest}?" if before else f"{asked} {turned}{rest}?"
