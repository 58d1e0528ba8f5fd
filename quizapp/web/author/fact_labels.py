"""What each slot of each fact type is called in the form, with a hint of how to fill it."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Label(NamedTuple):
    """Words beside a field."""

    words: str
    hint: str = ""


_DATE: Final = Label(
    "When",
    "1991, 1991-12, 1991-12-26, about 1987: 1987~, from 1985 to 1989: 1985/1989, since 1949: "
    "1949/..",
)
_DATE_WORDS: Final = Label(
    "The date in words", 'Only where a person would say it otherwise: "the late 1980s".'
)
_CLAUSE: Final = "A clause with its subject, without a final stop"
_PHRASE: Final = "A few words that could follow “the” or stand as a thing"

TYPES: Final[Mapping[str, Label]] = {
    "event": Label("Event", "something happened at a time"),
    "agreement": Label("Agreement", "a treaty, deal or promise and what it held"),
    "definition": Label("Definition", "a term and what it means"),
    "acronym": Label("Abbreviation", "letters and what they stand for"),
    "concept": Label("Concept", "an idea, who proposed it, what it says"),
    "claim": Label("Claim", "somebody said or argued something"),
    "quotation": Label("Quotation", "the exact words of somebody"),
    "membership": Label("Membership", "what belongs to a whole"),
    "cause": Label("Cause", "one thing led to another"),
    "quantity": Label("Quantity", "a number with its unit"),
    "role": Label("Role", "an office and who held it"),
    "action": Label("Action", "somebody did something, to what, where"),
    "sequence": Label("Sequence", "steps in their order"),
    "comparison": Label("Comparison", "things and the value of each"),
    "pair": Label("Pair", "two sides of a card, asked in the words they have"),
    "item": Label("Question", "a question of your own with its answers, asked as it is"),
}
"""Name of a type -> its title, and when to use it."""

LABELS: Final[Mapping[str, Label]] = {
    "event.what": Label("What happened", f"{_CLAUSE}, date or place: “the Berlin Wall fell”."),
    "event.when": _DATE,
    "event.when_label": _DATE_WORDS,
    "event.who": Label("Who took part", "Leave empty where it does not matter who."),
    "event.where": Label("Where"),
    "agreement.name": Label("Which agreement"),
    "agreement.when": _DATE,
    "agreement.when_label": _DATE_WORDS,
    "agreement.parties": Label("The parties"),
    "agreement.giver": Label(
        "Who gave and got", "Whoever gave the first and got the second below."
    ),
    "agreement.gave": Label("What was given", f"{_PHRASE}."),
    "agreement.got": Label("What was got in return", f"{_PHRASE}."),
    "agreement.pledge": Label("What was pledged", f"{_PHRASE}."),
    "definition.term": Label("The term"),
    "definition.meaning": Label("What it means", f"{_PHRASE}, without the term itself."),
    "acronym.term": Label("What is abbreviated"),
    "acronym.short": Label("The abbreviation", "The letters: “NATO”."),
    "acronym.expansion": Label("What the letters stand for"),
    "concept.name": Label("The concept"),
    "concept.proposer": Label("Who proposed it"),
    "concept.when": _DATE,
    "concept.when_label": _DATE_WORDS,
    "concept.gist": Label("What it says, in short", "A clause or a few words, without its name."),
    "claim.speaker": Label("Who said it"),
    "claim.verb": Label("With which verb", "In the past, before “that”: said, argued, warned."),
    "claim.to": Label("To whom"),
    "claim.when": _DATE,
    "claim.when_label": _DATE_WORDS,
    "claim.point": Label("What was said", f"{_CLAUSE}; it follows “that”."),
    "quotation.speaker": Label("Whose words"),
    "quotation.to": Label("To whom"),
    "quotation.when": _DATE,
    "quotation.when_label": _DATE_WORDS,
    "quotation.about": Label("About what", f"{_PHRASE}: “the harbour”."),
    "quotation.phrase": Label(
        "The exact words", "As the article has them, without quotation marks."
    ),
    "membership.whole": Label("The whole", "What they belong to: “the bodies that decide”."),
    "membership.members": Label("Its members", "Two or more."),
    "membership.complete": Label(
        "These are all of them", "Then the question may ask for every one."
    ),
    "cause.cause": Label("The cause", f"{_CLAUSE}, or a few words."),
    "cause.effect": Label("What it led to", f"{_CLAUSE}, or a few words."),
    "quantity.what": Label("What is counted", f"{_PHRASE}: “the length of the bridge”."),
    "quantity.value": Label("The number", "Digits, with a point for decimals: 2.5."),
    "quantity.unit": Label("Unit", "metres, percent, billion euros."),
    "quantity.tolerance": Label(
        "How far off a typed answer may be", "In the same unit; empty for none."
    ),
    "role.person": Label("Who held it"),
    "role.office": Label("The office", "With a small letter: “mayor”, “secretary general”."),
    "role.of": Label("Of what", "The country, town or body."),
    "role.when": _DATE,
    "role.when_label": _DATE_WORDS,
    "action.actor": Label("Who did it"),
    "action.act": Label(
        "What they did", "A verb in the past, up to its object: “opened”, “signed”."
    ),
    "action.object": Label("To what or whom"),
    "action.place": Label("Where"),
    "action.when": _DATE,
    "action.when_label": _DATE_WORDS,
    "sequence.title": Label("What the steps are of", f"{_PHRASE}: “the building of the bridge”."),
    "sequence.steps": Label("Steps, first to last", "Three to eight."),
    "sequence.steps.text": Label("Step", f"{_CLAUSE} or date."),
    "sequence.steps.when": Label("When"),
    "comparison.dimension": Label("Compared in what", f"{_PHRASE}: “the share of the vote”."),
    "comparison.left_title": Label("Title of the things"),
    "comparison.right_title": Label("Title of the values"),
    "comparison.pairs": Label("Things and values", "Three to six."),
    "comparison.pairs.thing": Label("Thing"),
    "comparison.pairs.value": Label("Value"),
    "pair.front": Label("Front", "What is asked."),
    "pair.back": Label("Back", "What is to be remembered."),
    "pair.both_ways": Label("Ask both ways", "The back is asked for the front, too."),
    "pair.typed": Label("To be typed", "Short backs are typed anyway."),
    "item.question": Label("The question", "Write five underscores where a blank is: _____"),
    "item.form": Label(
        "How it is answered",
        "One of: choice, multiple, true_false, text, number, year, matching, ordering, flashcard.",
    ),
    "item.right": Label(
        "Right",
        "Right options; accepted answers, the best first; steps in order; the back; true or false.",
    ),
    "item.wrong": Label("Wrong", "Wrong options; texts that are refused however near."),
    "item.pairs": Label("Pairs", "Of a matching question."),
    "item.pairs.left": Label("Left"),
    "item.pairs.right": Label("Right"),
    "item.left_title": Label("Title of the lefts"),
    "item.right_title": Label("Title of the rights"),
    "item.tolerance": Label(
        "How far off a typed answer may be", "In the same unit; empty for none."
    ),
    "item.unit": Label("Unit", "metres, percent, billion euros."),
    "item.repair": Label("What is true instead", "Of a statement that is false."),
}
"""type.slot (and type.slot.column) -> its label and hint."""

STATUSES: Final[Mapping[str, Label]] = {
    "stated": Label("Stated", "plain background that nobody disputes"),
    "reported": Label("Reported", "the article passes on what others report"),
    "attributed": Label("Attributed", "a person or body said, argued or believed it"),
    "article_view": Label("View of the article", "the article itself judges or concludes"),
    "prediction": Label("Prediction", "the article expects it"),
}
"""Who vouches for a fact, in words."""
