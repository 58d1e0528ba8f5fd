"""Whether a phrase tells what a term is: a sort of thing, neither too little nor too much."""

import re
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.explained_forms import goes_on
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.kinds import kind_said
from quizapp.drafting.lexis.offices import is_person
from quizapp.drafting.proposers.copulas import KIN
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named
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
MEANING: Final = frozenset({"refers", "means", "denotes", "describes", "mean", "refer"})
"""Words between a term and its meaning behind which any noun tells what it is."""
_SUBSTANCE: Final = re.compile(r"^(?:an? |the )?(?:\w+ )?(?:mixture|combination|way) (?:of|to)\b")
_KIN: Final = KIN | {"native", "friend", "orphan"}
"""What nothing but a person is, though it is no office."""
_ORDER: Final = frozenset({"first", "second", "last"})


def is_worth(teller: Teller, named: Named, meaning: tuple[int, int, str], text: str) -> bool:
    """Return whether a meaning tells what a term is, and not too little or too much."""
    _, _, verb = meaning
    words = text.split()
    head = [each.casefold() for each in words if each.casefold() not in _ARTICLES]
    if head and head[0] in _ORDER and len(head) > 1 and head[1] not in {"to", "of", "in"}:
        head = head[1:]
    if not _is_of_its_kind(teller, named, meaning, text):
        return False
    bare = len(words) == _FEWEST_WORDS and verb not in MEANING and words[0] in _ARTICLES
    if bare and (words[-1].casefold() in _OF_ANYTHING or not _says_kind(text)):
        return False  # "generosity is an obligation"
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or not head:
        return False
    empty = bool(set(head[:2]) & _EMPTY) and named.kind is not EntityKind.PERSON
    if empty and verb not in MEANING and not _SUBSTANCE.match(text):
        return False
    return named.name.casefold() not in text.casefold()


def _is_of_its_kind(teller: Teller, named: Named, meaning: tuple[int, int, str], text: str) -> bool:
    """Return whether a phrase can be said of a thing of the term's kind."""
    begin, stop, verb = meaning
    if named.kind is EntityKind.PERSON:
        return True
    before = teller.sentence.tokens[begin - 1] if begin else None
    country = named.kind is EntityKind.COUNTRY
    if country and before is not None and before.lemma != "be" and not _of_land(text):
        return False
    if named.kind is EntityKind.PLACE and _is_where(teller, named, begin) and not _of_land(text):
        return False
    if named.name[:1].isupper() and _of_person(teller, begin, stop):
        return False
    owned = before is not None and before.tag == "PRP$"
    now = verb in {"is", "remains"} or country
    if named.kind is EntityKind.CONCEPT or owned or not now:
        return True
    return _says_kind(text) or _thing_like(teller, begin, stop)


def _is_where(teller: Teller, named: Named, begin: int) -> bool:
    """Return whether a name before a comma only says where: "a school in Lorn, a branch of"."""
    tokens = teller.sentence.tokens
    first = begin - 2 - len(named.name.split())
    return tokens[begin - 1].text == "," and first > 0 and tokens[first].low in {"in", "at", "near"}


def _of_person(teller: Teller, begin: int, stop: int) -> bool:
    """Return whether a phrase can be said of one person alone: "a widow from Lorn"."""
    tokens, at = teller.sentence.tokens, begin
    while at + 1 < stop and tokens[at + 1].tag[:2] in _INSIDE:
        at += 1
    lemma = tokens[at].lemma.casefold()
    return tokens[at].tag == "NN" and (lemma in _KIN or is_person(lemma))


def _of_land(text: str) -> bool:
    """Return whether a phrase says what sort of country something is: "a landlocked state"."""
    kind = kind_said(f", {text}")
    return kind in {EntityKind.COUNTRY, EntityKind.PLACE, EntityKind.ORGANISATION}


def names_another(sentence: Sentence, begin: int, stop: int) -> bool:
    """Return whether a meaning is a name of its own: "the Coast League" beside another."""
    tokens, at = sentence.tokens, begin
    at += tokens[at].tag == "DT"
    first = at
    while at < stop and tokens[at].tag.startswith("NN"):
        at += 1
    if at < stop and tokens[at].tag == "POS":
        return False
    return at > first and all(each.tag in {"NNP", "NNPS"} for each in tokens[first:at])


def _thing_like(teller: Teller, begin: int, stop: int) -> bool:
    """Return whether "the lower house of parliament" tells what sort of thing a name is."""
    tokens = teller.sentence.tokens
    first = begin + (tokens[begin].low in _ARTICLES)
    if first == begin:
        return False
    if [each.low for each in tokens[begin : begin + 3]] == ["one", "of", "the"]:
        first = begin + 3
    at, noun = first, False
    while at < stop and (
        (tokens[at].tag[:2] in _INSIDE and not (noun and tokens[at].tag[0] == "V"))
        or tokens[at].tag == "POS"
        or goes_on(tokens, at, stop)
    ):
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


def has_no_kind(text: str) -> bool:
    """Return whether a phrase only comments: "a mixture that others hated", "a year"."""
    if _SUBSTANCE.match(text):
        return False
    head = text.partition(" that ")[0].partition(" which ")[0].partition(" of ")[0].split()
    return not head or head[-1].casefold() in _NO_KINDS


def _says_kind(text: str) -> bool:
    """Return whether the phrase says what sort of thing something is: "a charity that ..."."""
    kind = kind_said(f", {text}" if text.split(maxsplit=1)[0] in _ARTICLES else f", a {text}")
    return kind is not None and kind is not EntityKind.PERSON
