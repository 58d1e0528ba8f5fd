"""What belongs to a whole, where no member has a name: "comes in three kinds: A, B and C"."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from collections.abc import Iterator
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.proposers.membership import whole_before
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Listed, Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital, joined
from quizapp.drafting.voices.vouching import is_stated

_HOLDING: Final = word_set("include comprise contain encompass involve hold")
_WITH_PREPOSITION: Final = {
    "consist": "of", "compose": "of", "make": "of", "divide": "into", "split": "into",
    "form": "of", "assemble": "from", "build": "of",
}  # fmt: skip
_COMPLETE: Final = word_set("comprise consist compose divide split make")
_BELONGING: Final = frozenset({"belong"})
_KINDS: Final = word_set(
    "kind type sort part form class group category stage step level layer variety version grade"
    " method way reason section element component ingredient colour color option branch ward"
)
_NO_DOING: Final = word_set("be have say tell show see know need want give take find mean become")


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a membership for each list of things whose whole is told beside it."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for listed in page.listed.get(sentence.index, ()):
            made = next(_of_list(page, sentence, listed), None)
            if made is not None:
                found.append(made)
    return tuple(found)


def _of_list(page: Page, sentence: Sentence, listed: Listed) -> Iterator[Proposal]:
    for clause in sentence.clauses:
        verb = clause.verb
        if verb is None or verb.negated or verb.modal not in {"", "could", "can"}:
            continue
        if clause.kind is not ClauseKind.MAIN or not is_stated(page, sentence, clause):
            continue
        if verb.auxiliary or verb.tense not in {Tense.PAST, Tense.PRESENT}:
            continue
        teller = Teller(page, sentence)
        told = _told(teller, clause, listed)
        if told is None or len(told[0].split()) < 2:  # noqa: PLR2004 - "crops" alone is no whole
            continue
        begin = min(sentence.span(clause.first, clause.end)[0], sentence.tokens[listed.first].start)
        end = max(sentence.tokens[listed.end - 1].end, sentence.span(clause.first, clause.end)[1])
        yield list_proposed(teller, (begin, end), listed, told)


LIST: Final = "\0"
"""Stands for the list in a statement, so that its members can be told in another order."""
Told = tuple[str, str, bool]
"""The whole, the statement, and whether the list is all of it."""


def _told(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None:
        return None
    before = [each.text for each in tokens[max(listed.first - 2, 0) : listed.first]]
    way = None
    if before[-1:] in ([":"], ["–"], ["—"]):
        way = _behind_colon
    elif tokens[0].low == "among" and verb.lemma == "be" and listed.first == verb.end:
        way = _among
    elif subject is not None and subject.first == listed.first and listed.end <= verb.first:
        way = _as_subject
    elif before == ["such", "as"]:
        way = _examples
    elif verb.end <= listed.first:
        way = _behind_verb
    return way(teller, clause, listed) if way is not None else None


def _among(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "among the finds were A, B and C"."""
    del listed
    verb = clause.verb
    words = teller.words(1, verb.first) if verb is not None else None
    if verb is None or not words:
        return None
    are = "are" if verb.tense is Tense.PRESENT else "were"
    return words, f"{LIST} {are} among {words}.", False


