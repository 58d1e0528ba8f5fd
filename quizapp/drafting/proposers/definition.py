"""Terms and what they mean: "X is a Y that ...", "X, a Y,", "a Y called X"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.deeds_of_terms import with_deed
from quizapp.drafting.lexis.kinds import kind_said
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.words import inflect, lemma_of
from quizapp.drafting.naming.entities import slug
from quizapp.drafting.proposers.meanings import Meaning, meanings_of
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.rephrase import own_words
from quizapp.drafting.telling.telling import Teller, capital

_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_IN_WHICH: Final = re.compile(r" in which ")
_BY_WHICH: Final = re.compile(r" (?:by|under|through|with) which ")
_MOVES: Final = re.compile(r" (?:that|which) ([a-z]+s) (?!is |are |was |were )")
_LINKING: Final = re.compile(r" (?:who|that|which) (?:is|are) ")
_PLACE: Final = re.compile(r" (?:on|in|at|near|outside|off) ")
_FEWEST_LEFT: Final = 3
_FEWEST_WORDS: Final = 2
_OF_ANYTHING: Final = frozenset(
    {"technique", "method", "process", "system", "way", "device", "practice", "procedure", "tool"}
)
"""Nouns that alone tell nothing of a term: "micromachining is a technique"."""
_FEWEST_SHORTENED: Final = 4
_MOST_WORDS: Final = 24
_NO_KINDS: Final = word_set("definition_no_kinds")
_EMPTY: Final = word_set("definition_empty")


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a definition for each term that is said to be something; persons have roles."""
    found: dict[str, Proposal] = {}
    for sentence in page.sentences:
        for proposal in _of_sentence(page, sentence):
            found.setdefault(str(proposal.slots["term"]), proposal)
    return tuple(found.values())


def _of_sentence(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    for mention in page.mentions:
        inside = sentence.start <= mention.start and mention.end <= sentence.end
        named = page.entities.get(mention.entity)
        if mention.kind is not MentionKind.ENTITY or not inside or named is None:
            continue
        if named.kind in {EntityKind.PERSON, EntityKind.COUNTRY}:
            continue
        yield from _of_mention(teller, mention, named)
    for each in page.explained.get(sentence.index, ()):
        start, end = sentence.span(each.first, each.end)
        term = Mention(page.number, start, end, each.name, MentionKind.ENTITY)
        key = slug(each.name)
        known = page.entities.get(key)
        named = known or Named(key, each.name, EntityKind.CONCEPT, each.word)
        named = replace(named, kind=EntityKind.CONCEPT)
        opening = sentence.tokens[each.begin]
        swaps = {opening.start: (opening.end, each.kind)} if each.kind else None
        told = Teller(page, sentence, swaps)
        made = _proposal(told, term, named, (each.begin, each.stop, each.link, ""))
        if made is not None:
            yield made


def _of_mention(teller: Teller, mention: Mention, named: Named) -> Iterator[Proposal]:
    tokens = teller.sentence.tokens
    first = next((t.index for t in tokens if t.start >= mention.start), len(tokens))
    end = next((t.index for t in tokens if t.start >= mention.end), len(tokens))
    for meaning in meanings_of(teller, first, end):
        proposal = _proposal(teller, mention, named, meaning)
        if proposal is not None:
            yield proposal
            return


def _proposal(teller: Teller, mention: Mention, named: Named, meaning: Meaning) -> Proposal | None:  # noqa: C901, PLR0911 - one way out for each reason to refuse
    page, sentence = teller.page, teller.sentence
    begin, stop, verb, tail = meaning
    framing = page.framing(sentence, _clause_at(sentence, begin, verb))
    speaker = page.entities.get(framing.speaker) if framing.speaker else None
    told = framing.status is Status.ATTRIBUTED and speaker is not None
    if framing.status not in {Status.STATED, Status.REPORTED} and not told:
        return None
    text = words_alone(teller, begin, stop)
    if text is None or _no_kind(text):
        return None
    text = with_deed(teller, (begin, stop), mention, text)
    if tail:
        text = f"the {text} {tail[1:]}"
    words = text.split()
    head = [each.casefold() for each in words if each.casefold() not in _ARTICLES]
    thing = named.kind is not EntityKind.CONCEPT and verb == "is"
    if thing and not _says_kind(text) and not _thing_like(teller, begin, stop):
        return None
    if len(words) == _FEWEST_WORDS and words[-1].casefold() in _OF_ANYTHING:
        return None
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or not head or set(head[:2]) & _EMPTY:
        return None
    if named.name.casefold() in text.casefold():
        return None
    link = verb if verb in {"is", "are", "was", "were"} else "is"

    def framed(texts: Sequence[str]) -> str:
        said = f"{named.phrase} {link} {texts[0]}"
        if framing.status is Status.REPORTED:
            return f"According to the article, {said}."
        if speaker is not None:
            return f"According to {speaker.phrase}, {said}."
        return f"{capital(said)}."

    kept = names_in(page, named.name)
    worded = own_words([text], page.text, frame=framed, kept=kept)
    if worded is None and _LINKING.search(text):
        worded = own_words([_LINKING.sub(" ", text)], page.text, frame=framed, kept=kept)
    for other in _other_texts(text):
        worded = worded or own_words([other], page.text, frame=framed, kept=kept)
    shorter = text.partition(" that ")[0]
    if worded is None and len(shorter.split()) >= _FEWEST_SHORTENED:
        worded = own_words([shorter], page.text, frame=framed, kept=kept)
    for less in _without_place(text):
        worded = worded or own_words([less], page.text, frame=framed, kept=kept)
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


def _other_texts(text: str) -> Iterator[str]:
    """Yield other wordings of a meaning: "moving" for "that moves", "where" for "in which"."""
    turned = _IN_WHICH.sub(" where ", _BY_WHICH.sub(" whereby ", text))
    turned = _MOVES.sub(_moving, turned, count=1)
    if turned != text:
        yield turned
    less = turned.partition(" rather than ")[0]
    if less != turned and len(less.split()) >= _FEWEST_SHORTENED:
        yield less


def _without_place(text: str) -> Iterator[str]:
    """Yield "a research station" for "a research station on a ridge in the south"."""
    for found in reversed(list(_PLACE.finditer(text))):
        less = text[: found.start()].rstrip(" ,")
        if len(less.split()) >= _FEWEST_LEFT and " that " not in less and " which " not in less:
            yield less


def _moving(found: re.Match[str]) -> str:
    lemma = lemma_of(found[1], "VBZ")
    verb = tag_of(found[1]).startswith("VB") or lemma != found[1]
    return f" {inflect(lemma, 'VBG')} " if verb and lemma not in {"be", "have"} else found[0]


def _thing_like(teller: Teller, begin: int, stop: int) -> bool:
    """Return whether "a ring-shaped source outside Bonn" tells what sort of thing a name is."""
    tokens = teller.sentence.tokens
    if tokens[begin].low not in {"a", "an"}:
        return False
    at = begin + 1
    while at < stop and tokens[at].tag[:2] in {"JJ", "NN", "HY", "VB"} and at < begin + 5:
        at += 1
    head = tokens[at - 1]
    behind = tokens[at].low if at < stop else ""
    more = behind in {"that", "which", "for", "of", "in", "at", "near", "outside", "with", "on"}
    return head.tag == "NN" and more and head.lemma not in _NO_KINDS


def _no_kind(text: str) -> bool:
    """Return whether a phrase only comments: "a mixture that others hated", "a year"."""
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
