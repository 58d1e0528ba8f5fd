"""Sentences of which it is in doubt whose they are: nobody speaks in them, but somebody just did.

No word marks them. A narrator who comes back to his own account tells of what he brought in
himself, of the one who spoke, or of a date; a report that runs on tells of what only the speaker
brought in, or of something new. What is in doubt is drafted, and waits behind the switch.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.hearsay import phrases
from quizapp.drafting.hearsay.openers import heard_in, main_clause
from quizapp.drafting.lexis.hearsay_words import (
    ABOUT_PAPERS,
    FICTIONS,
    PAPERS,
    PEOPLE,
    PRESENTED,
    RECEIVING,
    REPORTING,
    SPEECH,
    VOICED,
)
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Framing
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.voices.sayings import Saying

_NOUNS: Final = frozenset({"NN", "NNS"})
_OTHERS: Final = frozenset({Status.ATTRIBUTED, Status.REPORTED})
_OPEN: Final = frozenset({Status.PREDICTION, Status.ARTICLE_VIEW})
_IT_WAS: Final = re.compile(r"\bit (?:is|was|has been|had been) (?:\w+ly )?\w+$", re.IGNORECASE)
_SEEN_IN: Final = re.compile(
    r"\b(?:sees?|saw|finds?|recogni[sz]e[sd]?) in "
    r"(?:it|them|this|that|these|the|her|him|his|their)\b"
)
_CHARGE: Final = re.compile(
    r"\b(?:indict|prosecut|charge sheet|charged with|charges of|accus|alleg|affidavit|lawsuit"
    r"|plaintiff|defendant)",
    re.IGNORECASE,
)
_OUTCOMES: Final = word_set(
    "acquit convict sentence jail imprison fine release appeal deny plead die retire execute hang"
    " clear free quash overturn dismiss drop adjourn open begin end last close resign arrest"
    " extradite rule arrest bear"
)
"""What an article tells itself of a trial and of who stands in it."""
_BEING: Final = frozenset({"be", "seem", "look", "sound", "feel", "remain", "become", "grow"})
_RELATING: Final = word_set("recount relate recall testify depict portray outline detail")
_BRIEF: Final = 14
"""Tokens of a sentence that shows somebody's mood, or names a story, and no more."""
_TELLINGS: Final = PRESENTED | PAPERS | FICTIONS | {"finding", "talk", "charge", "witness"}
_TELLING: Final = VOICED | REPORTING | SPEECH | RECEIVING | {"repeat", "teach", "favour"}


@dataclass(frozen=True, slots=True)
class Said:
    """What has been read of a passage when its doubts are looked for.

    Attributes:
        sayings: of the passage.
        mentions: of the passage.
        antecedents: start of a pronoun -> key of what it stands for.
        framing: tells who vouches for a clause.
        known: keys of the entities that earlier passages name, and of what the article is about.
        going: the passage before ended with somebody's words.
    """

    sayings: Sequence[Saying]
    mentions: Sequence[Mention]
    antecedents: Mapping[int, str]
    framing: Callable[[Sentence, Clause], Framing]
    known: frozenset[str]
    going: bool = False

    def sayings_in(self, sentence: Sentence) -> list[Saying]:
        """Return the sayings of a sentence."""
        return [each for each in self.sayings if each.sentence == sentence.index]

    def names_in(self, sentence: Sentence) -> Iterator[tuple[int, str]]:
        """Yield first character and lemma of each noun, and of each name its entity's key."""
        yield from ((each.start, each.lemma) for each in sentence.tokens if each.tag in _NOUNS)
        for each in self.mentions:
            if each.kind is MentionKind.ENTITY and sentence.start <= each.start < sentence.end:
                yield each.start, each.entity

    def pointed_at(self, sentence: Sentence) -> Iterator[tuple[int, str]]:
        """Yield first character of each pronoun and the key of what it stands for."""
        for each in sentence.tokens:
            if each.start in self.antecedents:
                yield each.start, self.antecedents[each.start]


