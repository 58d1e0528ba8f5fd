"""Terms and what they mean: "X is a Y that ...", "X, a Y,", "a Y called X"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.explaining.deeds_of_terms import with_deed
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.naming.entities import slug
from quizapp.drafting.proposers.copulas import copulas
from quizapp.drafting.proposers.definition_told import told_as, turned_lists
from quizapp.drafting.proposers.meaning_lists import half_a_name, in_a_list
from quizapp.drafting.proposers.meaning_ways import ends_of, in_full, turned_pairs
from quizapp.drafting.proposers.meaning_worth import (
    MEANING,
    has_no_kind,
    is_worth,
    names_another,
)
from quizapp.drafting.proposers.meanings import LINKS, Meaning, meaning_behind, meanings_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Named, Page, Proposal
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.plain import words_of
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.vouching import is_beside_the_said

_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_ALIKE: Final = 0.7
_ALIKE_THERE: Final = 0.4
"""Share of the words of the shorter of two meanings that the other has, too."""
_SMALL: Final = frozenset({"a", "an", "the", "of", "in", "on", "that", "which", "for", "and"})


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a definition for each term that is said to be something; persons have roles."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for proposal in _of_sentence(page, sentence):
            same = (each for each in found if each.slots["term"] == proposal.slots["term"])
            if not any(_alike(each, proposal) for each in same):
                found.append(proposal)
    return tuple(found)


def _alike(one: Proposal, other: Proposal) -> bool:
    """Return whether two meanings of a term are told in one place, or in like words."""
    mine, theirs = (set(words_of(str(each.slots["meaning"]))) - _SMALL for each in (one, other))
    overlap = one.start < other.end and other.start < one.end
    share = _ALIKE_THERE if overlap else _ALIKE
    return len(mine & theirs) >= share * min(len(mine), len(theirs))


def _of_sentence(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    explained = page.explained.get(sentence.index, ())
    wider = [sentence.span(each.first + bool(each.word), each.end) for each in explained]
    for mention in page.mentions:
        inside = sentence.start <= mention.start and mention.end <= sentence.end
        named_so = (mention.start, mention.end)
        inside &= not any(a <= mention.start and mention.end <= b for a, b in {*wider} - {named_so})
        named = page.entities.get(mention.entity)
        if mention.kind is not MentionKind.ENTITY or not inside or named is None:
            continue
        if named.kind is not EntityKind.PERSON:
            yield from _of_mention(teller, mention, named)
    yield from _taken_up(teller)
    for mention, named, meaning in copulas(teller):
        made = _proposal(teller, mention, named, meaning)
        if made is not None:
            yield replace(made, confidence=0.7)
    for each in explained:
        start, end = sentence.span(each.first, each.end)
        term = Mention(page.number, start, end, each.name, MentionKind.ENTITY)
        key = slug(each.name)
        known = page.entities.get(key)
        named = known or Named(key, each.name, EntityKind.CONCEPT, each.word)
        same = named.name.casefold() == each.name.casefold() and not named.known
        name = each.name if same else named.name  # a word is small inside a sentence
        word = named.word or (each.word if each.word == "the" else "")
        named = replace(named, kind=EntityKind.CONCEPT, name=name, word=word)
        opening = sentence.tokens[each.begin]
        swaps = {opening.start: (opening.end, each.kind)} if each.kind else None
        told = Teller(page, sentence, swaps)
        made = _proposal(told, term, named, (each.begin, each.stop, each.link, ""))
        if made is not None:
            yield made


def _taken_up(teller: Teller) -> Iterator[Proposal]:
    """Yield what a sentence says of a thing that a pronoun takes up: "it is the oldest town"."""
    page, tokens = teller.page, teller.sentence.tokens
    for clause in teller.sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or verb.negated or verb.modal or verb.auxiliary:
            continue
        one = tokens[subject.first] if subject.first >= 0 else None
        if one is None or one.low not in {"it", "they"} or subject.end != subject.first + 1:
            continue
        named = page.entities.get(page.antecedents.get(one.start, ""))
        if named is None or named.kind is EntityKind.PERSON:
            continue
        meaning = meaning_behind(teller, verb.head)
        if meaning is None or tokens[meaning[0]].low not in _ARTICLES:
            continue
        if verb.end == verb.head + 1:
            mention = Mention(page.number, one.start, one.end, one.text, MentionKind.ENTITY)
            made = _proposal(teller, mention, named, meaning)
            if made is not None:
                yield replace(made, confidence=0.7)


def _of_mention(teller: Teller, mention: Mention, named: Named) -> Iterator[Proposal]:
    tokens = teller.sentence.tokens
    first = next((t.index for t in tokens if t.start >= mention.start), len(tokens))
    if _ends_a_name(teller, first):
        return
    end = next((t.index for t in tokens if t.start >= mention.end), len(tokens))
    if half_a_name(teller, named, end):
        return
    for meaning in meanings_of(teller, first, end):
        if in_a_list(teller, (first, end), meaning):
            continue
        proposal = _proposal(teller, mention, named, meaning)
        if proposal is not None:
            yield proposal
            return


def _ends_a_name(teller: Teller, first: int) -> bool:
    """Return whether a name is the end of a longer one: "Kings" of "Valley of the Kings".

    So are "Sons" of "Holt and Sons" and "Ball" of "the Harvest Ball".
    """
    tokens = teller.sentence.tokens
    at = first - 1
    joint = at > 0 and tokens[at].low in {"and", "&"}
    owned = at > 0 and tokens[at].tag == "POS"  # "the Governor's Ball"
    before = at - 1 if joint or owned else at
    if before >= 0 and tokens[before].tag in {"NNP", "NNPS"} and tokens[before].text[:1].isupper():
        return joint or teller.mention_at(tokens[before]) is None
    at -= at > 0 and tokens[at].low == "the"
    return at > 0 and tokens[at].low == "of" and tokens[at - 1].tag in {"NNP", "NNPS"}


def _proposal(teller: Teller, mention: Mention, named: Named, meaning: Meaning) -> Proposal | None:
    """Return the definition, its meaning cut short where the whole of it cannot be told."""
    page, sentence = teller.page, teller.sentence
    begin, stop, verb, tail = meaning
    clause = _clause_at(sentence, begin, verb)
    framing = page.framing(sentence, clause)
    speaker = page.entities.get(framing.speaker) if framing.speaker else None
    told = framing.status is Status.ATTRIBUTED and speaker is not None
    told = told and not is_beside_the_said(sentence, clause)
    if framing.status not in {Status.STATED, Status.REPORTED} and not told:
        return None
    lead = ""
    if framing.status is Status.REPORTED:
        lead = BY_THE_ARTICLE
    elif speaker is not None:
        lead = f"According to {speaker.phrase}, "
    if names_another(sentence, begin, stop):
        return None
    for end in ends_of(sentence, begin, stop):
        worded = _worded(teller, mention, named, (begin, end, verb, tail), lead)
        if worded is None:
            continue
        # "His wife, Anna": the evidence holds whose wife she is.
        first, last = sentence.span(begin - bool(tail), stop)
        start, close = trimmed(page, min(mention.start, first), max(mention.end, last))
        return Proposal(
            type="definition",
            passage=page.number,
            slots={"term": named.key, "meaning": worded[1]},
            start=start,
            end=close,
            status=framing.status,
            statement=worded[0],
            confidence=0.75,
            explanation="This is how the article explains the name.",
        )
    return None


def _worded(
    teller: Teller, mention: Mention, named: Named, meaning: Meaning, lead: str
) -> tuple[str, ...] | None:
    """Return statement and meaning, or None where it is no meaning or would be a copy."""
    sentence = teller.sentence
    begin, stop, verb, tail = meaning
    kin = named.kind is EntityKind.PERSON
    text = None if _cut_off(sentence, begin, stop) else words_alone(teller, begin, stop)
    if text is None or (has_no_kind(text) and verb not in MEANING and not kin):
        return None
    if _is_no_kind(sentence, named, begin):
        return None
    if sentence.tokens[begin].tag == "DT":
        text = text[:1].lower() + text[1:]
    text = with_deed(teller, (begin, stop), mention, text)
    if tail:
        text = f"the {text} {tail[1:]}"
    if not is_worth(teller, named, (begin, stop, verb), text):
        return None
    link = verb if verb in LINKS else "is"
    if link == "is" and (_are_many(sentence, mention, named) or _many(sentence, begin, stop)):
        link = "are"
    pairs = turned_pairs(teller, begin, stop)
    fuller = () if tail else (*in_full(teller, begin, stop), *pairs)
    texts = (text, *turned_lists(teller, begin, stop, text))
    return told_as(teller.page, named, link, texts, lead, fuller=fuller)


def _cut_off(sentence: Sentence, begin: int, stop: int) -> bool:
    """Return whether a clause within the meaning has its verb behind it: "a levy that Lorn"."""
    open_end = any(
        begin < each.first < stop <= each.verb.head
        for each in sentence.clauses
        if each.verb is not None and each.kind is ClauseKind.RELATIVE
    )
    return open_end or _tells_a_clause(sentence, begin, stop)


def _tells_a_clause(sentence: Sentence, begin: int, stop: int) -> bool:
    """Return whether a finite verb rules the phrase: "a small area of a forest is cleared"."""
    for each in sentence.tokens[begin:stop]:
        if each.tag in {"WDT", "WP", "WRB", "WP$"} or each.low in {"that", "so", "as", "if"}:
            return False
        if each.tag in {"VBD", "VBZ", "VBP", "MD"}:
            return not any(
                one.kind is not ClauseKind.MAIN and begin < one.first <= each.index < one.end
                for one in sentence.clauses
            )
    return False


def _is_no_kind(sentence: Sentence, named: Named, begin: int) -> bool:
    """Return whether a phrase with "a" tells no kind of the term.

    One thing is no kind of many ("morphing objects, a bottle that turns into a flower"), and "a
    greater likelihood" or "a 30% increase" is what comes of the clause before.
    """
    if sentence.tokens[begin].low not in {"a", "an", "one"}:
        return False
    following = sentence.tokens[begin + 1 : begin + 3]
    share = any(each.low in {"%", "per", "percent"} for each in following)
    compared = share or (bool(following) and following[0].tag == "JJR")
    last = named.name.rsplit(maxsplit=1)[-1]
    many = last.islower() and tag_of(last) == "NNS" and not last.endswith("ics")
    return compared or many


def _are_many(sentence: Sentence, mention: Mention, named: Named) -> bool:
    """Return whether a name is a plural: "the Stevensons"."""
    last = next((t for t in reversed(sentence.tokens) if t.end <= mention.end), None)
    plural = last is not None and last.tag in {"NNPS", "NNS"} and " " not in named.name
    return plural and named.word == "the"


def _many(sentence: Sentence, begin: int, stop: int) -> bool:
    """Return whether a meaning is of several things: "workers who walked the line"."""
    tokens, at = sentence.tokens, begin
    while at < stop and tokens[at].tag.startswith(("JJ", "RB", "VB")):
        at += 1
    while at + 1 < stop and tokens[at].tag.startswith("NN") and tokens[at + 1].tag[:2] == "NN":
        at += 1
    return at < stop and tokens[at].tag == "NNS"


def _clause_at(sentence: Sentence, begin: int, verb: str) -> Clause:
    """Return the innermost clause around the meaning, for who vouches for it."""
    del verb
    found = [each for each in sentence.clauses if each.first <= begin < each.end]
    if found:
        return min(found, key=lambda each: each.end - each.first)
    return Clause(0, ClauseKind.MAIN, begin, min(begin + 1, len(sentence.tokens)), None, None)
