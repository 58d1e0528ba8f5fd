"""The small bank of the golden files, and what is generated from it."""

from pathlib import Path

import pytest

from quizapp.bank.document import Bank
from quizapp.bank.load import load_bank
from quizapp.generation.context import Context, context_of
from quizapp.generation.generate import Generated, generate_from

GOLDEN = Path(__file__).parents[2] / "golden" / "questions"


@pytest.fixture(scope="session")
def small_bank() -> Bank:
    return load_bank(GOLDEN / "bank")


@pytest.fixture(scope="session")
def context(small_bank: Bank) -> Context:
    return context_of(small_bank, seed="golden")


@pytest.fixture(scope="session")
def generated(context: Context) -> Generated:
    return generate_from(context)
