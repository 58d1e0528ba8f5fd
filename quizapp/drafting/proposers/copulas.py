"""Terms of a copula that does not stand behind the name: asides between, turned round, kin."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.explaining.explained_called import hangs_more, reaches
from quizapp.drafting.explaining.office_phrases import read_office
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.proposers.meanings import Meaning, meaning_behind
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Tense
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.vouching import voice_of

KIN: Final = word_set(
    "child son daughter wife husband widow widower brother sister mother father grandson cousin"
    " granddaughter nephew niece uncle aunt grandfather grandmother stepson stepdaughter heir"
    " descendant parent grandparent half-brother half-sister brother-in-law sister-in-law"
)
"""Nouns of kin, which say of whom a person is what."""
_RANKS: Final = frozenset({"first", "last", "only", "sole", "second", "third"})
_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_OWNERS: Final = frozenset({"his", "her", "its", "their"})
_POINTING: Final = word_set(
    "result reason problem case point fact question answer time place thing way one idea difference"
    " example exception aim goal purpose task step part"
)
"""Nouns of a subject that tell of the text, or too little to ask by."""
Told = tuple[Mention, Named, Meaning]
"""Where a term stands, the term, and where its meaning stands."""


def copulas(teller: Teller) -> Iterator[Told]:
    """Yield what a sentence says a thing is, where other words stand between, or before it."""
    for clause in teller.sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or verb.lemma != "be" or not verb.happened:
            continue
        if clause.kind is not ClauseKind.MAIN or verb.tense is Tense.NONE or verb.perfect:
            continue
        if not _is_told(teller, clause):
            continue
        told = _straight(teller, clause, subject) or _turned(teller, clause, subject)
        if told is not None:
            yield told
    yield from _kin_beside(teller)


def _is_told(teller: Teller, clause: Clause) -> bool:
    """Return whether the article tells it, in its own voice or as what is reported."""
    voice = voice_of(teller.page, teller.sentence, clause)
    return voice is not None and voice.status is not Status.ATTRIBUTED


def _mention(teller: Teller, first: int, end: int) -> Mention:
    start, stop = teller.sentence.span(first, end)
    text = teller.sentence.words(first, end)
    return Mention(teller.page.number, start, stop, text, MentionKind.ENTITY)


def _straight(teller: Teller, clause: Clause, subject: Phrase) -> Told | None:
    """Return what is said in "Petrel, the state company, is the largest firm of Norland"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    named = _subject_of(teller, subject) if subject.first >= 0 else None
    meaning = meaning_behind(teller, verb.head) if verb is not None else None
    if named is None or verb is None or meaning is None or verb.end != verb.head + 1:
        return None
    if tokens[meaning[0]].low not in _ARTICLES or hangs_more(teller.sentence, subject.end):
        return None
    person = named.kind is EntityKind.PERSON
    if person and not _is_kin(teller, clause) and not _is_first(teller, meaning):
        return None
    return _mention(teller, subject.first, subject.end), named, meaning


def _subject_of(teller: Teller, subject: Phrase) -> Named | None:
    """Return whom or what a subject names: "Petrel", "its capital Harrow"."""
    named, tokens = teller.entity_of(subject), teller.sentence.tokens
    if named is not None or subject.members:
        return named
    mention = teller.mention_at(tokens[subject.end - 1])
    if mention is None or mention.end != tokens[subject.end - 1].end:
        return None
    before = [each for each in tokens[subject.first : subject.end] if each.end <= mention.start]
    titled = bool(before) and before[-1].tag == "NN" and before[0].tag in {"PRP$", "DT"}
    return teller.page.entities[mention.entity] if titled else None


def _is_kin(teller: Teller, clause: Clause) -> bool:
    """Return whether a clause tells whose son or sister somebody was."""
    thing = clause.objects[0] if clause.objects else None
    if thing is None or thing.members:
        return False
    head = teller.sentence.tokens[thing.head]
    behind = [each.low for each in teller.sentence.tokens[thing.head + 1 : thing.head + 2]]
    return head.lemma in KIN and behind == ["of"]


def _is_first(teller: Teller, meaning: Meaning) -> bool:
    """Return whether only one person can be meant: "the first player to win all four"."""
    tokens, at = teller.sentence.tokens, meaning[0]
    if tokens[at].low != "the":
        return False
    ranked = False
    while at + 1 < meaning[1] and tokens[at + 1].tag[:2] in {"JJ", "NN", "RB", "VB", "CD"}:
        at += 1
        ranked |= tokens[at].low in _RANKS or tokens[at].tag in {"JJS", "RBS"}
    return ranked and at + 2 < meaning[1] and tokens[at + 1].tag == "TO"


