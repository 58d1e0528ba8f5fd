"""Lists within a phrase: "owned by A, B and C", "whose members are A and B", "among them A, B"."""

from collections.abc import Callable, Iterator
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import is_office
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.proposers.membership_listed import LIST, Told, list_proposed
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Listed, Named, Page, Proposal
from quizapp.drafting.telling.telling import Teller, joined, told_of
from quizapp.drafting.voices.vouching import is_stated

_HOLDING: Final = word_set("comprise include contain")
_HANGING: Final = frozenset({ClauseKind.RELATIVE, ClauseKind.PARTICIPLE})
_BESIDE: Final = word_set(
    "follow precede surround accompany replace flank head lead join divide"
    " border bound fringe enclose"
)
"""Verbs whose "by" names what stands beside or behind a thing, no whole."""
_FEWEST: Final = 2
_WITHIN: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "DT", "CD"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_NO_WHOLES: Final = frozenset({"other", "others", "those", "these", "they", "thing", "way"})


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a membership for each list that hangs on the noun of its whole."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        teller = Teller(page, sentence)
        for listed in (*page.listed.get(sentence.index, ()), *_named_lists(teller)):
            made = next(_of_list(page, sentence, listed), None)
            if made is not None:
                found.append(made)
    return tuple(found)


def _named_lists(teller: Teller) -> Iterator[Listed]:
    """Yield the lists in which each member has a name."""
    for clause in teller.sentence.clauses:
        for each in (clause.subject, *clause.objects, *clause.adverbials):
            if each is None or not each.members:
                continue
            named: list[Named] = []
            for first, end in each.members:
                one = teller.entity_of(Phrase(first, end, end - 1, each.kind, core_end=end))
                if one is not None and one.key not in {other.key for other in named}:
                    named.append(one)
            if len(named) == len(each.members) >= _FEWEST:
                yield Listed(tuple(named), each.members)


def _of_list(page: Page, sentence: Sentence, listed: Listed) -> Iterator[Proposal]:
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        verb = clause.verb
        if verb is None or verb.negated or verb.modal or verb.auxiliary:
            continue
        if not is_stated(page, sentence, clause):
            continue
        for way in _WAYS:
            told = way(teller, clause, listed)
            if told is None or len(told[0].split()) < _FEWEST:
                continue
            begin, end = sentence.span(clause.first, clause.end)
            begin = min(begin, sentence.tokens[listed.first].start)
            begin = min(begin, sentence.tokens[_start_of(sentence, clause)].start)
            end = max(sentence.tokens[listed.end - 1].end, end)
            yield list_proposed(teller, (begin, end), listed, told)


def _start_of(sentence: Sentence, clause: Clause) -> int:
    """Return the first token of what a clause hangs on."""
    subject = _apposed(sentence, told_of(sentence, clause))
    return subject.first if subject is not None and subject.first >= 0 else clause.first


