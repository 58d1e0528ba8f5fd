"""Causes, definitions, lists, deeds and claims are drafted however English words them.

Each file of ``wordings/`` holds sentences that were written before the rules were read, grouped by
wording. A group's head tells how many of its sentences are drafted as that type at least; behind a
bar stand words that the fact has to hold.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from quizapp.bank.terms import JsonObject
from quizapp.drafting.propose import draft_facts

_FOLDER: Final = Path(__file__).with_name("wordings")
_HEAD: Final = re.compile(r"== (?P<name>.+) \((?P<least>\d+)\)")
_TYPES: Final = ("cause", "definition", "membership", "action", "claim")


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of one wording, each with the words that its fact has to hold."""

    type: str
    name: str
    least: int
    sentences: tuple[tuple[str, tuple[str, ...]], ...]


def _groups() -> Iterator[Group]:
    for type_ in _TYPES:
        text = (_FOLDER / f"{type_}.txt").read_text(encoding="utf-8")
        for block in re.split(r"\n(?===)", text.strip()):
            head, *lines = block.splitlines()
            found = _HEAD.fullmatch(head)
            assert found is not None, head
            parts = [each.partition(" | ") for each in lines if each]
            sentences = tuple(
                (text, tuple(wanted.replace(">", " ").split())) for text, _, wanted in parts
            )
            yield Group(type_, found["name"], int(found["least"]), sentences)


GROUPS: Final = tuple(_groups())


def _held(fact: JsonObject, names: Mapping[str, str]) -> str:
    """Return all that a fact says in small letters."""
    words = [str(fact["statement"])]
    for value in fact["slots"].values():
        parts = value if isinstance(value, list) else [value]
        words.extend(names.get(str(each), str(each)) for each in parts)
    return " ".join(words).casefold()


def is_drafted(type_: str, sentence: str, wanted: tuple[str, ...]) -> bool:
    """Return whether a shown draft of the type holds the words."""
    made = draft_facts([(1, sentence)], known={}, article="wordings", topic="wordings")
    names = {str(each["id"]): str(each["name"]) for each in made.entities}
    return any(
        each.fact["type"] == type_
        and not each.held
        and all(word.casefold() in _held(each.fact, names) for word in wanted)
        for each in made.drafts
    )


@pytest.mark.parametrize("group", GROUPS, ids=lambda each: f"{each.type}: {each.name}")
def test_a_wording_is_drafted(group: Group) -> None:
    drafted = [text for text, wanted in group.sentences if is_drafted(group.type, text, wanted)]
    assert len(drafted) >= group.least, drafted


@pytest.mark.parametrize(
    "sentence", (_FOLDER / "only_said.txt").read_text(encoding="utf-8").splitlines()
)
def test_what_somebody_vouches_for_at_its_end_is_not_stated(sentence: str) -> None:
    made = draft_facts([(1, sentence)], known={}, article="wordings", topic="wordings")
    assert [each.fact["statement"] for each in made.drafts if each.fact["status"] == "stated"] == []
