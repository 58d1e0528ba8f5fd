"""Sentences in which somebody's words go on, though nobody is said to be speaking."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.analysis import ClauseKind, Sentence
from quizapp.drafting.sayings import Saying
from quizapp.drafting.word_sets import word_set

_DOUBTED: Final = word_set(
    "alleged claimed believed suspected denied thought assumed supposed feared hoped imagined"
    " speculated theorised theorized hypothesised hypothesized conjectured insisted maintained"
    " contended argued accused held testified swore guessed reckoned"
)
"""Verbs whose words the article leaves to the speaker: what follows may still be theirs."""
_DOUBTING: Final = word_set("suspect allege believe theorise theorize speculate suppose imagine")
_BELIEVED: Final = re.compile(
    r"^(?:In|By) (?:the )?(?:view|opinion|account|reckoning|judgement|eyes) of\b|^According to\b|"
    r"\b(?:rumou?rs?|legend|theory|hypothesis|myth|gossip|story goes|allegations?|conjecture"
    r"|suspicion|belief|accusations?)\b[^.;]{0,30}\b(?:that|holds?|held|has it|had it|says?|said"
    r"|goes|went|spread)\b"
    r"|\bpurport(?:s|ed)? to\b"
    r"|\b(?:see|sees|saw|regards?|regarded|views?|viewed) [^.;]{2,60}\bas an? (?:mistake|failure"
    r"|success|crime|betrayal|triumph|traitor|hero|villain|fraud|disaster)\b"
    r"|\b(?:imagine|suppose|picture) (?:that|a|an|the)\b",
    re.IGNORECASE,
)
_FICTION: Final = re.compile(
    r"^(?:in|at the end of|at the start of) (?:the|his|her|their|its|this|one) "
    r"(?:\w+ ){0,2}?(?:novel|film|play|poem|story|myth|tale|ballad|fable|opera|legend|dream"
    r"|short story|saga|comedy|tragedy|series|game)\b,? ",
    re.IGNORECASE,
)
_FOR_SOME: Final = re.compile(
    r"^(?:to|for|in the eyes of|among) (?:(?:his|her|its|their|many|some|most|all|the) )*"
    r"(?:\w+ )?(?:supporters|opponents|critics|admirers|enemies|followers|detractors|believers"
    r"|rivals|fans|sceptics|skeptics|defenders|many|some|others)(?:,| (?:he|she|it|they|the)\b)"
    r"|^(?:for|to) (?:the )?(?:[a-z]+ )?(?-i:[A-Z])\w+ (?-i:[A-Z])[\w'-]+, "
    r"|^(?:on paper|in theory), ",
    re.IGNORECASE,
)
_ATTITUDE: Final = re.compile(
    r"\b(?:verdict|view|argument|explanation|opinion|theory|answer|complaint|fear|claim|conclusion"
    r"|belief|message|objection|charge|accusation|advice|warning|suspicion|guess|reasoning|hunch"
    r"|story|version|account|reading|diagnosis|impression|thesis|hope)s?\b"
    r"|\b(?:disagree[sd]?|objects?|objected|differs?|(?:sees?|saw) (?:it|things|this))\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:blunt|certain|convinced|sure|adamant|sceptical|skeptical)\b",
    re.IGNORECASE,
)
_BACK: Final = re.compile(r"\b(?:would|could|might|should)\b(?! (?:later|go on|become)\b)")
"""Verbs as indirect speech shifts them."""
_DATED: Final = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
_SEES: Final = re.compile(
    r"\b(?:sees?|saw) (?:it|things|this) (?:differently|otherwise)\b"
    r"|\b(?:disagree[sd]?|begs? to differ|begged to differ)[.]$"
)
_OWN_GROUND: Final = re.compile(
    r"^(?:In (?:fact|reality|truth)|Today|Now|Since|Later|But (?:no|the (?:court|inquiry|judge))"
    r"|The (?:court|inquiry|jury|records?|figures|data|evidence)\b)"
)
"""Openings by which an article speaks for itself again."""


def find_lingering(sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> frozenset[int]:
    """Return the sentences whose plain clauses may still be somebody's words, or a story's.

    "She said the tunnel was full. It would be closed." leaves the second sentence to her; so does
    what follows on a belief or an allegation, as long as nothing turns back to the article's own
    ground. It errs on the side of the speaker.
    """
    return frozenset(_lingering(sentences, sayings))


def opened_by_attitude(sentence: Sentence, start: int) -> bool:
    """Return whether somebody's view stands before a colon: "Her verdict is harsh: the city lost".

    Args:
        sentence: that holds the words.
        start: first character in the passage of what is asked about.
    """
    before = sentence.text[: max(start - sentence.start, 0)]
    opening, colon, _ = before.rpartition(":")
    return bool(colon) and _ATTITUDE.search(opening) is not None


def _lingering(sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> Iterator[int]:
    voice, begun = "", False
    speakers: set[str] = set()
    for sentence in sentences:
        text = sentence.text
        own = [each for each in sayings if each.sentence == sentence.index]
        if _FICTION.match(text):
            voice = "story"
            yield sentence.index
            continue
        if _FOR_SOME.match(text):
            yield sentence.index
            continue
        if voice and not own and _goes_on(sentence, voice, speakers, first=not begun):
            begun = True
            yield sentence.index
            continue
        begun = False
        voice = _voice_after(sentence, own)
        speakers = {each.source.split()[-1] for each in own if each.source}


def _voice_after(sentence: Sentence, own: Sequence[Saying]) -> str:
    """Return what the next sentence may go on with: "doubt", "tale", "speech", or ""."""
    if _SEES.search(sentence.text):
        return "doubt"
    thought = any(
        each.verb is not None and each.kind is ClauseKind.MAIN and each.verb.lemma in _DOUBTING
        for each in sentence.clauses
    )
    if thought:
        return "doubt"
    if _BELIEVED.search(sentence.text):
        return "tale"
    indirect = [each for each in own if each.quote is None and each.verb]
    if not indirect:
        return ""
    last = max(indirect, key=lambda each: each.end)
    return "doubt" if last.verb in _DOUBTED else "speech"


def _goes_on(sentence: Sentence, voice: str, speakers: set[str], *, first: bool) -> bool:
    """Return whether a sentence without a speaker of its own may carry on the one before."""
    text = sentence.text
    if _about_speaker(sentence, speakers) or _OWN_GROUND.match(text):
        return False
    if voice == "story":
        return not _DATED.search(text)
    if _shifted(sentence) or _starts_with_pronoun(sentence):
        dated = _DATED.search(text) is not None and voice != "doubt"
        return _shifted(sentence) or (voice != "speech" and not dated)
    # "The factory dumped 300 barrels" may be theirs; what has a date is told by the article.
    return voice != "speech" and first and not _DATED.search(text)


def _shifted(sentence: Sentence) -> bool:
    """Return whether the verbs stand as indirect speech shifts them: "would pay", "had paid"."""
    earlier = any(
        each.kind is ClauseKind.MAIN
        and each.verb is not None
        and each.verb.perfect
        and sentence.tokens[each.verb.first].low in {"had", "'d"}
        for each in sentence.clauses
    )
    return earlier or _BACK.search(sentence.text) is not None


def _starts_with_pronoun(sentence: Sentence) -> bool:
    return sentence.tokens[0].tag in {"PRP", "PRP$"} or sentence.tokens[0].low in {"this", "these"}


def _about_speaker(sentence: Sentence, speakers: set[str]) -> bool:
    """Return whether the sentence tells of the speaker: "Marsh, a professor, advised"."""
    first = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if first is None or first.subject is None:
        return False
    words = sentence.words(first.subject.first, first.subject.end)
    return any(each and each in words for each in speakers)
