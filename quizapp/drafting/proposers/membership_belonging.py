"""What a thing belongs to and lies beside: "is a member of A, B and C", "bordered by A and B"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.fact_type import PLACES
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.proposers.membership import listed_names
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, capital, joined
from quizapp.drafting.voices.vouching import is_stated

_AROUND: Final = word_set("border bound surround flank fringe enclose")
"""Verbs whose "by" names what lies around a thing."""
_HOLDING: Final = word_set("include comprise contain feature encompass")
_PARTING: Final = word_set("divide split subdivide separate")
_SORT: Final = frozenset({"DT", "JJ", "CD", "NN", "NNS"})
_FEWEST: Final = 2
_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_KINDS: Final = {EntityKind.ORGANISATION: "organisations", EntityKind.COUNTRY: "countries"}


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a membership for each thing that is told to belong to several, or to lie by them."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            verb = clause.verb
            if verb is None or clause.subject is None or not verb.happened:
                continue
            if clause.kind is not ClauseKind.MAIN or verb.tense is Tense.NONE:
                continue
            if is_stated(page, sentence, clause):
                found.extend(_belonging(page, sentence, clause))
                found.extend(_around(page, sentence, clause))
                found.extend(_holding(page, sentence, clause))
                found.extend(_spread(page, sentence, clause))
    return tuple(found)


def _belonging(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield the bodies of "Norland is a member of the Coast League, the Grain Union and Orpa"."""
    verb, tokens, teller = clause.verb, sentence.tokens, Teller(page, sentence)
    if (
        verb is None
        or verb.lemma != "be"
        or tokens[min(verb.end, len(tokens) - 1)].low not in (_ARTICLES)
    ):
        return
    at = verb.end + 1
    while at < clause.end and tokens[at].tag[:2] in {"JJ", "NN"}:
        at += 1
    if at == verb.end + 1 or at >= clause.end or tokens[at].low != "of":
        return
    members = _named_from(teller, at + 1, clause.end)
    thing = teller.subject_words(clause)
    if thing is None or len({each.kind for each in members}) != 1 or len(members) < _FEWEST:
        return
    if members[0].kind not in _KINDS:
        return
    what = sentence.words(verb.end, at)
    link = tokens[verb.head].low
    whole = f"the {_KINDS[members[0].kind]} of which {thing} {link} {what}"
    said = f"{capital(thing)} {link} {what} of"
    yield _proposal(page, clause_span(page, sentence, clause), whole, members, said)


