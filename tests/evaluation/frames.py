"""What the frames of an article say against a draft: a wrong speaker, or a claim told as fact."""

import re
from collections.abc import Sequence
from typing import Final

from tests.evaluation import words
from tests.evaluation.gold import Frame, Item, Name
from tests.evaluation.names import same_speaker

_SAID: Final = {"claim": "point", "quotation": "phrase"}
_TEXTS: Final = ("what", "cause", "effect", "gist", "meaning", "act", "office", "point", "whole")
_ARTICLE: Final = "the article"
_INSIDE: Final = 0.5
_SAYS: Final = re.compile(
    r"\b(sa(?:id|ys)|told|call|mock|den(?:y|ie)|argu|point|promis|describ|warn|claim|wrote|writ|found"
    r"|ask|believ|maintain|conclud|insist|announc|expect|doubt|accus|critici|prais|dismiss|according"
    r"|oppos|reject|demand|recommend|estimat|repl(?:y|ie)|puts? [\w ,'\u2019-]+ at)",
    re.IGNORECASE,
)
"""Stems of words with which a statement says that somebody says something."""


def wrong_speaker(item: Item, frames: Sequence[Frame]) -> str:
    """Return who said it instead, or ""; only claims and quotations have speakers."""
    slot = _SAID.get(item.type)
    speaker = item.name("speaker")
    if slot is None or speaker is None:
        return ""
    said = words.content(str(item.slots.get(slot, "")))
    here = [each for each in frames if each.passage == item.passage]
    ranked = sorted(here, key=lambda each: (-_held(said, each), len(each.words)))
    if not ranked or _held(said, ranked[0]) < _INSIDE:
        return "nobody"
    best = [each for each in ranked if _held(said, each) >= _held(said, ranked[0])]
    shortest = [each for each in best if len(each.words) == len(best[0].words)]
    if any(same_speaker(each.speaker, speaker) for each in shortest):
        return ""
    if item.status == "reported" and any(_natural(speaker, each, item) for each in shortest):
        return ""
    return shortest[0].speaker.main


def _natural(speaker: Name, frame: Frame, item: Item) -> bool:
    """Return whether a speaker is the one of whom the article reports that they want or said it.

    "Voss is reported to want a ceiling" is told by the article, and whose wish it is it says too.
    """
    if frame.speaker.main != _ARTICLE or frame.status != "reported":
        return False
    before, found, _ = item.evidence.partition(frame.words)
    named = words.content(before)
    return bool(found) and any(words.content(each) <= named for each in speaker.all)


def _held(said: frozenset[str], frame: Frame) -> float:
    return words.covered(said, words.content(frame.words))


def frame_around(item: Item, passage: str, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame that a draft's core lies in, or None.

    It lies in one when more of its words stand only within frames of its evidence than stand in
    the evidence outside of them.
    """
    start = passage.find(item.evidence)
    if start < 0:
        return None
    marks = [False] * len(passage)
    touched: list[Frame] = []
    for each in frames:
        at = passage.find(each.words) if each.passage == item.passage else -1
        if at < 0 or at >= start + len(item.evidence) or at + len(each.words) <= start:
            continue
        touched.append(each)
        marks[at : at + len(each.words)] = [True] * len(each.words)
    if not touched:
        return None
    span = range(start, start + len(item.evidence))
    inner = words.content("".join(passage[at] if marks[at] else " " for at in span))
    outer = words.content("".join(" " if marks[at] else passage[at] for at in span))
    core = _core(item)
    only_in, out = core & (inner - outer), core & outer
    if len(only_in) <= len(out):
        return None
    return min(touched, key=lambda each: len(each.words))


def tells_speaker(item: Item, frame: Frame) -> bool:
    """Return whether a statement says itself that it is the speaker who says so.

    Its status is wrong then, but nothing is told as a fact.
    """
    given = words.content(item.statement)
    named = any(words.covered(words.content(each), given) == 1 for each in frame.speaker.all)
    return named and bool(_SAYS.search(words.without_quotes(item.statement)))


def _core(item: Item) -> frozenset[str]:
    """Return the words of the slots that say what the draft is about."""
    texts = [str(item.slots[slot]) for slot in _TEXTS if slot in item.slots]
    texts.extend(str(each["text"]) for each in item.slots.get("steps", ()))
    texts.extend(f"{each['thing']} {each['value']}" for each in item.slots.get("pairs", ()))
    if "value" in item.slots:
        texts.append(f"{item.slots['value']:g} {item.slots.get('unit', '')}")
    if "when" in item.slots:
        texts.append(str(item.slots["when"])[:4])
    for slot in ("object", "place", "person"):
        name = item.name(slot)
        if name:
            texts.append(name.main)
    return words.content(" ".join(texts))
