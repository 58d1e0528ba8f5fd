"""Texts with hidden words as people write them by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.anki import anki_typed
from quizapp.formats.incoming.incoming import ItemContent, PairContent
from quizapp.formats.incoming.plain_text import clean


def asked(text: str) -> list[tuple[str, str]]:
    """Return front and answer of what a text asks."""
    found = []
    for content in anki_typed.contents_of(text, more=""):
        if isinstance(content, PairContent):
            found.append((content.front, content.back))
        else:
            found.append((content.stem, content.interaction.accept[0]))  # type: ignore[union-attr]  # a blank
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{Paris}} is a town", [("_____ is a town", "Paris")]),
        ("{{a}} and {{b}}", [("_____ and b", "a"), ("a and _____", "b")]),
        ("{{c1::a}} and {{c1::b}} c", [("_____ and _____ c", "a\nb")]),
        ("{{c2::a}} then {{b}}", [("a then _____", "b"), ("_____ then b", "a")]),
        ("see {{Paris::a town}}", [("see _____ (a town)", "Paris")]),
        ("open {{x}} and {{y", [("open _____ and {{y", "x")]),
    ],
)
def test_each_number_and_each_pair_of_braces_is_a_card(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert asked(text) == wanted


@pytest.mark.parametrize(
    "text", ["", "nothing", "{{}} x", "{{ }} x", "{{all}}", "{{c1::}} x", "}} {{"]
)
def test_what_hides_nothing_or_all_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        anki_typed.contents_of(text, more="")
    assert refused.value.field == "front"


def test_a_cloze_can_be_written_again_as_it_was() -> None:
    (content,) = anki_typed.contents_of("He is in {{Rome}}, they say.", more="so")
    assert anki_typed.text_of(content) == "He is in {{Rome}}, they say."
    assert anki_typed.text_of(PairContent("a", "b")) is None


@given(st.text(st.sampled_from("{}c1:ab \n_"), max_size=40))
def test_any_text_is_asked_or_refused(text: str) -> None:
    try:
        contents = anki_typed.contents_of(clean(text), more="")
    except InputError:
        return
    for content in contents:
        again = anki_typed.text_of(content)
        if again is not None:
            assert isinstance(content, ItemContent)
            assert len(anki_typed.contents_of(again, more="")) == 1
