"""Where a sentence says what a term is: "X is a Y", "X, a Y", "a Y called X", "X: a Y"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.explaining.explained_called import past_adjectives
from quizapp.drafting.explaining.lists import lists_within
from quizapp.drafting.shapes.analysis import ClauseKind, Tense, Token
from quizapp.drafting.telling.telling import Teller

LINKS: Final = frozenset({"is", "are", "was", "were", "remains", "remain"})
_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_STOPS: Final = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OWNERS: Final = frozenset({"her", "his", "its", "my"})
_CALLED: Final = frozenset({"called", "named", "dubbed", "termed"})
_TELLING_WHICH: Final = frozenset({"that", "which", "whose", "made", "used", "of", "in", ":"})
_NAMING: Final = frozenset({"call", "know", "name", "term", "dub"})
_MEANING: Final = frozenset({"refer", "mean", "denote"})
_RANKS: Final = frozenset({"first", "last", "only", "second", "third"})
_OTHERS: Final = frozenset({"second", "third", "other", "another", "new", "similar", "earlier"})
"""Words that set a thing beside one told of before."""
_FEWEST_BRACKET: Final = 4
_LONGEST_BRACKET: Final = 12


def _over_bracket(tokens: Sequence[Token], end: int) -> int:
    """Return the token after a short bracket that stands at ``end``."""
    if end >= len(tokens) or tokens[end].text != "(":
        return end
    for at in range(end + 1, min(end + _LONGEST_BRACKET, len(tokens))):
        if tokens[at].text == ")":
            return at + 1
    return end


def _in_bracket(teller: Teller, at: int, end: int) -> "Meaning | None":
    """Return the meaning of "taxonomy (the science of ordering animals)"."""
    tokens = teller.sentence.tokens
    if end <= at + _FEWEST_BRACKET or tokens[at + 1].low not in {"a", "an", "the"}:
        return None
    if any(each.tag in _FINITE | {"CD", "NNP"} for each in tokens[at + 1 : end - 1]):
        return None
    return at + 1, end - 1, "is", ""


Meaning = tuple[int, int, str, str]
"""First token, the one after the last, the verb between, and words to put before it."""


def meanings_of(teller: Teller, first: int, end: int) -> Iterator[Meaning]:
    """Yield what a sentence says a term is, the surest wording first.

    Args:
        first: index of the term's first token.
        end: one past its last.
    """
    tokens = teller.sentence.tokens
    while end < len(tokens) and tokens[end].text in {"”", '"', "’", "'"}:
        end += 1
    # "Coral Sea (CS) is": the bracket with the abbreviation does not part subject and verb.
    behind, end = end, _over_bracket(tokens, end)
    found = (
        _in_bracket(teller, behind, end),
        _is(teller, first, end),
        _apposition(teller, first, end),
        _behind_colon(teller, end),
        _named_so(teller, first) or _called(teller, first),
        _refers(teller, end),
        _before(teller, first),
        _ahead(teller, first, behind),
    )
    yield from (each for each in found if each is not None)


def _phrase_end(teller: Teller, begin: int, *, aside: bool) -> int:
    """Return where the noun phrase from ``begin`` ends: at a stop, the commas of a list passed."""
    tokens = teller.sentence.tokens
    end = _stop_of(tokens, past_adjectives(tokens, begin), aside=aside)
    while end < len(tokens) and tokens[end].text == ",":
        listed = [stop for first, stop in _lists(teller) if begin < first < end < stop]
        if not listed:
            return end
        end = _stop_of(tokens, max(listed), aside=aside)
    return end


def _lists(teller: Teller) -> Iterator[tuple[int, int]]:
    """Yield the tokens that lists take up, as the parser or their words show them."""
    for clause in teller.sentence.clauses:
        for each in (clause.subject, *clause.objects, *clause.adverbials):
            if each is not None and each.members:
                yield each.first, each.end
    yield from lists_within(teller.sentence)


def _stop_of(tokens: Sequence[Token], begin: int, *, aside: bool) -> int:
    at = begin
    while at < len(tokens):
        token = tokens[at]
        if token.text in _STOPS:
            following = tokens[at + 1].low if at + 1 < len(tokens) else ""
            if not aside and token.text == "," and following in {"which", "where"}:
                return at
            return at
        if not aside and token.low in {"and", "but"} and _verb_follows(tokens, at + 1):
            return at
        if token.low == "and" and _second_relative(tokens, at + 1):
            return at
        at += 1
    return at


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and tokens[at].tag.startswith("RB"):
        at += 1
    return at < len(tokens) and tokens[at].tag in _FINITE


def _second_relative(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "for which" or "which" stands there: the meaning is whole without it."""
    words = [each.low for each in tokens[at : at + 2]]
    return bool(words) and ("which" in words or "whose" in words)


