"""One item of each interaction, with signs that every format has to escape."""

from datetime import UTC, datetime

import pytest

from quizapp.formats.exchange import Item, Package
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)

RIGHT, WRONG = True, False
HARD = 'Is 1 < 2 & "{x}" = ~y: #1 \\ C? \u00e9\u4e2d'
"""Characters that XML, GIFT, CSV or HTML read as their own."""


def item(key: str, interaction: Interaction, *, stem: str = HARD, answer: str = "A") -> Item:
    return Item(
        key=key,
        version="v1",
        stem=stem,
        interaction=interaction,
        answer=answer,
        explanation="Because <b>it</b> = so.",
        source="The article",
        passage_number=3,
        passage="The passage & its words.",
        tags=("Old times", "event"),
    )


ITEMS = (
    item("f:a.mcq", Choice((Option("<A>", RIGHT), Option("=B", WRONG), Option("C~", WRONG)))),
    item(
        "f:b.multi",
        MultipleChoice((Option("one", RIGHT), Option("two", RIGHT), Option("three", WRONG))),
    ),
    item("f:c.true_false", TrueFalse("Claim", WRONG, "Repair")),
    item("f:d.cloze", TextEntry(("Elbe", "river Elbe"), ("Oder",)), stem="The _____ flows north."),
    item("f:e.typed", TextEntry(("1,250", "1,250 km"), (), rule="number", tolerance=5, unit="km")),
    item("f:f.typed", TextEntry(("150 billion",), (), rule="number")),
    item("f:g.match", Matching((("L1", "R1"), ("L2 -> x", "R2")), "left", "right")),
    item("f:h.order", Ordering(("first", "second", "third"))),
    item("f:i.flashcard", Flashcard("=back")),
)


@pytest.fixture
def package() -> Package:
    return Package("article:a", "A title/with & signs", ITEMS, datetime(2026, 11, 29, tzinfo=UTC))
