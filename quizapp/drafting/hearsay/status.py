"""Who vouches for a clause: the article, a speaker, hearsay, the article's opinion or forecast."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.hearsay.lingering import find_lingering, opened_by_attitude
from quizapp.drafting.hearsay.phrases import (
    FOUND,
    HEARD,
    IN_VIEW,
    OPINION,
    OWN_VIEW,
    PAPERS,
    PLANNED,
    listed,
)
from quizapp.drafting.hearsay.told_last import tells_last
from quizapp.drafting.hearsay.unvouched import find_unvouched
from quizapp.drafting.lexis.hearsay_words import VOWING
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Framing, Named
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.voices.report_words import past_of
from quizapp.drafting.voices.sayings import Saying
from quizapp.drafting.voices.speakers import find_sayings
from quizapp.drafting.voices.turns import Turn

_AHEAD: Final = re.compile(
    r"\b(?:(?:is|are|was|were|be) (?:\w+ly )?(?:expected|likely|unlikely|set|poised|projected|"
    r"forecast|predicted|going|scheduled|planned|bound|destined) to|will|shall|may|might|won['’]t|"
    r"hopes? to|aims? to|plans? to|intends? to|promises? to)\b"
)
_WOULD: Final = re.compile(r"\b(?:would|could)\b")
_LATER: Final = re.compile(
    r"\bwould (?:later|go on|eventually|become|remain|prove|not|last|take|come to|soon|still|"
    r"mark|never|follow|serve|rule|be (?:known|called|remembered|followed|replaced))\b"
)
_MAY_HAVE: Final = re.compile(r"\b(?:may|might|could|would|should|must)(?: not)? have\b")
_MUST: Final = re.compile(
    r"\b(?:should|ought to|must|needs? to|had better|it is (?:\w+ )?(?:important|crucial|vital|"
    r"essential|necessary|clear|hard|difficult|easy|time|worth|tempting|right|wrong|fair)|"
    r"(?:we|you|our|us)\b|!$)"
)
_AIMS: Final = frozenset(
    {"aim", "task", "goal", "purpose", "plan", "job", "idea", "way", "role", "duty", "point"}
    | {"intention", "function", "object", "trick", "answer", "method"}
)
_UNLIKE: Final = {("May", "NNP"): "June", ("US", "NNP"): "America", ("US", "NNPS"): "America"}
"""What names stand for that read like other words in small letters: "may", "us"."""


def _of_saying(saying: Saying) -> Framing:
    if saying.firm and saying.speaker:
        return Framing(
            Status.ATTRIBUTED, saying.speaker, saying.source, saying.verb, unsure=not saying.sure
        )
    if saying.speaker:
        # Somebody's words, but how firmly is unclear: nothing may be drafted as theirs.
        return Framing(Status.ATTRIBUTED, "", saying.source, saying.verb)
    hearsay = not saying.source or PAPERS.search(saying.source)
    status = Status.REPORTED if hearsay else Status.ATTRIBUTED
    return Framing(status, "", saying.source, saying.verb)


def _tail(sentence: Sentence, clause: Clause) -> tuple[str, str]:
    """Return the words of the clause without inner ones, and those of the whole sentence."""
    skipped: set[int] = set()
    for each in sentence.clauses:
        inner = each.index != clause.index and each.parent >= clause.index
        if inner and clause.first <= each.first and each.end <= clause.end:
            own = {each.verb.first} if each.verb and clause.verb else set()
            if clause.verb and clause.verb.first in own:
                continue
            skipped |= set(range(each.first, each.end))
    kept = [
        _UNLIKE.get((token.text, token.tag), token.text)
        for token in sentence.tokens[clause.first : clause.end]
        if token.index not in skipped
    ]
    return " ".join(kept).casefold(), sentence.text.casefold()


def _vouched_elsewhere(sentence: Sentence, own: str, whole: str) -> Status | None:
    """Return the status of a clause that names whose view, or whose finding, it is; else None."""
    # What opens the sentence holds for all of it: "In the author's view, A did this and B that."
    view = IN_VIEW.search(own) or IN_VIEW.match(whole)
    if view:
        return Status.ARTICLE_VIEW if OWN_VIEW.search(view[0]) else Status.ATTRIBUTED
    heard = FOUND.search(own) or tells_last(sentence) or HEARD.search(whole)
    held = OPINION.search(own) or listed("hedges").search(own)
    return Status.REPORTED if heard or held else None


def status_of(  # noqa: PLR0911 - a way out for each reason
    sentence: Sentence, clause: Clause
) -> Status:
    """Return the status of a clause that the article says itself."""
    own, whole = _tail(sentence, clause)
    vouched = _vouched_elsewhere(sentence, own, whole)
    if vouched is not None:
        return vouched
    judged = _MAY_HAVE.search(own) or _MUST.search(own) or listed("views").search(own)
    if judged or sentence.text.rstrip().endswith("?"):
        return Status.ARTICLE_VIEW
    if PLANNED.search(whole) and not any(each.tag == "VBD" for each in sentence.tokens):
        return Status.PREDICTION
    if clause.verb is not None and clause.verb.auxiliary in VOWING:
        return Status.PREDICTION
    if _is_to(sentence, clause):
        return Status.PREDICTION
    ahead = _AHEAD.search(own)
    if ahead:
        past = re.search(r"\b(?:was|were)\b", ahead[0])
        return (
            Status.STATED
            if past and not re.search(r"likely|bound", ahead[0])
            else Status.PREDICTION
        )
    if _WOULD.search(own) and not _LATER.search(own):
        condition = " if " in f" {whole}" or any(
            each.kind is ClauseKind.CONDITION for each in sentence.clauses
        )
        modal = re.search(r"\bcould (?:not\b|only\b)", own)
        narrated = modal and any(each.tag == "VBD" for each in sentence.tokens) and not condition
        return Status.STATED if narrated else Status.PREDICTION
    return Status.STATED


def _is_to(sentence: Sentence, clause: Clause) -> bool:
    """Return whether something is to happen: "the trial is to start in spring"; no aim "is to"."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or verb.auxiliary != "be" or verb.tense is not Tense.PRESENT:
        return False
    return sentence.tokens[subject.head].lemma not in _AIMS


