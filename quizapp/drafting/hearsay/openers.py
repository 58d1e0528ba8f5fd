"""What a sentence brings in: after it, whose words may the next ones be?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quizapp.drafting.hearsay import phrases
from quizapp.drafting.hearsay.told_last import tells_last
from quizapp.drafting.lexis.hearsay_words import (
    ALLEGED,
    BODIES,
    DOUBTED,
    DOUBTING,
    FICTIONS,
    GIVEN,
    OF_NOTHING,
    PAPERS,
    PARTIES,
    PEOPLE,
    PLANNING,
    PLANS,
    PORTRAYING,
    PRESENTED,
    PRESENTING,
    SCENE,
    TELLING,
    TOLD,
    VOICED,
)
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.voices.sayings import Saying

_SHORT: Final = 16
"""Words of a sentence that only brings somebody's view in."""
_BRIEF: Final = 9
"""Words of a sentence that says too little to be a fact of its own."""


_NO_PERSONS: Final = PAPERS | FICTIONS | PLANS | PRESENTED | PARTIES | BODIES
_PRONOUNS: Final = frozenset(
    {"he", "she", "they", "it", "He", "She", "They", "It", "I", "we", "We"}
)


class Voice(StrEnum):
    """How somebody's words may go on where nobody is said to speak."""

    SPEECH = "said, and what was said is told"
    NOW = "says, and what is said is told"
    TALE = "a belief or a story that is told"
    DOUBT = "a guess or an opinion that is told"
    CHARGE = "an allegation that is told"
    VIEW = "a view that the next sentence has to tell"
    TOPIC = "somebody speaks of something; the next sentence may tell what"
    HINT = "people feel something; the next sentence may tell what"
    STORY = "a novel or a film"
    PLAN = "what is proposed or predicted"


_MOVING: Final = word_set("follow return come go leave arrive move flee settle gather die vote")
"""What people do that is no feeling: "Neighbours have followed"."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice that may go on.

    Attributes:
        speakers: the last words of what is said to speak.
        nouns: lemmas of the nouns in the sentence that brought the voice in.
        persons: False where "he" or "she" cannot be the one who speaks.
        key: of the entity that speaks for certain, or "".
    """

    voice: Voice
    speakers: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    persons: bool = True
    key: str = ""


def heard_in(sentence: Sentence, sayings: Sequence[Saying]) -> Heard | None:
    """Return the voice that a sentence leaves open, or None.

    Args:
        sentence: of the passage.
        sayings: those of the sentence.
    """
    bracketed = [each for each in sayings if _bracketed(sentence, each)]
    sayings = [each for each in sayings if each not in bracketed]
    if bracketed and not sayings:
        return None
    voice = _voice(sentence, sayings)
    if voice is None:
        return None
    main = main_clause(sentence)
    subject = main.subject if main is not None else None
    speakers = {each.source.split()[-1] for each in sayings if each.source} - _PRONOUNS
    persons = True
    if subject is not None:
        head = sentence.tokens[subject.head]
        if not speakers and head.tag != "PRP":
            speakers.add(head.text)
        persons = not subject.members and head.tag not in {"NNS", "NNPS"} and head.low != "it"
        persons = persons and head.lemma not in _NO_PERSONS
    nouns = frozenset(each.lemma for each in sentence.tokens if each.tag in {"NN", "NNS"})
    keys = {each.speaker for each in sayings if each.firm}
    key = keys.pop() if len(keys) == 1 else ""
    return Heard(voice, frozenset(speakers), nouns, persons, key)


def _bracketed(sentence: Sentence, saying: Saying) -> bool:
    """Return whether the reporting words stand in brackets, as an aside of the article's."""
    before = sentence.text[: max(saying.frame_start - sentence.start, 0)]
    return before.count("(") > before.count(")")


def main_clause(sentence: Sentence) -> Clause | None:
    """Return the first main clause with a verb, or None."""
    return next(
        (
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.MAIN and each.verb is not None
        ),
        None,
    )


def _voice(  # noqa: C901, PLR0911, PLR0912 - a way out for each way to bring words in
    sentence: Sentence, own: Sequence[Saying]
) -> Voice | None:
    text, low = sentence.text.strip(), sentence.text.strip().casefold()
    dated = phrases.YEAR.search(text) is not None
    if phrases.FICTION.match(text) or _is_of(sentence, FICTIONS):
        return Voice.STORY
    if phrases.ASKED_OF.search(text):
        return Voice.VIEW
    if text.endswith("?"):
        return None
    if phrases.CHARGED.search(text) and (own or "court heard" in text):
        return Voice.CHARGE
    view = phrases.IN_VIEW.match(low)
    if phrases.CONVINCED.search(text) or (view and " words" not in view[0]):
        return Voice.VIEW
    if phrases.CALLED.search(text):
        return Voice.DOUBT
    if phrases.GUESSED.match(text) and not dated:
        return Voice.VIEW if re.search(r" (?:is|was) ", text) else Voice.DOUBT
    if phrases.SOME_SAY.match(text) and not own:
        return Voice.TOPIC
    quoted = re.match(r"[\u201c\"]", text) is not None
    told = quoted or any(each.quote is not None or (each.that and each.firm) for each in own)
    if _brings_view(sentence, told=told):
        return Voice.VIEW
    planned = _is_of(sentence, PLANS) or phrases.PLANNED.search(low) is not None
    if (planned and not dated) or _plans(sentence):
        return Voice.PLAN
    if not told and _speaks_of(sentence):
        return Voice.TOPIC
    if not own and _feels(sentence):
        return Voice.HINT
    if _thinks(sentence):
        return Voice.DOUBT
    if phrases.BELIEVED.search(text) or phrases.HEARD.search(low) or phrases.SUPPOSED.search(text):
        return Voice.TALE
    spoken = [each for each in own if each.verb or each.speaker]
    if not spoken and tells_last(sentence):
        return Voice.DOUBT
    told_within = [each[0] for each in phrases.WITHIN.finditer(text)]
    if not spoken and any(not phrases.HEDGED.fullmatch(each) for each in told_within):
        return Voice.TALE
    if not spoken:
        return Voice.VIEW if _portrays(sentence) else None
    last = max(spoken, key=lambda each: each.end)
    if last.quote is None and last.verb in DOUBTED:
        return Voice.CHARGE if last.verb in ALLEGED else Voice.DOUBT
    if last.verb in TOLD:
        return Voice.TALE
    # A present says nothing about whose words follow: nothing is shifted behind "she says".
    return Voice.NOW if _says_now(sentence, last) else Voice.SPEECH