@dataclass(slots=True)
class _Ground:
    """What has been named so far: lemmas of nouns and keys of entities.

    Attributes:
        own: what the article named itself.
        theirs: what came up only in somebody's words.
        speakers: those who spoke, and whatever their reporting words name.
    """

    own: set[str]
    theirs: set[str] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Doubts:
    """The sentences of a passage that somebody may still vouch for.

    Attributes:
        found: their indexes.
        going: the last sentence is somebody's, or in doubt.
    """

    found: frozenset[int] = frozenset()
    going: bool = False


def find_doubted(sentences: Sequence[Sentence], said: Said) -> Doubts:
    """Return the sentences of a passage that somebody may still vouch for.

    A report goes on into the next passage only where that opens with tenses as indirect speech
    shifts them; else an article that has begun anew speaks for itself.
    """
    ground = _Ground(own=set(said.known))
    found: set[int] = set()
    opened, charged = said.going and _is_shifted(sentences[0]), False
    for sentence in sentences:
        voiced = _is_voiced(sentence, said)
        unsaid = not voiced or _is_foreseen(sentence, said)
        if opened and unsaid and _is_in_doubt(sentence, said, ground, charged=charged):
            found.add(sentence.index)
            _take(sentence, said, ground, theirs=True)
            continue
        opened = voiced = voiced or _is_in_mood(sentence) or _tells_of_telling(sentence)
        goes_on = charged and not said.sayings_in(sentence)
        charged = voiced and (goes_on or _CHARGE.search(sentence.text) is not None)
        _take(sentence, said, ground, theirs=voiced)
    return Doubts(frozenset(found), opened)


def _is_shifted(sentence: Sentence) -> bool:
    """Return whether the main verb stands as a report shifts it: "the pilot had fainted"."""
    main = main_clause(sentence)
    if main is None or main.verb is None or _tells_when(sentence):
        return False
    return sentence.tokens[main.verb.first].low in {"had", "would", "could", "might"}


def _is_voiced(sentence: Sentence, said: Said) -> bool:
    """Return whether somebody else than the article speaks in the sentence."""
    own = said.sayings_in(sentence)
    if any(each.verb or each.speaker or each.source for each in own):
        return True
    main = main_clause(sentence)
    if main is not None and said.framing(sentence, main).status in _OTHERS:
        return True
    planned = phrases.PLANNED.search(sentence.text.casefold()) is not None
    return planned or heard_in(sentence, own) is not None or _brings_in(sentence)


def _is_foreseen(sentence: Sentence, said: Said) -> bool:
    """Return whether a sentence foresees or judges, and does not say who does so."""
    main = main_clause(sentence)
    return (
        main is not None
        and not said.sayings_in(sentence)
        and said.framing(sentence, main).status in _OPEN
    )


def _brings_in(sentence: Sentence) -> bool:
    """Return whether a verb of saying brings in a clause anywhere: "he liked to say that".

    So does any verb behind "it was": "it was whispered that"; and what is seen in something is
    seen by somebody.
    """
    return (
        _SEEN_IN.search(sentence.text) is not None
        or _tells_how(sentence)
        or any(
            each.tag[:2] == "VB"
            and after.low == "that"
            and (each.lemma in SPEECH or _IT_WAS.search(sentence.text[: each.end - sentence.start]))
            for each, after in pairwise(sentence.tokens)
        )
    )


def _tells_how(sentence: Sentence) -> bool:
    """Return whether a question hangs on a verb of telling: "she described how lye got in"."""
    by_index = {each.index: each for each in sentence.clauses}
    over = [
        by_index.get(each.parent) for each in sentence.clauses if each.kind is ClauseKind.QUESTION
    ]
    return any(
        each is not None
        and each.verb is not None
        and not each.verb.passive
        and each.verb.lemma in SPEECH | _RELATING
        for each in over
    )


def _tells_of_telling(sentence: Sentence) -> bool:
    """Return whether a brief sentence is about a story or a view: "Its findings were plain."."""
    if len(sentence.tokens) > _BRIEF:
        return False
    main = main_clause(sentence)
    if main is None or main.verb is None:
        # "The fire chief suspects arson": the verb was read as a noun.
        return any(each.tag == "NNS" and each.lemma in _TELLING for each in sentence.tokens)
    if main.verb.passive or phrases.DATED.search(sentence.text):
        return False
    things = [each for each in (main.subject, *main.objects) if each is not None]
    told = any(sentence.tokens[each.head].lemma in _TELLINGS for each in things)
    inside = sentence.tokens[main.verb.first : main.end]
    return told or any(each.tag[:2] == "VB" and each.lemma in _TELLING for each in inside)


