"""Words without which a statement would say more than its passage, or something else."""

import re

import pytest

from quizapp.drafting.gating.cut_ends import cut_end
from quizapp.drafting.gating.taken_for_known import taken_for_known
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.telling.plain import reworded
from quizapp.drafting.telling.rephrase import own_words
from quizapp.drafting.telling.synonyms import with_synonyms


def _shown(text: str, *types: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="t", topic="d")
    return [
        each.fact["statement"]
        for each in made.drafts
        if not each.held and (not types or each.fact["type"] in types)
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The old mill at Holt was only partly rebuilt by Anna Lind in 1961.", "only partly"),
        ("The fund of the museum in Lorn was largely financed by Karl Moe.", "largely"),
        ("A gale almost destroyed the old wooden pier of Lorn in 1950.", "almost"),
        ("The flood nearly destroyed the old bridge at Lorn in 1920.", "nearly"),
        ("The drought almost forced the town of Lorn to leave the valley.", "almost"),
        ("The leak at the Lorn plant nearly led to the loss of the valley.", "nearly"),
        ("Karl Moe initially designed the harbour of Lorn in 1890.", "initially"),
    ],
)
def test_what_limits_a_deed_is_told_with_it(text: str, kept: str) -> None:
    assert all(kept in each for each in _shown(text))


def test_a_deed_told_the_other_way_round_keeps_its_limit() -> None:
    text = "The old mill at Holt was only partly rebuilt by Anna Lind in 1961."
    assert "Anna Lind only partly rebuilt the old mill at Holt in 1961." in _shown(text, "action")


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Ada Lund told her friends at home of widely held beliefs in the old town.", "widely"),
        (
            "The state kept its institutions and its rural culture largely as it was then.",
            "largely",
        ),
    ],
)
def test_no_adverb_goes_that_tells_which_or_how_far(text: str, lost: str) -> None:
    changed = reworded((text,), text)
    assert changed is None or lost in changed[0]


def test_half_of_not_only_is_told_whole() -> None:
    text = "Peter Holt not only painted nearly every house in the town, but wrote two novels."
    told = _shown(text, "action")
    assert told
    assert not any("not" in each or "only" in each for each in told)


@pytest.mark.parametrize(
    "text",
    [
        "They continued to rule at least parts of the region",
        "He spoke of the small number of traders",
    ],
)
def test_words_that_would_read_badly_are_not_exchanged(text: str) -> None:
    changed = " ".join(with_synonyms(text))
    assert "no fewer than" not in changed
    assert "little number" not in changed


def test_other_stays_behind_what_it_is_other_than() -> None:
    passage = "Norland was the first source of military and other support for the rebels there."
    changed = own_words([passage.rstrip(".")], passage, frame=lambda texts: f"{texts[0]}.", kept=())
    assert changed is None or "other and" not in changed[0]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Ada Lund was commissioned by the Lorn Company in 1945 to write a script on a tale.",
            "to write a script",
        ),
        ("Ivo Marsh took flying lessons a month before the attack on the Lorn bridge.", "before"),
        (
            "The Moe Prize went to the highest tower in the valley of the Lorn in 1990.",
            "in the val",
        ),
    ],
)
def test_what_a_verb_or_a_rank_needs_is_not_left_out(text: str, whole: str) -> None:
    assert all(whole in each for each in _shown(text, "event", "action"))


def test_what_opens_a_sentence_is_not_told_of_the_clause_at_its_end() -> None:
    text = "In the hills of Marl, Anna Lind decided to study film."
    assert not any(each.endswith("film in the hills of Marl.") for each in _shown(text))


def test_a_thing_consists_now_of_what_it_is_said_to_consist_of() -> None:
    text = "Norland is a republic consisting of 48 provinces and 1,541 communes."
    assert "Norland consists of 48 provinces and 1,541 communes." in _shown(text, "quantity")


@pytest.mark.parametrize(
    "text",
    [
        "Holt and Mond, a chemical plant in Lorn, closed in 1950.",
        "The film showed morphing objects, a wine bottle that turns into a flower.",
        "The statues are handed out at the Governor's Ball, a party held in June in Lorn.",
        "As he grew into his teens, Karl Moe took charge of the mill.",
        "Ada Lund became just the seventh player in the history of Norland cricket to win it.",
    ],
)
def test_halves_of_names_times_and_ranks_make_no_fact(text: str) -> None:
    told = _shown(text)
    assert not any(
        each.startswith(("Mond is", "Morphing objects", "Ball is"))
        or "because" in each
        or each.endswith("in the history.")
        for each in told
    )


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Ivo Marsh faces six counts in connection.", "faces six counts in connection with it"),
        ("It could be a part of the solution to concerns.", "solution to concerns about prices"),
        ("The person who made scripts known collectively was Ada.", "known collectively as runic"),
        ("The Kontrol crossed the line at 2.", "crossed the line at 2"),
        ("The ship that crossed the line at 2 was the Kontrol.", "crossed the line at 2"),
        ("Ivo Marsh was arrested on charges.", "was arrested on charges of murder"),
        ("Runes gave rise to scripts known collectively.", "scripts known collectively as runic"),
    ],
)
def test_a_statement_that_ends_too_early_is_refused(statement: str, evidence: str) -> None:
    assert cut_end(statement, evidence)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Ivo Marsh died at home.", "died at home with his wife"),
        ("Ivo Marsh went from farm to farm.", "went from farm to farm in 1900"),
        ("The mill ran on water.", "The mill ran on water until 1950"),
    ],
)
def test_a_statement_that_ends_where_it_may_passes(statement: str, evidence: str) -> None:
    assert not cut_end(statement, evidence)


def test_a_new_thing_without_a_name_told_by_the_way_waits() -> None:
    text = "The museum at Lorn has a poster of a dance which was held in 1894."
    assert not [each for each in _shown(text, "event") if each.startswith("A dance")]
    text = "The museum at Lorn has a poster of a dance which was held by the guild in 1894."
    assert _shown(text, "event")


def test_the_number_of_a_model_counts_nothing() -> None:
    text = "A Harlow 200 aircraft came down in the marsh near Lorn."
    assert not _shown(text, "quantity")


def test_most_recently_and_shortly_after_stay_one() -> None:
    text = "The start at Lorn was delayed three times, most recently by bad weather over the bay."
    assert not any(re.search(r"\bmost by\b", each) for each in _shown(text))
    clause = "four victims were taken to the hospital of Lorn shortly after the fire began there"
    changed = own_words([clause], clause, frame=lambda texts: f"{texts[0]}.", kept=())
    assert changed is None or "shortly after" in changed[0]


def test_what_is_pointed_at_by_it_may_be_told_by_its_noun() -> None:
    before = "Karl Moe built a machine. The machine"
    assert not taken_for_known("Lamps replaced the machine in 1977.", before=before, evidence="it")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Four Norland factions have reached agreement on a new cabinet in talks at Marl.",
            "4 Norland factions reached agreement",
        ),
        (
            "The Lorn coast guard has rescued 340 sailors in the long cold winter in the north.",
            "340 sailors were rescued by the Lorn coast guard",
        ),
    ],
)
def test_a_number_is_told_in_its_clause_before_it_is_told_as_a_sum(text: str, told: str) -> None:
    assert any(told in each for each in _shown(text, "quantity"))
