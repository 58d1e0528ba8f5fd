"""Statements keep clear of nine words in a row from the passage."""

from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run, reworded

PASSAGE = (
    "Because of the long drought the farmers of the upper valley left their homes and their "
    "fields in 1911."
)


def test_the_longest_run_is_counted_over_case_and_marks() -> None:
    assert longest_run("The farmers, of the UPPER valley", PASSAGE) == 6


def test_quoted_words_are_no_copy() -> None:
    assert longest_run('They said "the farmers of the upper valley left their homes"', PASSAGE) < 3


def test_a_short_run_is_left_alone() -> None:
    texts = ("Farmers of the valley left in 1911.",)
    assert reworded(texts, PASSAGE) == texts


def test_statement_and_slot_change_together() -> None:
    passage = "The town council decided to build a new bridge across the river in 1911."
    texts = ("The town council decided to build a new bridge across the river.",) * 2
    changed = reworded(texts, passage)
    assert changed is not None
    assert changed[0] == changed[1]
    assert longest_run(changed[0], passage) < COPIED_WORDS


def test_a_copy_that_no_swap_breaks_is_given_up() -> None:
    text = "the farmers of the upper valley left their homes and their fields"
    assert reworded((text,), PASSAGE) is None


def test_names_are_not_swapped() -> None:
    passage = "The Several Rivers Trust cared for one pond and ten small lakes in those years."
    text = "The Several Rivers Trust cared for one pond and ten small lakes"
    assert reworded((text,), passage, kept=("Several Rivers Trust", "Several")) is None


def test_a_name_counts_as_one_word() -> None:
    passage = "Orla Finn was named the Lake County Rowing Sportswoman of the Year in June."
    names = ["Orla Finn", "Lake County Rowing Sportswoman of the Year"]
    text = "Orla Finn was named the Lake County Rowing Sportswoman of the Year."
    assert longest_run(text, passage) > COPIED_WORDS
    assert longest_run(text, passage, names=names) == 5
    assert reworded((text,), passage, kept=names) == (text,)