def _around(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield what lies around "Norland is bordered by Estia to the east and by Sudland"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or not verb.passive or verb.lemma not in _AROUND:
        return
    first = min((each.first for each in clause.adverbials if each.prep == "by"), default=-1)
    members = _beside(teller, first, clause.end) if first >= 0 else []
    named = teller.entity_of(clause.subject)
    if named is None or len(members) < _FEWEST or named in members:
        return
    thing = named.phrase
    what = "places" if any(each.kind in PLACES for each in members) else "things"
    act = teller.verb_words(verb)
    said = f"{capital(thing)} {act} by"
    whole = f"the {what} by which {thing} {act}"
    yield _proposal(page, clause_span(page, sentence, clause), whole, members, said)


def _holding(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield what "his films include A (1962), B (1966) and C" and "divided into the orders A" name.

    The nouns before the names are the sort of them: "two suborders, A and B".
    """
    verb, tokens, teller = clause.verb, sentence.tokens, Teller(page, sentence)
    if verb is None or clause.subject is None:
        return
    parted = verb.passive and verb.lemma in _PARTING
    if not parted and (verb.passive or verb.lemma not in _HOLDING):
        return
    into = next((each for each in clause.adverbials if each.prep == "into"), None)
    if parted and into is None:
        return
    first = into.first if parted and into is not None else verb.end
    at = first
    while at < clause.end and tokens[at].tag in _SORT and teller.mention_at(tokens[at]) is None:
        at += 1
    sort = sentence.words(first, at).removeprefix("the ")
    at += at < clause.end and tokens[at].text in {":", ",", "\u2013", "\u2014"}
    members = _named_from(teller, at, clause.end)
    thing = teller.subject_words(clause)
    counted = tokens[clause.subject.head].tag in {"NNS", "NNPS"}
    if thing is None or len(thing.split()) < _FEWEST - parted or bool(sort) is not parted:
        return
    if len(members) < _FEWEST + (not parted):
        return
    act = teller.verb_words(verb)
    whole = thing if counted else f"what {thing} {act}"
    said = f"{capital(thing)} {act}"
    if parted:
        whole = f"the {_uncounted(sort)} into which {thing} {act}"
        said = f"{said} into the {_uncounted(sort)}"
    yield _proposal(page, clause_span(page, sentence, clause), whole, members, said)


def _spread(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield the places of "is found in A, B and C" and "is run by the provinces of A, B and C"."""
    verb, tokens, teller = clause.verb, sentence.tokens, Teller(page, sentence)
    if verb is None or verb.lemma == "be" or (clause.objects and not verb.passive):
        return
    phrase = next((each for each in clause.adverbials if each.prep_first >= verb.end), None)
    if phrase is None or not phrase.prep or " " in phrase.prep:
        return
    if any(not each.tag.startswith("RB") for each in tokens[verb.end : phrase.prep_first]):
        return
    at = phrase.first
    named = tokens[at].low == "the" and tokens[phrase.head].tag == "NNS"
    sort = ""
    if named and [each.low for each in tokens[phrase.head + 1 : phrase.head + 2]] == ["of"]:
        sort, at = sentence.words(at + 1, phrase.head + 1), phrase.head + 2
    members = _named_from(teller, at, clause.end)
    thing = teller.subject_words(clause)
    if thing is None or len(members) < _FEWEST + 1:
        return
    countries = all(each.kind is EntityKind.COUNTRY for each in members)
    joins = any(each.low == "and" for each in tokens[at : clause.end])
    if not joins or not (sort or countries):
        return  # "in Linfold, Marshire, Estia" and "in Linfold, Estia and Rome": each in the next
    act = joined([teller.verb_words(verb), sentence.words(verb.end, phrase.prep_first)])
    whole = f"the {sort or 'countries'} {phrase.prep} which {thing} {act}"
    said = joined([capital(thing), act, phrase.prep, f"the {sort} of" if sort else ""])
    yield _proposal(page, clause_span(page, sentence, clause), whole, members, said)


def _uncounted(sort: str) -> str:
    """Return "suborders" for "two suborders"."""
    first, _, rest = sort.partition(" ")
    return rest if rest and number_of(first) is not None else sort


def _beside(teller: Teller, first: int, end: int) -> list[Named]:
    """Return what "by" and "and" name, whatever direction stands behind each."""
    tokens = teller.sentence.tokens
    found: list[Named] = []
    for at in range(first, end):
        mention = teller.mention_at(tokens[at])
        if mention is None or mention.start != tokens[at].start:
            continue
        before = at - 1 - (tokens[at - 1].low == "the")
        named = teller.page.entities[mention.entity]
        if tokens[before].low in {"by", "and", ","} and named not in found:
            found.append(named)
    return found


def _named_from(teller: Teller, first: int, end: int) -> list[Named]:
    """Return the entities that stand in a list from a token on, none where another word does."""
    tokens = teller.sentence.tokens
    found: list[Named] = []
    at = first
    while at < end:
        token = tokens[at]
        if token.low in {"the", ",", "and"}:
            at += 1
            continue
        if token.text == "(":
            at = next((k + 1 for k in range(at, end) if tokens[k].text == ")"), end)
            continue
        mention = teller.mention_at(token)
        if mention is None or mention.start != token.start:
            break
        named = teller.page.entities[mention.entity]
        while at < end and tokens[at].start < mention.end:
            at += 1
        if named.key not in {each.key for each in found}:
            found.append(named)
    ended = at >= end or tokens[at].tag in {".", ":"} or tokens[at - 1].text == ","
    return found if ended else []


def _proposal(
    page: Page, span: tuple[int, int], whole: str, members: list[Named], said: str
) -> Proposal:
    orders = (
        members,
        members[::-1],
        *([*members[at:], *members[:at]] for at in range(1, len(members))),
    )
    worded = [f"{said} {listed_names(each)}." for each in orders]
    return Proposal(
        type="membership",
        passage=page.number,
        slots={"whole": whole, "members": [each.key for each in members], "complete": False},
        start=span[0],
        end=span[1],
        status=Status.STATED,
        statement=worded[0],
        others=tuple(worded[1:]),
        confidence=0.75,
    )
