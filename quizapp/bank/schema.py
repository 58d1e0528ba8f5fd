"""JSON Schema of a file of a bank, for editors that complete and check YAML."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from quizapp.bank.document import Article, Entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import JsonObject

_DEFS = "#/$defs/{model}"


def json_schema() -> JsonObject:
    """Return the schema (draft 2020-12) of one file; ``facts`` items are told apart by type."""
    models: list[type[BaseModel]] = [Article, Entity, *(each.model for each in FACT_TYPES.values())]
    references, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template=_DEFS
    )
    by_model: dict[Any, JsonObject] = {model: ref for (model, _), ref in references.items()}
    mapping = {name: by_model[each.model]["$ref"] for name, each in FACT_TYPES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a quizapp question bank",
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            "article": by_model[Article],
            "entities": {"type": "array", "items": by_model[Entity]},
            "facts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "oneOf": [{"$ref": reference} for reference in mapping.values()],
                    "discriminator": {"propertyName": "type", "mapping": mapping},
                },
            },
        },
        "$defs": definitions["$defs"],
    }