def _is_aside(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause is an aside of the article's own about what the sentence tells of.

    "Berg, who was born in 1950, is said to" is one; "others point to Berg, who sold" is none.
    """
    if not clause.aside:
        return False
    main = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
    if main is None or main.verb is None or clause.kind is not ClauseKind.RELATIVE:
        return True
    return clause.first < main.verb.first


def _told_beside(clause: Clause) -> bool:
    """Return whether a clause tells by the way of the one who speaks: "the records, found in"."""
    verb = clause.verb
    return (
        clause.aside and clause.kind is ClauseKind.PARTICIPLE and verb is not None and verb.passive
    )


def framing_of(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Mapping[str, Named],
    antecedents: Mapping[int, str],
    turn: Turn | None = None,
    *,
    sources: Mapping[int, str] | None = None,
    given_over: bool = False,
) -> Callable[[Sentence, Clause], Framing]:
    """Return the function that tells who vouches for a clause of a passage.

    Args:
        sentences: of the passage.
        mentions: of the passage.
        entities: of the article, by key.
        antecedents: start of a pronoun -> key of what it stands for.
        turn: whose turn the passage is in a talk, or None.
        sources: first character of reporting words -> key of a speaker without a name.
        given_over: the whole passage only hands on what somebody holds.
    """
    sayings = find_sayings(
        sentences,
        mentions=mentions,
        entities=entities,
        antecedents=antecedents,
        sources=sources or {},
    )
    lingering = find_lingering(sentences, sayings) if turn is None else {}
    unvouched = find_unvouched(sentences)

    def framing(  # noqa: PLR0911 - a way out for each voice
        sentence: Sentence, clause: Clause
    ) -> Framing:
        at = clause.verb.head if clause.verb else clause.end - 1
        token = sentence.tokens[max(0, min(at, len(sentence.tokens) - 1))]
        own = [each for each in sayings if each.sentence == sentence.index]
        holding = [each for each in own if each.holds(token.start, token.end)]
        if holding:
            return _of_saying(min(holding, key=lambda each: each.end - each.start))
        for each in own:
            framed = each.frame_start <= token.start < each.frame_end and not _told_beside(clause)
            if framed and each.verb and clause.verb is not None and past_of(clause.verb.lemma):
                # "Baker said that" is no fact of its own.
                return Framing(Status.ATTRIBUTED, "", each.source or "speaker", each.verb)
        if turn is not None:
            return Framing(Status.ATTRIBUTED, turn.speaker, "" if turn.speaker else "speaker")
        status = status_of(sentence, clause)
        told = sentence.index in unvouched and not _is_aside(sentence, clause)
        if status is Status.STATED and (told or given_over):
            return Framing(Status.REPORTED)
        left = sentence.index in lingering and not clause.aside
        if status is Status.STATED and (left or opened_by_attitude(sentence, token.start)):
            whose = lingering.get(sentence.index, "")
            if whose and not clause.aside:
                return Framing(Status.ATTRIBUTED, whose, verb="said", unsure=True)
            # Whose words these are is not said: nothing is drafted of them.
            return Framing(Status.ATTRIBUTED, "", "speaker")
        return Framing(status)

    return framing
