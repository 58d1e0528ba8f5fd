"""What each slot of each fact type is called in the form, with a hint of how to fill it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from quizapp.errors import translatable
from quizapp.web.language import later


class Label(NamedTuple):
    """Words beside a field."""

    words: str
    hint: str = ""


_DATE: Final = Label(
    later("When"),
    later(
        "1991, 1991-12, 1991-12-26, about 1987: 1987~, from 1985 to 1989: 1985/1989, since 1949: "
        "1949/.."
    ),
)
_DATE_WORDS: Final = Label(
    later("The date in words"),
    later('Only where a person would say it otherwise: "the late 1980s".'),
)
_CLAUSE: Final = later("A clause with its subject, without a final stop.")
_PHRASE: Final = later("A few words that could follow “the” or stand as a thing.")

TYPES: Final[Mapping[str, Label]] = {
    "event": Label(later("Event"), later("something happened at a time")),
    "agreement": Label(later("Agreement"), later("a treaty, deal or promise and what it held")),
    "definition": Label(later("Definition"), later("a term and what it means")),
    "acronym": Label(later("Abbreviation"), later("letters and what they stand for")),
    "concept": Label(later("Concept"), later("an idea, who proposed it, what it says")),
    "claim": Label(later("Claim"), later("somebody said or argued something")),
    "quotation": Label(later("Quotation"), later("the exact words of somebody")),
    "membership": Label(later("Membership"), later("what belongs to a whole")),
    "cause": Label(later("Cause"), later("one thing led to another")),
    "quantity": Label(later("Quantity"), later("a number with its unit")),
    "role": Label(later("Role"), later("an office and who held it")),
    "action": Label(later("Action"), later("somebody did something, to what, where")),
    "sequence": Label(later("Sequence"), later("steps in their order")),
    "comparison": Label(later("Comparison"), later("things and the value of each")),
    "pair": Label(later("Pair"), later("two sides of a card, asked in the words they have")),
    "item": Label(
        later("Question"), later("a question of your own with its answers, asked as it is")
    ),
}
"""Name of a type -> its title, and when to use it."""

LABELS: Final[Mapping[str, Label]] = {
    "event.what": Label(
        later("What happened"),
        later(
            "A clause with its subject, without a final stop, date or place: “the Berlin Wall "
            "fell”."
        ),
    ),
    "event.when": _DATE,
    "event.when_label": _DATE_WORDS,
    "event.who": Label(later("Who took part"), later("Leave empty where it does not matter who.")),
    "event.where": Label(later("Where")),
    "agreement.name": Label(later("Which agreement")),
    "agreement.when": _DATE,
    "agreement.when_label": _DATE_WORDS,
    "agreement.parties": Label(later("The parties")),
    "agreement.giver": Label(
        later("Who gave and got"), later("Whoever gave the first and got the second below.")
    ),
    "agreement.gave": Label(later("What was given"), _PHRASE),
    "agreement.got": Label(later("What was got in return"), _PHRASE),
    "agreement.pledge": Label(later("What was pledged"), _PHRASE),
    "definition.term": Label(later("The term")),
    "definition.meaning": Label(
        later("What it means"),
        later("A few words that could follow “the” or stand as a thing, without the term itself."),
    ),
    "acronym.term": Label(later("What is abbreviated")),
    "acronym.short": Label(later("The abbreviation"), later("The letters: “NATO”.")),
    "acronym.expansion": Label(later("What the letters stand for")),
    "concept.name": Label(later("The concept")),
    "concept.proposer": Label(later("Who proposed it")),
    "concept.when": _DATE,
    "concept.when_label": _DATE_WORDS,
    "concept.gist": Label(
        later("What it says, in short"), later("A clause or a few words, without its name.")
    ),
    "claim.speaker": Label(later("Who said it")),
    "claim.verb": Label(
        later("With which verb"), later("In the past, before “that”: said, argued, warned.")
    ),
    "claim.to": Label(later("To whom")),
    "claim.when": _DATE,
    "claim.when_label": _DATE_WORDS,
    "claim.point": Label(
        later("What was said"),
        later("A clause with its subject, without a final stop; it follows “that”."),
    ),
    "quotation.speaker": Label(later("Whose words")),
    "quotation.to": Label(later("To whom")),
    "quotation.when": _DATE,
    "quotation.when_label": _DATE_WORDS,
    "quotation.about": Label(
        later("About what"),
        later("A few words that could follow “the” or stand as a thing: “the harbour”."),
    ),
    "quotation.phrase": Label(
        later("The exact words"), later("As the article has them, without quotation marks.")
    ),
    "membership.whole": Label(
        later("The whole"), later("What they belong to: “the bodies that decide”.")
    ),
    "membership.members": Label(later("Its members"), later("Two or more.")),
    "membership.complete": Label(
        later("These are all of them"), later("Then the question may ask for every one.")
    ),
    "cause.cause": Label(
        later("The cause"),
        later("A clause with its subject, without a final stop, or a few words."),
    ),
    "cause.effect": Label(
        later("What it led to"),
        later("A clause with its subject, without a final stop, or a few words."),
    ),
    "quantity.what": Label(
        later("What is counted"),
        later(
            "A few words that could follow “the” or stand as a thing: “the length of the bridge”."
        ),
    ),
    "quantity.value": Label(later("The number"), later("Digits, with a point for decimals: 2.5.")),
    "quantity.unit": Label(later("Unit"), later("metres, percent, billion euros.")),
    "quantity.tolerance": Label(
        later("How far off a typed answer may be"), later("In the same unit; empty for none.")
    ),
    "role.person": Label(later("Who held it")),
    "role.office": Label(
        later("The office"), later("With a small letter: “mayor”, “secretary general”.")
    ),
    "role.of": Label(later("Of what"), later("The country, town or body.")),
    "role.when": _DATE,
    "role.when_label": _DATE_WORDS,
    "action.actor": Label(later("Who did it")),
    "action.act": Label(
        later("What they did"), later("A verb in the past, up to its object: “opened”, “signed”.")
    ),
    "action.object": Label(later("To what or whom")),
    "action.place": Label(later("Where")),
    "action.when": _DATE,
    "action.when_label": _DATE_WORDS,
    "sequence.title": Label(
        later("What the steps are of"),
        later(
            "A few words that could follow “the” or stand as a thing: “the building of the bridge”."
        ),
    ),
    "sequence.steps": Label(later("Steps, first to last"), later("Three to eight.")),
    "sequence.steps.text": Label(
        later("Step"), later("A clause with its subject, without a final stop or date.")
    ),
    "sequence.steps.when": Label(later("When")),
    "comparison.dimension": Label(
        later("Compared in what"),
        later("A few words that could follow “the” or stand as a thing: “the share of the vote”."),
    ),
    "comparison.left_title": Label(later("Title of the things")),
    "comparison.right_title": Label(later("Title of the values")),
    "comparison.pairs": Label(later("Things and values"), later("Three to six.")),
    "comparison.pairs.thing": Label(later("Thing")),
    "comparison.pairs.value": Label(later("Value")),
    "pair.front": Label(later("Front"), later("What is asked.")),
    "pair.back": Label(later("Back"), later("What is to be remembered.")),
    "pair.both_ways": Label(later("Ask both ways"), later("The back is asked for the front, too.")),
    "pair.typed": Label(later("To be typed"), later("Short backs are typed anyway.")),
    "item.question": Label(
        later("The question"), later("Write five underscores where a blank is: _____")
    ),
    "item.form": Label(
        later("How it is answered"),
        later(
            "One of: choice, multiple, true_false, text, number, year, matching, ordering, "
            "flashcard."
        ),
    ),
    "item.right": Label(
        later("Right"),
        later(
            "Right options; accepted answers, the best first; steps in order; the back; true or "
            "false."
        ),
    ),
    "item.wrong": Label(
        later("Wrong"), later("Wrong options; texts that are refused however near.")
    ),
    "item.pairs": Label(later("Pairs"), later("Of a matching question.")),
    "item.pairs.left": Label(later("Left")),
    "item.pairs.right": Label(later("Right")),
    "item.left_title": Label(later("Title of the lefts")),
    "item.right_title": Label(later("Title of the rights")),
    "item.tolerance": Label(
        later("How far off a typed answer may be"), later("In the same unit; empty for none.")
    ),
    "item.unit": Label(later("Unit"), later("metres, percent, billion euros.")),
    "item.repair": Label(later("What is true instead"), later("Of a statement that is false.")),
}
"""type.slot (and type.slot.column) -> its label and hint."""

NAMES: Final = (
    translatable("event"),
    translatable("agreement"),
    translatable("definition"),
    translatable("acronym"),
    translatable("concept"),
    translatable("claim"),
    translatable("quotation"),
    translatable("membership"),
    translatable("cause"),
    translatable("quantity"),
    translatable("role"),
    translatable("action"),
    translatable("sequence"),
    translatable("comparison"),
    translatable("pair"),
    translatable("item"),
)
"""The types as documents name them, marked so that pages can say them in their language."""
LEVELS: Final = (translatable("near"), translatable("far"))
"""How hard the wrong answers of a question are."""

STATUSES: Final[Mapping[str, Label]] = {
    "stated": Label(later("Stated"), later("plain background that nobody disputes")),
    "reported": Label(later("Reported"), later("the article passes on what others report")),
    "attributed": Label(later("Attributed"), later("a person or body said, argued or believed it")),
    "article_view": Label(
        later("View of the article"), later("the article itself judges or concludes")
    ),
    "prediction": Label(later("Prediction"), later("the article expects it")),
}
"""Who vouches for a fact, in words."""
