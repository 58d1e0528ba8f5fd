"""Reading a bank: what it holds, and what one bad file may not do to the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.parse import parse_bank
from quizapp.errors import BankErrors
from tests.unit.bank.banks import ARTICLE, ENTITIES, FACTS, problems_of, sample_files, with_change

FILES = sample_files()


def test_a_sound_bank_is_read_with_its_positions() -> None:
    bank = parse_bank(FILES)
    assert list(bank.articles) == ["river"]
    assert len(bank.facts()) == 16
    assert list(bank.entities) == sorted(bank.entities)
    place = bank.positions["fact", "treaty-signed"]
    assert (place.file, place.line, place.column) == (FACTS, 2, 5)
    assert bank.files == FILES


def test_the_same_files_in_another_order_give_the_same_bank() -> None:
    assert parse_bank(dict(reversed(FILES.items()))) == parse_bank(FILES)


def test_an_unreadable_file_of_entities_is_one_problem() -> None:
    found = problems_of({**FILES, ENTITIES: FILES[ENTITIES] + '  - id: "open\n'})
    assert [each.file for each in found] == [ENTITIES]


def test_an_unreadable_article_is_one_problem() -> None:
    found = problems_of(with_change(ARTICLE, "language: en", "language: e: n"))
    assert [each.file for each in found] == [ARTICLE]


def test_a_bad_article_does_not_blame_its_facts() -> None:
    found = problems_of(with_change(ARTICLE, "language: en", "language: english"))
    assert [(each.file, each.path) for each in found] == [(ARTICLE, "article.language")]


def test_a_bad_entity_does_not_blame_who_names_it() -> None:
    found = problems_of(with_change(ENTITIES, "role: Ardan minister", "rule: Ardan minister"))
    assert [each.path for each in found] == ["entities[4].rule"]
    assert found[0].fix == 'write "role"'


def test_a_year_without_quotes_is_told_how_to_write_it() -> None:
    found = problems_of(with_change(ENTITIES, 'date: "1954"', "date: 1954"))
    assert 'write it in quotes: "1954"' in found[0].fix


def test_an_article_in_a_folder_of_another_name_is_a_problem() -> None:
    files = {name.replace("river/", "lake/"): text for name, text in FILES.items()}
    assert [each.path for each in problems_of(files)] == ["article.id"]


def test_an_empty_file_is_a_problem() -> None:
    assert problems_of({**FILES, "empty.yaml": "# nothing\n"})[0].file == "empty.yaml"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_bank_or_its_errors(text: str) -> None:
    with pytest.raises(BankErrors):
        parse_bank({"a/b.yaml": text})


PIECES = ("[", "]", "{", "}", ": ", "\n", "  ", "\t", "- ", "&a ", "*a", "!x ", '"', "'", "|\n")


@settings(max_examples=300, deadline=None)
@given(
    file=st.sampled_from(sorted(FILES)),
    edits=st.lists(
        st.tuples(
            st.integers(0, 6000),
            st.integers(0, 40),
            st.one_of(st.sampled_from((*PIECES, "~", "1", "true")), st.text(max_size=6)),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_damaged_files_give_a_bank_or_problems_inside_the_file(
    file: str, edits: list[tuple[int, int, str]]
) -> None:
    text = FILES[file]
    for start, length, piece in edits:
        at = start % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    for each in problems_of({**FILES, file: text}):
        lines = (text if each.file == file else FILES[each.file]).splitlines()
        assert 1 <= each.line <= len(lines) + 1
        assert each.column >= 1
        assert each.what
        assert each.fix