def _is_of(sentence: Sentence, nouns: frozenset[str]) -> bool:
    """Return whether the main clause tells of one of the things, in the present: "The film is"."""
    main = main_clause(sentence)
    if main is None or main.subject is None or main.verb is None:
        return False
    head = sentence.tokens[main.subject.head]
    if head.lemma not in nouns or main.verb.tense is not Tense.PRESENT:
        return False
    return not main.verb.perfect or bool(main.verb.auxiliary)


def _plans(sentence: Sentence) -> bool:
    main = main_clause(sentence)
    verb = main.verb if main is not None else None
    if verb is None or verb.passive or verb.auxiliary or verb.lemma not in PLANNING:
        return False
    return verb.tense is not Tense.PAST or verb.lemma not in VOICED


def _thinks(sentence: Sentence) -> bool:
    return any(
        each.verb is not None
        and each.kind is ClauseKind.MAIN
        and each.verb.lemma in DOUBTING
        and each.verb.end - each.verb.first == 1
        for each in sentence.clauses
    )


def _says_now(sentence: Sentence, saying: Saying) -> bool:
    """Return whether the verb of the reporting words stands in the present: "she says"."""
    return any(
        each.verb is not None
        and each.verb.tense is Tense.PRESENT
        and saying.frame_start <= sentence.tokens[each.verb.head].start < saying.frame_end
        for each in sentence.clauses
    ) or any(
        each.tag in {"VBZ", "VBP"} and saying.frame_start <= each.start < saying.frame_end
        for each in sentence.tokens
    )


def _brings_view(sentence: Sentence, *, told: bool) -> bool:
    """Return whether a short sentence does no more than bring in what somebody holds."""
    text = sentence.text
    main = main_clause(sentence)
    if main is None or main.verb is None:
        return False
    if phrases.YEAR.search(text) and main.verb.lemma not in TELLING:
        return False
    if len(text.split()) > _SHORT or text.rstrip().endswith("?"):
        return False
    lemma = main.verb.lemma
    content = told or any(each.kind is ClauseKind.THAT for each in sentence.clauses)
    shown = main.verb.tense is Tense.PRESENT or lemma not in SCENE
    if lemma in OF_NOTHING and shown and not main.verb.passive and not content:
        return True
    held = [each for each in (main.subject, *main.objects) if each is not None]
    nouns = {sentence.tokens[each.head].lemma for each in held}
    presented = bool(nouns & PRESENTED) or (lemma != "be" and bool(nouns & GIVEN))
    presented = presented or (lemma == "put" and "like this" in text)
    about = phrases.FOR_ONE.match(text) is not None
    if about and len(text.split()) <= _BRIEF:
        return True
    party = main.subject is not None and sentence.tokens[main.subject.head].lemma in PARTIES
    return (presented or about or party) and lemma in PRESENTING | VOICED | {"open"}


def _speaks_of(sentence: Sentence) -> bool:
    """Return whether somebody speaks of something, and what is said is not told: "It protests"."""
    main = main_clause(sentence)
    if main is None or main.verb is None or main.subject is None or main.verb.passive:
        return False
    text = sentence.text
    if phrases.YEAR.search(text) or len(text.split()) > _SHORT:
        return False
    if any(each.kind is ClauseKind.THAT for each in sentence.clauses):
        return False
    return main.verb.lemma in VOICED and (
        main.verb.tense is Tense.PRESENT or main.verb.lemma not in SCENE
    )


def _feels(sentence: Sentence) -> bool:
    """Return whether people feel something, in too few words for a fact: "Parents were afraid."."""
    main = main_clause(sentence)
    if main is None or main.subject is None:
        return False
    if main.verb is not None and main.verb.lemma in _MOVING:
        return False
    head, words = sentence.tokens[main.subject.head], sentence.text.split()
    return head.lemma in PEOPLE and len(words) <= _BRIEF and not re.search(r"\d", sentence.text)


def _portrays(sentence: Sentence) -> bool:
    """Return whether a paper lays something out: "In a report the bureau describes a night of"."""
    main = main_clause(sentence)
    if main is None or main.verb is None or main.subject is None:
        return False
    if phrases.YEAR.search(sentence.text) or main.verb.lemma not in PORTRAYING:
        return False
    tokens = sentence.tokens
    for each in tokens:
        if each.lemma not in PAPERS or each.tag[:2] != "NN":
            continue
        before = tokens[each.index - 2].low if each.index > 1 else ""
        if main.subject.first <= each.index < main.subject.end or before in {"in", "wrote", "on"}:
            return True
    return False
