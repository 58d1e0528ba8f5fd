"""Terms and what they mean: "X is a Y that ...", "X, a Y,", "a Y called X"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.deeds_of_terms import with_deed
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.kinds import kind_said
from quizapp.drafting.lexis.offices import is_person
from quizapp.drafting.naming.entities import slug
from quizapp.drafting.proposers.definition_told import told_as, turned_lists
from quizapp.drafting.proposers.meanings import LINKS, Meaning, meaning_behind, meanings_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.plain import words_of
from quizapp.drafting.telling.telling import Teller

_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_FEWEST_WORDS: Final = 2
_OF_ANYTHING: Final = frozenset(
    {"technique", "method", "process", "system", "way", "device", "practice", "procedure", "tool"}
)
"""Nouns that alone tell nothing of a term: "micromachining is a technique"."""
_MOST_WORDS: Final = 24
_INSIDE: Final = frozenset({"JJ", "NN", "HY", "VB", "CD", "RB"})
_MORE: Final = frozenset(
    {"that", "which", "for", "of", "in", "at", "near", "outside", "with", "on", "to", "between"}
    | {"where", "whose", "under", "from", "who"}
)
_NO_KINDS: Final = word_set("definition_no_kinds")
_EMPTY: Final = word_set("definition_empty")
_MEANING: Final = frozenset({"refers", "means", "denotes", "describes", "mean", "refer"})
"""Words between a term and its meaning behind which any noun tells what it is."""
_SUBSTANCE: Final = re.compile(r"^(?:an? |the )?(?:\w+ )?(?:mixture|combination|way) (?:of|to)\b")
_KIN: Final = frozenset(
    {"child", "son", "daughter", "wife", "husband", "widow", "brother", "sister", "mother"}
    | {"father", "native", "friend", "orphan", "heir"}
)
"""What nothing but a person is, though it is no office."""
_SMALL: Final = frozenset({"a", "an", "the", "of", "in", "on", "that", "which", "for", "and"})
_ORDER: Final = frozenset({"first", "second", "last"})


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
    if one.start < other.end and other.start < one.end:
        return True
    mine, theirs = (set(words_of(str(each.slots["meaning"]))) - _SMALL for each in (one, other))
    return bool(mine & theirs)


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
        if named.kind in {EntityKind.PERSON, EntityKind.COUNTRY}:
            continue
        yield from _of_mention(teller, mention, named)
    yield from _taken_up(teller)
    for each in explained:
        start, end = sentence.span(each.first, each.end)
        term = Mention(page.number, start, end, each.name, MentionKind.ENTITY)
        key = slug(each.name)
        known = page.entities.get(key)
        named = known or Named(key, each.name, EntityKind.CONCEPT, each.word)
        same = named.name.casefold() == each.name.casefold() and not named.known
        name = each.name if same else named.name  # a word is small inside a sentence
        named = replace(named, kind=EntityKind.CONCEPT, name=name)
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
        if named is None or named.kind in {EntityKind.PERSON, EntityKind.COUNTRY}:
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
    for meaning in meanings_of(teller, first, end):
        proposal = _proposal(teller, mention, named, meaning)
        if proposal is not None:
            yield proposal
            return


def _ends_a_name(teller: Teller, first: int) -> bool:
    """Return whether a name is the end of a longer one: "Kings" of "Valley of the Kings"."""
    tokens = teller.sentence.tokens
    at = first - 1
    at -= at > 0 and tokens[at].low == "the"
    return at > 0 and tokens[at].low == "of" and tokens[at - 1].tag in {"NNP", "NNPS"}


def _proposal(teller: Teller, mention: Mention, named: Named, meaning: Meaning) -> Proposal | None:
    page, sentence = teller.page, teller.sentence
    begin, stop, verb, tail = meaning
    framing = page.framing(sentence, _clause_at(sentence, begin, verb))
    speaker = page.entities.get(framing.speaker) if framing.speaker else None
    told = framing.status is Status.ATTRIBUTED and speaker is not None
    if framing.status not in {Status.STATED, Status.REPORTED} and not told:
        return None
    text = None if _cut_off(sentence, begin, stop) else words_alone(teller, begin, stop)
    if text is None or (_no_kind(text) and verb not in _MEANING):
        return None
    if sentence.tokens[begin].tag == "DT":
        text = text[:1].lower() + text[1:]
    text = with_deed(teller, (begin, stop), mention, text)
    if tail:
        text = f"the {text} {tail[1:]}"
    if not _worth(teller, named, (begin, stop, verb), text):
        return None
    link = verb if verb in LINKS else "is"
    if link == "is" and (_are_many(sentence, mention, named) or _many(sentence, begin, stop)):
        link = "are"
    lead = ""
    if framing.status is Status.REPORTED:
        lead = "According to the article, "
    elif speaker is not None:
        lead = f"According to {speaker.phrase}, "
    worded = told_as(page, named, link, (text, *turned_lists(teller, begin, stop, text)), lead)
    if worded is None:
        return None
    first, last = sentence.span(begin, stop)
    start, end = trimmed(page, min(mention.start, first), max(mention.end, last))
    return Proposal(
        type="definition",
        passage=page.number,
        slots={"term": named.key, "meaning": worded[1]},
        start=start,
        end=end,
        status=framing.status,
        statement=worded[0],
        confidence=0.75,
        explanation="This is how the article explains the name.",
    )


def _cut_off(sentence: Sentence, begin: int, stop: int) -> bool:
    """Return whether a clause within the meaning has its verb behind it: "a levy that Lorn"."""
    return any(
        begin < each.first < stop <= each.verb.head
        for each in sentence.clauses
        if each.verb is not None and each.kind is ClauseKind.RELATIVE
    )


def _worth(teller: Teller, named: Named, meaning: tuple[int, int, str], text: str) -> bool:
    """Return whether a meaning tells what a term is, and not too little or too much."""
    begin, stop, verb = meaning
    words = text.split()
    head = [each.casefold() for each in words if each.casefold() not in _ARTICLES]
    if head and head[0] in _ORDER and len(head) > 1 and head[1] not in {"to", "of", "in"}:
        head = head[1:]
    thing = named.kind is not EntityKind.CONCEPT and verb in {"is", "remains"}
    if thing and not _says_kind(text) and not _thing_like(teller, begin, stop):
        return False
    if len(words) == _FEWEST_WORDS and words[-1].casefold() in _OF_ANYTHING:
        return False
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or not head:
        return False
    if set(head[:2]) & _EMPTY and verb not in _MEANING and not _SUBSTANCE.match(text):
        return False
    return named.name.casefold() not in text.casefold()


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


def _thing_like(teller: Teller, begin: int, stop: int) -> bool:
    """Return whether "the lower house of parliament" tells what sort of thing a name is."""
    tokens = teller.sentence.tokens
    first = begin + (tokens[begin].low in _ARTICLES)
    if first == begin:
        return False
    at, noun = first, False
    while at < stop and tokens[at].tag[:2] in _INSIDE and not (noun and tokens[at].tag[0] == "V"):
        noun |= tokens[at].tag.startswith("NN")
        at += 1
    if at == first:
        return False
    head, behind = tokens[at - 1], tokens[at] if at < stop else None
    if head.tag in {"JJR", "JJS"}:
        return behind is not None and behind.low == "of"  # "the larger of the two harbours"
    lemma = head.lemma.casefold()
    if head.tag not in {"NN", "NNS"} or lemma in _NO_KINDS | _EMPTY or lemma in VIEWS:
        return False
    if is_person(lemma) or lemma in _KIN:
        return False
    more = behind is not None and (behind.low in _MORE or behind.tag in {"VBN", "VBG", "TO"})
    return more or at - first > 1


def _no_kind(text: str) -> bool:
    """Return whether a phrase only comments: "a mixture that others hated", "a year"."""
    if _SUBSTANCE.match(text):
        return False
    head = text.partition(" that ")[0].partition(" which ")[0].partition(" of ")[0].split()
    return not head or head[-1].casefold() in _NO_KINDS


def _says_kind(text: str) -> bool:
    """Return whether the phrase says what sort of thing something is: "a charity that ..."."""
    kind = kind_said(f", {text}" if text.split(maxsplit=1)[0] in _ARTICLES else f", a {text}")
    return kind is not None and kind is not EntityKind.PERSON


def _clause_at(sentence: Sentence, begin: int, verb: str) -> Clause:
    """Return the innermost clause around the meaning, for who vouches for it."""
    del verb
    found = [each for each in sentence.clauses if each.first <= begin < each.end]
    if found:
        return min(found, key=lambda each: each.end - each.first)
    return Clause(0, ClauseKind.MAIN, begin, min(begin + 1, len(sentence.tokens)), None, None)