def _whose(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "a league whose members are A, B and C"."""
    verb, subject, tokens = clause.verb, clause.subject, teller.sentence.tokens
    if clause.kind is not ClauseKind.RELATIVE or verb is None or verb.lemma != "be":
        return None
    if subject is None or verb.end != listed.first or tokens[subject.head].tag not in _PLURAL:
        return None
    link = tokens[verb.head].low
    if clause.marker == "whose":
        noun = teller.words(subject.first + 1, subject.end)
        owner = _owner(teller, clause)
        whole = f"the {noun} of {owner}" if noun and owner else ""
    else:
        whole = teller.phrase(subject) or "" if clause.marker == "which" else ""
        whole = whole if len(whole.split()) > _FEWEST else ""  # "the associations": of what?
    return (whole, f"{LIST} {link} {whole}.", True) if whole else None


def _owner(teller: Teller, clause: Clause) -> str:
    """Return the noun that "whose" stands for, or the name that has it for an apposition."""
    outer = next((e for e in teller.sentence.clauses if e.index == clause.parent), None)
    if outer is None:
        return ""
    if outer.kind is ClauseKind.APPOSITION:
        subject = _apposed(teller.sentence, outer)
        return teller.phrase(subject) or "" if subject is not None else ""
    for each in (outer.subject, *outer.objects, *outer.adverbials):
        if each is not None and each.end in {clause.first, clause.first - 1}:
            return teller.phrase(each) or ""
    return ""


def _apposed(sentence: Sentence, told: Clause) -> Phrase | None:
    """Return the subject, of an apposition what stands right before it."""
    subject, before = told.subject, told.first - (sentence.tokens[told.first - 1].text == ",")
    if told.kind is not ClauseKind.APPOSITION or subject is None or subject.end == before:
        return subject
    phrases = (
        each
        for clause in sentence.clauses
        for each in (clause.subject, *clause.objects, *clause.adverbials)
        if each is not None and each.end == before
    )
    return min(phrases, key=lambda each: each.first, default=None)


def _agents(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "Retur, a company owned jointly by brewers, grocers and the state"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    by = next((e for e in clause.adverbials if e.prep == "by" and e.first == listed.first), None)
    if verb is None or by is None or not verb.passive or listed.end < by.end:
        return None
    if verb.lemma in _BESIDE or (len(listed.members) == _FEWEST and not _acts(listed)):
        return None
    told = told_of(teller.sentence, clause)
    subject = _apposed(teller.sentence, told)
    if told is clause and clause.kind is ClauseKind.PARTICIPLE and not clause.aside:
        return None  # "lamps powered by coal, oil and gas": other lamps were not
    thing = teller.phrase(subject) if subject is not None else None
    between = tokens[verb.end : by.prep_first]
    if subject is None or thing is None or any(not e.tag.startswith("RB") for e in between):
        return None
    several = tokens[subject.head].tag in _PLURAL
    be = _be(teller, clause, several=several)
    participle = teller.sentence.words(verb.head, verb.end)
    act = joined([be, participle, *(each.text for each in between)])
    who = "those by whom" if _acts(listed) else "the things by which"
    return f"{who} {thing} {act}", f"{thing} {act} by {LIST}.", False


def _be(teller: Teller, clause: Clause, *, several: bool) -> str:
    """Return the form of "be" for a passive, or for the participle that hangs on a noun."""
    verb = clause.verb
    main = next((e.verb for e in teller.sentence.clauses if e.verb and e.parent < 0), None)
    told = main if verb is None or verb.tense is Tense.NONE else verb
    past = told is None or told.tense is not Tense.PRESENT or told.perfect
    return ("were" if several else "was") if past else ("are" if several else "is")


def _acts(listed: Listed) -> bool:
    """Return whether all that is listed are persons or bodies: "brewers, grocers and the state"."""
    for each in listed.members:
        head = each.name.split(" of ")[0].split()[-1]
        kind = kind_of_noun(head) if head.islower() else each.kind
        if kind not in ACTORS and not is_office(head.removesuffix("s")):
            return False
    return True


def _holding(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "the collection, comprising A, B and C, passed to the museum"."""
    verb, subject, tokens = clause.verb, clause.subject, teller.sentence.tokens
    if clause.kind is not ClauseKind.PARTICIPLE or verb is None or verb.passive:
        return None
    if subject is None or verb.lemma not in _HOLDING or listed.first != verb.end:
        return None
    main = next((e.verb for e in teller.sentence.clauses if e.verb and e.parent < 0), None)
    past = main is None or main.tense is not Tense.PRESENT or main.perfect
    several = tokens[subject.head].tag in _PLURAL
    act = inflect(verb.lemma, "VBD" if past else ("VBP" if several else "VBZ"))
    thing = teller.phrase(subject)
    return (f"what {thing} {act}", f"{thing} {act} {LIST}.", False) if thing else None


def _among(teller: Teller, clause: Clause, listed: Listed) -> Told | None:
    """Return the whole of "slow species, among them A, B and C, flew less"."""
    tokens = teller.sentence.tokens
    at = listed.first - 2
    if at < 1 or [e.low for e in tokens[at : at + 2]] != ["among", "them"]:
        return None
    end = at - (tokens[at - 1].text == ",")
    first = end
    while first > clause.first and tokens[first - 1].tag in _WITHIN:
        first -= 1
        if tokens[first].tag in {"DT", "CD"}:
            break
    noun = tokens[end - 1]
    plural = noun.tag in _PLURAL and noun.lemma not in _NO_WHOLES
    begin = first + (first < end and tokens[first].tag in {"DT", "CD"})
    words = teller.words(begin, end) if plural and end - begin >= _FEWEST else None
    return (f"the {words}", f"{LIST} are among the {words}.", False) if words else None


_WAYS: Final[tuple[Callable[[Teller, Clause, Listed], Told | None], ...]] = (
    _whose,
    _agents,
    _holding,
    _among,
)
