"""Each rule of item writing with a question that breaks it and one that does not."""

from dataclasses import replace

import pytest

from quizapp.bank.terms import Status
from quizapp.generation.flaw import Material
from quizapp.generation.flaw_errors import ERRORS
from quizapp.generation.flaw_warnings import WARNINGS
from quizapp.generation.question import (
    Choice,
    Interaction,
    Level,
    Matching,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)

PASSAGE = "In 1961 the first person flew once around the whole Earth in a small round capsule."


def options(*texts: str, key: int = 0) -> Choice:
    return Choice(tuple(Option(text, correct=n == key) for n, text in enumerate(texts)))


def item(
    stem: str = "Who flew first into orbit?",
    interaction: Interaction | None = None,
    *,
    kind: QuestionType = QuestionType.MCQ,
    status: Status = Status.STATED,
    answer: str = "Yuri Gagarin",
    explanation: str = "He flew once around the Earth.",
) -> Question:
    return Question(
        id="f:v.mcq",
        card="f:v",
        fact="f",
        fact_type="event",
        view="v",
        type=kind,
        status=status,
        level=Level.NEAR,
        stem=stem,
        interaction=interaction or options("Yuri Gagarin", "John Glenn", "Alan Shepard"),
        answer=answer,
        explanation=explanation,
        article="a",
        passage=1,
        evidence=PASSAGE,
    )


def claim(text: str) -> Question:
    return item(f"True or false: {text}", TrueFalse(text, correct=True), answer="True")


def cloze(stem: str, *accept: str) -> Question:
    return item(stem, TextEntry(accept, (), before=stem), kind=QuestionType.CLOZE)


def match(*pairs: tuple[str, str]) -> Question:
    return item("Match each.", Matching(pairs, "Left", "Right"), kind=QuestionType.MATCH)


FINE = item()
YEARS = item("When was the flight?", options("1961", "1958", "1965"), answer="1961")

ERROR_CASES: dict[str, tuple[Question, Question]] = {
    # rule: broken, fine
    "not-one-key": (item(interaction=options("a", "b", key=5)), FINE),
    "no-key": (item(answer=" "), FINE),
    "duplicate-options": (item(interaction=options("John Glenn", "x", "john  glenn")), FINE),
    "all-or-none": (item(interaction=options("John Glenn", "None of the above")), FINE),
    "combined-options": (item(interaction=options("John Glenn", "x", "A and B")), FINE),
    "key-in-stem": (item("Who was the cosmonaut Yuri Gagarin?"), FINE),
    "contested-as-fact": (
        item("Who was the best pilot?", status=Status.ARTICLE_VIEW),
        item("Who, according to the article, was the best pilot?", status=Status.ARTICLE_VIEW),
    ),
    "dangling-pronoun": (
        claim("He flew once around the Earth."),
        claim("Yuri Gagarin said that he saw the whole Earth."),
    ),
    "placeholder-left": (item("Who flew in {when}?"), FINE),
    "wrong-blanks": (
        cloze("_____ flew in _____.", "Gagarin"),
        cloze("_____ flew in 1961.", "Gagarin"),
    ),
    "order-shows-dates": (
        item(interaction=Ordering(("Launch of 1957", "Orbit", "Landing"))),
        item(interaction=Ordering(("Launch", "Orbit", "Landing"))),
    ),
    "ambiguous-match": (
        match(("a flight", "1961"), ("a landing", "1961"), ("a walk", "1965")),
        match(("a flight", "1961"), ("a landing", "1969"), ("a walk", "1965")),
    ),
}

