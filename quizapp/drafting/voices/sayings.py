"""Who says what in a passage: the reporting words, the speaker, and the words reported."""

from dataclasses import dataclass

from quizapp.drafting.shapes.spans import FoundQuote


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that somebody says, in their own words or not.

    Attributes:
        sentence: index of its sentence in the passage.
        start: first character of what is said.
        end: one past its last character.
        frame_start: first character of the reporting words ("Baker said that").
        frame_end: one past their last character.
        speaker: key of the entity that says it, or "" where that is not certain.
        source: the subject in the article's words ("critics of the treaty"), or "".
        verb: the reporting verb in the past ("argued"); "" for "according to".
        to: key of the entity that is told, or "".
        firm: False for "may argue", "did not say", "is said to": nothing to draft from.
        that: True where the words make a clause that can follow "that".
        quote: the quotation, where the words are exact.
        about: the words that say what the quoted words are about, or "".
        sure: False where somebody else may be meant by the pronoun that speaks.
    """

    sentence: int
    start: int
    end: int
    frame_start: int
    frame_end: int
    speaker: str = ""
    source: str = ""
    verb: str = ""
    to: str = ""
    firm: bool = True
    that: bool = True
    quote: FoundQuote | None = None
    about: str = ""
    sure: bool = True

    def holds(self, start: int, end: int) -> bool:
        """Return whether the characters lie in what is said."""
        return self.start <= start and end <= self.end
