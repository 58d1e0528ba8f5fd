"""Terms without a name that a sentence explains by its grammar: "the grip, a pair of jaws that"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.explained_called import (
    NO_TERMS,
    called_in_quotes,
    first_of,
    hangs_more,
    meaning_end,
    reaches,
    term_of,
    terms_called,
)
from quizapp.drafting.explaining.explained_forms import (
    OF_THINGS,
    find_forms,
    find_marked,
    find_quoted,
    is_sorted,
)
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import is_common
from quizapp.drafting.lexis.offices import is_person
from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.explained_terms import Explained

_LONGEST_NAME: Final = 5
_FEWEST: Final = 4
"""Words of what something is defined as."""
_THE_NOUN: Final = 2
"""Words of "the quern"."""
_NAME_TAGS: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ"})
_TELLING: Final = frozenset(
    {
        "that",
        "which",
        "who",
        "whose",
        "where",
        "of",
        "for",
        "with",
        "in",
        "by",
        "under",
        "on",
        "from",
    }
)
"""What may follow the noun that says what sort of thing a term is."""
_OPENING: Final = frozenset({",", "(", "\u2014", "\u2013"})
_OPINIONS: Final = of_words(
    "interpretation allegation suggestion conclusion hypothesis rumour rumor suspicion accusation"
    " finding reading account promise threat move decision step verdict charge"
)
"""What stands beside a whole statement, not beside its last noun."""


def find_explained(sentence: Sentence, taken: frozenset[int]) -> Iterator[Explained]:
    """Yield the terms of a sentence; ``taken`` are tokens of names and quotations."""
    for clause in sentence.clauses:
        for each in (
            _by_is(sentence, clause),
            _defined(sentence, clause),
            _ranked(sentence, clause),
            _beside(sentence, clause),
            *terms_called(sentence, clause),
        ):
            if each is None:
                continue
            if not taken & set(range(each.first, each.end)) or _composed(sentence, each, taken):
                yield each
    for each in find_forms(sentence):
        if not taken & set(range(each.first, each.end)):
            yield each
    yield from find_quoted(sentence)
    yield from find_marked(sentence)
    for clause in sentence.clauses:
        yield from called_in_quotes(sentence, clause)


def _composed(sentence: Sentence, term: Explained, taken: frozenset[int]) -> bool:
    """Return whether a term has a name within it: "Fresnel lens", "Valley of the Kings"."""
    tokens = sentence.tokens
    first = term.first + bool(term.word)
    inside = range(first, term.end)
    counted = tokens[first].text[0].isdigit()
    capital = first > 0 and tokens[first].tag == "JJ" and tokens[first].text[0].isupper()
    named = counted or capital or tokens[first].tag in {"NNP", "NNPS"}
    if taken.issuperset(inside) or not named:
        return False
    ends_so = tokens[term.end - 1].tag in {"NN", "NNS"} and term.end - 1 not in taken
    return ends_so or counted or any(tokens[at].low == "of" for at in inside)


def _named(sentence: Sentence, phrase: Phrase) -> tuple[str, str] | None:
    """Return a term that has a name within it, and its article."""
    tokens = sentence.tokens
    article = tokens[phrase.first].low if tokens[phrase.first].low in {"a", "an", "the"} else ""
    begin = phrase.first + bool(article)
    inside = tokens[begin : phrase.end]
    opening = inside[0] if inside else tokens[phrase.first]
    capital = opening.index > 0 and opening.tag == "JJ" and opening.text[0].isupper()
    if not 1 < len(inside) <= _LONGEST_NAME or not (
        opening.tag in {"NNP", "NNPS"} or opening.text[0].isdigit() or capital
    ):
        return None
    if any(each.tag not in {*_NAME_TAGS, "DT", "IN"} for each in inside) or phrase.members:
        return None
    if any(each.tag == "DT" and each.low != "the" for each in inside):
        return None
    if any(each.tag == "IN" and each.low != "of" for each in inside):
        return None
    lemma = inside[-1].lemma.casefold()
    if lemma in NO_TERMS or is_person(lemma) or kind_of_noun(lemma) is EntityKind.PERSON:
        return None
    return sentence.words(begin, phrase.end), article


def _whole_name(sentence: Sentence, phrase: Phrase) -> Phrase:
    """Return "the Valley of the Kings" for "the Kings", where an apposition hangs on its end."""
    if phrase.first < 2 or sentence.tokens[phrase.first - 1].low != "of":  # noqa: PLR2004 - a name and "of"
        return phrase
    for clause in sentence.clauses:
        for each in (clause.subject, *clause.objects, *clause.adverbials):
            if each is not None and each.first < phrase.first and each.end == phrase.end:
                begin = each.first + (sentence.tokens[each.first].low == "the")
                if sentence.tokens[begin].tag == "NNP":
                    return each
    return phrase


def _by_is(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "a cold bed is a flat that ..." and of "varves are layers of ..."."""
    verb, subject = clause.verb, clause.subject
    thing = clause.objects[0] if clause.objects else None
    if verb is None or subject is None or thing is None or clause.kind is not ClauseKind.MAIN:
        return None
    if (
        verb.lemma not in {"be", "remain"}
        or not _for_good(sentence, subject, thing, verb.tense)
        or verb.negated
        or verb.auxiliary
    ):
        return None
    if verb.modal or thing.first != verb.end or thing.kind is not ChunkKind.NOUN:
        return None
    others = [each.low for each in sentence.tokens[thing.first : thing.first + 2]] == ["one", "of"]
    if others or hangs_more(sentence, subject.end):
        return None  # "one of the sciences"; "flats like this one are": some of them are
    subject = first_of(sentence, subject)
    rare = _rare(sentence, subject)
    # "Animators are artists who ...": all that bear the name, so that nobody is named.
    people = verb.tense is Tense.PRESENT and not rare
    term = term_of(sentence, subject, generic=not rare, people=people)
    term = term or _named(sentence, subject)
    begin = thing.first
    stop = meaning_end(sentence, begin, clause.end)
    if term is None or not _says_kind(sentence, thing, stop):
        return None
    one = sentence.tokens[begin].low == "one"
    head = sentence.tokens[subject.head].text
    kind = f"{'an' if head[0] in 'aeiou' else 'a'} {head}" if one else ""
    link = sentence.tokens[verb.head].low
    return Explained(*term, subject.first, subject.end, begin, stop, link, kind)