def _is_in_mood(sentence: Sentence) -> bool:
    """Return whether one is shown with a feeling about something: "She was furious with him."."""
    main = main_clause(sentence)
    if main is None or main.verb is None or main.subject is None or main.verb.passive:
        return False
    if main.verb.lemma not in _BEING or len(sentence.tokens) > _BRIEF:
        return False
    at = main.verb.end
    while at < len(sentence.tokens) and sentence.tokens[at].tag == "RB":
        at += 1
    after = sentence.tokens[at : at + 2]
    one = sentence.tokens[main.subject.head]
    person = one.tag in {"NNP", "PRP"} or one.lemma in PEOPLE
    return (
        person
        and len(after) > 1
        and after[0].tag in {"JJ", "VBN"}
        and after[1].low in {"with", "about", "at", "over"}
    )


def _take(sentence: Sentence, said: Said, ground: _Ground, *, theirs: bool) -> None:
    """Remember what the sentence names, and who speaks in it."""
    own = said.sayings_in(sentence)
    ground.speakers |= {each.speaker for each in own if each.speaker}
    for place, name in (*said.names_in(sentence), *said.pointed_at(sentence)):
        if any(each.frame_start <= place < each.frame_end for each in own):
            ground.speakers.add(name)
    for place, name in said.names_in(sentence):
        if not theirs or (own and not any(each.holds(place, place) for each in own)):
            ground.own.add(name)
            ground.theirs.discard(name)
        elif name not in ground.own:
            ground.theirs.add(name)


def _is_in_doubt(sentence: Sentence, said: Said, ground: _Ground, *, charged: bool) -> bool:
    """Return whether nothing shows that the article speaks for itself again.

    Args:
        sentence: that may still be somebody's.
        said: what has been read of the passage.
        ground: what has been named before.
        charged: what somebody is accused of goes before: deeds with dates may be charges as well.
    """
    if phrases.OWN_GROUND.match(sentence.text) or _is_of_paper(sentence):
        return False
    subject = _subject(sentence, said)
    if subject & ground.speakers:
        return False
    dated = _tells_when(sentence)
    if charged:
        return not any(each.lemma in _OUTCOMES for each in sentence.tokens)
    linked = {name for _, name in said.pointed_at(sentence)}
    if not dated:
        linked |= {name for _, name in said.names_in(sentence)}
    if linked & ground.theirs:
        return True
    return not dated and not subject & ground.own


def _tells_when(sentence: Sentence) -> bool:
    """Return whether a date is told of what happens, not of a thing: "houses built after 1980"."""
    main = main_clause(sentence)
    if main is None or main.verb is None or phrases.DATED.search(sentence.text) is None:
        return False
    if main.verb.tense is Tense.PAST or main.verb.perfect:
        return True
    return any(
        phrases.DATED.search(sentence.words(each.first, each.end)) for each in main.adverbials
    )


def _is_of_paper(sentence: Sentence) -> bool:
    """Return whether it is told how a paper came out: "The results, published on Thursday,"."""
    return any(each.lemma in ABOUT_PAPERS and each.tag[:2] == "VB" for each in sentence.tokens)


def _subject(sentence: Sentence, said: Said) -> set[str]:
    """Return the lemma of the main subject's noun, and the key of what it names or points at."""
    main = main_clause(sentence)
    if main is None or main.subject is None:
        return set()
    head, first = sentence.tokens[main.subject.head], sentence.tokens[main.subject.first]
    # "Her neighbours lost 40 ducks" may be as much her word as what she said before.
    pointed = said.antecedents.get(first.start, "") if first.tag != "PRP$" else ""
    named = {
        each.entity
        for each in said.mentions
        if each.kind is MentionKind.ENTITY and each.start <= head.start < each.end
    }
    return {head.lemma, *named} | ({pointed} if pointed else set())
