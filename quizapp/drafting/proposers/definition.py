"""Terms and what they mean: "X is a Y that ...", "X, a Y,", "a Y called X"."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.document import EntityKind, Status
from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Token
from quizapp.drafting.data import word_set
from quizapp.drafting.deeds_of_terms import with_deed
from quizapp.drafting.entities import slug
from quizapp.drafting.evidence import trimmed
from quizapp.drafting.kinds import kind_said
from quizapp.drafting.lexicon import tag_of
from quizapp.drafting.owned import words_alone
from quizapp.drafting.proposal import Named, Page, Proposal
from quizapp.drafting.proposers.claim import names_in
from quizapp.drafting.rephrase import own_words
from quizapp.drafting.spans import Mention, MentionKind
from quizapp.drafting.telling import Teller, capital
from quizapp.drafting.words import inflect, lemma_of

_ARTICLES: Final = frozenset({"a", "an", "the", "one"})
_STOPS: Final = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OWNERS: Final = frozenset({"her", "his", "its", "my"})
_CALLED: Final = frozenset({"called", "named", "dubbed", "termed"})
_TELLING_WHICH: Final = frozenset({"that", "which", "whose", "made", "used", "of", "in", ":"})
_NAMING: Final = frozenset({"call", "know", "name", "term", "dub"})
_MEANING: Final = frozenset({"refer", "mean", "denote"})
_IN_WHICH: Final = re.compile(r" in which ")
_BY_WHICH: Final = re.compile(r" (?:by|under|through|with) which ")
_MOVES: Final = re.compile(r" (?:that|which) ([a-z]+s) (?!is |are |was |were )")
_LINKING: Final = re.compile(r" (?:who|that|which) (?:is|are) ")
_LONGEST_BRACKET: Final = 12
_FEWEST_WORDS: Final = 2
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
        named = page.entities.get(key) or Named(key, each.name, EntityKind.CONCEPT, each.word)
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
    while end < len(tokens) and tokens[end].text in {"”", '"', "’", "'"}:
        end += 1
    # "Coral Sea (CS) is": the bracket with the abbreviation does not part subject and verb.
    end = _over_bracket(tokens, end)
    for meaning in (
        _is(teller, first, end),
        _apposition(teller, first, end),
        _behind_colon(teller, end),
        _named_so(teller, first) or _called(teller, first),
        _refers(teller, end),
        _before(teller, first),
    ):
        if meaning is not None:
            proposal = _proposal(teller, mention, named, meaning)
            if proposal is not None:
                yield proposal
                return


def _over_bracket(tokens: Sequence[Token], end: int) -> int:
    """Return the token after a short bracket that stands at ``end``."""
    if end >= len(tokens) or tokens[end].text != "(":
        return end
    for at in range(end + 1, min(end + _LONGEST_BRACKET, len(tokens))):
        if tokens[at].text == ")":
            return at + 1
    return end


Meaning = tuple[int, int, str, str]
"""First token, the one after the last, the verb between, and words to put before it."""


def _phrase_end(tokens: Sequence[Token], begin: int, *, aside: bool) -> int:
    """Return where the noun phrase from ``begin`` ends: at a stop; an aside at its comma."""
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
    if end >= len(tokens) or tokens[end].low not in {"is", "are", "was", "were"}:
        return None
    begin = end + 1
    while begin < len(tokens) and tokens[begin].low in {"also", "essentially", "simply", "still"}:
        begin += 1
    if begin + 1 >= len(tokens):
        return None
    if tokens[begin].low not in _ARTICLES and not _plural_kind(teller, first, end, begin):
        return None
    if tokens[begin].low == "one" and tokens[begin + 1].low != "of":
        return None
    before = tokens[first - 1] if first else None
    start = (
        before is None or before.low in {"the", "a", "an"} or before.text in {"“", '"', ",", ";"}
    )
    if not start or (
        before is not None and before.low == "the" and first > 1 and tokens[first - 2].tag == "IN"
    ):
        return None
    stop = _phrase_end(tokens, begin, aside=False)
    return begin, stop, tokens[end].low, ""


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
    if end + 2 >= len(tokens) or tokens[end].text not in {",", "–", "—"}:
        return None
    if tokens[end + 1].low not in _ARTICLES and not _bare_kind(teller, first, end + 1):
        return None
    stop = _phrase_end(tokens, end + 1, aside=True)
    if any(t.tag in _FINITE for t in tokens[end + 1 : stop]) and not any(
        t.low in {"that", "which", "who", "where", "whose"} for t in tokens[end + 1 : stop]
    ):
        return None
    if stop < len(tokens) and tokens[stop].text == "," and _list_goes_on(tokens, stop):
        return None
    return end + 1, stop, "is", ""


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
        and tokens[begin].tag[:2] in {"NN", "JJ", "VB"}
        and tokens[begin].low not in _ARTICLES
    ):
        begin -= 1
    if tokens[begin].low not in {"a", "an"}:
        return None
    return begin, stop, "is", ""


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
    return begin, _phrase_end(tokens, begin, aside=False), tokens[at].text, ""


def _behind_colon(teller: Teller, end: int) -> Meaning | None:
    """Return what stands behind a colon: "immersion schools: nurseries in which ..."."""
    tokens = teller.sentence.tokens
    if end + 2 >= len(tokens) or tokens[end].text != ":":
        return None
    opening = tokens[end + 1]
    if opening.low not in {"a", "an"} and opening.tag not in {"NNS", "JJ"}:
        return None
    stop = _phrase_end(tokens, end + 1, aside=True)
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
