"""Who vouches for a clause: the article, a speaker, hearsay, the article's opinion or forecast."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from quizapp.bank.document import Status
from quizapp.drafting.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.data import words
from quizapp.drafting.hearsay import TOLD_LAST, find_unvouched
from quizapp.drafting.lingering import find_lingering, opened_by_attitude
from quizapp.drafting.proposal import Framing, Named
from quizapp.drafting.report_words import past_of
from quizapp.drafting.sayings import Saying
from quizapp.drafting.spans import Mention
from quizapp.drafting.speakers import find_sayings
from quizapp.drafting.turns import Turn

_AHEAD: Final = re.compile(
    r"\b(?:(?:is|are|was|were|be) (?:\w+ly )?(?:expected|likely|unlikely|set|poised|projected|"
    r"forecast|predicted|going|scheduled|planned|bound|destined) to|will|shall|may|might|won['’]t|"
    r"hopes? to|aims? to|plans? to|intends? to|promises? to)\b"
)
_PLANNED: Final = re.compile(
    r"\bunder (?:the|this|that|his|her|its|their|a) (?:\w+ )?(?:plan|plans|proposal|proposals|bill"
    r"|draft|scheme's plans)\b"
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
_PAPERS: Final = re.compile(
    r"\b(?:stud(?:y|ies)|figures?|data|reports?|records?|statistics|surveys?|research|documents?|"
    r"estimates?|analys[ie]s|polls?|census|evidence|sources?|findings|media|newspapers?|legend)\b",
    re.IGNORECASE,
)

_FOUND: Final = re.compile(
    r"\b(?:stud(?:y|ies)|reports?|surveys?|reviews?|polls?|models?|analys[ie]s|audits?|papers?|"
    r"investigations?|inquir(?:y|ies)|enquir(?:y|ies)|figures|data|statistics|trials?|research|"
    r"calculations?|simulations?|experience|tests?)\b[^,;:.?!]{0,60}?\b(?:link(?:s|ed)?|show(?:s|ed|n)?|"
    r"suggest(?:s|ed)?|indicat(?:es?|ed)|found|finds?|reveal(?:s|ed)?|predict(?:s|ed)?|puts?|"
    r"attribut(?:es?|ed)|blam(?:es?|ed)|estimat(?:es?|ed)|conclud(?:es?|ed)|trac(?:es?|ed)|"
    r"associat(?:es?|ed)|identif(?:y|ies|ied)|confirm(?:s|ed)?|impl(?:y|ies|ied))\b"
)
"""A paper or a count that finds something: what it finds is its word, not the article's."""
_IN_VIEW: Final = re.compile(
    r"\bin (?P<whose>[^,;:.?!]{2,40}?)(?:['’]s|s['’]|\b(?:his|her|their|its|my|our)) "
    r"(?:view|opinion|eyes|judge?ment|estimate|estimation|account|words|reading)\b"
    r"|\bin the (?:view|opinion|eyes|judge?ment|estimation|words|account|version|telling) of "
    r"(?P<of>[^,;:.?!]{2,40})"
)
_HEARD: Final = re.compile(
    r"\b(?:it seems|it appears|it would seem|as far as (?:is|we|anyone) know\w*)\b"
    r"|\bas (?:[\w'’-]+ ){1,4}?(?:sees?|saw) it\b"
    r"|^(?:as|so) (?:[\w'’-]+ ){1,5}?(?:goes|has it|have it|tells?|runs?|puts? it)\b"
    r"|\bor so (?:[\w'’-]+ ){1,4}?(?:has it|have it|says?|goes|claims?|tells?)\b"
    r"|\b(?:legend|tradition|rumou?r|the story|chronicles?) (?:has it|have it|says?|tells?|goes)\b"
    r"|\bby (?:one|some|most|any|his|her|their|its|[\w-]+(?: [\w-]+)?(?:['’]s|s['’])) (?:own )?"
    r"(?:estimates?|counts?|accounts?|reckoning)\b"
)
"""What is only told: "as the legend goes", "by one estimate"."""
_OWN_VIEW: Final = re.compile(r"\b(?:article|author|writer|columnist)\b|\b(?:my|our)\b")
_MONTH: Final = "June"
"""Stands for May where a clause is searched for words of the future."""