def _names(teller: Teller, listed: Listed, *, by: int = 0) -> str:
    """Return the list in words, each member with its article, ``by`` members turned on."""
    tokens = teller.sentence.tokens
    names = []
    for named, (first, _) in zip(listed.members, listed.places, strict=True):
        common = named.name[:1].islower()
        article = tokens[first].low if tokens[first].tag == "DT" and common else ""
        words = named.phrase
        names.append(words if words.startswith(f"{article} ") else joined([article, words]))
    names = [*names[by:], *names[:by]]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _behind_colon(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "locks come in three kinds: A, B and C"."""
    tokens, verb = teller.sentence.tokens, clause.verb
    if verb is None or not listed.first - 2 <= clause.end <= listed.first:
        return None
    following = tokens[listed.end].text if listed.end < len(tokens) else "."
    if following not in {".", ";", ",", ")"}:
        return None
    counted = next(
        (
            (each, number)
            for each in (*clause.adverbials, *clause.objects, clause.subject)
            if each is not None and tokens[each.head].tag == "NNS" and each.end <= listed.first
            for number in [_number(teller, each)]
            if number is not None
        ),
        None,
    )
    if counted is not None and counted[1] != len(listed.members):
        return None
    subject = clause.subject
    if subject is not None and tokens[subject.first].tag == "EX":
        whole = teller.words(verb.end, listed.first - 1)
        whole = f"the {whole}" if whole else ""
    elif counted is not None:
        whole = _counted_whole(teller, clause, counted[0])
    else:
        whole = whole_before(teller, clause)
    if not whole:
        return None
    return whole, f"{LIST} are {whole}.", counted is not None


def _number(teller: Teller, phrase: Phrase) -> int | None:
    """Return the number before the noun: "only three materials"."""
    tokens = teller.sentence.tokens[phrase.first : phrase.head]
    found = [number_of(each.low) for each in tokens if each.tag == "CD"]
    return int(found[0]) if found and found[0] is not None else None


def _counted_whole(teller: Teller, clause: Clause, thing: Phrase) -> str:
    """Return "the kinds in which locks come", "the materials that were allowed"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    first = next(at for at in range(thing.first, thing.head) if tokens[at].tag == "CD") + 1
    noun = teller.words(first, thing.end)
    if verb is None or not noun:
        return ""
    act = teller.verb_words(verb)
    if thing == clause.subject:
        rest = teller.rest(clause, without=teller.asides(clause))
        return joined(["the", noun, "that", act, rest]) if rest is not None else ""
    told = teller.phrase(clause.subject) if clause.subject is not None else None
    if not told:
        return ""
    return joined(["the", noun, f"{thing.prep} which" if thing.prep else "that", told, act])


def _as_subject(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "A, B and C were the main crops" and "A, B and C belong to W"."""
    del listed
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None:
        return None
    thing = clause.objects[0] if clause.objects else None
    if verb.lemma == "be" and thing is not None and tokens[thing.head].tag == "NNS":
        whole = teller.rest(clause, without=teller.asides(clause))
        whole = whole if whole and whole.startswith("the ") else ""
        act = teller.verb_words(verb)
    elif verb.lemma in _BELONGING or (verb.lemma == "be" and tokens[verb.end].low == "part"):
        rest = teller.rest(clause, without=teller.asides(clause))
        act = joined([teller.verb_words(verb), rest]) if rest else ""
        return (f"the things that {act}", f"{LIST} {act}.", False) if act else None
    else:
        return None
    return (whole, f"{LIST} {act} {whole}.", False) if whole else None


def _examples(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "hardy herbs such as A, B and C"."""
    tokens = teller.sentence.tokens
    end = listed.first - 2 - (tokens[listed.first - 3].text == ",")
    phrases = [each for each in (clause.subject, *clause.objects, *clause.adverbials) if each]
    thing = next((each for each in phrases if each.first < end <= each.end), None)
    if thing is None or tokens[thing.head].tag != "NNS" or thing.head >= end:
        return None
    words = teller.words(thing.first, end)
    if not words or words.split()[0].casefold() in {"some", "many", "other", "several", "few"}:
        return None
    return words, f"{LIST} are {words}.", False


def _behind_verb(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "the estate includes A, B and C", "the shop made A, B and C"."""
    verb, subject, tokens = clause.verb, clause.subject, teller.sentence.tokens
    if verb is None or subject is None or listed.first > verb.end + 3 or subject.members:
        return None
    whole = teller.phrase(subject)
    if whole is None or tokens[subject.head].low in {"that", "this"}:
        return None
    between = [each.low for each in tokens[verb.end : listed.first]]
    act = joined([teller.verb_words(verb), *between])
    plural = tokens[subject.head].tag in {"NNS", "NNPS"}
    said, holds = f"{whole} {act} {LIST}.", verb.lemma in _HOLDING and not verb.passive
    complete = verb.lemma in _COMPLETE
    if verb.lemma in _WITH_PREPOSITION and between:
        # "Is made of", "is made up of", "consists of".
        fits = between[-1] in {_WITH_PREPOSITION[verb.lemma], "from"}
        act = joined([teller.verb_words(verb), *between[:-1]])
        things = f"the things {between[-1]} which {whole} {act}"
        return (things, said, complete) if fits else None
    if plural and not between and (holds or verb.lemma == "be"):
        return whole, said, verb.lemma == "be" and _number(teller, subject) == len(listed.members)
    if holds and not between:
        return f"what {whole} {act}", said, complete
    doing = verb.lemma not in _NO_DOING and not verb.passive and listed.first == verb.end
    return (
        (f"the things that {whole} {act}", said, False)
        if doing and _direct(clause, listed)
        else None
    )


def _direct(clause: Clause, listed: Listed) -> bool:
    return any(each.first == listed.first and not each.prep for each in clause.objects)


def list_proposed(teller: Teller, span: tuple[int, int], listed: Listed, told: Told) -> Proposal:
    """Return the membership of a list, its members in every order that may be no copy."""
    page, (whole, said, complete) = teller.page, told
    start, end = trimmed(page, *span)
    worded = [
        capital(said.replace(LIST, _names(teller, listed, by=by)))
        for by in range(len(listed.members))
    ]
    return Proposal(
        type="membership",
        passage=page.number,
        slots={
            "whole": whole,
            "members": [each.key for each in listed.members],
            "complete": complete,
        },
        start=start,
        end=end,
        status=Status.STATED,
        statement=worded[0],
        others=tuple(worded[1:]),
        confidence=0.7,
    )
