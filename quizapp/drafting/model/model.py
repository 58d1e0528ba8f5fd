"""A language model's answers -> draft facts; what the passage does not bear out is refused.

Pure: the words of the request and the judgement of the answer.
``services.drafting.model_endpoint`` sends and receives.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.slug import slug
from quizapp.bank.terms import EntityKind, JsonObject, Status
from quizapp.drafting.gating.gates import Checker
from quizapp.drafting.model.model_schema import MAX_FACTS, request_body, response_schema
from quizapp.drafting.model.model_verify import fault, names_of, occurs
from quizapp.drafting.reading.document import Draft, DraftSet

__all__ = ["Judge", "ModelReplyError", "read_reply", "request_body", "response_schema"]

CONFIDENCE: Final = 0.6
"""Of a model's fact that passed every check here: an author decides on each."""

_TEXT_KEYS: Final = ("type", "evidence", "status", "statement", "explanation")
_FENCE: Final = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_LONGEST_ID: Final = 80
_ID_WORDS: Final = 6


class ModelReplyError(ValueError):
    """The endpoint's reply is not an answer in the form that was asked for."""


def read_reply(data: bytes) -> tuple[object, ...]:
    """Return the facts of an endpoint's reply, not yet judged.

    Raises:
        ModelReplyError: it is not JSON of the agreed form, or was cut short.
    """
    try:
        choice = json.loads(data)["choices"][0]
        content = choice["message"]["content"]
        if choice.get("finish_reason") == "length" or not isinstance(content, str):
            raise ModelReplyError("the answer was cut short or refused")
        fenced = _FENCE.match(content)
        facts = json.loads(fenced.group(1) if fenced else content)["facts"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise ModelReplyError("the answer is not in the form that was asked for") from None
    if not isinstance(facts, list):
        raise ModelReplyError("the answer is not in the form that was asked for")
    return tuple(facts[:MAX_FACTS])


def _well_formed(fact: object) -> bool:
    return (
        isinstance(fact, dict)
        and all(isinstance(fact.get(key), str) for key in _TEXT_KEYS)
        and fact["type"] in FACT_TYPES
        and fact["status"] in set(Status)
        and isinstance(fact.get("slots"), dict)
        and set(fact["slots"]) <= FACT_TYPES[fact["type"]].slots
        and _names_well_formed(fact)
    )


def _names_well_formed(fact: Mapping[str, Any]) -> bool:
    kinds = FACT_TYPES[fact["type"]].kinds
    for slot, is_list in FACT_TYPES[fact["type"]].references.items():
        value = fact["slots"].get(slot)
        if value is None:
            continue
        each = value if is_list else [value]
        if not isinstance(each, list) or not all(_is_name(one) for one in each):
            return False
        if any(EntityKind(one["kind"]) not in kinds.get(slot, set(EntityKind)) for one in each):
            return False
    return all(
        isinstance(fact["slots"].get(slot), dict) for slot in ("speaker",) if slot in fact["slots"]
    )


def _is_name(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and value.get("kind") in set(EntityKind)
    )


def _slug(text: str) -> str:
    return slug(text.replace("'", ""), most=60) or "thing"


class Judge:
    """Judges answers passage by passage and collects what may go before the author."""

    def __init__(self, *, known: Mapping[str, Entity], article: str, topic: str) -> None:
        self._known = known
        self._article, self._topic = article, topic
        self._ids_by_name = {
            name: each.id
            for each in known.values()
            for name in (each.name, *each.aliases, each.short)
            if name
        }
        self._new: dict[str, Entity] = {}
        self._drafts: list[Draft] = []
        self._fact_ids: set[str] = set()
        self._statements: set[str] = set()
        self.refused: Counter[str] = Counter()
        """Reason -> how many facts were refused for it."""

    @property
    def drafts(self) -> DraftSet:
        """Return the drafts so far, with the new entities that they name."""
        entities = (
            each.model_dump(mode="json", exclude_defaults=True) for each in self._new.values()
        )
        return DraftSet(tuple(entities), tuple(self._drafts))

    def judge(self, number: int, passage: str, facts: Sequence[object]) -> None:
        """Take the facts that the passage bears out, and count why others are refused."""
        for fact in facts:
            why = self._judge(number, passage, fact)
            if why:
                self.refused[why] += 1

    def _judge(self, number: int, passage: str, fact: object) -> str:
        if not isinstance(fact, dict) or not _well_formed(fact):
            return "not in the form of its type"
        if why := fault(fact, passage):
            return why
        if fact["statement"] in self._statements:
            return "the same fact again"
        entities = self._entities(fact, passage)
        made = self._fact(number, fact, {name: each.id for name, each in entities.items()})
        found = {**self._known, **self._new, **{each.id: each for each in entities.values()}}
        checker = Checker([(number, passage)], list(found.values()), self._topic)
        if checker.problem(made):
            return "against the rules of the bank"
        self._take(made, entities)
        return ""

    def _take(self, made: JsonObject, entities: Mapping[str, Entity]) -> None:
        for name, each in entities.items():
            if each.id not in self._known:
                self._new[each.id] = each
                self._ids_by_name[name] = each.id
        self._fact_ids.add(made["id"])
        self._statements.add(made["statement"])
        self._drafts.append(Draft(made, CONFIDENCE))

    def _entities(self, fact: Mapping[str, Any], passage: str) -> dict[str, Entity]:
        """Return the entity of each name of a fact: a known one, or one to be made."""
        found: dict[str, Entity] = {}
        for _, name, kind in names_of(fact):
            if name in self._ids_by_name:
                id_ = self._ids_by_name[name]
                found[name] = self._known.get(id_) or self._new[id_]
                continue
            taken = {*self._known, *self._new, *(each.id for each in found.values())}
            id_, count = _slug(name), 1
            while id_ in taken:
                count += 1
                id_ = f"{_slug(name)}-{count}"
            made = Entity(id=id_, name=name, kind=EntityKind(kind))
            the = occurs(f"the {name}", passage)
            found[name] = made.model_copy(update={"article_word": "the"}) if the else made
        return found

    def _fact(self, number: int, fact: Mapping[str, Any], ids: Mapping[str, str]) -> JsonObject:
        references = FACT_TYPES[fact["type"]].references
        slots: JsonObject = {}
        for key, value in fact["slots"].items():
            if value is None:
                continue
            if key in references:
                many = isinstance(value, list)
                slots[key] = [ids[each["name"]] for each in value] if many else ids[value["name"]]
            else:
                slots[key] = _without_nulls(value)
        return {
            "id": self._fact_id(number, fact["statement"]),
            "type": fact["type"],
            "passage": number,
            "evidence": fact["evidence"],
            "status": fact["status"],
            "statement": fact["statement"].strip(),
            "explanation": fact["explanation"].strip(),
            "topics": [self._topic],
            "slots": slots,
        }

    def _fact_id(self, number: int, statement: str) -> str:
        head = f"{self._article}-{number}-"
        words = _slug(" ".join(statement.split()[:_ID_WORDS]))
        stem = f"{head}{words}"[: _LONGEST_ID - 4].strip("-")
        made, count = stem, 1
        while made in self._fact_ids:
            count += 1
            made = f"{stem}-{count}"
        return made


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    return value
