"""Clean articles lose nothing, however their lines are broken."""

import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from quizapp.drafting.reading.read import read_text

BANK = Path(__file__).parents[3] / "question_bank"
ARTICLES = sorted(BANK.glob("*/article.yaml"))


def passages(path: Path) -> list[str]:
    document: Any = yaml.safe_load(path.read_text("utf-8"))
    return [" ".join(each["text"].split()) for each in document["article"]["passages"]]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.parent.name)
def test_every_passage_of_the_bank_stays(path: Path) -> None:
    expected = passages(path)
    for text in (
        "\n".join(expected),
        "\n\n".join(expected),
        "\n\n".join(textwrap.fill(each, 72, break_on_hyphens=False) for each in expected),
        "\n\n".join(textwrap.fill(each, 60, break_on_hyphens=False) for each in expected),
    ):
        found = read_text(text)
        assert [each.text for each in found.passages] == expected
        assert found.dropped == ()