def _turned(teller: Teller, clause: Clause, subject: Phrase) -> Told | None:
    """Return what is said in "the capital of Norland is Harrow" and "its largest city is"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if verb is None or thing is None or thing.first != verb.end or not _asks(teller, subject):
        return None
    core = replace(thing, end=max(thing.core_end, thing.first + 1), prep="")
    aside = next((k for k in range(core.first + 1, core.end) if tokens[k].text == "("), core.end)
    core = replace(core, end=aside)
    named = teller.entity_of(core)
    if named is None or named.name[:1].islower() or not _closes(teller, core.end):
        return None
    kin = tokens[subject.head].lemma in KIN
    if named.kind is EntityKind.PERSON and not kin and _is_office(teller, clause, subject):
        return None
    link, owner, first = tokens[verb.head].low, "", subject.first
    if tokens[first].tag == "PRP$":
        owner, first = _owner(teller, first), first + 1
        if not owner:
            return None
    stop = reaches(teller.sentence, subject.end, verb.first)
    if not stop:
        return None
    mention = _mention(teller, core.first, core.end)
    return mention, named, (first, stop, link, owner)


def _asks(teller: Teller, subject: Phrase) -> bool:
    """Return whether a subject tells of one thing only, so that it can be asked for."""
    tokens = teller.sentence.tokens
    if subject.first < 0 or subject.kind is not ChunkKind.NOUN:
        return False
    if len(subject.members) > 1 and tokens[subject.members[1][0]].tag in {"DT", "PRP$"}:
        return False  # "the capital and the port": two things
    head, opening = tokens[subject.head], tokens[subject.first]
    if head.tag != "NN" or head.lemma in _POINTING or teller.entity_of(subject) is not None:
        return False
    inside = tokens[subject.first : subject.end + 1]  # "the central figure | in the myths"
    ranked = any(each.low in {"of", "in"} or each.tag in {"JJS", "RBS"} for each in inside)
    # "Marsh's first film was The Long Creak": whose, and which of them.
    owned = opening.tag == "NNP" and any(each.tag == "POS" for each in inside)
    first = any(each.low in _RANKS or each.tag == "JJS" for each in inside)
    return opening.tag == "PRP$" or (opening.low == "the" and ranked) or (owned and first)


def _is_office(teller: Teller, clause: Clause, subject: Phrase) -> bool:
    """Return whether the subject is an office, which is told as a role."""
    end = max(subject.end, clause.verb.first if clause.verb is not None else 0)
    return read_office(teller, subject.first, end) is not None


def _closes(teller: Teller, end: int) -> bool:
    """Return whether a name is whole: "the capital is Harrow, on the coast"."""
    tokens = teller.sentence.tokens
    return (
        end >= len(tokens)
        or tokens[end].tag in {".", ",", ":", "-LRB-", "("}
        or (tokens[end].tag == "IN" and tokens[end].low != "of")
        or (tokens[end].tag in {"CC", "WDT", "WRB", "WP"})
    )


def _owner(teller: Teller, at: int) -> str:
    """Return "|of Norland" for "its", or "" where it is not known whose."""
    token = teller.sentence.tokens[at]
    key = teller.page.antecedents.get(token.start, "")
    named = teller.page.entities.get(key) if token.low in _OWNERS else None
    nearest = _person_before(teller, at)
    if nearest is not None and at and teller.sentence.tokens[at - 1].low == "and":
        named = nearest  # "Ida was a child of Paul and his wife, Anna"
    other = nearest is not None and named is not None and nearest.key != named.key
    if named is None or (named.kind is EntityKind.PERSON and other):
        return ""
    return f"|of {named.phrase}"


def _person_before(teller: Teller, at: int) -> Named | None:
    """Return the last person named in the sentence before a token."""
    start, page = teller.sentence.tokens[at].start, teller.page
    before = (
        page.entities[each.entity]
        for each in page.within(teller.sentence.start, start)
        if each.entity in page.entities
    )
    persons = [each for each in before if each.kind is EntityKind.PERSON]
    return persons[-1] if persons else None


def _kin_beside(teller: Teller) -> Iterator[Told]:
    """Yield what is said in "his wife, Anna Kern, stayed" and "Anna Kern, a sister of his wife"."""
    tokens = teller.sentence.tokens
    for clause in teller.sentence.clauses:
        thing, subject = clause.objects[0] if clause.objects else None, clause.subject
        if clause.kind is not ClauseKind.APPOSITION or thing is None or subject is None:
            continue
        if not _is_told(teller, clause) or subject.first < 0:
            continue
        for who, what in ((subject, thing), (thing, subject)):
            core = replace(who, end=max(who.core_end, who.first + 1), prep="")
            named = teller.entity_of(core)
            if named is None or named.kind is not EntityKind.PERSON or what.members:
                continue
            if tokens[what.head].lemma not in KIN or tokens[what.head].tag != "NN":
                continue
            if tokens[core.first].tag == "PRP":
                continue
            told = _kin(teller, what)
            if told is not None:
                yield _mention(teller, core.first, core.end), named, told
                break


def _kin(teller: Teller, what: Phrase) -> Meaning | None:
    """Return where "his second wife" or "a son of the mayor" stands, with whose it is."""
    tokens = teller.sentence.tokens
    past = any(
        each.verb is not None and each.parent < 0 and each.verb.tense is Tense.PAST
        for each in teller.sentence.clauses
    )
    link = "was" if past else "is"
    if tokens[what.first].tag == "PRP$":
        owner = _owner(teller, what.first)
        stop = what.head + 1
        return (what.first + 1, stop, link, owner) if owner else None
    of = what.head + 1 < what.end and tokens[what.head + 1].low == "of"
    if of and tokens[what.first].low in {"the", "a", "an"}:
        return what.first, what.end, link, ""
    return None
