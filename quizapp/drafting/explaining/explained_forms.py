"""More ways in which a sentence explains a term: asides, brackets, "the word for", "is the"."""

# ruff: noqa: RUF001 - articles are written with typographic dashes and quotation marks

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import word_set
from quizapp.drafting.explaining.explained_called import past_adjectives, uncapped
from quizapp.drafting.explaining.lists import find_runs, lists_within
from quizapp.drafting.lexis.hearsay_words import VIEWS
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.lexicon import is_common, tag_of
from quizapp.drafting.lexis.offices import is_kin, is_office
from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.shapes.explained_terms import Explained

_LONGEST: Final = 3
_NOUNS: Final = frozenset({"NN", "NNS"})
_INSIDE: Final = frozenset({"NN", "NNS", "JJ", "VBG", "VBN"})
_BEHIND: Final = frozenset({"that", "which", "who", "whose", "where", "of", "for", "with", "by"})
_STOPS: Final = frozenset({",", ";", ":", ".", "(", ")", "—", "–", "?", "!"})
_DASHES: Final = frozenset({"—", "–"})
_WORDS_FOR: Final = frozenset({"word", "term", "name", "expression"})
_CALLING: Final = frozenset({"call", "name", "term", "dub"})
_MEANING: Final = frozenset({"mean", "denote", "describe", "designate"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FEWEST: Final = 3
_THE_NOUN: Final = 2
"""Words of "the quern"."""
_NO_TERMS: Final = of_words(
    "year month week day decade century hour minute time part end side rest number total result"
    " answer reason problem idea question way thing place case fact point half third quarter"
    " difference advantage aim goal task price cost figure share decision first second evidence"
    " money work water land food people man woman child"
)
OF_THINGS: Final = frozenset({"mixture", "combination", "way"})
"""Nouns that say what a thing is with what stands behind "of" or "to" alone."""
_OPINIONS: Final = of_words(
    "interpretation allegation suggestion conclusion hypothesis rumour suspicion accusation finding"
    " reading account promise threat move decision step verdict charge sign success failure result"
    " mistake reason feature problem record victory gift"
)
_POINTING: Final = frozenset({"this", "that", "such", "these", "those", "it", "them", "her", "him"})
_QUOTES: Final = frozenset("\"“”'‘’")


def find_forms(sentence: Sentence) -> Iterator[Explained]:
    """Yield the terms that a sentence explains beside or behind them."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 2):
        mark = tokens[at].text
        if mark == "," and tokens[at + 1].low == "or":
            yield from _or(sentence, at)
        elif mark == "," or mark in _DASHES or mark == ":":
            yield from _beside(sentence, at)
        elif mark == "(":
            yield from _bracketed(sentence, at)
        elif tokens[at].tag in _FINITE and tokens[at].lemma == "be":
            yield from _is(sentence, at)
            yield from _word_for(sentence, at)
            yield from _what_they_call(sentence, at)


def find_quoted(sentence: Sentence) -> Iterator[Explained]:
    """Yield the term of 'the word "stint" refers to the number of sheep'."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - _FEWEST):
        if tokens[at].text not in _QUOTES or tokens[at - 1].lemma not in _WORDS_FOR | {"in", ","}:
            continue
        end = next((k for k in range(at + 1, min(at + 5, len(tokens))) if _closes(tokens[k])), None)
        if end is None or end == at + 1:
            continue
        verb = tokens[end + 1] if end + 1 < len(tokens) else tokens[end]
        refers = verb.lemma == "refer" and end + 2 < len(tokens) and tokens[end + 2].low == "to"
        stands = verb.low == "for" and tokens[at - 1].lemma in _WORDS_FOR
        if verb.lemma not in _MEANING and not refers and not stands:
            continue
        if stands and tokens[min(end + 2, len(tokens) - 1)].low in _POINTING:
            continue
        begin = end + 2 + refers
        stop = _stop(sentence, begin)
        name = sentence.words(at + 1, end).strip()
        if stop - begin >= 2 and name:  # noqa: PLR2004 - an article and a noun
            yield Explained(name, "", at + 1, end, begin, stop, "means")


def find_marked(sentence: Sentence) -> Iterator[Explained]:
    """Yield the term of 'A "counter-claim" is a claim brought by the defendant'."""
    tokens = sentence.tokens
    at = 1 if tokens[0].low in {"a", "an", "the"} else 0
    if len(tokens) <= at + _FEWEST or tokens[at].text not in _QUOTES:
        return
    end = next((k for k in range(at + 1, min(at + 5, len(tokens))) if _closes(tokens[k])), 0)
    if end <= at + 1 or end + _FEWEST >= len(tokens) or tokens[end + 1].low not in {"is", "are"}:
        return
    inside = tokens[at + 1 : end]
    begin, stop = end + 2, _stop(sentence, end + 2)
    if all(_common(each) for each in inside) and tells_kind(tokens, begin, stop):
        name = sentence.words(at + 1, end)
        article = tokens[0].low if at else ""
        yield Explained(name, article, at + 1, end, begin, stop, tokens[end + 1].low)


def _closes(token: Token) -> bool:
    return token.text in _QUOTES


def _stop(sentence: Sentence, begin: int, *, at_dash: bool = True) -> int:
    """Return where a meaning ends: at a mark, the commas of a list in it passed over."""
    tokens = sentence.tokens
    at = past_adjectives(tokens, begin)
    marks = _STOPS if at_dash else _STOPS - _DASHES
    while at < len(tokens) and tokens[at].text not in marks:
        at += 1
    for first, end in lists_within(sentence):
        if begin < first < at < end:
            return end
    return at


def _common(token: Token) -> bool:
    """Return whether a word can be in a term: a rare noun is taken for a name in small letters."""
    return token.tag in _INSIDE or (token.tag in {"NNP", "NNPS"} and token.text.islower())


def _term(
    sentence: Sentence, first: int, end: int, *, people: bool = False
) -> tuple[str, str] | None:
    """Return the term of a run of tokens and its article, or None where it can be none."""
    tokens = sentence.tokens
    article = tokens[first].low if tokens[first].low in {"a", "an", "the"} else ""
    begin = first + bool(article)
    inside = tokens[begin:end]
    if not 0 < len(inside) <= _LONGEST:
        return None
    opens = begin == 0 and tokens[0].tag == "NNP" and len(inside) == 1
    if not opens and not all(_common(each) for each in inside):
        return None
    head = inside[-1]
    lemma = head.lemma.casefold()
    doing = len(inside) == 1 and head.tag == "VBG" and not article
    if (
        (head.tag[:2] != "NN" and not opens and not doing)
        or lemma in _NO_TERMS
        or len(head.text) < _LONGEST
    ):
        return None
    person = kind_of_noun(lemma) is EntityKind.PERSON or is_office(lemma) or is_kin(lemma)
    if person and not people:
        return None
    name = sentence.words(begin, end)
    return (uncapped(name) if begin == 0 else name), article


def _before(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """Return the run of a bare noun that ends before a mark: no "the", "his" or "this" before."""
    tokens, first = sentence.tokens, at
    if at == 1 and tokens[0].tag == "NNP" and tag_of(tokens[0].low)[:2] == "NN":
        return 0, 1  # "Taxonomy (the science of ...": a capital of its sentence alone
    while first > 0 and _common(tokens[first - 1]) and at - first < _LONGEST:
        first -= 1
    if first == at:
        return None
    before = tokens[first - 1] if first else None
    if before is not None and before.low in {"a", "an"}:
        return first - 1, at
    glossed = before is not None and before.low == "the" and tokens[at].text in {*_DASHES, "("}
    if glossed and _in_present(sentence, at):
        return first - 1, at
    bare = before is None or before.tag[:2] in {"VB", "IN", "RB", "CC"} or before.text == ","
    if not bare and before is not None and before.tag in {"NNP", "CD", "POS", "DT", "PRP$"}:
        return None
    return (first, at) if bare else None


def _in_present(sentence: Sentence, at: int) -> bool:
    """Return whether what stands behind a mark tells what a thing does at any time."""
    tokens = sentence.tokens
    close = next((k for k in range(at + 1, len(tokens)) if tokens[k].text in _STOPS), at)
    verbs = [each.tag for each in tokens[at:close] if each.tag in _FINITE]
    return bool(verbs) and all(each in {"VBZ", "VBP"} for each in verbs)


def tells_kind(tokens: Sequence[Token], begin: int, stop: int) -> bool:
    """Return whether the words say what sort of thing it is, and which: "a mixture of clay"."""
    at = begin
    while at < stop and (
        tokens[at].tag.startswith(("DT", "JJ", "NN", "RB", "VBN", "CD"))
        or goes_on(tokens, at, stop)
    ):
        more = goes_on(tokens, at + 1, stop)
        if tokens[at].tag in _NOUNS and not more and not _noun_at(tokens, at + 1, stop):
            at += 1
            break
        at += 1
    head = tokens[at - 1] if at > begin else None
    if head is None or head.tag not in _NOUNS or at + 1 >= stop:
        return False
    lemma = head.lemma.casefold()
    if lemma in VIEWS or lemma in _OPINIONS or kind_of_noun(lemma) is EntityKind.PERSON:
        return False
    amount = lemma in OF_THINGS and tokens[at].low in {"of", "to"}
    if not amount and lemma in word_set("definition_no_kinds") | word_set("definition_empty"):
        return False
    return tokens[at].low in _BEHIND or tokens[at].tag in {"VBN", "VBG", "WDT", "WP"}


def _beside(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "used cob, a mixture of clay", "fulling — the pounding of cloth"."""
    tokens, begin = sentence.tokens, at + 1
    run = _before(sentence, at)
    term = _term(sentence, *run) if run is not None else None
    if run is None or term is None:
        return
    apposed = run[0] == at - 1 and _apposed(sentence, begin)
    opens = tokens[begin].low in {"a", "an"} or (
        tokens[begin].low == "the" and (tokens[at].text in _DASHES or apposed)
    )
    several = tokens[at - 1].tag in {"NNS", "NNPS"}
    if several and tokens[begin].low in {"a", "an"}:
        return  # "milk bottles, a concession won by farmers"
    plural = several and tokens[begin].tag in {"JJ", "NNS"}
    doing = tokens[at - 1].tag == "VBG" and tokens[begin].low != "the"
    stop = _stop(sentence, begin)
    if doing or not (opens or plural) or not tells_kind(tokens, begin, stop):
        return
    if tokens[min(stop, len(tokens) - 1)].tag == "CC" or _is_list(sentence, at):
        return
    which = any(each.low in {"of", "that", "which"} for each in tokens[begin:stop])
    if plural and not which and tokens[begin + 1].tag != "VBN":
        return
    yield Explained(*term, *run, begin, stop, "are" if plural else "is")


def goes_on(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Return whether "and" or a comma joins what stands before a noun: "the principle or habit"."""
    if not 0 < at < stop - 1 or not (tokens[at].tag == "CC" or tokens[at].text == ","):
        return False
    before, behind = tokens[at - 1].tag[:2], tokens[at + 1].tag[:2]
    if tokens[at].tag == "CC" and before == behind == "NN":
        return True
    return before in {"JJ", "VB"} and behind in {"JJ", "VB", "RB"}


def _noun_at(tokens: Sequence[Token], at: int, stop: int) -> bool:
    return at < stop and tokens[at].tag.startswith("NN")


def _apposed(sentence: Sentence, begin: int) -> bool:
    """Return whether the parser takes a phrase for an apposition, whatever it hangs it on."""
    return any(
        each.kind is ClauseKind.APPOSITION and any(one.first == begin for one in each.objects)
        for each in sentence.clauses
    )


def _is_list(sentence: Sentence, at: int) -> bool:
    """Return whether the comma is one of a list's."""
    return any(run.first < at < run.end for run in find_runs(sentence))


def _bracketed(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "a catchword (the first word of the next page)" and "beams (purlins)"."""
    tokens = sentence.tokens
    close = next((k for k in range(at + 1, len(tokens)) if tokens[k].text == ")"), None)
    if close is None or any(each.tag in _FINITE | {"CD"} for each in tokens[at + 1 : close]):
        return
    if close - at - 1 >= _FEWEST and tokens[at + 1].low in {"a", "an", "the"}:
        run = _before(sentence, at)
        term = _term(sentence, *run) if run is not None else None
        if run is not None and term is not None:
            yield Explained(*term, *run, at + 1, close, "is")


def _or(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "the sternpost, or rear timber, was cut"."""
    tokens = sentence.tokens
    close = next((k for k in range(at + 2, len(tokens)) if tokens[k].text in _STOPS), None)
    if close is None or tokens[close].text != "," or close - at - 2 > _LONGEST:
        return
    other = tokens[at + 2 : close]
    first = at
    while first > 0 and tokens[first - 1].tag in _INSIDE:
        first -= 1
    if any(each.tag not in _INSIDE for each in other) or at - first != 1 or len(other) < 2:  # noqa: PLR2004 - a term of one word, told in more
        return
    if first and tokens[first - 1].low not in {"a", "an", "the"}:
        return
    first -= bool(first)
    term = _term(sentence, first, at)
    if term is not None and tokens[at - 1].tag == other[-1].tag:
        link = "are" if tokens[at - 1].tag == "NNS" else "is"
        yield Explained(*term, first, at, at + 2, close, link)


def _is(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "firn is snow that ..." and of "the stone that closes an arch is the X"."""
    tokens = sentence.tokens
    if tokens[at].low not in {"is", "are"} or tokens[at + 1].low in {"not", "n't"}:
        return
    begin, end = at + 1, _before_bracket(tokens, at)
    opens = [k for k in range(end) if tokens[k].text in _STOPS]
    first = opens[-1] + 1 if opens else 0
    bare = tokens[first].tag not in {"DT", "PRP$", "PRP", "CD", "IN", "EX"}
    bare |= end < at and tokens[0].low == "the" and end == _THE_NOUN and _is_rare(tokens[1])
    term = _term(sentence, first, end) if bare else None
    stop = _stop(sentence, begin)
    if term is not None and (tells_kind(tokens, begin, stop) or _is_of_sort(tokens, begin, stop)):
        yield Explained(*term, first, end, begin, stop, tokens[at].low)
        return
    office = [each.low for each in tokens[begin : begin + 3 : 2]] == ["the", "who"]
    doer = (
        _term(sentence, first, at, people=True) if tokens[first].low == "the" and office else None
    )
    if doer is not None and begin + 3 < stop and tokens[begin + 3].tag == "VBZ":
        yield Explained(*doer, first, at, begin, stop, "is")
        return
    related = any(each.low in {"that", "who", "which"} for each in tokens[first + 1 : at])
    one = tokens[first].low in {"the", "a", "an"} and tokens[begin].low in {"the", "a", "an"}
    named = (
        _term(sentence, begin, stop, people=True)
        if related and one and stop - begin <= _LONGEST
        else None
    )
    verbs = [each for each in tokens[first:at] if each.tag in _FINITE]
    if named is not None and len(verbs) == 1 and verbs[0].tag in {"VBZ", "VBP"}:
        yield Explained(*named, begin, stop, first, at, tokens[at].low)


def _before_bracket(tokens: Sequence[Token], at: int) -> int:
    """Return where a bracket opens that closes right before a token, else the token."""
    if tokens[at - 1].text != ")":
        return at
    return next((k for k in range(at - 2, 0, -1) if tokens[k].text == "("), at)


def _is_rare(noun: Token) -> bool:
    """Return whether "the" and a noun can mean all of them: a word that few texts have."""
    return noun.tag == "NN" and not is_common(noun.low)


def _is_of_sort(tokens: Sequence[Token], begin: int, stop: int) -> bool:
    """Return whether a phrase with "a" ends with its noun and words before tell the sort."""
    if tokens[begin].low not in {"a", "an"} or tokens[stop - 1].tag != "NN":
        return False
    inside = tokens[begin + 1 : stop - 1]
    plain = all(each.tag[:2] in {"NN", "JJ", "RB", "VB"} or each.text == "," for each in inside)
    return plain and is_sorted(inside)


def is_sorted(inside: Sequence[Token]) -> bool:
    """Return whether words before a noun tell its sort: "a saturated hydrocarbon".

    One adjective may only praise, "a useful tool"; two of them, a noun or a participle tell more.
    """
    telling = [each for each in inside if each.tag in {"NN", "VBN", "VBG"}]
    return bool(telling) or len([each for each in inside if each.tag == "JJ"]) > 1


def _what_they_call(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "what masons call a quoin is the dressed stone at a corner"."""
    tokens = sentence.tokens
    called = next((k for k in range(1, at) if tokens[k].lemma in _CALLING), None)
    if tokens[0].low != "what" or called is None or tokens[at].low not in {"is", "are"}:
        return
    term = _term(sentence, called + 1, at)
    stop = _stop(sentence, at + 1)
    if term is not None and tokens[at + 1].low in {"a", "an", "the"}:
        yield Explained(*term, called + 1, at, at + 1, stop, tokens[at].low)


def _word_for(sentence: Sentence, at: int) -> Iterator[Explained]:
    """Yield the term of "haar is the local word for a sea fog" and of "the term for X is Y"."""
    tokens = sentence.tokens
    word = next((k for k in range(at + 1, min(at + 5, len(tokens))) if _is_word(tokens, k)), None)
    if word is not None and tokens[at + 1].low in {"the", "a", "an"}:
        term = _term(sentence, 0, at)
        stop = _stop(sentence, word + 2)
        if term is not None and stop - word > _FEWEST:
            yield Explained(*term, 0, at, word + 2, stop, "is")
        return
    word = next((k for k in range(at) if _is_word(tokens, k)), None)
    stop = _stop(sentence, at + 1)
    if word is not None and at - word > _FEWEST:
        term = _term(sentence, at + 1, stop)
        if term is not None:
            yield Explained(*term, at + 1, stop, word + 2, at, "is")


def _is_word(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lemma in _WORDS_FOR and at + 1 < len(tokens) and tokens[at + 1].low == "for"
