"""What a card's history says of each entry."""

from quizapp.scheduling.kind import Kind
from quizapp.services.study import knowing


def test_each_kind_of_entry_has_its_words() -> None:
    assert set(knowing._KINDS) == set(Kind)
