"""What somebody promises, fears or proposes in a noun, or is for or against in a gerund."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.naming.unnamed import kind_without_name
from quizapp.drafting.proposers.attitude import is_narrated, stands_quoted
from quizapp.drafting.proposers.claimed import claimed
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.spacing import end_marks
from quizapp.drafting.telling.telling import Teller, joined
from quizapp.drafting.voices.actors import speaker_of

_AHEAD: Final[Mapping[str, tuple[str, str]]] = {
    "promise": ("promised", "would be"),
    "pledge": ("promised", "would be"),
    "propose": ("proposed", "should be"),
    "fear": ("feared", "would be"),
}
"""Verb with a thing that is not there yet -> the verb of saying, and what "there" is of it."""
_THOUGHTS: Final = word_set(
    "theory hypothesis model term name word definition concept idea notion explanation solution"
    " classification interpretation reading method formula answer toast marriage thing way change"
    " step measure version candidate title motto symbol date figure number"
)
"""What is proposed as a thought: nobody says that there should be such a one."""
_DOING: Final = {
    "propose": "proposed", "suggest": "suggested", "recommend": "recommended", "favour": "argued",
    "favor": "argued", "advocate": "argued", "oppose": "argued", "urge": "argued",
    "advise": "argued",
}  # fmt: skip
"""Verb before a gerund of what is to be done, or not -> the verb of saying."""
_AGAINST: Final = {"warn": "warned", "argue": "argued", "advise": "argued", "caution": "warned"}
"""Verbs that take "against" and a gerund."""
_ONLY_ACTIVE: Final = word_set("have be become get give keep let see need mean do cost lack go")
_OPEN: Final = frozenset({"a", "an", "no", "more", "fewer", "some", "another", "further"})


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each thing or deed that somebody is for, against, or sees coming."""
    return tuple(
        each
        for sentence in page.sentences
        if not sentence.text.rstrip("\"”'\u2019").endswith("?")
        for clause in sentence.clauses
        for each in _of_clause(page, sentence, clause)
        if each is not None
    )


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal | None]:
    verb = clause.verb
    if verb is None or not verb.happened or verb.passive:
        return
    told = sentence.tokens[clause.first].low in {"who", "which"}
    if clause.kind is not ClauseKind.MAIN and not (told and clause.kind is ClauseKind.RELATIVE):
        return
    if stands_quoted(page, sentence, clause) or not is_narrated(page, sentence, clause):
        return
    teller = Teller(page, sentence)
    made = _ahead(teller, clause) or _deed(teller, clause)
    speaker = speaker_of(teller, clause) if made is not None else None
    if made is not None and speaker is not None:
        said, points = made
        yield claimed(page, speaker, said, points, sentence.span(clause.first, clause.end))


def _thing(teller: Teller, clause: Clause) -> Phrase | None:
    """Return the one object, right behind the verb, where it is no person and not told of yet."""
    verb, tokens = clause.verb, teller.sentence.tokens
    things = [each for each in clause.objects if verb is not None and each.first >= verb.end]
    if verb is None or len(things) != 1 or things[0].first != verb.end or things[0].members:
        return None
    head, opening = tokens[things[0].head], tokens[things[0].first]
    new = opening.low in _OPEN or opening.tag in {"JJ", "NNS", "CD"}
    if head.tag not in {"NN", "NNS"} or not new or things[0].kind is not ChunkKind.NOUN:
        return None
    somebody = kind_without_name(head.low, head.lemma, plural=head.tag == "NNS") in ACTORS
    thought = verb.lemma == "propose" and head.lemma in _THOUGHTS
    return None if somebody or thought else things[0]


def _with_rest(teller: Teller, clause: Clause, thing: Phrase) -> tuple[str, ...]:
    """Return a thing with all that follows it in the clause, and alone; the fullest first."""
    cut = [*teller.asides(clause), *end_marks(teller.sentence, clause)]
    whole = teller.words(thing.first, clause.end, without=cut)
    alone = teller.phrase(thing)
    hangs = any(
        each.parent == clause.index and not each.aside and each.first >= thing.first
        for each in teller.sentence.clauses
        if each.kind is not ClauseKind.RELATIVE
    )
    found = () if hangs else tuple(each for each in (whole, alone) if each)
    return tuple(dict.fromkeys(found))


def _ahead(teller: Teller, clause: Clause) -> tuple[str, Sequence[str]] | None:
    """Return "there would be an answer before the vote" for "promised an answer before it"."""
    verb = clause.verb
    if verb is None or verb.lemma not in _AHEAD:
        return None
    thing = _thing(teller, clause)
    if thing is None:
        return None
    said, would = _AHEAD[verb.lemma]
    points = [f"there {would} {each}" for each in _with_rest(teller, clause, thing)]
    return (said, points) if points else None


def _deed(teller: Teller, clause: Clause) -> tuple[str, Sequence[str]] | None:
    """Return "the basin should be dredged" for "favours dredging the basin"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None:
        return None
    against = verb.end < len(tokens) and tokens[verb.end].low == "against"
    at = verb.end + against
    verbs = _AGAINST if against else _DOING
    if verb.lemma not in verbs or at + 1 >= clause.end or tokens[at].tag != "VBG":
        return None
    not_to = against or verb.lemma == "oppose"
    done = [tokens[at]]
    if tokens[at + 1].low in {"and", "or"} and tokens[at + 2].tag == "VBG":
        done.append(tokens[at + 2])
    first = done[-1].index + 1
    inner = [
        each
        for each in teller.sentence.clauses
        if each.verb and each.verb.head in {one.index for one in done}
    ]
    things = list(chain.from_iterable(each.objects for each in inner))
    thing = next((each for each in things if each.first == first), None)
    if (
        thing is None
        or thing.kind is not ChunkKind.NOUN
        or any(each.lemma in _ONLY_ACTIVE for each in done)
    ):
        return None
    cut = [*teller.asides(clause), *end_marks(teller.sentence, clause)]
    words, rest = teller.phrase(thing), teller.words(thing.end, clause.end, without=cut)
    forms = [inflect(each.lemma, "VBN") for each in done]
    if not words or rest is None or not all(forms):
        return None
    should = "should not be" if not_to else "should be"
    joining = f" {'or' if not_to else 'and'} "
    return verbs[verb.lemma], [joined([words, should, joining.join(forms), rest])]
