"""Terms without a name that a sentence explains by its grammar: "the grip, a pair of jaws that"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.explained_forms import find_forms, find_quoted
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import is_kin, is_office
from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.explained_terms import Explained

_LONGEST: Final = 3
"""Words of a term, without its article."""
_LONGEST_NAME: Final = 5
_NAME_TAGS: Final = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ"})
_NAMING: Final = frozenset({"call", "know", "term", "dub", "nickname", "name", "style"})
_DEVISING: Final = frozenset(
    {"devise", "develop", "introduce", "propose", "invent", "design", "describe", "formulate"}
)
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
_MARKS: Final = frozenset({",", ";", ":", ".", "(", ")", "\u2014", "\u2013", "?", "!"})
_OPENING: Final = frozenset({",", "(", "\u2014", "\u2013"})
_NO_TERMS: Final = of_words(
    "year month week day decade century hour minute time part end side rest number total result"
    " answer reason problem idea question way thing place case fact point half third quarter"
    " difference advantage aim goal task price cost figure share decision first second"
)
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
            _beside(sentence, clause),
            _called(sentence, clause),
            _which_they_call(sentence, clause),
            _devised(sentence, clause),
        ):
            if each is None:
                continue
            if not taken & set(range(each.first, each.end)) or _composed(sentence, each, taken):
                yield each
    for each in find_forms(sentence):
        if not taken & set(range(each.first, each.end)):
            yield each
    yield from find_quoted(sentence)


def _composed(sentence: Sentence, term: Explained, taken: frozenset[int]) -> bool:
    """Return whether a term has a name within it: "Fresnel lens", "Valley of the Kings"."""
    tokens = sentence.tokens
    first = term.first + bool(term.word)
    inside = range(first, term.end)
    counted = tokens[first].text[0].isdigit()
    if taken.issuperset(inside) or not (counted or tokens[first].tag in {"NNP", "NNPS"}):
        return False
    ends_so = tokens[term.end - 1].tag in {"NN", "NNS"} and term.end - 1 not in taken
    return ends_so or counted or any(tokens[at].low == "of" for at in inside)


def _named(sentence: Sentence, phrase: Phrase) -> tuple[str, str] | None:
    """Return a term that has a name within it, and its article."""
    tokens = sentence.tokens
    article = tokens[phrase.first].low if tokens[phrase.first].low in {"a", "an", "the"} else ""
    begin = phrase.first + bool(article)
    inside = tokens[begin : phrase.end]
    if not 1 < len(inside) <= _LONGEST_NAME or not (
        inside[0].tag in {"NNP", "NNPS"} or inside[0].text[0].isdigit()
    ):
        return None
    if any(each.tag not in {*_NAME_TAGS, "DT", "IN"} for each in inside) or phrase.members:
        return None
    if any(each.tag == "DT" and each.low != "the" for each in inside):
        return None
    if any(each.tag == "IN" and each.low != "of" for each in inside):
        return None
    lemma = inside[-1].lemma.casefold()
    if lemma in _NO_TERMS or is_office(lemma) or kind_of_noun(lemma) is EntityKind.PERSON:
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


def _stop(sentence: Sentence, begin: int, end: int) -> int:
    """Return where a meaning ends: at a mark, the commas of a list in it passed over."""
    tokens = sentence.tokens
    at = begin
    while at < end and tokens[at].text not in _MARKS:
        at += 1
    if at < end and tokens[at].text == ",":
        phrases = (
            each
            for clause in sentence.clauses
            for each in (clause.subject, *clause.objects, *clause.adverbials)
            if each is not None and each.members and begin < each.first
        )
        return max(
            (min(each.end, end) for each in phrases if each.first < at < each.end), default=at
        )
    return at


def _by_is(sentence: Sentence, clause: Clause) -> Explained | None:
    """Return the term of "a cold bed is a flat that ..." and of "varves are layers of ..."."""
    verb, subject = clause.verb, clause.subject
    thing = clause.objects[0] if clause.objects else None
    if verb is None or subject is None or thing is None or clause.kind is not ClauseKind.MAIN:
        return None
    if (
        verb.lemma not in {"be", "remain"}
        or verb.tense is not Tense.PRESENT
        or verb.negated
        or verb.auxiliary
    ):
        return None
    if verb.modal or thing.first != verb.end or thing.kind is not ChunkKind.NOUN:
        return None
    if sentence.tokens[subject.end].tag == "IN":
        return None  # "flats like this one are": some of them are
    term = _term(sentence, subject, generic=True) or _named(sentence, subject)
    begin = thing.first
    stop = _stop(sentence, begin, clause.end)
    if term is None or not _says_kind(sentence, thing, stop):
        return None
    one = sentence.tokens[begin].low == "one"
    head = sentence.tokens[subject.head].text
    kind = f"{'an' if head[0] in 'aeiou' else 'a'} {head}" if one else ""
    link = sentence.tokens[verb.head].low
    return Explained(*term, subject.first, subject.end, begin, stop, link, kind)


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
    stop = _stop(sentence, thing.first, clause.end)
    listed = _goes_on_listing(sentence, subject.first, thing.first, stop)
    if term is None or listed or not _says_kind(sentence, thing, stop):
        return None
    return Explained(*term, subject.first, subject.end, thing.first, stop, "is")


def _beside_whom(sentence: Sentence, subject: Phrase, article: str) -> tuple[str, str] | None:
    """Return the term that an aside with an article explains, and the term's own article."""
    named = _named(sentence, subject)
    if named is not None:
        return named if article in {"a", "an", "the"} else None
    if article not in {"a", "an"} or sentence.tokens[subject.head].tag == "NNS":
        return None
    if sentence.tokens[subject.first].low == "the" and not _in_general(sentence):
        return None  # "the dam, a wall of earth, burst": one dam, not dams
    return _term(sentence, subject, generic=False)


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
    term = _term(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or subject.first >= verb.first:
        return None
    stop = verb.first if clause.kind is ClauseKind.MAIN else clause.first
    while stop > subject.first and tokens[stop - 1].text == ",":
        stop -= 1
    several = "NNS" in {tokens[name.head].tag, tokens[subject.head].tag}
    link = "are" if several else "is"
    return Explained(*term, name.first, name.end, subject.first, stop, link)


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
    term = _term(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or outer is None:
        return None
    stop = clause.first
    while stop > 0 and tokens[stop - 1].text == ",":
        stop -= 1
    thing = next((each for each in outer.objects if stop in {each.end, each.core_end}), None)
    if thing is None or tokens[thing.first].low in {"the", "this", "that", "these", "those"}:
        return None
    link = "are" if tokens[name.head].tag == "NNS" else "is"
    return Explained(*term, name.first, name.end, thing.first, stop, link)


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
    term = _term(sentence, name, generic=False) if name is not None else None
    if name is None or term is None or " " not in term[0] or tokens[at - 1].text != ",":
        return None
    head = tokens[name.head].text
    kind = f"{'an' if head[0] in 'aeiou' else 'a'} {head} {tokens[at].low}"
    stop = _stop(sentence, at + 1, clause.end)
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


def _term(sentence: Sentence, phrase: Phrase, *, generic: bool) -> tuple[str, str] | None:
    """Return the term of a phrase and its article; ``generic`` where it means all of them."""
    tokens = sentence.tokens
    first, head = tokens[phrase.first], tokens[phrase.head]
    if phrase.kind is not ChunkKind.NOUN or phrase.members or head.tag not in {"NN", "NNS"}:
        return None
    article = first.low if first.low in {"a", "an", "the"} else ""
    begin = phrase.first + bool(article)
    inside = tokens[begin : phrase.end]
    if phrase.head != phrase.end - 1 or not 0 < len(inside) <= _LONGEST:
        return None
    if any(each.tag not in {"NN", "NNS", "JJ", "VBG", "VBN"} for each in inside):
        return None
    if generic and (article == "the" or (not article and head.tag != "NNS")):
        return None
    lemma = head.lemma
    nobody = kind_of_noun(lemma) is EntityKind.PERSON or is_office(lemma) or is_kin(lemma)
    person = nobody and tokens[phrase.first - 1].low != "called"
    if person or lemma in _NO_TERMS or len(head.text) < _LONGEST:
        return None
    name = sentence.words(begin, phrase.end)
    name = name[:1].lower() + name[1:] if begin == 0 else name
    return name, article


def _says_kind(sentence: Sentence, thing: Phrase, stop: int) -> bool:
    """Return whether a phrase says what sort of thing something is, and which of them."""
    tokens = sentence.tokens
    first, head = tokens[thing.first], tokens[thing.head]
    plural = head.tag == "NNS" and first.tag in {"NNS", "JJ", "NN"}
    if first.low not in {"a", "an", "one", "the"} and not plural:
        return False
    empty = word_set("definition_no_kinds") | word_set("definition_empty") - {"one"}
    if head.lemma in VIEWS or head.lemma in _OPINIONS | empty:
        return False
    after = thing.core_end if thing.core_end > thing.first else thing.end
    after = thing.first + 1 if first.low == "one" else after
    return after + 1 < stop and _tells_which(sentence, after, stop)


def _tells_which(sentence: Sentence, after: int, stop: int) -> bool:
    """Return whether what stands behind a noun tells which of its sort it is."""
    tokens = sentence.tokens
    behind = tokens[after]
    if behind.tag in {"WDT", "WP", "WRB"} or behind.low in {"that", "which", "who"}:
        # "a claim that the owner, a bank, denies": what comes before the aside tells nothing.
        return any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[after + 1 : stop])
    return behind.low in _TELLING or behind.tag in {"VBN", "VBG", "WP$"}
