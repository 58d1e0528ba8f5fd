"""What pronouns take up when all that an article speaks of counts, with a name or without."""

import pytest

from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages
from quizapp.drafting.propose import draft_facts
from tests.unit.drafting.pages import page_of


def _stands_for(text: str, word: str) -> str:
    """Return what the last such word of the text stands for, "" where it is left open."""
    found = find_mentions([(1, text)], known={})
    (page,) = read_pages([(1, text)], found.mentions, found.entities)
    tokens = [each for sentence in page.sentences for each in sentence.tokens]
    start = [each.start for each in tokens if each.low == word][-1]
    key = page.antecedents.get(start)
    return page.entities[key].name if key else page.standins.get(start, "")


@pytest.mark.parametrize(
    ("text", "word", "stands_for"),
    [
        (
            "James Ollerton found peat. The landowner refused to sell. He feared for the moor.",
            "he",
            "the landowner",
        ),
        (
            "The weir cost so little that two towns in Ireland copied it.",
            "it",
            "the weir",
        ),
        (
            "An inspector found forty children in a wagon. He closed the line for a month.",
            "he",
            "an inspector",
        ),
        (
            "The council hired a surveyor, Petra Holm. She measured the bog in 1903.",
            "she",
            "Petra Holm",
        ),
        (
            "In 1904 a petition against the noise was signed by hundreds. It reached the court.",
            "it",
            "a petition against the noise",
        ),
        (
            "The locomotives came from a quarry. One of them sank in 1891.",
            "them",
            "the locomotives",
        ),
        ("Karl Orm and Ivo Orm met. Orm sailed north. He drowned in 1901.", "he", "Orm"),
    ],
)
def test_what_leaves_all_others_behind_is_meant(text: str, word: str, stands_for: str) -> None:
    assert _stands_for(text, word) == stands_for


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The club's fall was quick. Between 1961 and 1966 it went down three divisions.", "it"),
        ("Anna Weber and Clara Lind met in Jena. She founded a school in 1922.", "she"),
        ("A fire destroyed the hall. It lost four million pounds in two years.", "it"),
        ("Hanna Lund met the physicist Piet Aas near the radios. They married in 1946.", "they"),
        (
            (
                "The old one was patched, and the repair, which was dear, was meant to last."
                " Engineers who inspected it in June found rust."
            ),
            "it",
        ),
        ("No driver would work so long. His union called a strike.", "his"),
        ("Anna Weber came. Her friend saw Clara Lind. She saw Weber fall.", "she"),
        ("The jury found ten clerks guilty. They were fined in May.", "they"),
        (
            (
                "The first boat passed on 3 June 1794. It carried 20 tons of coal and a band. The"
                " Eastmark Herald printed a poem about it. It was founded in 1788."
            ),
            "it",
        ),
        ("Karl Orm spoke. The bomber fled to a shop, and he was caught.", "he"),
    ],
)
def test_what_may_be_one_of_two_or_cannot_be_meant_is_left_open(text: str, word: str) -> None:
    assert _stands_for(text, word) == ""


def _statements(*passages: str) -> list[str]:
    made = draft_facts(list(enumerate(passages, start=1)), known={}, article="line", topic="drafts")
    return [str(each.fact["statement"]) for each in made.drafts]


def test_who_has_no_name_acts_by_the_words_that_brought_them_in() -> None:
    text = "In 1931 an inspector came to look at a bridge. He closed the line for a month."
    assert "An inspector closed the line for a month." in _statements(text)


def test_several_without_a_name_say_what_they_say() -> None:
    said = _statements(
        "The traders disagree with the port. They argue that the cold of the night saves ice."
    )
    assert any("traders" in each and "saves ice" in each for each in said)


def test_nobody_with_a_name_does_what_somebody_without_one_did() -> None:
    made = _statements(
        "The surveyor James Ollerton reported on the bogs in 1879.",
        "The landowner refused to sell. His widow, who needed money, signed in 1883.",
    )
    assert not any("Ollerton's widow" in each for each in made)
    assert any("The landowner's widow" in each for each in made)


def test_a_debate_that_goes_on_is_not_she() -> None:
    page = page_of("Anna Holm was an orphan. The debate continues over whether she was born here.")
    she = next(t for s in page.sentences for t in s.tokens if t.low == "she")
    assert page.antecedents.get(she.start) == "anna-holm"


def test_what_somebody_lets_decay_is_something_else() -> None:
    text = "The railway bought the canal. The company let it decay."
    assert _stands_for(text, "it") != "the company"


def test_who_is_named_in_somebodys_words_does_not_say_them() -> None:
    text = (
        "A man spoke to the crowd. "
        '"Karl Orm has killed women and children in our towns for ten years." He left in a car.'
    )
    assert _stands_for(text, "he") != "Karl Orm"


def test_a_pronoun_goes_on_with_the_one_before() -> None:
    text = (
        "His story Anthem was written during a break from a long novel. It presents a vision of a"
        " town in which greed has won. It was printed in Leeds in 1938."
    )
    assert _stands_for(text, "it") == "Anthem"
