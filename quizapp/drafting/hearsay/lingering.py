"""Sentences in which somebody's words go on, though nobody is said to be speaking."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.hearsay import phrases
from quizapp.drafting.hearsay.openers import Heard, Voice, heard_in, main_clause
from quizapp.drafting.lexis.hearsay_words import ABOUT_PAPERS, FICTIONS, PAPERS, SCENE
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind, Sentence, Tense
from quizapp.drafting.voices.sayings import Saying

_MOST_LINGERING: Final = 3
"""Sentences without a speaker that are left to the one who was last heard."""
_OPENING: Final = frozenset({Voice.VIEW, Voice.TALE, Voice.STORY, Voice.PLAN})
"""Voices that a sentence which is somebody's itself may open anew."""
_SCENE_WORDS: Final = 12
_POINTING: Final = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their)\b", re.IGNORECASE)
_TAKING_UP: Final = frozenset({"it", "its", "they", "their", "this", "these", "that", "those"})
_OF_A_PERSON: Final = frozenset({"he", "she", "his", "her"})
_SIZE: Final = re.compile(
    r"\b(?:is|are) (?:about |some )?\d[\d.,]* (?:\w+ )?(?:high|long|wide|deep|tall|thick|away)\b"
    r"|\blies? (?:about |some )?\d[\d.,]* (?:kilomet|met|mile)"
)
_OF_ONE: Final = re.compile(r"\b(?:her|him|his)\b", re.IGNORECASE)
_AHEAD: Final = re.compile(r"\b20[3-9]\d\b")
"""Years that have not come yet."""


