"""A model's facts reach the author only where the passage bears them out."""

import json
from typing import Any, Final

import pytest

from quizapp.bank.document import Entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.drafting.model.model import (
    Judge,
    ModelReplyError,
    read_reply,
    request_body,
    response_schema,
)

PASSAGE: Final = (
    "The town of Aldermere bought the old gasworks for one pound in 1968. Hannah Prewett told"
    " Cyril Blount in March 1971 that the willows would clean the soil. “Trees are cheap,” said"
    " Cyril Blount. The benzene fell to 30 per cent by 1984. The council did not dig the soil up."
)


def event(**changes: Any) -> JsonObject:
    fact: JsonObject = {
        "type": "event",
        "evidence": "The town of Aldermere bought the old gasworks for one pound in 1968",
        "status": "stated",
        "statement": "In 1968 Aldermere bought the gasworks, an old one, for a pound.",
        "explanation": "The passage tells of the purchase by the town.",
        "slots": {
            "what": "Aldermere bought the old gasworks",
            "when": "1968",
            "when_label": None,
            "who": None,
            "where": None,
        },
    }
    slots = {**fact["slots"], **changes.pop("slots", {})}
    return {**fact, **changes, "slots": slots}


def claim(**changes: Any) -> JsonObject:
    fact: JsonObject = {
        "type": "claim",
        "evidence": "Hannah Prewett told Cyril Blount in March 1971 that the willows would clean",
        "status": "attributed",
        "statement": "Hannah Prewett said in 1971 that willows would clean the soil.",
        "explanation": "It is what Hannah Prewett said, not what the article found.",
        "slots": {
            "speaker": {"name": "Hannah Prewett", "kind": "person"},
            "verb": "said",
            "to": None,
            "when": "1971-03",
            "when_label": None,
            "point": "willows would clean the soil",
        },
    }
    slots = {**fact["slots"], **changes.pop("slots", {})}
    return {**fact, **changes, "slots": slots}


def quotation(**changes: Any) -> JsonObject:
    slots = {
        "speaker": {"name": "Cyril Blount", "kind": "person"},
        "to": None,
        "when": None,
        "when_label": None,
        "about": None,
        "phrase": "Trees are cheap",
        **changes.pop("slots", {}),
    }
    return {
        "type": "quotation",
        "evidence": "“Trees are cheap,” said Cyril Blount",
        "status": "attributed",
        "statement": "Cyril Blount said that trees are cheap.",
        "explanation": "Cyril Blount says so himself.",
        **changes,
        "slots": slots,
    }


def quantity(**changes: Any) -> JsonObject:
    slots = {
        "what": "the benzene left by 1984",
        "value": 30,
        "unit": "per cent",
        "tolerance": None,
        **changes.pop("slots", {}),
    }
    return {
        "type": "quantity",
        "evidence": "The benzene fell to 30 per cent by 1984",
        "status": "stated",
        "statement": "By 1984 the benzene had fallen to 30 per cent.",
        "explanation": "The passage gives the figure.",
        **changes,
        "slots": slots,
    }


def judged(*facts: object, known: dict[str, Entity] | None = None) -> Judge:
    judge = Judge(known=known or {}, article="willows", topic="soil")
    judge.judge(3, PASSAGE, facts)
    return judge


@pytest.mark.parametrize("fact", [event(), claim(), quotation(), quantity()])
def test_what_the_passage_bears_out_becomes_a_draft(fact: JsonObject) -> None:
    judge = judged(fact)
    assert dict(judge.refused) == {}
    (draft,) = judge.drafts.drafts
    assert draft.fact["passage"] == 3
    assert draft.fact["topics"] == ["soil"]
    assert draft.fact["id"].startswith("willows-3-")
    assert FACT_TYPES[fact["type"]].model.model_validate_json(json.dumps(draft.fact))


def test_names_become_entities_and_known_ones_are_found_by_alias() -> None:
    known = Entity(
        id="hannah-prewett-chemist",
        name="Dr Hannah Prewett",
        kind=EntityKind.PERSON,
        aliases=["Hannah Prewett"],
    )
    drafts = judged(claim(), quotation(), known={known.id: known}).drafts
    assert drafts.drafts[0].fact["slots"]["speaker"] == known.id
    assert drafts.entities == ({"id": "cyril-blount", "name": "Cyril Blount", "kind": "person"},)


def test_a_new_entity_does_not_take_the_id_of_another() -> None:
    other = Entity(id="cyril-blount", name="Cyril Blount senior", kind=EntityKind.PERSON)
    drafts = judged(quotation(), known={other.id: other}).drafts
    assert drafts.drafts[0].fact["slots"]["speaker"] == "cyril-blount-2"