LONG = "A person who was trained for years before the flight was at last allowed"
WARNING_CASES: dict[str, tuple[Question, Question]] = {
    "unfocused-stem": (item("Gagarin Titov Leonov"), FINE),
    "negative-not-emphasised": (
        item("Which of these did not fly?"),
        item("Which of these did NOT fly?"),
    ),
    "double-negative": (
        claim("It is not so that nobody had not flown."),
        claim("Nobody had flown before."),
    ),
    "absolute-word": (claim("Rockets always failed."), claim("Rockets failed.")),
    "clang": (
        item("What drove the race for prestige?", options("The prestige of both", "Fuel", "Ore")),
        item("What drove the race?", options("The prestige of both", "Fuel", "Ore")),
    ),
    "distractor-in-stem": (item("Who flew after John Glenn?"), FINE),
    "copied": (
        item("Who flew once around the whole Earth in a small round capsule?"),
        item("Who flew around the whole Earth?"),
    ),
    "two-ideas": (claim("Gagarin flew; Glenn stayed."), claim("Gagarin flew.")),
    "no-explanation": (item(explanation=""), FINE),
    "number-not-in-passage": (
        replace(cloze("_____ flew in 1961.", "Gagarin"), evidence="1999"),
        cloze("_____ flew in 1961.", "Gagarin"),
    ),
    "name-not-in-passage": (
        replace(cloze("_____ flew before Gherman Titov.", "Gagarin"), evidence="Gagarin flew."),
        replace(cloze("_____ flew before Gherman Titov.", "Gagarin"), evidence="Titov came later."),
    ),
    "key-longest": (item(interaction=options(LONG, "Luck", "Fuel")), FINE),
    "key-more-precise": (item(interaction=options("In 1961", "Later", "Before")), FINE),
    "uneven-options": (item(interaction=options("Luck", LONG, "Fuel")), FINE),
    "grammar-cue": (
        item("The craft was an", options("orbiter", "capsule", "rocket")),
        item("The craft was a(n)", options("orbiter", "capsule", "rocket")),
    ),
    "plural-cue": (
        item("Which were launched?", options("two rockets", "a capsule", "a probe")),
        item("Which were launched?", options("two rockets", "three probes", "many dogs")),
    ),
    "convergence": (
        item(interaction=options("red dog", "red cat", "blue dog", "green dog")),
        item(interaction=options("red dog", "blue cat", "green cow", "white hen")),
    ),
    "mixed-kinds": (item(interaction=options("1961", "later", "1965")), YEARS),
    "overlapping-ranges": (
        item(interaction=options("1950 to 1960", "1955 to 1965")),
        item(interaction=options("1950 to 1960", "1961 to 1965")),
    ),
    "initials-giveaway": (
        item("What does ESA mean?", options("European Space Agency", "Moon Office", "Rocket Hall")),
        item("What does ESA mean?", options("European Space Agency", "Earth Science Academy")),
    ),
    "implausible-years": (item(interaction=options("1961", "1815", "1700")), YEARS),
}


def material(question: Question) -> Material:
    passage = question.evidence
    strangers = () if "Titov" in passage or "Titov" not in question.stem else ("Gherman Titov",)
    return Material(
        passage,
        digest=False,
        statement="It was 1961.",
        names=frozenset(),
        strangers=strangers,
    )


def test_every_rule_has_its_examples() -> None:
    assert set(ERROR_CASES) == set(ERRORS)
    assert set(WARNING_CASES) == set(WARNINGS)


@pytest.mark.parametrize("rule", sorted(ERRORS))
def test_an_error_is_found_and_a_sound_item_passes(rule: str) -> None:
    broken, fine = ERROR_CASES[rule]
    assert ERRORS[rule](broken, material(broken))
    assert not ERRORS[rule](fine, material(fine))


@pytest.mark.parametrize("rule", sorted(WARNINGS))
def test_a_warning_is_given_and_a_sound_item_passes(rule: str) -> None:
    broken, fine = WARNING_CASES[rule]
    assert WARNINGS[rule](broken, material(broken))
    assert not WARNINGS[rule](fine, material(fine))


def test_a_digest_may_be_repeated() -> None:
    broken, _ = WARNING_CASES["copied"]
    digest = replace(material(broken), digest=True)
    assert not WARNINGS["copied"](broken, digest)


def test_names_are_as_long_as_they_are() -> None:
    named = item(interaction=options(LONG, "Luck", "Fuel"))
    known = replace(material(named), names=frozenset({LONG, "luck", "Fuel"}))
    for rule in ("key-longest", "uneven-options"):
        assert WARNINGS[rule](named, material(named))
        assert not WARNINGS[rule](named, known)


@pytest.mark.parametrize("rule", ["double-negative", "absolute-word", "two-ideas"])
def test_words_that_somebody_said_are_not_the_writers(rule: str) -> None:
    said = "Ann said: \u201cNot now; never, and only if nobody does not come\u201d."
    assert WARNINGS[rule](claim(said.replace("\u201c", "").replace("\u201d", "")), material(FINE))
    assert not WARNINGS[rule](claim(said), material(FINE))


def test_a_quotation_is_not_copied_and_the_words_around_it_are() -> None:
    quoted = item(f"Who said: \u201c{PASSAGE}\u201d?")
    assert not WARNINGS["copied"](quoted, material(quoted))
    around = item("Who flew \u201conce around\u201d the whole Earth in a small round capsule?")
    assert not WARNINGS["copied"](around, material(around))
    longer = item("He said \u201cyes\u201d: once around the whole Earth in a small round capsule?")
    assert WARNINGS["copied"](longer, material(longer))


@pytest.mark.parametrize(
    ("passage", "said", "missing"),
    [
        ("It took nineteen years.", "It took 19 years.", False),
        ("It took Fifty-two years.", "It took 52 years.", False),
        ("It took ninety years.", "It took 90 years.", False),
        ("It took ninety years.", "It took 92 years.", True),
        ("Twentyfold, it was.", "It took 20 years.", True),
    ],
)
def test_a_number_may_stand_in_words(passage: str, said: str, *, missing: bool) -> None:
    told = replace(material(FINE), passage=passage, statement=said)
    assert bool(WARNINGS["number-not-in-passage"](cloze("_____ years.", "19"), told)) is missing
