"""gift-pegjs, the parser that other programs use, takes what we write and means the same by it.

``golden/gift/parsed.json`` is what its version 1.0.2 says of ``written.gift.txt``. The same is
asked anew where it is there: ``npm install gift-pegjs`` somewhere, and name that ``node_modules``
in ``QUIZAPP_TEST_GIFT_PEGJS``.
"""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quizapp.formats.exchange import Item, Package, write
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import (
    Choice,
    Matching,
    MultipleChoice,
    TextEntry,
    TrueFalse,
)
from tests.unit.formats.conftest import ITEMS

SCRIPT = Path(__file__).with_name("gift_program.cjs")
GOLDEN = Path(__file__).parents[1] / "golden" / "gift"
MODULES = os.environ.get("QUIZAPP_TEST_GIFT_PEGJS", "")
GIFT = FORMATS["gift"]
HELD = tuple(each for each in ITEMS if each.interaction.kind in GIFT.kinds)


def written() -> bytes:
    """Return what we write of every interaction that GIFT can hold."""
    return write(GIFT, Package("k", "A title", ITEMS, datetime(2026, 11, 29, tzinfo=UTC))).data


def parsed() -> list[dict[str, Any]]:
    """Return what the parser said of the questions, without the category."""
    found: list[dict[str, Any]] = json.loads((GOLDEN / "parsed.json").read_text("utf-8"))
    return [each for each in found if each["type"] != "Category"]


def test_what_we_write_is_what_the_parser_was_shown() -> None:
    assert written() == (GOLDEN / "written.gift.txt").read_bytes()
    assert [each["title"] for each in parsed()] == [each.key for each in HELD]


@pytest.mark.parametrize(
    ("item", "said"), list(zip(HELD, parsed(), strict=True)), ids=[each.key for each in HELD]
)
def test_the_parser_means_the_same_by_it(item: Item, said: dict[str, Any]) -> None:
    assert said["globalFeedback"]["text"] == item.explanation
    match item.interaction:
        case Choice(options=options):
            told = [(c["text"]["text"], c["isCorrect"]) for c in said["choices"]]
            assert sorted(told) == sorted((o.text, o.correct) for o in options)
        case MultipleChoice(options=options):
            told = [(c["text"]["text"], c["weight"] > 0) for c in said["choices"]]
            assert sorted(told) == sorted((o.text, o.correct) for o in options)
            assert sum(c["weight"] for c in said["choices"] if c["weight"] > 0) == 100
        case TrueFalse(correct=correct):
            assert said["isTrue"] is correct
        case TextEntry(rule="number", tolerance=tolerance) if said["type"] == "Numerical":
            (choice,) = said["choices"]
            assert choice["text"]["number"] == 1250
            assert choice["text"]["range"] == tolerance
        case TextEntry(accept=accept):
            assert tuple(c["text"]["text"] for c in said["choices"]) == accept
        case Matching(pairs=pairs):
            assert len(said["matchPairs"]) == len(pairs)
            assert [m["subanswer"] for m in said["matchPairs"]] == [right for _, right in pairs]
        case _:
            pytest.fail("GIFT holds no such question")


@pytest.mark.skipif(
    not MODULES or not shutil.which("node"), reason="needs gift-pegjs (QUIZAPP_TEST_GIFT_PEGJS)"
)
def test_the_parser_says_so_today() -> None:
    done = subprocess.run(
        ["node", str(SCRIPT)],
        input=written(),
        env={**os.environ, "NODE_PATH": MODULES},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == json.loads((GOLDEN / "parsed.json").read_text("utf-8"))