def _is(teller: Teller, first: int, end: int) -> Meaning | None:
    tokens = teller.sentence.tokens
    found = meaning_behind(teller, end)
    if found is None:
        return None
    opens = tokens[found[0]].low in _ARTICLES or _ranked_of(teller, found[0], found[1])
    if not opens and not _plural_kind(teller, first, end, found[0]):
        return None
    before = tokens[first - 1] if first else None
    start = (
        before is None or before.low in {"the", "a", "an"} or before.text in {"“", '"', ",", ";"}
    )
    if not start or (
        before is not None and before.low == "the" and first > 1 and tokens[first - 2].tag == "IN"
    ):
        return None
    return found


def meaning_behind(teller: Teller, at: int) -> Meaning | None:
    """Return what stands behind the "is" at a token, None where no such verb is there."""
    tokens = teller.sentence.tokens
    if at >= len(tokens) or tokens[at].low not in LINKS:
        return None
    begin = at + 1
    while begin < len(tokens) and tokens[begin].low in {"also", "essentially", "simply", "still"}:
        begin += 1
    if begin + 1 >= len(tokens) or (tokens[begin].low == "one" and tokens[begin + 1].low != "of"):
        return None
    return begin, _phrase_end(teller, begin, aside=False), tokens[at].low, ""


def _ranked_of(teller: Teller, begin: int, stop: int) -> bool:
    """Return whether "Huxley's fifth novel" stands there: an owner's name, and which it is."""
    tokens = teller.sentence.tokens
    at = next((k for k in range(begin, min(begin + 3, stop)) if tokens[k].tag == "POS"), -1)
    if at <= begin or any(each.tag not in {"NNP", "NNPS"} for each in tokens[begin:at]):
        return False
    inside = tokens[at + 1 : stop]
    ranked = bool(inside) and (inside[0].low in _RANKS or inside[0].tag == "JJS" or _nth(inside[0]))
    return ranked and any(each.tag == "NN" for each in inside)


def _nth(token: Token) -> bool:
    """Return whether a word counts in an order: "fifth"."""
    return token.tag == "JJ" and len(token.low) > len("nth") and token.low.endswith("th")


def _plural_kind(teller: Teller, first: int, end: int, begin: int) -> bool:
    """Return whether "proteins that speed up" follows "enzymes are"."""
    tokens = teller.sentence.tokens
    if tokens[end].low != "are" or first != 0 or tokens[end - 1].tag != "NNS":
        return False
    at = begin
    while at < len(tokens) and tokens[at].tag[:2] in {"JJ", "NN"} and tokens[at].tag != "NNS":
        at += 1
    behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return at < len(tokens) and tokens[at].tag == "NNS" and behind in _TELLING_WHICH


def _apposition(teller: Teller, first: int, end: int) -> Meaning | None:
    tokens = teller.sentence.tokens
    if first and tokens[first - 1].low in {"as", *_CALLED}:
        return None
    listed = any(begin < end < stop for begin, stop in _lists(teller))
    if end + 2 >= len(tokens) or tokens[end].text not in {",", "–", "—"} or listed:
        return None  # "Brel, a wire and a pole" are three things
    if tokens[end + 1].low not in _ARTICLES and not _bare_kind(teller, first, end + 1):
        return None
    stop = _phrase_end(teller, end + 1, aside=True)
    if any(t.tag in _FINITE for t in tokens[end + 1 : stop]) and not any(
        t.low in {"that", "which", "who", "where", "whose"} for t in tokens[end + 1 : stop]
    ):
        return None
    goes_on = stop < len(tokens) and tokens[stop].text == "," and _list_goes_on(tokens, stop)
    if goes_on or _is_name_alone(tokens[end + 1 : stop]):
        return None
    return end + 1, stop, "is", ""


def _is_name_alone(tokens: Sequence[Token]) -> bool:
    """Return whether a phrase names another thing of a list: "the Etruscan civilisation"."""
    first = tokens[1].text if len(tokens) > 1 else ""
    named = bool(first) and tokens[0].low == "the" and first[0].isupper() and first[1:].islower()
    return named and not any(each.tag in {"IN", "WDT", "WP", "VBN", "TO"} for each in tokens)


def _bare_kind(teller: Teller, first: int, begin: int) -> bool:
    """Return whether "molten rock that lies" follows a term that has no article itself."""
    tokens = teller.sentence.tokens
    if first == 0 or tokens[first].tag != "NN" or tokens[first - 1].tag != "IN":
        return False
    at = begin
    while at < len(tokens) and tokens[at].tag[:2] in {"JJ", "VB"} and at < begin + 2:
        at += 1
    behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return at < len(tokens) and tokens[at].tag == "NN" and behind in {"that", "which", "made"}


def _named_so(teller: Teller, first: int) -> Meaning | None:
    """Return the subject of "a cone of stone that surrounds a vent is known as a chimney"."""
    for clause in teller.sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or not verb.passive or verb.lemma not in _NAMING:
            continue
        if clause.kind is not ClauseKind.MAIN or verb.negated or verb.modal:
            continue
        tokens = teller.sentence.tokens
        between = [each for each in tokens[verb.end : first] if each.low not in {*_ARTICLES, "as"}]
        if first < verb.end or any(each.text not in {"“", '"', "‘"} for each in between):
            continue
        opening = tokens[subject.first]
        if opening.low in {"a", "an"} or opening.tag == "NNS":
            stop = verb.first
            while tokens[stop - 1].text == ",":
                stop -= 1
            return subject.first, stop, "is", ""
    return None


