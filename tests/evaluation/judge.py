"""The automatic judge of a draft: acceptable, needs an edit, or rejected with its reasons."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import ValidationError

from quizapp.bank.document import Entity, FactBase
from quizapp.bank.fact_types import FACT_TYPES, all_views
from quizapp.bank.terms import JsonObject
from quizapp.bank.view import DateAnswer, EntityAnswer, NumberAnswer, TextAnswer, View
from quizapp.generation.surface import find_forms
from quizapp.generation.wording import forms_of
from tests.evaluation import words
from tests.evaluation.as_bank import refusal
from tests.evaluation.astray import astray
from tests.evaluation.frames import frame_around, tells_speaker, wrong_speaker
from tests.evaluation.gold import GoldArticle, Item, Name, item_from, name_from
from tests.evaluation.matching import ENTITY_SLOTS, same_core, same_rest, same_slots
from tests.evaluation.stumbles import stumble
from tests.evaluation.told import told_alike
from tests.evaluation.wording_faults import clumsy, copied, dangling, lost, ungrammatical

_TEXT_SLOTS: Final = (
    *("what", "point", "phrase", "meaning", "gist", "cause", "effect", "act", "office"),
    *("gave", "got", "pledge", "expansion", "short"),
)
_WORDED: Final = frozenset({"cause", "effect", "point", "gist", "meaning"})
"""Views whose answer is a clause: worded otherwise in the statement, it is asked all the same."""
_LEAST_OF_CLAUSE: Final = 1 / 3
"""Share of a clause's words below which the statement tells something else."""
_LEAST_IN_PASSAGE: Final = 0.6
"""Share of a slot's words that stand in the passage or in a name of its entities."""


class Verdict(StrEnum):
    """What an author would do with a draft, as far as a program can tell."""

    ACCEPTABLE = "acceptable"
    EDIT = "needs an edit"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Judged:
    """A shown draft with its verdict.

    Attributes:
        found: ids of the gold facts that it finds by type, slots and passage.
        faults: reason -> what exactly; any of them rejects the draft.
        edits: reason -> what exactly an author would mend in a draft that is not rejected.
    """

    item: Item
    verdict: Verdict
    found: tuple[str, ...]
    faults: Mapping[str, str]
    edits: Mapping[str, str]


def judge(
    fact: JsonObject, *, entities: Sequence[JsonObject], article: GoldArticle
) -> Judged | None:
    """Return the judgement of a draft; None where it is no fact by the bank's models."""
    names = {str(each["id"]): name_from(each) for each in entities}
    model, broken = _validated(fact, entities)
    if model is None:
        return None
    item = item_from(model.model_dump(mode="json", exclude_none=True), names=names)
    found = [each for each in article.gold if same_core(item, each)]
    also = [each for each in article.also if same_core(item, each)]
    faults = dict(_faults(item, article, found, also))
    edits = {"wording": fault} if (fault := clumsy(item) or stumble(item)) else {}
    if broken:
        faults["invalid"] = broken
    else:
        if refused := refusal(article.article, fact, entities):
            faults["bank"] = refused
        unworded = _unworded(model, {each["id"]: each for each in entities})
        for each in unworded:
            (edits if _told_otherwise(item, each) else faults).setdefault("answer", each)
    fits = any(
        each.status == item.status
        and (same_slots(item, each) or told_alike(item, each))
        and same_rest(item, each)
        and _names_subject(item, each)
        and _tells_about(item, each)
        for each in (*found, *also)
    )
    verdict = Verdict.ACCEPTABLE if fits and not edits else Verdict.EDIT
    verdict = Verdict.REJECTED if faults else verdict
    return Judged(item, verdict, tuple(each.id for each in found), faults, edits)


def _told_otherwise(item: Item, unworded: str) -> bool:
    """Return whether the statement tells an unworded clause in words of its own."""
    view, _, clause = unworded.partition(": ")
    told = words.covered(words.content(clause), words.content(item.statement))
    return view in _WORDED and told >= _LEAST_OF_CLAUSE


def _names_subject(item: Item, gold: Item) -> bool:
    """Return whether a draft names what gold names first ("the dam" does not).

    What is allowed beside gold has no statement: "the copies of the Merrow Tuner" names it there.
    """
    statement = gold.statement.split(", ", 1)[-1] if _is_sourced(gold) else gold.statement
    statement = statement or str(gold.slots.get("what", ""))
    places = {
        name: place
        for name in gold.names.values()
        for form in name.all
        if (place := statement.find(form)) >= 0
    }
    if not places:
        return True
    first = min(places, key=lambda name: (places[name], -len(name.main)))
    given = words.content(item.statement)
    return any(words.covered(words.content(form), given) >= 0.5 for form in first.all)


def _tells_about(item: Item, gold: Item) -> bool:
    """Return whether a quotation that is no whole sentence says what its words are about."""
    about = str(gold.slots.get("about", ""))
    if not about or "about" in item.slots or str(item.slots["phrase"])[:1].isupper():
        return True
    return bool(words.content(about) & words.content(words.without_quotes(item.statement)))


def _is_sourced(item: Item) -> bool:
    return item.statement.startswith("According to ")


