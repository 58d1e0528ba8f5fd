"""What is read beside the facts of an article."""

from tests.evaluation.gold import SETS, list_articles, read_gold
from tests.evaluation.matching import CORE


def test_what_somebody_says_beside_gold_is_attributed_unless_told() -> None:
    rows = [
        row
        for each in ("last-lexicographer", "price-of-water")
        for row in read_gold("dev", each).also
        if row.type in {"claim", "quotation"}
    ]
    told = {row.status for row in rows}
    assert "attributed" in told
    assert "stated" not in told
    assert {"reported", "article_view"} & told


def test_each_passage_of_the_thin_articles_has_three_facts_beside_gold() -> None:
    for each in ("isola-grey", "last-lexicographer", "price-of-water", "turning-ants"):
        article = read_gold("dev", each)
        counted = [row.passage for row in article.also]
        assert all(counted.count(passage) >= 3 for passage in article.texts), each


def test_no_fact_stands_twice_beside_gold() -> None:
    for group in SETS:
        for each in list_articles(group):
            rows = [
                (row.passage, row.type, row.status, str(dict(row.slots)))
                for row in read_gold(group, each).also
            ]
            assert len(rows) == len(set(rows)), each
            assert all(row[1] in CORE for row in rows)
