"""Whose words the judge of drafts takes something for."""

from types import MappingProxyType
from typing import Any, Final

import pytest

from tests.evaluation.frames import tells_speaker, wrong_speaker
from tests.evaluation.gold import Frame, Item, Name

_WANTED: Final = "is reported to want a ceiling on working hours"
_EVIDENCE: Final = f"The minister, Clara Voss, {_WANTED}; Ida Mellin agrees"
_POINT: Final = "there should be a ceiling on working hours"


def _claim(speaker: Name, *, status: str, point: str = _POINT, evidence: str = _EVIDENCE) -> Item:
    slots = MappingProxyType({"speaker": "who", "point": point})
    names = MappingProxyType({"who": speaker})
    return Item("one", "claim", 1, status, slots, names, f"{speaker.main} said so.", evidence)


@pytest.mark.parametrize(
    ("speaker", "status", "wrong"),
    [
        ("Clara Voss", "reported", ""),
        ("Clara Voss", "attributed", "the article"),
        ("Ida Mellin", "reported", "the article"),
    ],
)
def test_who_is_reported_to_want_something_may_be_its_speaker(
    speaker: str, status: str, wrong: str
) -> None:
    frames = [Frame(1, _WANTED, Name("the article"), "reported")]
    draft = _claim(Name(speaker, (), "person"), status=status)
    assert wrong_speaker(draft, frames) == wrong


def test_the_article_judges_for_itself() -> None:
    frames = [Frame(1, _WANTED, Name("the article"), "article_view")]
    draft = _claim(Name("Clara Voss", (), "person"), status="reported")
    assert wrong_speaker(draft, frames) == "the article"


@pytest.mark.parametrize(
    ("speaker", "wrong"),
    [("Hilde Amundsen", ""), ("Jon Vik", "memorandum of Hilde Amundsen")],
)
def test_who_wrote_a_memorandum_says_what_it_says(speaker: str, wrong: str) -> None:
    words = "litter was a question of price"
    frames = [Frame(1, words, Name("memorandum of Hilde Amundsen", (), "work"), "attributed")]
    draft = _claim(Name(speaker, (), "person"), status="attributed", point=words, evidence=words)
    assert wrong_speaker(draft, frames) == wrong


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("The consumer council opposed the release of small shops.", True),
        ("The consumer council rejected the findings.", True),
        ("The consumer council demanded that shops pay.", True),
        ("The consumer council recommended sprinklers.", True),
        ("The consumer council estimates the loss at two crowns.", True),
        ("The consumer council replied that few bottles are lost.", True),
        ("The consumer council puts the cost at two crowns.", True),
        ("The consumer council released small shops.", False),
        ("The ministry opposed the release of small shops.", False),
    ],
)
def test_a_statement_tells_who_says_so(statement: str, *, told: bool) -> None:
    none: MappingProxyType[str, Any] = MappingProxyType({})
    item = Item("one", "action", 1, "stated", none, none, statement)
    frame = Frame(1, "small shops", Name("consumer council"), "attributed")
    assert tells_speaker(item, frame) is told