def find_lingering(sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> Mapping[int, str]:
    """Return the sentences whose plain clauses may still be somebody's words, or a story's.

    Each has the key of the entity that was last heard, or "". Whose they are is never certain:
    even behind "said", "had" may be the article's own past.

    "She said the tunnel was full. It would be closed." leaves the second sentence to her; so does
    what follows on a belief or an allegation, as long as nothing turns back to the article's own
    ground. It errs on the side of the speaker.
    """
    return dict(_lingering(sentences, sayings))


def opened_by_attitude(sentence: Sentence, start: int) -> bool:
    """Return whether somebody's view stands before a colon: "Her verdict is harsh: the city lost".

    Args:
        sentence: that holds the words.
        start: first character in the passage of what is asked about.
    """
    before = sentence.text[: max(start - sentence.start, 0)]
    opening, colon, _ = before.rpartition(":")
    told = phrases.ATTITUDE.search(opening) or phrases.TOLD_LAST.search(f"{opening}.")
    if colon and (told or phrases.SOME_SAY.match(opening)):
        return True
    # "The figures are nonsense, she said; only 300 homes had been sold" leaves both to her.
    first, stop, rest = sentence.text.partition(";")
    return (
        bool(stop)
        and start >= sentence.end - len(rest)
        and bool(phrases.TOLD_LAST.search(f"{first}.") and phrases.BACK_SHIFTED.search(rest))
    )


def _lingering(
    sentences: Sequence[Sentence], sayings: Sequence[Saying]
) -> Iterator[tuple[int, str]]:
    heard: Heard | None = None
    many, shifted = 0, False
    for sentence in sentences:
        own = [each for each in sayings if each.sentence == sentence.index]
        viewed = (
            phrases.FOR_SOME.match(sentence.text)
            or phrases.ALOUD.match(sentence.text)
            or phrases.BY_ACCOUNT.match(sentence.text)
            or _is_to_somebody(sentence, own)
        )
        if phrases.FICTION.match(sentence.text) or viewed:
            heard = heard_in(sentence, own) or Heard(Voice.VIEW)
            if viewed:
                heard = replace(heard, voice=Voice.VIEW)
            many, shifted = 0, False
            yield sentence.index, ""
            continue
        if heard is not None and not own and many < _MOST_LINGERING:
            if _goes_on(sentence, heard, first=not many, after_shift=shifted):
                many, shifted = many + 1, _shifted(sentence)
                key = "" if _is_anothers(sentence, heard, shifted=shifted) else heard.key
                yield sentence.index, key
                again = heard_in(sentence, own)
                if again is not None and again.voice in _OPENING:
                    heard, many = again, 0
                continue
            if _is_scene(sentence):
                if _is_anothers(sentence, heard):
                    heard = replace(heard, key="")
                continue
        many, shifted = 0, False
        heard = heard_in(sentence, own)


def _is_to_somebody(sentence: Sentence, own: Sequence[Saying]) -> bool:
    """Return whether "For Holt, the charter is a forgery" opens: a view, which may go on."""
    opens = sentence.tokens[0].low in {"for", "to"}
    return opens and any(each.frame_start == sentence.start for each in own)


def _is_anothers(sentence: Sentence, heard: Heard, *, shifted: bool = False) -> bool:
    """Return whether another name is what it tells of, so that two may speak from there on.

    "Alba Ruiz disagrees: the rim was raised" is not said by the one before; "She said the tunnel
    was full. Ruiz would close it" still is.
    """
    main = main_clause(sentence)
    if main is None or main.subject is None or (shifted and ":" not in sentence.text):
        return False
    named = [
        each
        for each in sentence.tokens[main.subject.first : main.subject.end]
        if each.tag in {"NNP", "NNPS"}
    ]
    return bool(named) and named[-1].text not in heard.speakers


def _is_scene(sentence: Sentence) -> bool:
    """Return whether a sentence only shows somebody who speaks: "She pours tea."."""
    main = main_clause(sentence)
    return (
        main is not None
        and main.verb is not None
        and main.verb.lemma in SCENE
        and len(sentence.text.split()) <= _SCENE_WORDS
        and not phrases.DATED.search(sentence.text)
    )


def _goes_on(  # noqa: C901, PLR0911 - a rule for each voice
    sentence: Sentence, heard: Heard, *, first: bool, after_shift: bool
) -> bool:
    """Return whether a sentence without a speaker of its own may carry on the one before."""
    text, voice = sentence.text, heard.voice
    if phrases.OWN_GROUND.match(text) or _of_source(sentence, heard):
        return False
    if voice is Voice.STORY:
        return _in_present(sentence) or not phrases.DATED.search(text)
    if voice is Voice.PLAN and _foreseen(sentence):
        return True
    if _AHEAD.search(text) and _in_present(sentence):
        return True
    if _shifted(sentence):
        return True
    if voice is Voice.VIEW and first:
        return True
    if _opens_with_date(sentence) or _defines(sentence):
        return False
    dated = phrases.DATED.search(text) is not None
    points = _POINTING.search(text) is not None
    if voice is Voice.VIEW or (voice is Voice.CHARGE and _starts_with_pronoun(sentence)):
        return not dated or points
    if dated:
        return voice is Voice.TOPIC and _starts_with_pronoun(sentence)
    if phrases.ADDING.search(text) or after_shift:
        return True
    if voice in {Voice.TOPIC, Voice.HINT, Voice.TALE, Voice.DOUBT, Voice.CHARGE}:
        return not _measures(sentence)
    repeats = _repeats(sentence, heard) or (heard.persons and _of_life(sentence))
    opening = sentence.tokens[0].low
    # "People here say Moss bought them. He paid a pound": no crowd is "he".
    taken_up = opening in _TAKING_UP or (opening in _OF_A_PERSON and not heard.persons)
    return repeats or (voice is Voice.NOW and taken_up)


def _measures(sentence: Sentence) -> bool:
    """Return whether a sentence gives the size of a thing, which anybody can see."""
    return _SIZE.search(sentence.text) is not None and not _starts_with_pronoun(sentence)


def _of_life(sentence: Sentence) -> bool:
    """Return whether a sentence tells of the past of one who is not its subject: "her husband"."""
    main = main_clause(sentence)
    past = main is not None and main.verb is not None and main.verb.tense is Tense.PAST
    return past and _OF_ONE.search(sentence.text) is not None


def _in_present(sentence: Sentence) -> bool:
    main = main_clause(sentence)
    return main is not None and main.verb is not None and main.verb.tense is Tense.PRESENT


def _foreseen(sentence: Sentence) -> bool:
    """Return whether a sentence tells what will be, in the present or with "will"."""
    main = main_clause(sentence)
    if main is None or main.verb is None:
        return True
    return main.verb.tense is not Tense.PAST and "since " not in sentence.text.casefold()


def _shifted(sentence: Sentence) -> bool:
    """Return whether the verbs stand as indirect speech shifts them: "would pay", "had paid"."""
    earlier = any(
        each.kind is ClauseKind.MAIN
        and each.verb is not None
        and each.verb.perfect
        and sentence.tokens[each.verb.first].low in {"had", "'d"}
        for each in sentence.clauses
    )
    return earlier or phrases.BACK.search(sentence.text) is not None


def _starts_with_pronoun(sentence: Sentence) -> bool:
    return sentence.tokens[0].tag in {"PRP", "PRP$"} or sentence.tokens[0].low in {"this", "these"}


def _opens_with_date(sentence: Sentence) -> bool:
    """Return whether a time stands before the subject: "In 1866 the harvest failed"."""
    main = main_clause(sentence)
    if main is None or main.subject is None or not phrases.DATED.search(sentence.text):
        return False
    return any(
        each.kind is ChunkKind.DATE and each.first < main.subject.first for each in main.adverbials
    )


def _defines(sentence: Sentence) -> bool:
    """Return whether a sentence says what things of a kind are: "A bore is a wave"."""
    main = main_clause(sentence)
    if main is None or main.subject is None or main.verb is None or main.verb.lemma != "be":
        return False
    first = sentence.tokens[main.subject.first]
    general = first.low in {"a", "an"} or (
        first.index == 0 and (first.tag in {"NN", "VBG"} or first.low.endswith("ing"))
    )
    return general and main.verb.tense is Tense.PRESENT and not _POINTING.search(sentence.text)


def _repeats(sentence: Sentence, heard: Heard) -> bool:
    """Return whether the subject takes up a thing that was just spoken of: "The cracks came"."""
    main = main_clause(sentence)
    if main is None or main.subject is None:
        return False
    first = sentence.tokens[main.subject.first]
    head = sentence.tokens[main.subject.head]
    return first.low in {"the", "these", "those"} and head.lemma in heard.nouns


def _of_source(sentence: Sentence, heard: Heard) -> bool:
    """Return whether the sentence tells of the one who spoke: "Marsh, a professor, advised"."""
    main = main_clause(sentence)
    if main is None or main.subject is None or main.verb is None:
        return False
    subject, verb = main.subject, main.verb
    words = sentence.words(subject.first, subject.end)
    first, head = sentence.tokens[subject.first], sentence.tokens[subject.head]
    initials = "".join(each[0] for each in words.split() if each[:1].isupper())
    named = any(each and each in words for each in heard.speakers)
    if named or any(len(each) > 1 and initials.endswith(each) for each in heard.speakers):
        return heard.persons or verb.lemma in ABOUT_PAPERS
    if verb.lemma in ABOUT_PAPERS and (
        first.low in {"it", "they"} or head.lemma in PAPERS | FICTIONS
    ):
        return True
    if _shifted(sentence):
        return False
    # "She died in 1954" tells of her, whatever she said; "She was poor" may be her own words.
    dated = phrases.DATED.search(sentence.text) is not None
    return heard.persons and first.low in {"he", "she"} and dated
