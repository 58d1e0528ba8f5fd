"""What belongs to a whole: "consists of A and B", "including A and B", "the founders were"."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.telling.evidence import clause_span, trimmed
from quizapp.drafting.telling.telling import Teller, capital, joined
from quizapp.drafting.voices.vouching import is_stated

_WHOLES: Final = frozenset({"comprise", "include", "contain", "encompass", "unite", "involve"})
_OF_WHOLES: Final = frozenset({"consist", "compose", "make", "form"})
_COMPLETE: Final = frozenset({"comprise", "consist", "compose", "make"})
_EXAMPLES: Final = frozenset({"such as", "including", "like", "among them"})
_FEWEST: Final = 2
_JOINED: Final = word_set(
    "sign found join attend ratify create establish build fight adopt approve launch invade host"
    " win"
    " leave form agree share border own found oppose support"
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a membership for each list of names whose whole is told."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if clause.verb is None or clause.verb.negated or clause.verb.modal:
                continue
            if clause.verb.auxiliary or not is_stated(page, sentence, clause):
                continue
            candidates = (
                _whole_first(page, sentence, clause),
                _members_first(page, sentence, clause),
                _members_behind(page, sentence, clause),
                *(_examples(page, sentence, clause, each) for each in clause.adverbials),
                _after_colon(page, sentence, clause),
            )
            found.extend(each for each in candidates if each is not None)
    return tuple(found)


def _after_colon(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the members of "divided into four districts: A, B, C and D"."""
    colon = next((each for each in sentence.tokens if each.low == ":"), None)
    if colon is None or clause.kind is not ClauseKind.MAIN or clause.end > colon.index + 1:
        return None
    if clause.end < colon.index:
        return None
    teller = Teller(page, sentence)
    members = _named_after(page, sentence, colon.end)
    whole = whole_before(teller, clause)
    if len(members) < _FEWEST or not whole:
        return None
    counted = (
        number_of(sentence.tokens[_counted(sentence, clause)].low)
        if clause.objects or clause.adverbials or clause.subject
        else None
    )
    complete = counted == len(members)
    statement = f"{capital(listed_names(members))} are {whole}."
    span = trimmed(page, sentence.span(clause.first, clause.end)[0], sentence.end)
    return _proposal(page, span, whole, members, statement, complete=complete)


def _counted(sentence: Sentence, clause: Clause) -> int:
    """Return the token that may count the things listed: "four districts"."""
    for each in (*clause.adverbials, *clause.objects, clause.subject):
        if each is not None and sentence.tokens[each.head].tag == "NNS":
            return each.first
    return clause.first


def _named_after(page: Page, sentence: Sentence, start: int) -> list[Named]:
    """Return the entities that make up the rest of the sentence, what is in brackets aside."""
    rest = re.sub(r"\([^)]*\)", lambda match: " " * len(match[0]), page.text[start : sentence.end])
    found: list[Named] = []
    at = 0
    for mention in page.within(start, sentence.end):
        if mention.entity not in page.entities or mention.start - start < at:
            continue
        between = rest[at : mention.start - start]
        if re.sub(r"\b(?:and|the)\b|[,\s]", "", between):
            return []
        found.append(page.entities[mention.entity])
        at = mention.end - start
    return [] if rest[at:].strip(" .;") else found


def whole_before(teller: Teller, clause: Clause) -> str:
    """Return what the things listed are, from the clause before the colon."""
    verb, subject, tokens = clause.verb, clause.subject, teller.sentence.tokens
    if verb is None or subject is None:
        return ""
    if tokens[subject.head].tag == "NNS":
        rest = teller.rest(clause, without=teller.asides(clause))
        noun = teller.words(_past_count(teller, subject), subject.end)
        return joined(["the", noun, "that", teller.verb_words(verb), rest]) if noun and rest else ""
    for each in (*clause.objects, *clause.adverbials):
        if tokens[each.head].tag != "NNS" or each.first < verb.end:
            continue
        noun, told = teller.words(_past_count(teller, each), each.end), teller.phrase(subject)
        if noun and told:
            link = f"{each.prep} which" if each.prep else "that"
            return joined(["the", noun, link, told, teller.verb_words(verb)])
    return ""


def _past_count(teller: Teller, phrase: Phrase) -> int:
    """Return the first token of a phrase behind its article and number."""
    first = phrase.first
    tokens = teller.sentence.tokens
    while first < phrase.head and tokens[first].tag in {"DT", "CD"}:
        first += 1
    return first


