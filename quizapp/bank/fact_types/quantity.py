"""A number with its unit."""

import re
from typing import Annotated, Literal

from pydantic import Field

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.measured import number_question
from quizapp.bank.view import NumberAnswer, View


class Slots(Strict):
    """The parts of a quantity; ``what`` is a noun phrase, ``tolerance`` is in ``unit``."""

    what: Text
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: Text
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None


class Fact(FactBase):
    """A quantity."""

    type: Literal["quantity"]
    slots: Slots


def number_label(value: float, unit: str) -> str:
    """Return the quantity as written in a sentence: "150 billion euros", "2.5 percent"."""
    number = f"{int(value):,}" if value.is_integer() else f"{value:,}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}"


def _question(fact: Fact) -> str:
    """Return the question for the value; the unit is said once."""
    slots = fact.slots
    unit = slots.unit.rsplit(" ", 1)[-1].casefold()
    said = unit in re.findall(r"\w+", slots.what.casefold())
    asked = number_question(slots.what, now=wording.is_of_now(fact.statement))
    return f"{asked}?" if said else f"{asked} (in {slots.unit})?"


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the value."""
    del entities  # a quantity names none
    slots = fact.slots
    return (
        View(
            fact=fact.id,
            name="value",
            slot="value",
            answer=NumberAnswer(
                value=slots.value,
                unit=slots.unit,
                tolerance=slots.tolerance or 0.0,
                label=number_label(slots.value, slots.unit),
            ),
            stem=wording.ask(fact.status, _question(fact)),
            status=fact.status,
            clause=slots.what,
            peers="quantity-value",
        ),
    )


TYPE = FactType(name="quantity", model=Fact, build=build, views={"value": "value"})
