"""A name put in the place of another in a statement: with the article word that it needs."""

import pytest

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.generation.surface import find_forms, swap_entity
from quizapp.generation.wording import forms_of


def _body(name: str, short: str) -> Entity:
    return Entity(
        id=short.lower(), name=name, kind=EntityKind.ORGANISATION, short=short, article_word="the"
    )


FORUM = _body("Organization for Security and Co-operation in Europe", "OSCE")


@pytest.mark.parametrize(
    ("other", "statement"),
    [
        (_body("Collective Security Treaty Organization", "CSTO"), "It became the CSTO."),
        (_body("Central Intelligence Agency", "CIA"), "It became the CIA."),
        (_body("United Nations Children's Fund", "UNICEF"), "It became UNICEF."),
        (_body("North Atlantic Treaty Organization", "NATO"), "It became NATO."),
    ],
)
def test_letters_keep_their_article_unless_they_are_read_as_a_word(
    other: Entity, statement: str
) -> None:
    surface = find_forms("It became the OSCE.", forms_of(FORUM))
    assert surface
    assert swap_entity(surface, FORUM, other) == statement
