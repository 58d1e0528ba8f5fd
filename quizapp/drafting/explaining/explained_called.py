"""Terms that a sentence says something is called: "called the bellman", "which they call haar"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.lists import lists_within
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.lexis.offices import is_kin, is_office
from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.shapes.analysis import (
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Sentence,
    Tense,
    Token,
)
from quizapp.drafting.shapes.explained_terms import Explained

_LONGEST: Final = 3
"""Words of a term, without its article."""
_QUOTES: Final = frozenset("\"\u201c\u201d'\u2018\u2019")
_TWO: Final = 2
_NOUNS: Final = frozenset({"NN", "NNS"})
_NAMING: Final = frozenset({"call", "know", "term", "dub", "nickname", "name", "style"})
_DEVISING: Final = frozenset(
    {"devise", "develop", "introduce", "propose", "invent", "design", "describe", "formulate"}
)
_MARKS: Final = frozenset({",", ";", ":", ".", "(", ")", "\u2014", "\u2013", "?", "!"})
NO_TERMS: Final = of_words(
    "year month week day decade century hour minute time part end side rest number total result"
    " answer reason problem idea question way thing place case fact point half third quarter"
    " difference advantage aim goal task price cost figure share decision first second"
)


def terms_called(sentence: Sentence, clause: Clause) -> Iterator[Explained | None]:
    """Yield the terms that a clause says something is called, None where a wording fails."""
    yield _called(sentence, clause)
    yield _which_they_call(sentence, clause)
    yield _devised(sentence, clause)


def meaning_end(sentence: Sentence, begin: int, end: int) -> int:
    """Return where a meaning ends: at a mark, the commas of a list in it passed over."""
    tokens = sentence.tokens
    at = past_adjectives(tokens, begin)
    while at < end and tokens[at].text not in _MARKS:
        at += 1
    if at == end:
        while at > begin and tokens[at - 1].tag == "CC":
            at -= 1  # "was a script and became": what "and" joins on stands behind
        return at
    if tokens[at].text == ",":
        listed = [
            (each.first, each.end)
            for one in sentence.clauses
            for each in (one.subject, *one.objects, *one.adverbials)
            if each is not None and each.members
        ]
        lists = (*listed, *lists_within(sentence))
        ends = (min(stop, end) for first, stop in lists if begin < first < at < stop)
        return max(ends, default=at)
    return at


def past_adjectives(tokens: Sequence[Token], begin: int) -> int:
    """Return the token from which a mark ends a meaning: behind "a long, thin" of "thin fish"."""
    at = begin
    while at + 2 < len(tokens) and tokens[at].tag in {"DT", "JJ", "RB"}:
        listed = tokens[at + 1].text == "," and tokens[at + 2].tag == "JJ"
        at += 2 if tokens[at].tag == "JJ" and listed else 1
    return at


def _called(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "a conductor, called the bellman," and "a method known as ballast"."""
    verb, subject, tokens = clause.verb, clause.subject, sentence.tokens
    if verb is None or subject is None or verb.lemma not in _NAMING or not verb.passive:
        return None
    if verb.negated or verb.modal or clause.kind not in {ClauseKind.PARTICIPLE, ClauseKind.MAIN}:
        return None
    open_to_all = tokens[subject.first].low in {"a", "an"} or _bare_plural(sentence, subject)
    whole = clause.kind is ClauseKind.MAIN and _told_at_length(sentence, clause)
    if not open_to_all and not whole:
        return None
    first = verb.end
    if first < len(tokens) and tokens[first].low == "as":
        first += 1
    name = next(
        (each for each in (*clause.objects, *clause.adverbials) if each.first == first), None
    )
    name = first_of(sentence, name) if name is not None else None
    term = term_of(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or subject.first >= verb.first:
        return None
    stop = verb.first if clause.kind is ClauseKind.MAIN else clause.first
    while stop > subject.first and tokens[stop - 1].text == ",":
        stop -= 1
    several = "NNS" in {tokens[name.head].tag, tokens[subject.head].tag}
    link = "are" if several else "is"
    return Explained(*term, name.first, name.end, subject.first, stop, link)


def called_in_quotes(sentence: Sentence, clause: Clause) -> Iterator[Explained]:
    """Yield the term of 'a party who files an appeal is called an "appellant"'."""
    verb, subject, tokens = clause.verb, clause.subject, sentence.tokens
    if verb is None or subject is None or verb.lemma not in _NAMING or not verb.passive:
        return
    if verb.negated or verb.modal or verb.tense is Tense.NONE or clause.kind is not ClauseKind.MAIN:
        return
    if tokens[subject.first].low not in {"a", "an"} and not _bare_plural(sentence, subject):
        return
    at = verb.end + (verb.end < len(tokens) and tokens[verb.end].low == "as")
    article = tokens[at].low if at < len(tokens) and tokens[at].low in {"a", "an", "the"} else ""
    first = at + bool(article)
    if first >= len(tokens) or tokens[first].text not in _QUOTES or subject.first >= verb.first:
        return
    inside = range(first + 1, min(first + 2 + _LONGEST, len(tokens)))
    end = next((k for k in inside if tokens[k].text in _QUOTES), first)
    stop = verb.first
    while tokens[stop - 1].text == "," or tokens[stop - 1].tag == "RB":
        stop -= 1
    if first + 1 < end and stop > subject.end:
        link = "is" if article in {"a", "an"} else "are"
        name = sentence.words(first + 1, end)
        yield Explained(name, article, first + 1, end, subject.first, stop, link)


def _which_they_call(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "tiny droplets of acid, which scientists call an aerosol"."""
    verb, tokens = clause.verb, sentence.tokens
    if verb is None or clause.kind is not ClauseKind.RELATIVE or verb.lemma not in _NAMING:
        return None
    if (
        verb.passive
        or verb.negated
        or verb.modal
        or tokens[clause.first].low not in {"which", "that"}
    ):
        return None
    name = next((each for each in clause.objects if each.first == verb.end), None)
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    term = term_of(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or outer is None:
        return None
    stop = clause.first
    while stop > 0 and tokens[stop - 1].text == ",":
        stop -= 1
    phrases = (*outer.objects, *((outer.subject,) if outer.subject is not None else ()))
    thing = next((each for each in phrases if stop in {each.end, each.core_end}), None)
    if thing is None or tokens[thing.first].low in {"the", "that", "those"}:
        return None
    pointed = tokens[thing.first].low in {"this", "these"}
    if pointed and stop - thing.first < _LONGEST:
        return None  # "this change, which they call creep": which change?
    link = "are" if tokens[name.head].tag == "NNS" else "is"
    return Explained(*term, name.first, name.end, thing.first + pointed, stop, link)


def _devised(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "she devised the step method, by which stars are compared"."""
    tokens, at = sentence.tokens, clause.first
    if clause.kind is not ClauseKind.RELATIVE or tokens[at].low not in {"by", "in", "under"}:
        return None
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if tokens[at + 1].low != "which" or outer is None or outer.verb is None:
        return None
    if outer.verb.lemma not in _DEVISING or outer.verb.passive or outer.verb.negated:
        return None
    name = next((each for each in outer.objects if each.end == at - 1), None)
    term = term_of(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or " " not in term[0] or tokens[at - 1].text != ",":
        return None
    head = tokens[name.head].text
    kind = f"{'an' if head[0] in 'aeiou' else 'a'} {head} {tokens[at].low}"
    stop = meaning_end(sentence, at + 1, clause.end)
    return Explained(*term, name.first, name.end, at, stop, "is", kind)


def _bare_plural(sentence: Sentence, phrase: Phrase) -> bool:
    first = sentence.tokens[phrase.first]
    return sentence.tokens[phrase.head].tag in {"NNS", "NN"} and first.tag in {
        "NNS",
        "JJ",
        "NN",
        "VBN",
    }


def _told_at_length(sentence: Sentence, clause: Clause) -> bool:
    """Return whether the subject says all of itself: "the practice of burying butter in bogs"."""
    subject, verb, tokens = clause.subject, clause.verb, sentence.tokens
    if subject is None or verb is None or tokens[subject.first].low != "the":
        return False
    behind = {each.low for each in tokens[subject.head + 1 : verb.first]}
    return bool(behind & {"of", "that", "who", "which"})


def term_of(
    sentence: Sentence, phrase: Phrase, *, generic: bool, people: bool = False
) -> tuple[str, str] | None:
    """Return the term of a phrase and its article, or None where it can be none.

    Args:
        sentence: around the phrase.
        phrase: that may be a term.
        generic: it means all of them.
        people: it may say what people are.
    """
    tokens = sentence.tokens
    first, head = tokens[phrase.first], tokens[phrase.head]
    opens = _opens_as_noun(sentence, phrase)
    if phrase.kind is not ChunkKind.NOUN or phrase.members or not (opens or head.tag in _NOUNS):
        return None
    article = first.low if first.low in {"a", "an", "the"} else ""
    begin = phrase.first + bool(article)
    inside = tokens[begin : phrase.end]
    if phrase.head != phrase.end - 1 or not 0 < len(inside) <= _LONGEST:
        return None
    if not opens and any(each.tag not in {"NN", "NNS", "JJ", "VBG", "VBN"} for each in inside):
        return None
    bare = not article and head.tag != "NNS" and phrase.first > 0
    if generic and (article == "the" or bare):
        return None
    lemma = head.lemma
    nobody = kind_of_noun(lemma) is EntityKind.PERSON or is_office(lemma) or is_kin(lemma)
    person = nobody and not people and tokens[phrase.first - 1].low != "called"
    if person or lemma in NO_TERMS or len(head.text) < _LONGEST:
        return None
    name = sentence.words(begin, phrase.end)
    return (uncapped(name) if begin == 0 else name), article


def _opens_as_noun(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a noun has its capital from the sentence alone: "Alchemy is a craft"."""
    opening = sentence.tokens[0]
    alone = phrase.first == 0 and phrase.end == 1 and opening.tag in {"NNP", "NNPS"}
    return alone and opening.text[1:].islower() and tag_of(opening.low)[:2] == "NN"


def first_of(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Return "altruism" of "altruism or selflessness", two words for one thing."""
    if len(phrase.members) != _TWO:
        return phrase
    (first, end), (second, _) = phrase.members
    if sentence.tokens[second - 1].low != "or":
        return phrase
    return replace(phrase, first=first, end=end, head=end - 1, members=())


def uncapped(name: str) -> str:
    """Return a term without the capital that opens its sentence; "ANOVA" keeps its own."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def hangs_more(sentence: Sentence, end: int) -> bool:
    """Return whether words behind a noun tell which are meant: "drugs used at home are"."""
    behind = sentence.tokens[end]
    return behind.tag in {"IN", "VBN", "VBG", "WDT", "WP", "TO"}


_OF_PHRASES: Final = frozenset({"IN", "DT", "CD", "PRP$", "POS", "HYPH"})


def reaches(sentence: Sentence, end: int, verb: int) -> int:
    """Return where a subject ends with what hangs on it: "the longest river in the province".

    That is the verb where nothing but phrases of nouns stands between, else 0: words that are
    not understood may say which of several is meant.
    """
    between = sentence.tokens[end:verb]
    plain = all(each.tag[:2] in {"NN", "JJ"} or each.tag in _OF_PHRASES for each in between)
    dated = any(each.low in {"since", "until"} for each in between)  # "has been", not "is"
    return verb if plain and not dated else 0
