"""What the judge of drafts sees told of the wrong one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from tests.evaluation.astray import astray
from tests.evaluation.gold import Item, Name

_PASSAGE = "The case concerned a farmer in Elvdal; he was sentenced in 2003."
_COUNTED = "A sociologist, Runa Teig, followed 32 of them for two years"


def _item(kind: str, statement: str, slots: Mapping[str, Any], **names: Name) -> Item:
    return Item(
        id="one",
        type=kind,
        passage=1,
        status="stated",
        evidence=_COUNTED,
        statement=statement,
        slots=MappingProxyType(dict(slots)),
        names=MappingProxyType(names),
    )


@pytest.mark.parametrize(("kind", "seen"), [("person", True), ("place", False)])
def test_a_place_that_is_a_person_is_seen(kind: str, *, seen: bool) -> None:
    told = _item("event", "Elvdal was sentenced in 2003.", {}, elvdal=Name("Elvdal", (), kind))
    assert bool(astray(told, _PASSAGE, [])) is seen


@pytest.mark.parametrize(
    ("unit", "counted", "seen"),
    [
        ("bottles", "people", True),
        ("people", "people", False),
        ("votes", "people", False),
        ("per cent", "people", False),
        ("bottles", "", False),
    ],
)
def test_a_number_that_counts_something_else_is_seen(
    unit: str, counted: str, *, seen: bool
) -> None:
    slots = {"what": "the collectors followed by Runa Teig", "value": 32.0}
    gold = _item(
        "quantity",
        "Runa Teig followed 32 collectors.",
        {**slots, "unit": counted} if counted else slots,
    )
    told = _item(
        "quantity",
        f"Runa Teig followed 32 {unit}.",
        {"what": f"the number of {unit} that Runa Teig followed", "value": 32.0, "unit": unit},
    )
    assert bool(astray(told, _COUNTED, [gold])) is seen