MADE_UP: Final = {
    "a person of nowhere": (
        quotation(slots={"speaker": {"name": "Ann Lee", "kind": "person"}}),
        "a name that is not in the passage",
    ),
    "the listener as the speaker": (
        claim(
            slots={"speaker": {"name": "Cyril Blount", "kind": "person"}},
            statement="Cyril Blount said in 1971 that willows would clean the soil.",
            explanation="Cyril Blount said so.",
        ),
        "a speaker whom",
    ),
    "the other one as the speaker of the quotation": (
        quotation(
            slots={"speaker": {"name": "Hannah Prewett", "kind": "person"}},
            statement="Hannah Prewett said that trees are cheap.",
        ),
        "a speaker whom",
    ),
    "another year": (event(slots={"when": "1969"}), "a date that is not"),
    "another month": (claim(slots={"when": "1971-04"}), "a date that is not"),
    "a day of nowhere": (claim(slots={"when": "1971-03-09"}), "a date that is not"),
    "another label": (event(slots={"when_label": "in the sixties"}), "a date that is not"),
    "another figure": (quantity(slots={"value": 40}), "a number that is not"),
    "another unit": (quantity(slots={"unit": "tonnes"}), "a unit that is not"),
    "a phrase nobody said": (quotation(slots={"phrase": "Trees are dear"}), "does not quote"),
    "words outside quotation marks": (
        quotation(slots={"phrase": "the willows would clean"}),
        "does not quote",
    ),
    "invented evidence": (
        event(evidence="Aldermere sold the gasworks for ten pounds"),
        "evidence that is not",
    ),
    "no evidence": (event(evidence=""), "evidence that is not"),
    "somebody's words as a fact": (claim(status="stated"), "given as stated"),
    "a quotation as a fact": (quotation(status="stated"), "given as stated"),
    "a name in the statement": (
        event(statement="In 1968 Aldermere and Leeds bought the gasworks for a pound."),
        "a name or number",
    ),
    "a number in the statement": (
        event(statement="In 1968 Aldermere bought the gasworks for 12 pounds."),
        "a name or number",
    ),
    "a name in the explanation": (event(explanation="Leeds says so."), "a name or number"),
    "a copy": (
        event(statement="The town of Aldermere bought the old gasworks for one pound in 1968."),
        "copied",
    ),
    "a denial of its own": (
        event(statement="In 1968 Aldermere bought the old gasworks and never the soil."),
        "a denial",
    ),
    "a denial left out": (
        event(
            evidence="The council did not dig the soil up",
            statement="In 1968 the council of Aldermere dug the soil up.",
        ),
        "a denial left out",
    ),
    "another story": (
        event(statement="In 1968 Aldermere celebrated weddings, fireworks, parades and races."),
        "does not say",
    ),
    "another event": (event(slots={"what": "riots burned down churches"}), "does not say"),
    "no sentence": (event(statement="It bought the gasworks in 1968."), "rules of the bank"),
    "an unknown type": (event(type="rumour"), "not in the form"),
    "an unknown status": (event(status="certain"), "not in the form"),
    "an unknown slot": (event(slots={"mood": "glad"}), "not in the form"),
    "a speaker of the wrong kind": (
        quotation(slots={"speaker": {"name": "Cyril Blount", "kind": "agreement"}}),
        "not in the form",
    ),
    "a speaker as text": (quotation(slots={"speaker": "Cyril Blount"}), "not in the form"),
    "no speaker": (quotation(slots={"speaker": None}), "not in the form"),
    "a date of no calendar": (claim(slots={"when": "1971-13"}), "a date that is not"),
    "a number for a text": ({**event(), "statement": 7}, "not in the form"),
    "no fact": ("fact", "not in the form"),
    "nothing": (None, "not in the form"),
}


@pytest.mark.parametrize("case", MADE_UP)
def test_what_the_passage_does_not_bear_out_is_refused_and_counted(case: str) -> None:
    fact, why = MADE_UP[case]
    judge = judged(fact)
    assert judge.drafts.drafts == ()
    assert judge.drafts.entities == ()
    ((reason, count),) = judge.refused.items()
    assert why in reason
    assert count == 1


def test_the_same_fact_is_taken_once() -> None:
    judge = judged(event(), event())
    assert len(judge.drafts.drafts) == 1
    assert dict(judge.refused) == {"the same fact again": 1}


def test_the_schema_is_strict_at_every_level_and_knows_every_type() -> None:
    def check(schema: JsonObject) -> None:
        assert "$ref" not in schema
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert sorted(schema["required"]) == sorted(schema["properties"])
        for each in [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]:
            check(each)
        if "items" in schema:
            check(schema["items"])

    schema = response_schema()
    check(schema)
    types = [
        each["properties"]["type"]["enum"][0]
        for each in schema["properties"]["facts"]["items"]["anyOf"]
    ]
    assert types == list(FACT_TYPES)


def test_the_request_holds_the_passage_and_asks_for_the_schema() -> None:
    body = request_body(PASSAGE, model="small")
    assert body["model"] == "small"
    assert PASSAGE in body["messages"][1]["content"]
    assert body["response_format"]["json_schema"]["strict"] is True


def reply(content: str, **choice: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}, **choice}]}).encode()


def test_a_reply_is_read_with_or_without_a_fence() -> None:
    assert read_reply(reply('{"facts": [1]}')) == (1,)
    assert read_reply(reply('```json\n{"facts": [1]}\n```')) == (1,)
    assert len(read_reply(reply(json.dumps({"facts": list(range(99))})))) == 12


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        reply("no JSON"),
        reply('{"facts": {}}'),
        reply("[1]"),
        reply('{"facts": [1]}', finish_reason="length"),
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_reply_in_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(ModelReplyError):
        read_reply(data)