def _defined(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "a tarn is defined as a lake in a hollow left by ice"."""
    verb, subject, tokens = clause.verb, clause.subject, sentence.tokens
    if verb is None or subject is None or verb.lemma != "define" or not verb.passive:
        return None
    if not verb.happened or verb.tense is not Tense.PRESENT or clause.kind is not ClauseKind.MAIN:
        return None
    begin = verb.end + 1
    if begin + 1 >= len(tokens) or tokens[verb.end].low != "as":
        return None
    subject = first_of(sentence, subject)
    term = term_of(sentence, subject, generic=True, people=True)
    stop = meaning_end(sentence, begin, clause.end)
    named = tokens[begin].low in {"a", "an", "the", "any", "all"} or tokens[begin].tag == "NNS"
    if term is None or not named or hangs_more(sentence, subject.end) or stop - begin < _FEWEST:
        return None
    many = tokens[subject.head].tag == "NNS"
    return Explained(*term, subject.first, subject.end, begin, stop, "are" if many else "is")


def _ranked(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "the largest frog is the Goliath frog", what it is first or last in."""
    verb, subject, tokens = clause.verb, clause.subject, sentence.tokens
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if verb is None or subject is None or thing is None or clause.kind is not ClauseKind.MAIN:
        return None
    if verb.lemma != "be" or not verb.happened or verb.perfect or thing.first != verb.end:
        return None
    inside = tokens[subject.first : subject.end]
    if subject.members or inside[0].low != "the" or tokens[subject.head].tag != "NN":
        return None
    if not any(each.tag in {"JJS", "RBS"} for each in inside):
        return None
    end = max(thing.core_end, thing.first + 1)
    named = _named(sentence, replace(thing, end=end))
    closed = end >= len(tokens) or tokens[end].tag in {".", ",", ":", "(", "-LRB-", "CC"}
    stop = reaches(sentence, subject.end, verb.first)
    if named is None or not closed or not stop:
        return None
    link = tokens[verb.head].low
    return Explained(*named, thing.first, end, subject.first, stop, link)


def _rare(sentence: Sentence, subject: Phrase) -> bool:
    """Return whether "the quern" can mean all querns: a word that few texts have.

    Of "the mangrove killifish" the last is such a word.
    """
    tokens = sentence.tokens
    inside = tokens[subject.first + 1 : subject.end]
    one = tokens[subject.first].low == "the" and 0 < len(inside) <= _THE_NOUN
    plain = all(each.tag == "NN" for each in inside) and subject.head == subject.end - 1
    return one and plain and not is_common(tokens[subject.head].low)


def _for_good(sentence: Sentence, subject: Phrase, thing: Phrase, tense: Tense) -> bool:
    """Return whether "is" or, of what was once a word, "a scold was a woman accused of" tells."""
    tokens = sentence.tokens
    one = all(tokens[each.first].low in {"a", "an"} for each in (subject, thing))
    many = all(tokens[each.head].tag == "NNS" for each in (subject, thing))
    many &= subject.first == 0 and tokens[0].tag in {"NN", "NNS", "JJ", "NNP"}
    named = tokens[subject.first].low == "the" and _named(sentence, subject) is not None
    return tense is Tense.PRESENT or (tense is Tense.PAST and (one or many or named))


def _beside(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "the grip, a pair of steel jaws that holds the cable, ..."."""
    subject = _whole_name(sentence, clause.subject) if clause.subject is not None else None
    thing = clause.objects[0] if clause.objects else None
    if clause.kind is not ClauseKind.APPOSITION or subject is None or thing is None:
        return None
    tokens = sentence.tokens
    if thing.first < subject.end or tokens[subject.end].text not in _OPENING:
        return None
    term = _beside_whom(sentence, subject, tokens[thing.first].low)
    stop = meaning_end(sentence, thing.first, clause.end)
    listed = _goes_on_listing(sentence, subject.first, thing.first, stop)
    if term is None or listed or not _says_kind(sentence, thing, stop):
        return None
    return Explained(*term, subject.first, subject.end, thing.first, stop, "is")


def _beside_whom(sentence: Sentence, subject: Phrase, article: str) -> tuple[str, str] | None:
    """Return the term that an aside with an article explains, and the term's own article."""
    named = _named(sentence, subject)
    if named is not None:
        new = sentence.tokens[subject.first].low in {"a", "an"}
        # "An Irish prize, the Marsh Medal for fiction": the name is what is told of.
        return named if article in ({"a", "an"} if new else {"a", "an", "the"}) else None
    if article not in {"a", "an"} or sentence.tokens[subject.head].tag == "NNS":
        return None
    if sentence.tokens[subject.first].low == "the" and not _in_general(sentence):
        return None  # "the dam, a wall of earth, burst": one dam, not dams
    return term_of(sentence, subject, generic=False)


def _goes_on_listing(sentence: Sentence, first: int, begin: int, stop: int) -> bool:
    """Return whether "a frame, a set of pulleys and a wire" are three things, not one."""
    tokens = sentence.tokens
    if tokens[first].low not in {"a", "an"}:
        return False
    return any(
        tokens[at].low in {"and", "or"} and tokens[at + 1].low in {"a", "an", "the"}
        for at in range(begin, min(stop, len(tokens) - 1))
    )


def _in_general(sentence: Sentence) -> bool:
    """Return whether the main verb tells what is so at any time."""
    mains = [each.verb for each in sentence.clauses if each.kind is ClauseKind.MAIN and each.verb]
    return bool(mains) and all(each.tense is Tense.PRESENT and not each.perfect for each in mains)


def _says_kind(sentence: Sentence, thing: Phrase, stop: int) -> bool:
    """Return whether a phrase says what sort of thing something is, and which of them."""
    tokens = sentence.tokens
    first, head = tokens[thing.first], tokens[thing.head]
    plural = head.tag == "NNS" and first.tag in {"NNS", "JJ", "NN"}
    if first.low not in {"a", "an", "one", "the"} and not plural:
        return False
    empty = word_set("definition_no_kinds") | word_set("definition_empty") - {"one"}
    empty -= {"person", "man", "woman"}
    if head.lemma in VIEWS or head.lemma in (_OPINIONS | empty) - OF_THINGS:
        return False
    after = thing.core_end if thing.core_end > thing.first else thing.end
    after = thing.first + 1 if first.low == "one" else _past_pair(sentence, after, stop)
    if after + 1 < stop and _tells_which(sentence, after, stop):
        return True
    inside = tokens[thing.first + 1 : thing.head]
    return after >= stop and first.low in {"a", "an"} and is_sorted(inside)


def _past_pair(sentence: Sentence, after: int, stop: int) -> int:
    """Return the token behind "or practice" of "the principle or practice of concern"."""
    tokens = sentence.tokens
    paired = after + 1 < stop and tokens[after].tag == "CC" and tokens[after + 1].tag == "NN"
    return after + 2 if paired and tokens[after - 1].tag == "NN" else after


def _tells_which(sentence: Sentence, after: int, stop: int) -> bool:
    """Return whether what stands behind a noun tells which of its sort it is."""
    tokens = sentence.tokens
    behind = tokens[after]
    if behind.tag in {"WDT", "WP", "WRB"} or behind.low in {"that", "which", "who"}:
        # "a claim that the owner, a bank, denies": what comes before the aside tells nothing.
        return any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[after + 1 : stop])
    return behind.low in _TELLING or behind.tag in {"VBN", "VBG", "WP$"}
