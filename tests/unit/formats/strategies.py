"""Items with any text that a person may write, for round trips through every format."""

from hypothesis import strategies as st

from quizapp.formats.exchange import Item, plain_number
from quizapp.formats.incoming.checked import LONGEST_OPTION
from quizapp.formats.incoming.plain_text import clean, one_line
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.grading.normal import normal
from tests.unit.formats.conftest import RIGHT, WRONG

SIGNS = st.sampled_from("\\~=#{}:%&<>\"'[]()*_|;,.!?/-+@$^`\n \u2028\u00a0\u0301\u200d\u202e")
WORDS = st.sampled_from(
    ["<b>x</b>", "&amp;", "]]>", "<!--", "-->", "->", "{}", "::", "####", "//", "$CATEGORY: x",
     "%50%", "[html]", "[id:7]", "ANSWER: B", "A. x", "[[1]]", "{1:SA:=x}", "[blank]", "<br>",
     "TRUE", "=1+1", "1,234", "1.234", "\u4e2d\u6587", "\U0001f600", "e\u0301", "<img src=x>"]
)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])
texts = (
    st.lists(st.one_of(SIGNS, WORDS, LETTERS, st.sampled_from("abcdefgh 12")), max_size=20)
    .map(lambda parts: clean("".join(parts))[:LONGEST_OPTION])
    .filter(lambda text: text != "" and clean(text) == text and "__" not in text)
)
lines = texts.map(one_line)
typeable = lines.filter(lambda text: normal(text) != "")


def options(draw: st.DrawFn, right: int, wrong: int) -> tuple[Option, ...]:
    """Return that many options whose texts differ, also when each is put on one line."""
    found = draw(_different(right + wrong))
    marks = [RIGHT] * right + [WRONG] * wrong
    made = [Option(text, mark) for text, mark in zip(found, marks, strict=True)]
    return tuple(sorted(made, key=lambda option: option.text))


def _different(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=count, max_size=count, unique_by=_folded)


def _folded(text: str) -> str:
    return one_line(text.replace("->", "\u2192"))


@st.composite
def choices(draw: st.DrawFn) -> Interaction:
    return Choice(options(draw, 1, draw(st.integers(1, 4))))


@st.composite
def multiples(draw: st.DrawFn) -> Interaction:
    return MultipleChoice(options(draw, draw(st.integers(1, 3)), draw(st.integers(1, 3))))


@st.composite
def entries(draw: st.DrawFn) -> Interaction:
    accept = draw(st.lists(typeable, min_size=1, max_size=3, unique_by=_folded))
    return TextEntry(tuple(accept), ("Oder",))


@st.composite
def numbers(draw: st.DrawFn) -> Interaction:
    value = draw(st.integers(-(10**8), 10**8)) / 10 ** draw(st.integers(0, 4))
    slack = draw(st.integers(0, 1000)) / 100
    return TextEntry((plain_number(value),), (), rule="number", tolerance=slack, unit="km")


@st.composite
def matchings(draw: st.DrawFn) -> Interaction:
    count = draw(st.integers(2, 5))
    pairs = zip(draw(_different(count)), draw(_different(count)), strict=True)
    return Matching(tuple(sorted(pairs)), "left", "right")


orders = st.integers(2, 6).flatmap(_different).map(lambda steps: Ordering(tuple(steps)))
truths = st.booleans().map(lambda correct: TrueFalse("", correct))
cards = texts.map(Flashcard)

BY_KIND: dict[str, st.SearchStrategy[Interaction]] = {
    "choice": choices(),
    "multiple": multiples(),
    "true_false": truths,
    "text": entries(),
    "number": numbers(),
    "matching": matchings(),
    "ordering": orders,
    "flashcard": cards,
}
"""The interactions; entries of words and of numbers are two."""


def item(kind: str, interaction: Interaction, stem: str, explanation: str) -> Item:
    """Return an item of an interaction; a claim is its stem."""
    made = (
        TrueFalse(stem, interaction.correct) if isinstance(interaction, TrueFalse) else interaction
    )
    return Item(
        key=f"fact:one.{kind}",
        version="v1",
        stem=stem,
        interaction=made,
        answer="A",
        explanation=explanation,
        source="The article",
        passage_number=1,
        passage="",
        tags=("river",),
    )
