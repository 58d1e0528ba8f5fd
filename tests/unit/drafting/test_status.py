"""Who vouches for a clause."""

import pytest

from quizapp.bank.terms import Status
from tests.unit.drafting.pages import page_of, pages_of


def _statuses(text: str) -> set[Status]:
    page = page_of(text)
    return {
        page.framing(sentence, clause).status
        for sentence in page.sentences
        for clause in sentence.clauses
        if clause.verb is not None
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The bridge opened in 1850.", Status.STATED),
        ("The reef will vanish by 2050.", Status.PREDICTION),
        ("The price is expected to rise.", Status.PREDICTION),
        ("The king was reportedly poisoned.", Status.REPORTED),
        ("The king is said to have fled.", Status.REPORTED),
        ("The town should build a new school.", Status.ARTICLE_VIEW),
        ("The plan was a crucial step.", Status.ARTICLE_VIEW),
        ("She would later become mayor.", Status.STATED),
        (
            "A report by the Harbour Trust linked 140 accidents a year to poor lighting.",
            Status.REPORTED,
        ),
        ("The study showed a rise of 7 percent.", Status.REPORTED),
        ("The wall is now widely regarded as a dam of 1350.", Status.REPORTED),
        ("The report was published in 2024.", Status.STATED),
        ("In the author's view, the reform of 1990 damaged the schools.", Status.ARTICLE_VIEW),
        ("In Baker's opinion the treaty failed in 1990.", Status.ATTRIBUTED),
        ("Some 40 percent of patients recovered, the team found.", Status.ATTRIBUTED),
        ("By one estimate the fire killed 300 people in 1906.", Status.REPORTED),
        ("As the legend goes, Saint Olf founded the abbey in 812.", Status.REPORTED),
        ("The mill lost 40 workers in 1911, by the union's count.", Status.REPORTED),
        ("In 1850, the farmer found a hoard of coins.", Status.STATED),
        ("In the eyes of the union, the law failed in 1990.", Status.ATTRIBUTED),
        ("The US Senate passed the law in 1990.", Status.STATED),
        ("The painting was sold for US$68,000.", Status.STATED),
        ("The law of 1990 failed us.", Status.ARTICLE_VIEW),
    ],
)
def test_a_clause_has_its_status(text: str, status: Status) -> None:
    assert _statuses(text) == {status}


def test_what_is_said_is_attributed_to_the_speaker() -> None:
    page = page_of("Helen Carter said that the roof leaks.")
    framings = [page.framing(page.sentences[0], each) for each in page.sentences[0].clauses]
    assert any(
        each.status is Status.ATTRIBUTED and each.speaker == "helen-carter" for each in framings
    )


def test_nothing_in_the_answers_of_a_talk_is_stated() -> None:
    pages = pages_of(
        "Amara Lind has studied ice for years.",
        "Q: Is it loud?",
        "A: Old ice cracks more than new ice.",
        "Q: And then?",
        "A: We were told to leave.",
    )
    answer = pages[2]
    for clause in answer.sentences[0].clauses:
        framing = answer.framing(answer.sentences[0], clause)
        assert (framing.status, framing.speaker) == (Status.ATTRIBUTED, "amara-lind")
