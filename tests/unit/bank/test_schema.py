"""The schema for editors agrees with what is read."""

import json

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.schema import json_schema
from quizapp.bank.terms import JsonObject


def test_every_type_of_fact_is_told_apart_by_its_name() -> None:
    schema = json_schema()
    items: JsonObject = schema["properties"]["facts"]["items"]
    assert set(items["discriminator"]["mapping"]) == set(FACT_TYPES)
    for name, reference in items["discriminator"]["mapping"].items():
        definition = schema["$defs"][reference.removeprefix("#/$defs/")]
        assert definition["properties"]["type"]["const"] == name
        assert definition["additionalProperties"] is False


def test_every_reference_leads_somewhere() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert names <= set(schema["$defs"])
