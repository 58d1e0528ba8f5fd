"""What led to what: "because", "led to", "as a result of", ", causing ..."."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.document import Status
from quizapp.drafting.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Token
from quizapp.drafting.data import word_set
from quizapp.drafting.evidence import trimmed
from quizapp.drafting.proposal import Page, Proposal
from quizapp.drafting.proposers.claim import names_in
from quizapp.drafting.rephrase import own_words
from quizapp.drafting.telling import Teller, capital, small, tell

_LEADING: Final = {
    ("lead", "to"): "led to",
    ("result", "in"): "resulted in",
    ("contribute", "to"): "contributed to",
    ("give", "rise"): "gave rise to",
    ("bring", "about"): "brought about",
    ("pave", "way"): "paved the way for",
    ("cause", ""): "caused",
    ("trigger", ""): "triggered",
    ("spark", ""): "sparked",
    ("provoke", ""): "provoked",
    ("prompt", ""): "prompted",
    ("precipitate", ""): "precipitated",
    ("ignite", ""): "ignited",
    ("fuel", ""): "fuelled",
    ("drive", ""): "drove",
    ("produce", ""): "produced",
    ("force", ""): "forced",
    ("accelerate", ""): "accelerated",
    ("hasten", ""): "hastened",
    ("undermine", ""): "undermined",
}
"""Lemma and what follows it -> the words between cause and effect."""
_WEAK: Final = frozenset({"produce", "drive", "force", "fuel", "undermine", "prompt"})
"""Verbs that also have a person as their subject, who is no cause."""
_REASONS: Final = (
    ("because", "of"),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("as", "a", "result", "of"),
    ("as", "a", "consequence", "of"),
    ("on", "account", "of"),
    ("in", "response", "to"),
)
_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 22
_ANOTHER: Final = frozenset(
    {"and", "but", "so", "which", "while", "although", "though", "yet", "then", "the", "it", "he"}
)
_POINTING: Final = word_set("cause_pointing")
_VAGUE: Final = word_set("cause_vague")


@dataclass(frozen=True, slots=True)
class _Link:
    """A cause and its effect in words, with their place and how they are joined."""

    cause: str
    effect: str
    start: int
    end: int
    clause: Clause
    statements: tuple[str, ...]


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a cause for each link that the article itself makes."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        seen: set[str] = set()
        for link in _links(page, sentence):
            key = link.effect.casefold()
            if key in seen:
                continue
            proposal = _proposal(page, sentence, link)
            if proposal is not None:
                seen.add(key)
                found.append(proposal)
    return tuple(found)


def _links(page: Page, sentence: Sentence) -> Iterator[_Link]:
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        yield from _leading(teller, clause)
        yield from _passive(teller, clause)
        yield from _because(teller, clause)
    yield from _reasons(teller)


# -- "X led to Y", "Y, which led to Z", ", causing Z" ------------------------------------------------


def _joint(sentence: Sentence, clause: Clause) -> tuple[str, int, str] | None:
    """Return the words of the link, the token after them, and the verb; None for other verbs."""
    verb = clause.verb
    if verb is None or verb.passive or verb.negated:
        return None
    tokens = sentence.tokens
    after = [each.low for each in tokens[verb.head + 1 : verb.head + 5]]
    for (lemma, follows), words in _LEADING.items():
        if verb.lemma != lemma:
            continue
        if not follows:
            return words, max(verb.end, verb.head + 1), lemma
        if lemma in {"give", "pave"}:
            place = {"give": "to", "pave": "for"}[lemma]
            if follows in after and place in after:
                return words, verb.head + 2 + after.index(place), lemma
            continue
        if after[:1] == [follows] or verb.particle == follows:
            return words, verb.head + 2, lemma
    return None


def _leading(teller: Teller, clause: Clause) -> Iterator[_Link]:
    sentence = teller.sentence
    joint = _joint(sentence, clause)
    if joint is None or clause.verb is None or clause.verb.auxiliary or clause.verb.modal:
        return
    words, first, lemma = joint
    effect = _effect_after(teller, clause, first, lemma)
    if effect is None:
        return
    if clause.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} and clause.aside:
        yield from _outer_cause(teller, clause, effect)
        return
    cause = _subject(teller, clause)
    if cause is None:
        return
    entity = teller.entity_of(clause.subject)
    if entity is not None and lemma in _WEAK | {"cause", "trigger", "bring", "lead", "contribute"}:
        return
    start, end = _evidence(teller, clause)
    plain_words = _in_tense(words, clause)
    yield _Link(
        cause,
        effect,
        start,
        end,
        clause,
        (f"{cause} {plain_words} {effect}", f"what {plain_words} {effect} was {cause}"),
    )


def _in_tense(words: str, clause: Clause) -> str:
    """Return the link in the past; a law of nature in the present keeps its past form apart."""
    del clause
    return words


def _effect_after(teller: Teller, clause: Clause, first: int, lemma: str) -> str | None:
    end = _clause_end(teller, clause)
    tokens = teller.sentence.tokens
    if first >= end:
        return None
    to = next((at for at in range(first, end) if tokens[at].tag == "TO"), None)
    if lemma in {"force", "prompt", "drive", "cause"} and to is not None:
        return None
    if tokens[first].tag in {"TO", "IN", "VB", "RB"}:
        return None
    return _fit(teller.words(first, end, without=teller.asides(clause)))


def _clause_end(teller: Teller, clause: Clause) -> int:
    """Return where what hangs on the clause ends: before ", and the bank ..." and marks."""
    tokens = teller.sentence.tokens
    end = clause.end
    for each in teller.sentence.clauses:
        joined = each.kind is ClauseKind.MAIN and each.index != clause.index
        if joined and clause.first < each.first < end:
            end = each.first
    while end > clause.first and (
        not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "CC"
    ):
        end -= 1
    return end


def _outer_cause(teller: Teller, clause: Clause, effect: str) -> Iterator[_Link]:
    """Yield the link of ", which led to Y" and ", causing Y": the clause before is the cause."""
    sentence = teller.sentence
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if outer is None or outer.kind is not ClauseKind.MAIN:
        return
    cause = _clause_words(teller, outer)
    if cause is None:
        return
    start, end = _evidence(teller, outer)
    yield _Link(
        cause,
        effect,
        start,
        max(end, teller.sentence.span(clause.first, clause.end)[1]),
        outer,
        (
            f"the fact that {cause} led to {effect}",
            f"what led to {effect} was the fact that {cause}",
        ),
    )


def _clause_words(teller: Teller, clause: Clause) -> str | None:
    """Return a whole clause in words of its own, its date and place put back at its end."""
    telling = tell(teller.page, teller.sentence, clause)
    if telling is None:
        return None
    parts = [telling.clause_text, telling.place_text, telling.when_text]
    return _fit(" ".join(each for each in parts if each), fewest=3)


# -- "Y was caused by X" -----------------------------------------------------------------------------

_CAUSED: Final = frozenset(
    ["cause", "trigger", "spark", "provoke", "prompt", "precipitate", "drive", "fuel", "bring"]
)


def _passive(teller: Teller, clause: Clause) -> Iterator[_Link]:
    verb = clause.verb
    if verb is None or not verb.passive or verb.lemma not in _CAUSED or verb.negated or verb.modal:
        return
    agent = next((each for each in clause.adverbials if each.prep == "by"), None)
    if agent is None or agent.prep_first < verb.first or clause.kind is ClauseKind.PARTICIPLE:
        return
    effect = _subject(teller, clause)
    cause = _fit(
        teller.words(agent.first, _clause_end(teller, clause), without=teller.asides(clause))
    )
    if effect is None or cause is None or teller.entity_of(agent) is not None:
        return
    said = f"was {teller.sentence.tokens[verb.head].text}"
    plural = (
        teller.sentence.tokens[clause.subject.head].tag in {"NNS", "NNPS"}
        if clause.subject
        else False
    )
    said = said.replace("was", "were") if plural else said
    start, end = _evidence(teller, clause)
    statements = (f"{effect} {said} by {cause}", f"what caused {effect} was {cause}")
    yield _Link(cause, effect, start, end, clause, statements)


# -- "Y because X" -----------------------------------------------------------------------------------


def _because(teller: Teller, clause: Clause) -> Iterator[_Link]:
    if clause.kind is not ClauseKind.CAUSE or clause.marker != "because":
        return
    sentence = teller.sentence
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    tokens = sentence.tokens
    if tokens[min(clause.first + 1, len(tokens) - 1)].low == "of" or outer is None:
        return
    if outer.verb is not None and outer.verb.negated:
        return
    stop = _run_end(tokens, clause.first + 1)
    if not any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[clause.first : stop]):
        return
    cause = _fit(teller.words(clause.first + 1, stop), fewest=3)
    if clause.first > outer.first:
        effect = _before_because(teller, clause.first)
    else:
        effect = _after_because(teller, stop)
    start, end = _evidence(teller, outer)
    inner = sentence.span(clause.first, clause.end)
    yield _Link(
        cause,
        effect,
        min(start, inner[0]),
        max(end, inner[1]),
        outer,
        (f"{effect} because {cause}", f"because {cause}, {effect}"),
    )


def _run_end(tokens: Sequence[Token], first: int) -> int:
    """Return where a clause from ``first`` ends: at a stop, or a comma before another clause."""
    at = first
    while at < len(tokens):
        if tokens[at].text in {";", ":", "—", "–", ".", "!", "?", "”", '"'}:
            return at
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if tokens[at].text == "," and following in _ANOTHER:
            return at
        at += 1
    return at


def _before_because(teller: Teller, first: int) -> str | None:
    """Return the clause before "because", from the last stop or "and" with a comma."""
    tokens = teller.sentence.tokens
    begin = first
    while begin > 0 and tokens[begin - 1].text not in {";", ":", "—", "–"}:
        begin -= 1
        if tokens[begin].text == "," and tokens[begin + 1].low in {"and", "but", "so", "yet"}:
            begin += 2
            break
    if tokens[begin].low in {"but", "and", "yet", "so", "however"}:
        begin += 1
    while begin < first and tokens[begin].text == ",":
        begin += 1
    end = first
    while end > begin and (not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "RB"):
        end -= 1
    finite = any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[begin:end])
    return _fit(teller.words(begin, end), fewest=3) if finite else None


def _after_because(teller: Teller, first: int) -> str | None:
    """Return the clause after "because X,"."""
    tokens = teller.sentence.tokens
    end = len(tokens)
    while first < end and tokens[first].text == ",":
        first += 1
    while end > first and not tokens[end - 1].text[-1].isalnum():
        end -= 1
    stop = next((at for at in range(first, end) if tokens[at].text in {";", ":", "—"}), end)
    finite = any(each.tag in {"VBD", "VBZ", "VBP", "MD"} for each in tokens[first:stop])
    return _fit(teller.words(first, stop), fewest=3) if finite else None


# -- "Y because of X" --------------------------------------------------------------------------------


def _reasons(teller: Teller) -> Iterator[_Link]:
    tokens = teller.sentence.tokens
    for at in range(len(tokens)):
        for words in _REASONS:
            if tuple(each.low for each in tokens[at : at + len(words)]) == words:
                yield from _reason(teller, at, at + len(words))


def _reason(teller: Teller, first: int, begin: int) -> Iterator[_Link]:
    sentence = teller.sentence
    outer = _around(sentence, first)
    if outer is None or outer.verb is None or outer.verb.negated:
        return
    end = _phrase_end(sentence, begin, outer)
    cause = _fit(teller.words(begin, end))
    opening = first < outer.verb.first
    if cause is None or (opening and first != outer.first and first != 0):
        return
    effect = _effect_around(teller, outer, first, end)
    if effect is None:
        return
    start, stop = _evidence(teller, outer)
    span = sentence.span(first, end)
    yield _Link(
        cause,
        effect,
        min(start, span[0]),
        max(stop, span[1]),
        outer,
        (f"{effect} because of {cause}", f"because of {cause}, {effect}"),
    )


def _around(sentence: Sentence, first: int) -> Clause | None:
    found = [
        each
        for each in sentence.clauses
        if each.verb is not None
        and each.first <= first < each.end
        and each.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE}
    ]
    return min(found, key=lambda each: each.end - each.first, default=None)


def _phrase_end(sentence: Sentence, begin: int, outer: Clause) -> int:
    tokens = sentence.tokens
    end = begin
    while end < len(tokens):
        token = tokens[end]
        if token.text in {",", ";", ".", "—", "–", ":", "!", "?"}:
            break
        if token.index > begin and token.tag in {"VBD", "VBZ", "VBP", "MD", "WDT"}:
            break
        end += 1
    return min(end, max(outer.end, begin))


def _effect_around(teller: Teller, outer: Clause, first: int, end: int) -> str | None:
    tokens = teller.sentence.tokens
    subject = outer.subject
    if subject is None or outer.verb is None:
        return None
    begin = min(subject.first, outer.verb.first)
    if first > begin:
        stop = first
    else:
        stop = _clause_end(teller, outer)
    while stop > begin and not tokens[stop - 1].text[-1].isalnum():
        stop -= 1
    if stop <= outer.verb.head or (first <= begin and end > begin):
        return None
    if stop > begin and tokens[stop - 1].low in {
        "in",
        "part",
        "largely",
        "mainly",
        "partly",
        "was",
        "is",
    }:
        return None
    return _fit(teller.words(begin, stop, without=teller.asides(outer)), fewest=3)


# -- shared ------------------------------------------------------------------------------------------


def _subject(teller: Teller, clause: Clause) -> str | None:
    subject: Phrase | None = clause.subject
    if subject is None or clause.verb is None:
        return None
    if subject.kind is not ChunkKind.NOUN:
        return None
    end = max(clause.verb.first, subject.end)
    tokens = teller.sentence.tokens
    while end > subject.first and (
        not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag.startswith("RB")
    ):
        end -= 1
    if clause.kind is ClauseKind.RELATIVE or subject.first < clause.first:
        end = subject.end
    first = subject.first
    if first == 1 and tokens[0].tag in {"VBG", "VBN"}:
        # "Rising temperatures" at the start of a sentence.
        first = 0
    found = _fit(teller.words(first, end, without=teller.asides(clause)))
    return None if found is not None and _bare(found) else found


def _bare(phrase: str) -> bool:
    """Return whether the phrase only points: "the decision", "the move"."""
    words = phrase.casefold().split()
    return len(words) == 2 and words[0] in {"the", "a", "an"} and words[1] in _POINTING  # noqa: PLR2004 - "the" and a noun


def _fit(text: str | None, *, fewest: int = _FEWEST_WORDS) -> str | None:
    """Return a phrase that says enough and not too much, or None."""
    if text is None:
        return None
    text = text.strip(" ,;:.")
    words = text.split()
    if not fewest <= len(words) <= _MOST_WORDS:
        return None
    bare = [each for each in words if each.casefold() not in {"the", "a", "an", "some", "many"}]
    if all(each.casefold() in _VAGUE for each in bare):
        return None
    return text


def _evidence(teller: Teller, clause: Clause) -> tuple[int, int]:
    first = clause.first
    if clause.subject is not None:
        first = min(first, clause.subject.first)
    return teller.sentence.span(first, clause.end)


def _worded(status: Status, words: str) -> str:
    if status is Status.PREDICTION:
        return f"The article expects that {words}."
    if status is Status.STATED:
        return f"{capital(words)}."
    return f"According to the article, {words}."


def _proposal(page: Page, sentence: Sentence, link: _Link) -> Proposal | None:
    framing = page.framing(sentence, link.clause)
    status = framing.status
    if status is Status.ATTRIBUTED:
        return None
    cause, effect = small(link.cause, page), small(link.effect, page)
    kept = names_in(page, f"{cause} {effect}")
    worded: list[tuple[str, ...]] = []
    for words in link.statements:
        shape = words.replace(link.cause, "{0}").replace(link.effect, "{1}")
        if "{0}" not in shape or "{1}" not in shape:
            continue

        def framed(texts: Sequence[str], shape: str = shape) -> str:
            return _worded(status, shape.format(texts[0], texts[1]))

        changed = own_words([cause, effect], page.text, frame=framed, kept=kept)
        if changed is not None:
            worded.append(changed)
    if not worded:
        return None
    start, end = trimmed(page, link.start, link.end)
    first = worded[0]
    return Proposal(
        type="cause",
        passage=page.number,
        slots={"cause": first[1], "effect": first[2]},
        start=start,
        end=end,
        status=status,
        statement=first[0],
        others=tuple(each[0] for each in worded[1:] if each[1:] == first[1:]),
        confidence=0.7,
        explanation=f"Passage {page.number} links the two as cause and effect.",
    )
