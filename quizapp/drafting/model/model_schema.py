"""What a language model is asked, and the form its answer must have: JSON schema from our types."""

from collections.abc import Mapping
from typing import Any, Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind, JsonObject, Status

MAX_FACTS: Final = 12
"""Facts of one passage; more than this is padding."""

_KEPT: Final = frozenset(("type", "properties", "items", "anyOf", "enum", "const", "required"))
"""Keywords that strict schemas of endpoints know; limits on lengths are checked by our code."""

_NAMED: Final[JsonObject] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "kind": {"type": "string", "enum": [kind.value for kind in EntityKind]},
    },
    "required": ["name", "kind"],
    "additionalProperties": False,
}

_RULES: Final = """\
You take facts from one passage of an article for an author, who checks each of them.
Answer with JSON of the given schema. Take only what the passage itself says; add nothing you know.
- evidence: a run of the passage, copied exactly, of one sentence at most.
- statement: one plain sentence that stands alone, names everything it speaks of, ends with a full \
stop, and is not copied: never nine words in a row of the passage.
- explanation: one sentence of your own on where the passage says so.
- status: "stated" only when the article itself says it as plain fact. When somebody is quoted, or \
said, argued, warned or claimed it: "attributed", and the statement says who. "reported" for \
"reportedly"; "article_view" for the author's opinion; "prediction" for what may come.
- names: exactly as the passage writes them. Dates: only what the passage says, as 1991 or 1991-12.
- phrase: the exact words inside quotation marks. The speaker is who the sentence says it is.
Leave out what is doubtful. No facts at all is a good answer."""


def _strict(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> JsonObject:
    """Return a schema with references resolved, every key required and no other allowed."""
    if "$ref" in schema:
        return _strict(definitions[str(schema["$ref"]).rpartition("/")[2]], definitions)
    kept: JsonObject = {key: value for key, value in schema.items() if key in _KEPT}
    if "anyOf" in kept:
        kept["anyOf"] = [_strict(each, definitions) for each in kept["anyOf"]]
    if "items" in kept:
        kept["items"] = _strict(kept["items"], definitions)
    if "properties" in kept:
        kept["properties"] = {
            name: _strict(each, definitions) for name, each in kept["properties"].items()
        }
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _slots(name: str) -> JsonObject:
    fact_type = FACT_TYPES[name]
    whole = fact_type.model.model_json_schema()
    definitions = whole.get("$defs", {})
    slots = _strict(whole["properties"]["slots"], definitions)
    for slot, is_list in fact_type.references.items():
        named: JsonObject = {"type": "array", "items": _NAMED} if is_list else _NAMED
        optional = "anyOf" in slots["properties"][slot]
        slots["properties"][slot] = {"anyOf": [named, {"type": "null"}]} if optional else named
    return slots


def _fact(name: str) -> JsonObject:
    properties: JsonObject = {
        "type": {"type": "string", "enum": [name]},
        "evidence": {"type": "string"},
        "status": {"type": "string", "enum": [status.value for status in Status]},
        "statement": {"type": "string"},
        "explanation": {"type": "string"},
        "slots": _slots(name),
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def response_schema() -> JsonObject:
    """Return the strict JSON schema of an answer: a list of facts of any known type."""
    facts = {"type": "array", "items": {"anyOf": [_fact(name) for name in FACT_TYPES]}}
    return {
        "type": "object",
        "properties": {"facts": facts},
        "required": ["facts"],
        "additionalProperties": False,
    }


def request_body(passage: str, *, model: str) -> JsonObject:
    """Return the request to a chat-completions endpoint for the facts of one passage."""
    return {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": _RULES},
            {"role": "user", "content": f"Passage:\n{passage}"},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "facts", "strict": True, "schema": response_schema()},
        },
    }
