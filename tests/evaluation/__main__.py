"""Compares drafts with gold facts: ``python -m tests.evaluation --help``."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from tests.evaluation.clauses import (
    Covered,
    all_covered,
    clauses_covered,
    covered_lines,
    uncovered_lines,
)
from tests.evaluation.drafting_run import run_drafting
from tests.evaluation.figures import Evaluated, evaluate, total
from tests.evaluation.gold import SETS, list_articles, read_gold
from tests.evaluation.judge import Verdict
from tests.evaluation.report import figure_lines, judged_lines, missed_lines, sample_lines


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return the exit code."""
    options = _parser().parse_args(arguments)
    known = list_articles(options.set)
    wanted = options.articles or known
    strange = [each for each in wanted if each not in known]
    if strange or not wanted:
        _print([f"{options.set} has not got {', '.join(strange)}; it has: {', '.join(known)}"])
        return 2
    if options.clauses:
        covered = [_covered(options.set, each) for each in wanted]
        for each in (*covered, all_covered(covered)):
            _print(covered_lines(each))
        _print(uncovered_lines(covered) if options.show == "uncovered" else ())
        return 0
    try:
        results = [_evaluate(options.set, each) for each in wanted]
    except RuntimeError as error:
        _print([str(error)])
        return 1
    if options.sample:
        _print(sample_lines(results, size=options.sample, seed=options.seed))
        return 0
    figures = [each.figures for each in results]
    sums = total(figures)
    if options.json:
        _print([json.dumps([asdict(each) for each in (*figures, sums)], indent=1)])
        return 0
    for one in results:
        _print(figure_lines(one.figures))
        _print(_shown(one, options.show))
        _print([""])
    _print(figure_lines(sums))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("articles", nargs="*", metavar="ARTICLE")
    parser.add_argument("--set", choices=SETS, default="dev")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--show", choices=("missed", "rejected", "all", "uncovered"))
    parser.add_argument(
        "--clauses", action="store_true", help="count the main clauses that have a proposal"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="print N drafts to judge by hand")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def _evaluate(group: str, article_id: str) -> Evaluated:
    article = read_gold(group, article_id)
    headings = {each.id: each.heading or "" for each in article.article.passages}
    run = run_drafting(list(article.texts.items()), article=article_id, headings=headings)
    return evaluate(article, run)


def _covered(group: str, article_id: str) -> Covered:
    article = read_gold(group, article_id)
    headings = {each.id: each.heading or "" for each in article.article.passages}
    return clauses_covered(list(article.texts.items()), article=article_id, headings=headings)


def _shown(each: Evaluated, what: str | None) -> Iterator[str]:
    if what in {"missed", "all"}:
        yield from missed_lines(each)
    if what == "rejected":
        yield from judged_lines(each, [Verdict.REJECTED])
    if what == "all":
        yield from judged_lines(each, list(Verdict))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