def _validated(fact: JsonObject, entities: Sequence[JsonObject]) -> tuple[FactBase | None, str]:
    """Return the fact by its model, and what is wrong with its references."""
    kind = FACT_TYPES.get(str(fact.get("type")))
    if kind is None:
        return None, ""
    try:
        model = kind.model.model_validate_json(json.dumps(fact))
    except ValidationError:
        return None, ""
    known = {each["id"] for each in entities}
    slots = getattr(model, "slots")  # noqa: B009 - each type's model has it, the base has not
    for slot, many in kind.references.items():
        value = getattr(slots, slot)
        for each in (value or ()) if many else filter(None, [value]):
            if each not in known:
                return model, f"{slot} names no entity: {each}"
    return model, ""


def _faults(
    item: Item, article: GoldArticle, found: Sequence[Item], also: Sequence[Item]
) -> Iterator[tuple[str, str]]:
    texts = article.texts
    passage = texts.get(item.passage, "")
    if not passage or item.evidence not in passage:
        yield "evidence", item.evidence
    checks = {
        "dangling": dangling(item),
        "ungrammatical": ungrammatical(item),
        "copy": copied(item, passage),
        "lost": lost(item),
        "slot": _strange_name(item, _read_before(article, item.passage))
        or ("" if found or also else _strange_text(item, passage)),
        "astray": astray(item, passage, [*article.gold, *article.also]),
        "date": _strange_date(item, passage),
        "number": _strange_number(item, passage),
        "speaker": wrong_speaker(item, article.frames),
    }
    yield from ((reason, what) for reason, what in checks.items() if what)
    if item.status != "stated":
        return
    same = (*found, *also)
    if same and all(each.status != "stated" for each in same):
        yield "status", f"gold says {same[0].status}"
    elif not any(each.status == "stated" for each in same):
        frame = frame_around(item, passage, article.frames)
        if frame and not tells_speaker(item, frame):
            yield "stated", f"{frame.speaker.main}: {frame.words}"


def _read_before(article: GoldArticle, passage: int) -> str:
    """Return the title and the passages up to this one: what a reader of it has been told."""
    texts = [text for number, text in article.texts.items() if number <= passage]
    return " ".join([article.article.title, *texts])


def _strange_name(item: Item, read: str) -> str:
    """Return the slot whose entity has no word in what was read before, or ""."""
    given = words.content(read)
    for slot in ENTITY_SLOTS - {"speaker"}:
        name = item.name(slot)
        if name and not any(words.content(each) & given for each in name.all):
            return f"{slot}: {name.main}"
    return ""


def _strange_text(item: Item, passage: str) -> str:
    """Return the slot whose words are not of the passage, names of entities apart, or ""."""
    here = words.content(passage)
    named = frozenset(stem for name in item.names.values() for stem in _stems(name))
    for slot in _TEXT_SLOTS:
        text = str(item.slots.get(slot, ""))
        if text and words.covered(words.content(text), here | named) < _LEAST_IN_PASSAGE:
            return f"{slot}: {text}"
    phrase = str(item.slots.get("phrase", ""))
    if " ".join(words.tokens(phrase)) not in " ".join(words.tokens(passage)):
        return f"phrase: {phrase}"
    return ""


def _stems(name: Name) -> frozenset[str]:
    return frozenset(stem for each in name.all for stem in words.content(each))


def _strange_date(item: Item, passage: str) -> str:
    given = words.years(passage)
    for each in (item.slots, *item.slots.get("steps", ())):
        when = str(each.get("when") or "")
        if any(int(end[:4]) not in given for end in _ends(when)):
            return when
    return ""


def _ends(when: str) -> list[str]:
    """Return begin and end of an EDTF date, without an open end."""
    return [each for each in when.split("/") if each[:4].isdigit()]


def _strange_number(item: Item, passage: str) -> str:
    if "value" not in item.slots:
        return ""
    value, unit = float(item.slots["value"]), str(item.slots.get("unit", ""))
    given = words.numbers(passage)
    if value in given or value * words.scale_of(unit) in given:
        return ""
    return f"{value:g} {unit}"


def _unworded(fact: FactBase, entities: Mapping[str, JsonObject]) -> list[str]:
    """Return the cards whose answer the statement does not hold exactly once."""
    models = {key: Entity.model_validate_json(json.dumps(each)) for key, each in entities.items()}
    return [
        f"{view.name}: {forms[0]}"
        for view in all_views(fact, models)
        if (forms := _forms(view, models)) and find_forms(fact.statement, forms) is None
    ]


def _forms(view: View, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    answer = view.answer
    if isinstance(answer, EntityAnswer):
        return forms_of(entities[answer.entity])
    if isinstance(answer, DateAnswer):
        return (answer.label, *(str(each) for each in sorted(words.years(answer.label))[:1]))
    if isinstance(answer, NumberAnswer):
        return _number_forms(answer)
    return (answer.text,) if isinstance(answer, TextAnswer) else ()


def _number_forms(answer: NumberAnswer) -> tuple[str, ...]:
    """Return the figure with and without its thousands marked, and in words."""
    plain = f"{answer.value:g}" if answer.value < 1e6 else f"{answer.value:.0f}"
    word = words.number_word(answer.value)
    return (answer.label, f"{answer.value:,.10g}", plain, *((word,) if word else ()))