@cache
def _list(name: str) -> re.Pattern[str]:
    found = sorted(words(name), key=lambda each: (-len(each), each))
    return re.compile(r"\b(?:" + "|".join(re.escape(each) for each in found) + r")\b")


def _of_saying(saying: Saying) -> Framing:
    if saying.firm and saying.speaker:
        return Framing(Status.ATTRIBUTED, saying.speaker, saying.source, saying.verb)
    if saying.speaker:
        # Somebody's words, but how firmly is unclear: nothing may be drafted as theirs.
        return Framing(Status.ATTRIBUTED, "", saying.source, saying.verb)
    hearsay = not saying.source or _PAPERS.search(saying.source)
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
        _MONTH if token.text == "May" and token.tag == "NNP" else token.text
        for token in sentence.tokens[clause.first : clause.end]
        if token.index not in skipped
    ]
    return " ".join(kept).casefold(), sentence.text.casefold()


def _vouched_elsewhere(own: str, whole: str) -> Status | None:
    """Return the status of a clause that names whose view, or whose finding, it is; else None."""
    # What opens the sentence holds for all of it: "In the author's view, A did this and B that."
    view = _IN_VIEW.search(own) or _IN_VIEW.match(whole)
    if view:
        return Status.ARTICLE_VIEW if _OWN_VIEW.search(view[0]) else Status.ATTRIBUTED
    heard = _FOUND.search(own) or TOLD_LAST.search(whole) or _HEARD.search(whole)
    return Status.REPORTED if heard or _list("hedges").search(own) else None


def status_of(sentence: Sentence, clause: Clause) -> Status:
    """Return the status of a clause that the article says itself."""
    own, whole = _tail(sentence, clause)
    vouched = _vouched_elsewhere(own, whole)
    if vouched is not None:
        return vouched
    judged = _MAY_HAVE.search(own) or _MUST.search(own) or _list("views").search(own)
    if judged or sentence.text.rstrip().endswith("?"):
        return Status.ARTICLE_VIEW
    if _PLANNED.search(whole) and not any(each.tag == "VBD" for each in sentence.tokens):
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


def framing_of(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Mapping[str, Named],
    antecedents: Mapping[int, str],
    turn: Turn | None = None,
    *,
    sources: Mapping[int, str] | None = None,
) -> Callable[[Sentence, Clause], Framing]:
    """Return the function that tells who vouches for a clause of a passage."""
    sayings = find_sayings(
        sentences,
        mentions=mentions,
        entities=entities,
        antecedents=antecedents,
        sources=sources or {},
    )
    lingering = find_lingering(sentences, sayings) if turn is None else frozenset()
    unvouched = find_unvouched(sentences)

    def framing(sentence: Sentence, clause: Clause) -> Framing:
        at = clause.verb.head if clause.verb else clause.end - 1
        token = sentence.tokens[max(0, min(at, len(sentence.tokens) - 1))]
        own = [each for each in sayings if each.sentence == sentence.index]
        holding = [each for each in own if each.holds(token.start, token.end)]
        if holding:
            return _of_saying(min(holding, key=lambda each: each.end - each.start))
        for each in own:
            framed = each.frame_start <= token.start < each.frame_end
            if framed and each.verb and clause.verb is not None and past_of(clause.verb.lemma):
                # "Baker said that" is no fact of its own.
                return Framing(Status.ATTRIBUTED, "", each.source or "speaker", each.verb)
        if turn is not None:
            return Framing(Status.ATTRIBUTED, turn.speaker, "" if turn.speaker else "speaker")
        status = status_of(sentence, clause)
        if status is Status.STATED and sentence.index in unvouched and not clause.aside:
            return Framing(Status.REPORTED)
        left = sentence.index in lingering and not clause.aside
        if status is Status.STATED and (left or opened_by_attitude(sentence, token.start)):
            # Whose words these are is not said: nothing is drafted of them.
            return Framing(Status.ATTRIBUTED, "", "speaker")
        return Framing(status)

    return framing
