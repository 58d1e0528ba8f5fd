"""The noun that "the fifth", "a second" and "the older ones" leave out, from what stands before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind, Phrase, Sentence, Token
from quizapp.drafting.shapes.spans import Mention

ORDER: Final = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest"
    " largest smallest oldest youngest longest shortest highest tallest earliest newest biggest"
)
"""Words that can stand for a noun with them: "the fifth", "the largest"."""
_NEXT: Final = frozenset({"second", "third", "fourth"})
ONES: Final = frozenset({"one", "ones"})
_MEASURES: Final = word_set(
    "year month week day decade century hour minute second time night morning spring summer autumn"
    " winter pound dollar euro crown franc florin yen cent metre kilometre mile foot inch yard ton"
    " tonne kilogram litre degree percent people person thing way part third quarter half one kind"
    " hundred thousand million billion"
)
"""Nouns that count something else, or are too wide to be what is left out."""
_INDEFINITE: Final = frozenset({"a", "an", "another"})
_NO_ONE: Final = frozenset({"of", "another", "day", "per"})
_NOUN_FOLLOWS: Final = ("NN", "JJ", "CD", "VBG", "POS", "FW", "$")
_FAR: Final = 3
"""Sentences before in which the noun may stand."""


def find_left_out(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Mapping[int, str]:
    """Return start of a word -> the words with their noun: "fifth" is "fifth mill".

    Only where one noun can be meant: the plural, or the thing with "a", that stands nearest before.
    "Ones" after an adjective is given as the noun itself.
    """
    found: dict[int, str] = {}
    nouns: dict[int, str] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            if _within(token, mentions) or not _stands_alone(sentence, token):
                continue
            noun = _noun_before(sentences, sentence, token, nouns)
            if noun:
                found[token.start] = _worded(sentence, token, noun)
                nouns[sentence.index] = noun
    return found


def _within(token: Token, mentions: Sequence[Mention]) -> bool:
    """Return whether a token belongs to a name, a date or a quotation."""
    return any(each.start <= token.start < each.end for each in mentions)


def _stands_alone(sentence: Sentence, token: Token) -> bool:
    """Return whether "fifth" or "ones" is the head of its phrase, and no noun comes after it."""
    tokens, at = sentence.tokens, token.index
    if not at or token.low not in ORDER | ONES:
        return False
    before = tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low in ONES:
        if at > 1 and tokens[at - 2].low in {"as", "than"}:
            return False  # "it was as high as the one": what "it" is decides
        led = before.low in {"the", "this", "that"} or before.tag in {"JJ", "JJR", "JJS"}
        bare = token.low == "one" and before.tag[:2] == "VB" and _is_part(sentence, token)
        plain = after is None or not after.tag.startswith(("NN", "JJ"))
        return (led or bare) and plain and not (after is not None and after.low in _NO_ONE)
    if before.low not in {"the", "a", "another"} or not _is_part(sentence, token):
        return False
    return after is None or not (
        after.tag.startswith(_NOUN_FOLLOWS) or after.low in {"of", "to", "ever", "that", "who"}
    )


def _is_part(sentence: Sentence, token: Token) -> bool:
    """Return whether the word is the head of a subject or an object: not "was the first"."""
    return any(
        each.head == token.index
        for clause in sentence.clauses
        if clause.verb is not None
        for each in (clause.subject, *(clause.objects if clause.verb.lemma != "be" else ()))
        if each is not None
    )


def _is_object(sentence: Sentence, token: Token) -> bool:
    return any(each.head == token.index for clause in sentence.clauses for each in clause.objects)


def _noun_before(
    sentences: Sequence[Sentence], sentence: Sentence, token: Token, nouns: Mapping[int, str]
) -> str:
    """Return the noun in its base form, with the nouns that it is made of; "" where unsure."""
    several = token.low in ORDER - _NEXT
    own = list(_candidates(sentence, before=token.index, several=several))
    if own and _is_object(sentence, token):
        return ""  # "brokers said that he favours the first": a subject before is not meant
    if own:
        return _only(own)
    if sentence.index in nouns:
        return nouns[sentence.index]
    earlier = [each for each in sentences if sentence.index - _FAR <= each.index < sentence.index]
    for each in reversed(earlier):
        things = list(_candidates(each, before=len(each.tokens), several=several))
        if each.index in nouns:
            things.append((nouns[each.index], True))
        if things:
            return _only(things)
    return ""


def _only(things: Sequence[tuple[str, bool]]) -> str:
    """Return the one noun that is meant; of several, the one that is counted."""
    for some in (things, [each for each in things if each[1]]):
        names = {noun for noun, _ in some}
        if len(names) == 1:
            return names.pop()
    return ""


def _candidates(sentence: Sentence, *, before: int, several: bool) -> Iterator[tuple[str, bool]]:
    """Yield what is named as many or as one of many, and whether a number tells how many.

    Args:
        before: index of the token before which it stands.
        several: whether it is named as many; a second may follow a single one.
    """
    for clause in sentence.clauses:
        if clause.kind is ClauseKind.APPOSITION or clause.verb is None:
            continue
        told = clause.objects if clause.verb.lemma != "be" else ()
        for each in (clause.subject, *told):
            if each is None or each.kind is not ChunkKind.NOUN or each.end > before:
                continue
            noun = _noun(sentence, each)
            if noun and not (several and sentence.tokens[each.head].tag == "NN"):
                inside = sentence.tokens[each.first : each.head]
                yield noun, any(one.tag == "CD" for one in inside)


def _noun(sentence: Sentence, phrase: Phrase) -> str:
    tokens = sentence.tokens
    head = tokens[phrase.head]
    one = head.tag == "NN" and tokens[phrase.first].low in _INDEFINITE
    low = head.lemma.casefold()
    if one and kind_of_noun(low) is EntityKind.PERSON:
        return ""
    if phrase.members or not (head.tag == "NNS" or one) or low in _MEASURES | ORDER | ONES:
        return ""
    first = phrase.head
    while first > phrase.first and tokens[first - 1].tag == "NN":
        first -= 1
    return " ".join([*(each.low for each in tokens[first : phrase.head]), low])


def _worded(sentence: Sentence, token: Token, noun: str) -> str:
    *leading, head = noun.split()
    plural = token.low == "ones" or _takes_plural(sentence, token)
    full = " ".join([*leading, inflect(head, "NNS") if plural else head])
    if token.low not in ONES:
        return f"{token.low} {full}"
    bare = sentence.tokens[token.index - 1].tag[:2] == "VB"
    return f"{'an' if full[0] in 'aeiou' else 'a'} {full}" if bare else full


def _takes_plural(sentence: Sentence, token: Token) -> bool:
    """Return whether the verb tells that "the largest" are several."""
    after = sentence.tokens[token.index + 1 : token.index + 2]
    return bool(after) and after[0].low in {"were", "are", "have"}
