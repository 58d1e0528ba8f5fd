"""Which reader a file goes to, and that readers and decks agree on what is fit."""

import pytest

from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.registry import FORMATS
from quizapp.formats.texts.gift_in import GIFT
from quizapp.services.decks.deck_fitting import fit
from quizapp.services.decks.deck_reading import reader_for


@pytest.mark.parametrize("name", ["gift", "aiken", "moodle", "canvas", "qti21", "xlsx", "anki"])
def test_what_is_written_here_goes_back_to_its_own_reader(name: str) -> None:
    assert reader_for(f"A set{FORMATS[name].suffix}".upper()) == name


def test_names_that_tell_less_go_to_the_usual_reader() -> None:
    assert reader_for("quiz_export.zip") == "canvas"
    assert reader_for("cards.txt") == "text"


def test_letters_of_another_size_and_long_explanations_lose_no_question() -> None:
    text = f"Which?{{=Elbe =elbe####{'so ' * 1500}}}\n\nAcid?{{=DNA ~dna ~RNA}}\n"
    found = GIFT.read(text.encode(), Choices())
    assert len(found.notes) == 2
    assert len(fit(found).notes) == 2
