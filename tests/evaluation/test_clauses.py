"""What of an article no proposer takes up is counted, and printed by how it is built."""

import pytest

from tests.evaluation.__main__ import main
from tests.evaluation.clauses import all_covered, clauses_covered, covered_lines, uncovered_lines

PASSAGES = [
    (1, "Anna Bauer opened the harbour in 1911. There is no more to say."),
    (2, "Nobody knows why."),
]


def test_a_clause_with_a_proposal_is_covered_and_another_is_told_by_its_build() -> None:
    covered = clauses_covered(PASSAGES, article="harbour", headings={})
    assert (covered.clauses, covered.proposed) == (3, 1)
    assert [(each.passage, each.text) for each in covered.uncovered] == [
        (1, "There is no more to say."),
        (2, "Nobody knows why."),
    ]
    assert covered.uncovered[0].sort.startswith("there")


def test_the_most_frequent_sort_comes_first_and_sums_are_those_of_all() -> None:
    one = clauses_covered(PASSAGES, article="harbour", headings={})
    both = all_covered([one, one])
    assert list(covered_lines(both)) == ["all: main clauses with a proposal 2/6 0.33"]
    counts = [
        int(each.split()[0]) for each in uncovered_lines([one, one]) if not each.startswith(" ")
    ]
    assert sum(counts) == 4
    assert counts == sorted(counts, reverse=True)


def test_the_command_counts_the_clauses_of_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--clauses", "--show", "uncovered", "boiling-springs"]) == 0
    first, total, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("boiling-springs: main clauses with a proposal ")
    assert total.removeprefix("all") == first.removeprefix("boiling-springs")
    assert any(each.startswith("    boiling-springs [") for each in rest)
