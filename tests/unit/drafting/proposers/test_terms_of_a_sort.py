"""Terms told by the sort of thing they are: all that bear the name, and what ends with its noun."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [
        each.fact["statement"]
        for each in made.drafts
        if each.fact["type"] == "definition" and not each.held
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A kelvane is a salted hydrocarbon.", "A kelvane is a salted hydrocarbon."),
        (
            "Thrift or frugality is the habit or practice of spending little on oneself.",
            "Thrift is the practice or habit of spending little on oneself.",
        ),
        (
            'A "cross-appeal" is an appeal brought by the winner of a trial.',
            "A cross-appeal is an appeal that is brought by the winner of a trial.",
        ),
        (
            "Unlike miners, tunnellers are workers who dig under rivers.",
            "Tunnellers are workers who dig under rivers.",
        ),
        (
            "The Tarnic alphabet was the early script of Norland and became a model for others.",
            "The early script of Norland was the Tarnic alphabet.",
        ),
        (
            "The largest living toad is the Norlandic giant toad (Bufo magnus).",
            "The Norlandic giant toad is the largest living toad.",
        ),
        (
            "Norland lies in the north. Norland was Ada Marsh's fifth home.",
            "Norland was Ada Marsh's fifth home.",
        ),
        (
            "The mangrove rivulus is a small, secretive hermaphrodite.",
            "The mangrove rivulus is a small, secretive hermaphrodite.",
        ),
        (
            "A tarn is defined as a lake in a hollow left by ice.",
            "A tarn is a lake in a hollow left by ice.",
        ),
        (
            "Droughts are defined as periods of at least ninety days without rain.",
            "Droughts are periods of at least ninety days without rain.",
        ),
        (
            "The official language in Norland is Tarnish.",
            "Tarnish is the official language in Norland.",
        ),
        (
            "The largest city of Norland is Harrow in the east.",
            "Harrow is the largest city of Norland.",
        ),
    ],
)
def test_what_sort_of_thing_a_term_is_is_told(text: str, statement: str) -> None:
    assert statement in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Patience is a useful tool.",
        "A ledger is a good thing.",
        "The novel won Ada Marsh an Irish prize, the 1939 Marsh Medal for fiction.",
        "Ada Marsh read law at the school in Lorn, a branch of the academy of sciences.",
    ],
)
def test_praise_and_what_hangs_on_another_noun_define_nothing(text: str) -> None:
    assert _told(text) == []
