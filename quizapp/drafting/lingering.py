"""Sentences in which somebody's words go on, though nobody is said to be speaking."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.analysis import ClauseKind, Sentence, Tense
from quizapp.drafting.hearsay import TOLD_LAST
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
    r"|story|version|account|reading|diagnosis|impression|thesis|hope|figure|number|headline)s?\b"
    r"|\b(?:says|said|explains?|explained|argues?|argued|insists?|insisted|lists?|listed|adds?)\b"
    r"|\b(?:is|was|seems) (?:clear|obvious|certain|plain) to\b"
    r"|\bputs? it\b"
    r"|\b(?:disagree[sd]?|objects?|objected|differs?|(?:sees?|saw) (?:it|things|this))\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:blunt|certain|convinced|sure|adamant|sceptical|skeptical)\b",
    re.IGNORECASE,
)
_BACK_SHIFTED: Final = re.compile(r"\b(?:had|would|could|should)\b")
_BACK: Final = re.compile(r"\b(?:would|could|might|should)\b(?! (?:later|go on|become)\b)")
"""Verbs as indirect speech shifts them."""
_DATED: Final = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
_PRESENTED: Final = word_set(
    "verdict view argument explanation opinion theory answer complaint claim conclusion belief"
    " message objection charge accusation warning suspicion reasoning story version account reply"
    " impression thesis case response concern criticism defence defense denial recollection memory"
    " testimony side position stance picture doubt advice"
)
_GIVEN: Final = word_set("example point case figure number reason account")
"""What somebody gives before it is told: "Anna Berg gives an example."."""
_PRESENTING: Final = word_set(
    "be have give tell run sound paint make put differ go offer take draw"
)
"""Verbs that set somebody's view before what follows: "Her answer is short."."""
_VOICED: Final = word_set(
    "blame accuse disagree object differ deny remember recall complain shake nod sigh laugh shrug"
    " protest worry dismiss reject defend detail tell testify imagine dream doubt mock praise"
    " condemn attack contradict criticise criticize dispute explain see paint list warn argue claim"
)
"""Verbs after which a sentence of their own may be the speaker's: "The union rejects the plan."."""
_TELLING: Final = frozenset({"remember", "recall", "tell"})
_SHORT: Final = 16
"""Words of a sentence that only brings somebody's view in."""
_CHARGED: Final = re.compile(
    r"\b(?:indictments?|prosecut\w+|lawsuits?|plaintiffs?|allegations?|accus\w+|alleg\w+"
    r"|court (?:heard|was told)|testif\w+|witness(?:es)?"
    r"|critics|supporters|opponents|defenders|campaigners|neighbours|villagers|landlords|activists"
    r"|monks|chroniclers?|diar(?:y|ies)|memoirs?|eyewitness(?:es)?|contemporaries|rivals"
    r"|spokes(?:man|woman|person)"
    r"|police (?:say|said|believe|believed|assume|assumed|suspect|suspected))\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:was|were|is|are|been) (?:called|named|labelled|branded|dubbed|denounced)\b[^.]*\b"
    r"(?:cause|culprit|failure|scandal|fraud|disaster|enemy|traitor|hero|worst|best)\b"
)
_REPORT: Final = re.compile(
    r"\b(?:diaries|memoirs?|chronicles?|chroniclers?|monks|contemporaries|website|leaflet"
    r"|advertisement|eyewitnesse|report|letter|petition|study|review|audit|paper|memo|memorandum|dossier|book|diary"
    r"|statement|ruling|judgement|judgment|speech|interview|post|article)s?\b"
)
_PORTRAYING: Final = word_set(
    "describe paint list detail set portray criticise criticize name document trace reconstruct"
    " depict draw attack call speak tell sum summarise summarize note record present be"
)
_MOST_LINGERING: Final = 3
"""Sentences without a speaker that are left to the one who was last heard."""
_SEES: Final = re.compile(
    r"\bgo(?:es)? further[.]$|\bwent further[.]$"
    r"|\b(?:is|are|was|were|remains?) (?:\w+ )?(?:sceptical|skeptical|unconvinced|divided|doubtful"
    r"|convinced|adamant)\b"
    r"|\bpoint(?:s|ed)? to (?:an?other|a different|the)\b"
    r"|\bcall(?:s|ed) [^.]{2,40} (?:nonsense|absurd|a lie|lies|false|wrong|propaganda|a disgrace"
    r"|a joke)\b"
    r"|\bpresents? (?:him|her|it|them)sel(?:f|ves)\b|"
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
    if colon and (_ATTITUDE.search(opening) or TOLD_LAST.search(f"{opening}.")):
        return True
    # "The figures are nonsense, she said; only 300 homes had been sold" leaves both to her.
    first, stop, rest = sentence.text.partition(";")
    return (
        bool(stop)
        and start >= sentence.end - len(rest)
        and bool(TOLD_LAST.search(f"{first}.") and _BACK_SHIFTED.search(rest))
    )


def _lingering(sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> Iterator[int]:
    voice, begun, many = "", False, 0
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
        going = voice and not own and many < _MOST_LINGERING
        if going and _goes_on(sentence, voice, speakers, first=not begun):
            begun, many = True, many + 1
            yield sentence.index
            continue
        begun, many = False, 0
        voice = _voice_after(sentence, own)
        speakers = {each.source.split()[-1] for each in own if each.source}


def _voice_after(  # noqa: PLR0911 - a voice for each way to bring words in
    sentence: Sentence, own: Sequence[Saying]
) -> str:
    """Return what the next sentence may go on with: "charge", "doubt", "tale" and others, or ""."""
    if _CHARGED.search(sentence.text) and (own or "court heard" in sentence.text):
        return "charge"
    if _SEES.search(sentence.text):
        return "view"
    if _CALLED.search(sentence.text):
        return "doubt"
    if _brings_view(sentence):
        return "view"
    thought = any(
        each.verb is not None and each.kind is ClauseKind.MAIN and each.verb.lemma in _DOUBTING
        for each in sentence.clauses
    )
    if thought:
        return "doubt"
    if _BELIEVED.search(sentence.text):
        return "tale"
    spoken = [each for each in own if each.verb or each.speaker]
    if not spoken and TOLD_LAST.search(sentence.text):
        return "doubt"
    if not spoken:
        return "now" if _portrays(sentence) else ""
    last = max(spoken, key=lambda each: each.end)
    if last.quote is None and last.verb in _DOUBTED:
        return "doubt"
    # A present says nothing about whose words follow: nothing is shifted behind "she says".
    return "now" if _says_now(sentence, last) else "speech"


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


def _brings_view(sentence: Sentence) -> bool:
    """Return whether a short sentence does no more than bring in what somebody holds."""
    text = sentence.text
    main = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if main is None or main.verb is None or main.subject is None:
        return False
    if _DATED.search(text) and main.verb.lemma not in _TELLING:
        return False
    if len(text.split()) > _SHORT or text.rstrip().endswith("?"):
        return False
    lemma = main.verb.lemma
    if lemma in _VOICED and not main.verb.passive:
        return True
    held = [main.subject, *main.objects]
    nouns = {sentence.tokens[each.head].lemma for each in held}
    presented = bool(nouns & _PRESENTED) or (lemma != "be" and bool(nouns & _GIVEN))
    presented = presented or (lemma == "put" and "like this" in text)
    about = _FOR_ONE.match(text) is not None
    return (presented or about) and lemma in _PRESENTING


_FOR_ONE: Final = re.compile(
    r"^(?:For|To) (?:the (?:[a-z]+ )?)?(?:[A-Z][\w'-]+ ?){1,3}(?:the|this|that|it|all)\b"
)
"""How somebody's view of a matter opens: "For Anna Berg the case is clear."."""


def _portrays(sentence: Sentence) -> bool:
    """Return whether a paper lays something out: "In a report the bureau describes a night of"."""
    main = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if main is None or main.verb is None or main.verb.lemma not in _PORTRAYING:
        return False
    return not _DATED.search(sentence.text) and _REPORT.search(sentence.text) is not None


def _goes_on(  # noqa: PLR0911 - a rule for each voice
    sentence: Sentence, voice: str, speakers: set[str], *, first: bool
) -> bool:
    """Return whether a sentence without a speaker of its own may carry on the one before."""
    text = sentence.text
    if _about_speaker(sentence, speakers) or _OWN_GROUND.match(text):
        return False
    if voice == "story":
        return not _DATED.search(text)
    if voice == "charge":
        undated = _DATED.search(text) is None
        return (first and undated) or _starts_with_pronoun(sentence) or _shifted(sentence)
    if voice == "view":
        return first or not _DATED.search(text)
    if voice == "now":
        dated = _DATED.search(text) is not None
        return _shifted(sentence) or (_takes_up(sentence) and not dated)
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


def _takes_up(sentence: Sentence) -> bool:
    """Return whether it opens with what was just spoken of: "It has", "This means"."""
    return sentence.tokens[0].low in {
        "it",
        "its",
        "they",
        "their",
        "this",
        "these",
        "that",
        "those",
    }


def _about_speaker(sentence: Sentence, speakers: set[str]) -> bool:
    """Return whether the sentence tells of the speaker: "Marsh, a professor, advised"."""
    first = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if first is None or first.subject is None:
        return False
    words = sentence.words(first.subject.first, first.subject.end)
    return any(each and each in words for each in speakers)
