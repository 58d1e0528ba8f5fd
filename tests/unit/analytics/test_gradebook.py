"""Overall grades against values worked out by hand."""

import pytest

from quizapp.analytics.gradebook import Category, Grade, overall_grade

QUIZZES, TESTS, ESSAYS = 1, 2, 3


def test_without_categories_points_are_summed() -> None:
    # 8 of 10 and 15 of 30: 23 of 40.
    found = overall_grade([Grade(0.8, 10), Grade(0.5, 30)], categories=[])
    assert found.share == pytest.approx(23 / 40)
    assert found.categories == ()


def test_nothing_graded_is_no_grade() -> None:
    assert overall_grade([], categories=[]).share is None
    found = overall_grade([], categories=[Category(QUIZZES, 40)])
    assert found.share is None
    assert [(each.share, each.weight) for each in found.categories] == [(None, 0.0)]


def test_weights_of_categories_without_a_grade_go_to_the_others() -> None:
    # Quizzes (weight 30): 8/10 and 6/10 = 0.7. Tests (weight 50): 20/40 = 0.5. Essays (20): none.
    # 0.7 * 30/80 + 0.5 * 50/80 = 0.2625 + 0.3125 = 0.575.
    found = overall_grade(
        [Grade(0.8, 10, QUIZZES), Grade(0.6, 10, QUIZZES), Grade(0.5, 40, TESTS)],
        categories=[Category(QUIZZES, 30), Category(TESTS, 50), Category(ESSAYS, 20)],
    )
    assert found.share == pytest.approx(0.575)
    assert [each.weight for each in found.categories] == pytest.approx([0.375, 0.625, 0.0])


def test_the_lowest_grades_are_dropped_but_never_all() -> None:
    # Of 0.2, 0.9 and 0.5 (10 points each) two are dropped: 0.9 is left.
    grades = [Grade(0.2, 10, QUIZZES), Grade(0.9, 10, QUIZZES), Grade(0.5, 10, QUIZZES)]
    found = overall_grade(grades, categories=[Category(QUIZZES, 1, drop_lowest=2)])
    assert found.share == pytest.approx(0.9)
    assert found.categories[0].dropped == (0, 2)
    one = overall_grade(grades[:1], categories=[Category(QUIZZES, 1, drop_lowest=2)])
    assert one.share == pytest.approx(0.2)
    assert one.categories[0].dropped == ()


def test_of_equal_grades_the_one_with_fewer_points_is_dropped() -> None:
    # Both 0.5: dropping the 10-point one leaves 15 of 30; with 0.8 of 10: 23 of 40.
    grades = [Grade(0.5, 30, TESTS), Grade(0.5, 10, TESTS), Grade(0.8, 10, TESTS)]
    found = overall_grade(grades, categories=[Category(TESTS, 1, drop_lowest=1)])
    assert found.categories[0].dropped == (1,)
    assert found.share == pytest.approx(23 / 40)


def test_work_in_no_category_does_not_count_beside_categories() -> None:
    found = overall_grade(
        [Grade(1.0, 10, QUIZZES), Grade(0.0, 90)], categories=[Category(QUIZZES, 5)]
    )
    assert found.share == pytest.approx(1.0)