def _members(teller: Teller, phrase: Phrase) -> list[Named]:
    """Return the entities of a list; empty unless each member is one."""
    found: list[Named] = []
    for first, end in phrase.members:
        head = end - 1
        named = teller.entity_of(Phrase(first, end, head, phrase.kind, core_end=end))
        if named is None or named.key in {each.key for each in found}:
            return []
        found.append(named)
    return found if len(found) >= _FEWEST else []


def listed_names(members: list[Named]) -> str:
    """Return the names as a list in a sentence: "Lorn, Marl and the Coast League"."""
    names = [each.phrase for each in members]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _whole_first(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the members of "the council consists of A, B and C"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or clause.subject is None or clause.kind is not ClauseKind.MAIN:
        return None
    lists = [each for each in clause.objects if not each.prep] if verb.lemma in _WHOLES else []
    if verb.lemma in _OF_WHOLES:
        lists = [each for each in clause.adverbials if each.prep == "of"]
    if verb.passive and verb.lemma in {"divide", "split"}:
        lists = [each for each in clause.adverbials if each.prep == "into"]
    if verb.lemma == "be" and _is_plural_whole(sentence, clause.subject):
        lists = list(clause.objects)
    members = next((found for each in lists if (found := _members(teller, each))), [])
    subject = teller.phrase(clause.subject)
    if not members or subject is None:
        return None
    complete = verb.lemma in _COMPLETE
    if verb.lemma == "be":
        statement = f"{capital(subject)} {teller.verb_words(verb)} {listed_names(members)}."
        whole = subject
    else:
        act = sentence.words(verb.first, lists[0].first)
        statement = f"{capital(joined([subject, act, listed_names(members)]))}."
        plural = sentence.tokens[clause.subject.head].tag in {"NNS", "NNPS"}
        prep = act.rpartition(" ")[2] if act.endswith((" of", " into")) else ""
        acting = act.removesuffix(f" {prep}") if prep else act
        named = f"the things {prep} which {subject} {acting}" if prep else f"what {subject} {act}"
        whole = subject if plural and not prep else named
    return _proposal(
        page, clause_span(page, sentence, clause), whole, members, statement, complete=complete
    )


def _is_plural_whole(sentence: Sentence, subject: Phrase) -> bool:
    head = sentence.tokens[subject.head]
    return head.tag in {"NNS", "NNPS"} and not subject.members


def _members_first(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the members of "A, B and C signed the treaty"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or clause.subject is None or not clause.subject.members:
        return None
    if clause.kind is ClauseKind.INFINITIVE:
        return None
    members = _members(teller, clause.subject)
    presented = [] if members else _presented(teller, clause)
    members = members or presented
    if len(members) < 3 and not (verb.lemma in _JOINED and members):  # noqa: PLR2004 - a pair is told in an event
        return None
    if len({each.kind for each in members}) > 1 and not presented:
        return None
    ends = [
        (each.first, each.end)
        for each in sentence.clauses
        if each.kind is ClauseKind.INFINITIVE and each.parent == clause.index
    ]
    rest = teller.rest(clause, without=[*teller.asides(clause), *ends])
    if not rest:
        return None
    act = joined([teller.verb_words(verb), rest])
    kind = {"person": "people", "country": "countries", "organisation": "organisations"}.get(
        members[0].kind.value, "things"
    )
    if presented:
        kind = sentence.tokens[clause.subject.end - 1].text
    relative = "who" if kind == "people" else "that"
    whole = f"the {kind} {relative} {act}"
    statement = f"{capital(listed_names(members))} {act}."
    return _proposal(page, clause_span(page, sentence, clause), whole, members, statement)


def _members_behind(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the members of "the league was founded by A, B and C"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or not verb.passive or verb.lemma not in _JOINED or clause.subject is None:
        return None
    if clause.kind is not ClauseKind.MAIN or not verb.happened or verb.tense is not Tense.PAST:
        return None
    lists = [each for each in clause.adverbials if each.prep == "by" and each.members]
    members = _members(teller, lists[0]) if len(lists) == 1 else []
    if len(members) < _FEWEST or len({each.kind for each in members}) > 1:
        return None
    thing = teller.phrase(clause.subject)
    cut = [*teller.asides(clause), (lists[0].prep_first, lists[0].end)]
    rest = teller.rest(clause, without=cut)
    if thing is None or rest is None:
        return None
    act = joined([inflect(verb.lemma, "VBD"), thing, rest])
    kind = {"person": "people", "country": "countries", "organisation": "organisations"}.get(
        members[0].kind.value, "things"
    )
    whole = f"the {kind} {'who' if kind == 'people' else 'that'} {act}"
    statement = f"{capital(listed_names(members))} {act}."
    return _proposal(page, clause_span(page, sentence, clause), whole, members, statement)


def _presented(teller: Teller, clause: Clause) -> list[Named]:
    """Return A, B and C of "A and two partners, B and C, founded the firm"."""
    subject, verb = clause.subject, clause.verb
    asides = [each for each in teller.sentence.clauses if each.kind is ClauseKind.APPOSITION]
    behind = [
        thing
        for each in (clause, *asides)
        for thing in each.objects
        if verb is not None and thing.first < verb.first and thing.members
    ]
    named = behind[0] if behind else None
    if subject is None or verb is None or named is None:
        return []
    tokens = teller.sentence.tokens
    if len(subject.members) != 2 or tokens[named.first - 1].low != ",":  # noqa: PLR2004 - one by name, the others by number
        return []
    (first, end), (counted, last) = subject.members
    number = number_of(tokens[counted].low)
    lead = teller.entity_of(Phrase(first, end, end - 1, subject.kind, core_end=end))
    others = _members(teller, named)
    if lead is None or tokens[last - 1].tag != "NNS" or number != len(others):
        return []
    return [lead, *others]


def _examples(page: Page, sentence: Sentence, clause: Clause, phrase: Phrase) -> Proposal | None:
    """Return the members of "several countries, including A and B"."""
    if phrase.prep not in _EXAMPLES or not phrase.members:
        return None
    teller = Teller(page, sentence)
    members = _members(teller, phrase)
    before = [
        each
        for each in (clause.subject, *clause.objects, *clause.adverbials)
        if each is not None and each.end <= phrase.prep_first and each.end >= phrase.prep_first - 1
    ]
    if not members or not before:
        return None
    thing = before[0]
    whole = teller.words(thing.first, thing.end)
    if whole is None or sentence.tokens[thing.head].tag not in {"NNS", "NNPS"}:
        return None
    begin, _ = sentence.span(thing.first, thing.end)
    _, end = sentence.span(phrase.first, phrase.end)
    verb = "was" if len(members) == 1 else "were"
    is_now = clause.verb is not None and clause.verb.tense.value == "present"
    about = _circumstance(teller, clause, thing)
    if not about:
        return None
    named = f"{whole} {about}"
    statement = f"{capital(listed_names(members))} {'are' if is_now else verb} among {_the(named)}."
    return _proposal(page, trimmed(page, begin, end), _the(named), members, statement)


def _the(words: str) -> str:
    first, _, rest = words.partition(" ")
    counting = {"several", "many", "some", "other", "various", "numerous", "different"}
    if first.casefold() in counting:
        return f"the {rest}"
    return words if first.casefold() == "the" else f"the {words}"


def _circumstance(teller: Teller, clause: Clause, thing: Phrase) -> str:
    """Return what the clause says of the whole, as a relative clause."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None:
        return ""
    cut = teller.asides(clause)
    cut.extend((each.prep_first, each.end) for each in clause.adverbials if each.prep in _EXAMPLES)
    if thing is subject:
        rest = teller.rest(clause, without=cut)
        return joined(["that", teller.verb_words(verb), rest]) if rest else ""
    if thing.prep:
        return ""
    told = teller.phrase(subject)
    return f"that {told} {teller.verb_words(verb)}" if told else ""


def _proposal(
    page: Page,
    span: tuple[int, int],
    whole: str,
    members: list[Named],
    statement: str,
    *,
    complete: bool = False,
) -> Proposal:
    return Proposal(
        type="membership",
        passage=page.number,
        slots={"whole": whole, "members": [each.key for each in members], "complete": complete},
        start=span[0],
        end=span[1],
        status=Status.STATED,
        statement=statement,
        others=tuple(
            statement.replace(listed_names(members), listed_names([*members[at:], *members[:at]]))
            for at in range(1, len(members))
        ),
        confidence=0.75,
    )
