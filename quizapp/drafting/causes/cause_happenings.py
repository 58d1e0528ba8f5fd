"""What a happening does: "a flood swept the bridge away", "X put an end to Y", "X owes Y to Z"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.causes.cause_reasons import reason_words
from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    clause_words,
    fitting,
    points_only,
    span_of,
)
from quizapp.drafting.events.happenings import happened
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase
from quizapp.drafting.telling.cores import behind_subject
from quizapp.drafting.telling.limits import limits_of
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, joined, tell
from quizapp.drafting.voices.actors import of_phrase
from quizapp.drafting.voices.report_words import past_of

_HAPPENINGS: Final = word_set(
    "fire flood storm gale earthquake eruption explosion accident crash collapse crisis war"
    " battle strike riot march drought famine plague epidemic disease frost heat cold rise"
    " fall growth loss decline death attack siege delay arrival shortage lack pressure anger"
    " fear rain snow wind lightning wave flu typhus cholera pneumonia fever hunger spread"
    " change burst leak demand landslide avalanche mudslide tsunami hurricane cyclone typhoon"
    " tornado wildfire bombing glacier erosion"
)
_OF_DEEDS: Final = ("tion", "sion", "ure", "ance", "ence", "ing", "age", "ment")
"""Endings of nouns that are made of verbs: "closure", "eruption"."""
_NO_DEEDS: Final = word_set(
    "government department institution organisation administration association population nation"
    " station exhibition collection edition generation convention treatment measure figure nature"
    " building painting village evidence image language page document monument parliament position"
    " instrument equipment garment pavement fragment element segment apartment basement cement"
    " regiment department ornament testament settlement"
    " section question mention region religion version structure picture creature temperature"
)
_ACTING: Final = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.COUNTRY})
_TELLING: Final = word_set(
    "be have show suggest reveal contain include describe cover follow precede require use mean"
    " give take cost last need see become remain reach exceed concern involve mark represent honour"
    " celebrate commemorate affect interest surprise attract receive get make find carry hold bear"
    " weigh measure total number equal offer enter"
)
"""Verbs after which the object suffers nothing that could be asked for."""
_HELPING: Final = frozenset({"was", "were", "is", "are", "has", "have", "had", "got"})
_PUTTING: Final = frozenset({"end", "stop"})


def happenings(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the links that a clause makes by what its subject or its agent is."""
    if clause.verb is None or not clause.verb.happened:
        return
    past = happened(teller.sentence, clause)
    for way in (_ended, _struck, _befallen, _owed) if past else (_owed,):
        link = way(teller, clause)
        if link is not None:
            yield link
            return


def _happens(teller: Teller, phrase: Phrase | None) -> bool:
    """Return whether a phrase names something that comes to pass, and nobody who acts."""
    if phrase is None or phrase.kind is not ChunkKind.NOUN or phrase.members:
        return False
    if of_phrase(teller, phrase) is not None:
        return False
    head = teller.sentence.tokens[phrase.head]
    lemma = head.lemma.casefold()
    if head.tag not in {"NN", "NNS"} or lemma in _NO_DEEDS or kind_of_noun(lemma) in _ACTING:
        return False
    if any(each.tag[:3] == "NNP" for each in teller.sentence.tokens[phrase.head + 1 : phrase.end]):
        return False  # "the expansion Harbour Rovers joined"
    if points_only(teller.sentence.words(phrase.first, phrase.end)):
        return False
    return lemma in _HAPPENINGS or (lemma.endswith(_OF_DEEDS) and len(lemma) > 5)  # noqa: PLR2004 - "king", "page"


def _cause(teller: Teller, phrase: Phrase, end: int) -> str | None:
    tokens = teller.sentence.tokens
    while end > phrase.first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    return fitting(words_alone(teller, phrase.first, end), fewest=1)


def _because(teller: Teller, clause: Clause, cause: str | None, effect: str | None) -> Link | None:
    if cause is None or effect is None or effect.casefold().startswith(cause.casefold()):
        return None
    start, end = span_of(teller, clause)
    said = (f"because of {cause}, {effect}", f"{effect} because of {cause}")
    return Link(cause, effect, start, end, clause, said)