def _list_goes_on(tokens: Sequence[Token], stop: int) -> bool:
    """Return whether ", and X" follows, so that this is a list rather than an aside."""
    return (
        stop + 1 < len(tokens)
        and tokens[stop + 1].low in {"and", "or"}
        and not (stop + 2 < len(tokens) and tokens[stop + 2].tag in _FINITE)
    )


def _called(teller: Teller, first: int) -> Meaning | None:
    """Return the meaning before "called": "an insurance firm called Polarisk"."""
    tokens = teller.sentence.tokens
    at = first - 1
    while at >= 0 and (tokens[at].text in {"“", '"', "‘"} or tokens[at].low in {"the", "a", "an"}):
        at -= 1
    if at >= 0 and tokens[at].low == "as" and tokens[at - 1].low == "known":
        at -= 1
    elif at < 0 or tokens[at].low not in _CALLED:
        return None
    if tokens[at - 1].text == "," or tokens[at - 1].low in {"is", "are", "was", "were"}:
        return None
    stop = at
    begin = at - 1
    while (
        begin > 0
        and (tokens[begin].tag[:2] in {"NN", "JJ", "VB"} or tokens[begin].low == "of")
        and tokens[begin].low not in _ARTICLES
    ):
        begin -= 1
    if tokens[begin].low not in {"a", "an"}:
        return None
    return begin, stop, "called", ""


def _refers(teller: Teller, end: int) -> Meaning | None:
    tokens = teller.sentence.tokens
    at = end
    while at < len(tokens) and (tokens[at].text in {",", "”", '"'} or tokens[at].low == "which"):
        at += 1
    if at >= len(tokens) or tokens[at].lemma not in _MEANING:
        return None
    begin = at + 2 if tokens[at].lemma == "refer" else at + 1
    if begin >= len(tokens) or tokens[begin].tag not in {"DT", "NN", "NNS", "JJ", "VBG"}:
        return None
    return begin, _phrase_end(teller, begin, aside=False), tokens[at].text, ""


def _behind_colon(teller: Teller, end: int) -> Meaning | None:
    """Return what stands behind a colon: "immersion schools: nurseries in which ..."."""
    tokens = teller.sentence.tokens
    if end + 2 >= len(tokens) or tokens[end].text != ":":
        return None
    opening = tokens[end + 1]
    if opening.low not in {"a", "an"} and opening.tag not in {"NNS", "JJ"}:
        return None
    stop = _phrase_end(teller, end + 1, aside=True)
    inside = [each.low for each in tokens[end + 1 : stop]]
    if not {"that", "which", "who", "where", "of"} & set(inside):
        return None
    return end + 1, stop, "is", ""


def _before(teller: Teller, first: int) -> Meaning | None:
    """Return the phrase before a name that says what it is: "her first book, The Long Creak,"."""
    tokens = teller.sentence.tokens
    at = first - 1
    if at >= 0 and tokens[at].low == "the":
        at -= 1
    if at < 1 or tokens[at].text != ",":
        return None
    begin = at - 1
    while begin > max(at - 5, 0) and (
        tokens[begin].tag[:2] in {"NN", "JJ"} or tokens[begin].low == "only"
    ):
        begin -= 1
    owner = tokens[begin]
    if owner.low not in _OWNERS or owner.start not in teller.page.antecedents:
        return None
    named = teller.page.entities.get(teller.page.antecedents[owner.start])
    if named is None:
        return None
    return begin + 1, at, "is", f"|of {named.phrase}"


def _ahead(teller: Teller, first: int, end: int) -> Meaning | None:
    """Return the meaning of "a small charity, Homes First, runs it" and "the oldest guild, X,"."""
    tokens = teller.sentence.tokens
    begins = first - (first > 0 and tokens[first - 1].low == "the")
    closes = end >= len(tokens) or tokens[end].text in _STOPS
    for each in teller.sentence.clauses:
        thing, subject = each.objects[0] if each.objects else None, each.subject
        if each.kind is not ClauseKind.APPOSITION or thing is None or subject is None:
            continue
        if thing.first != begins or subject.end != begins - 1 or subject.members or not closes:
            continue
        inside = tokens[subject.first : subject.head]
        ranked = any(one.tag == "JJS" or one.low in _RANKS for one in inside)
        opening, ready = tokens[subject.first].low, len(inside) > 1
        vague = any(one.low in _OTHERS for one in inside)
        if ready and not vague and (opening in {"a", "an"} or (opening == "the" and ranked)):
            past = any(
                one.verb is not None and one.parent < 0 and one.verb.tense is Tense.PAST
                for one in teller.sentence.clauses
            )
            return subject.first, subject.end, "was" if past and ranked else "is", ""
    return None