def _struck(  # noqa: PLR0911 - a way out for each reason to refuse
    teller: Teller, clause: Clause
) -> Link | None:
    """Return the link of "a fire destroyed the main hall": the hall was destroyed."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or verb.passive or verb.lemma in _TELLING:
        return None
    if past_of(verb.lemma) or not _happens(teller, subject) or subject.first < clause.first:
        return None
    if verb.lemma == "bring" and not verb.particle:
        return None  # "television brought new players"
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if thing is None or thing.kind is not ChunkKind.NOUN or not verb.end <= thing.first:
        return None
    tokens = teller.sentence.tokens
    # What lies between verb and object is the particle of "brought down the coalition".
    if any(each.tag != "RP" for each in tokens[verb.end : thing.first]):
        return None
    words = teller.phrase(thing)
    if not words or any(each.parent == clause.index for each in teller.sentence.clauses):
        return None
    were = "were" if tokens[thing.head].tag in {"NNS", "NNPS"} or thing.members else "was"
    rest = teller.words(thing.end, clause_end(teller, clause), without=teller.asides(clause))
    if rest is None:
        return None
    done = joined([limits_of(teller.sentence, clause), inflect(verb.lemma, "VBN")])
    effect = joined([words, were, done, verb.particle, rest])
    run = behind_subject(teller, clause)
    end = run[0] if run is not None else verb.first
    return _because(teller, clause, _cause(teller, subject, end), fitting(effect, fewest=3))


def _befallen(teller: Teller, clause: Clause) -> Link | None:
    """Return the link of "a bridge was swept away by a flood"."""
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma in _TELLING or past_of(verb.lemma):
        return None
    agents = [each for each in clause.adverbials if each.prep == "by"]
    if len(agents) != 1 or agents[0].above != verb.head or not _happens(teller, agents[0]):
        return None
    telling = tell(teller.page, teller.sentence, clause)
    if telling is None or clause.kind is not ClauseKind.MAIN:
        return None
    cause = _cause(teller, agents[0], max(agents[0].core_end, agents[0].first + 1))
    agent = teller.words(agents[0].prep_first, agents[0].end)
    if not agent or agent not in telling.predicate:
        return None
    before = telling.predicate.partition(agent)[0].strip()
    if before.split(maxsplit=1)[0] not in _HELPING:
        return None  # "were either destroyed or damaged by fire": the verb has lost its "were"
    effect = joined([telling.subject, before, telling.place_text, telling.when_text])
    return _because(teller, clause, cause, fitting(effect, fewest=3))


def _ended(teller: Teller, clause: Clause) -> Link | None:
    """Return the link of "the arrival of plastic put an end to the practice"."""
    verb = clause.verb
    if verb is None or verb.lemma != "put" or verb.passive or clause.subject is None:
        return None
    tokens = teller.sentence.tokens
    thing = clause.objects[0] if clause.objects else None
    to = next((each for each in clause.adverbials if each.prep == "to"), None)
    if thing is None or tokens[thing.head].low not in _PUTTING or to is None:
        return None
    if not _happens(teller, clause.subject):
        return None
    cause = _cause(teller, clause.subject, verb.first)
    what = teller.phrase(to)
    effect = fitting(f"{what} came to an end", fewest=4) if what else None
    return _because(teller, clause, cause, effect)


def _owed(teller: Teller, clause: Clause) -> Link | None:
    """Return the link of "the ridge owes its clear nights to an inversion"."""
    verb = clause.verb
    if verb is None or verb.lemma != "owe" or verb.passive or clause.subject is None:
        return None
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    to = next((each for each in clause.adverbials if each.prep == "to"), None)
    tokens = teller.sentence.tokens
    if thing is None or to is None or tokens[thing.first].tag != "PRP$":
        return None
    subject = teller.phrase(clause.subject)
    what = teller.words(thing.first + 1, thing.end)
    cause = _cause(teller, to, to.end)
    if what and tokens[thing.head].tag == "NN":
        what = f"{tokens[thing.first].low} {what}"  # "had its reputation", but "has clear nights"
    if not subject or not what:
        return None
    many = tokens[clause.subject.head].tag in {"NNS", "NNPS"} or bool(clause.subject.members)
    now = tokens[verb.head].tag != "VBD"
    has = ("have" if many else "has") if now else "had"
    return _because(teller, clause, cause, fitting(f"{subject} {has} {what}", fewest=3))


def which_is_why(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "X, which is why Y"."""
    tokens, sentence = teller.sentence.tokens, teller.sentence
    if clause.kind is not ClauseKind.MAIN or clause.verb is None or clause.parent >= 0:
        return
    # The nearest clause before is meant: "A; B, which is why C".
    later = [
        each.verb.first
        for each in sentence.clauses
        if each.kind is ClauseKind.MAIN and each.verb and each.verb.first > clause.verb.end
    ]
    for at in range(clause.verb.end, min([len(tokens) - 5, *later])):
        opening = [each.low for each in tokens[at : at + 3]]
        if opening not in (["which", "is", "why"], ["which", "was", "why"]):
            continue
        cause = clause_words(teller, clause)
        end = len(tokens)
        while end > at and not tokens[end - 1].text[-1].isalnum():
            end -= 1
        effect = reason_words(teller, clause, at + 3, end)
        before = cause.partition(", which")[0] if cause is not None else None
        if before is None or effect is None:
            return
        start, _ = sentence.span(clause.first, clause.end)
        _, last = sentence.span(at, end)
        said = (f"because {before}, {effect}", f"{effect} because {before}")
        yield Link(before, effect, start, last, clause, said)
        return
