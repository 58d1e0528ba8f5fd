"""Who did what, to what, where: clauses in the past with a named actor."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.events.events_reworded import cut_short, ends_in_clause
from quizapp.drafting.events.happenings import (
    does_to_a_thing,
    happened,
    has_gap,
    is_cut_behind,
    is_speech,
    speaks_of_itself,
    tells_enough,
    told,
)
from quizapp.drafting.events.ways import ways_to_tell
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.unnamed import MINDED
from quizapp.drafting.proposers.agents import acted, by_agent, is_done_now
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuote
from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run
from quizapp.drafting.telling.telling import Teller, Telling, capital, joined, tell
from quizapp.drafting.voices.actors import actor_of
from quizapp.drafting.voices.report_words import past_of
from quizapp.drafting.voices.vouching import Voice, spoken, voice_of

_SHORT_WORD: Final = 3
"""Letters; shorter words stand small in a title."""
_STATES: Final = word_set(
    "be have seem remain include contain mean know believe think say tell consider feel want like"
    " hope expect appear belong depend cost argue claim describe call note warn suggest add"
    " insist explain report stress predict estimate become serve see doubt fear"
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an action for each clause of a named actor, and for "by" and an actor."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if clause.verb is None or not (
                happened(sentence, clause)
                or _does(sentence, clause)
                or _resolved(clause)
                or is_done_now(clause)
            ):
                continue
            if clause.verb.lemma in _STATES or is_speech(clause) or _reports(sentence, clause):
                continue
            voice = voice_of(page, sentence, clause)
            if voice is None or has_quote(page, sentence, clause):
                continue
            proposal = by_agent(page, sentence, clause) or _active(page, sentence, clause)
            if proposal is not None and not speaks_of_itself(
                page, str(proposal.slots["actor"]), voice
            ):
                named = str(proposal.slots["actor"]) in page.entities
                sure = named or voice.status is Status.STATED
                found.append(_voiced(proposal if sure else _unsure(proposal), voice))
    return tuple(found)


_UNDONE: Final = word_set(
    "want wish hope intend plan mean seem appear need expect like fear suppose be have get tend use"
    " able unable ready likely due set come happen claim pretend believe think consider aim seek"
    " prepare threaten"
)
"""Verbs before "to do" that tell a thought or a state, and no deed."""


def _resolved(clause: Clause) -> bool:
    """Return whether somebody went about doing something: "voted to close", "offered to pay"."""
    verb = clause.verb
    return (
        verb is not None
        and clause.kind is ClauseKind.MAIN
        and bool(verb.auxiliary)
        and verb.auxiliary not in _UNDONE
        and verb.tense is Tense.PAST
        and not (verb.negated or verb.modal or verb.passive or verb.progressive)
    )


def _does(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause tells what somebody does now: "she teaches at Bonn"."""
    verb = clause.verb
    if verb is None or clause.subject is None or verb.tense is not Tense.PRESENT or verb.passive:
        return False
    if verb.negated or verb.modal or verb.auxiliary or verb.progressive or verb.perfect:
        return False
    return (
        clause.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE}
        and not has_gap(clause)
        and (sentence.tokens[verb.first].tag in {"VBZ", "VBP", "RB"})
    )


def has_quote(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether somebody's words stand in the clause; a title or a nickname is none."""
    start, end = sentence.span(clause.first, clause.end)
    return any(
        each.quote is not None and _is_speech(each.quote) and start <= each.start < end
        for each in page.mentions
    )


def _is_speech(quote: FoundQuote) -> bool:
    """Return whether words between quotation marks were said: no title, no single word."""
    words = quote.words.split()
    called = all(each[:1].isupper() for each in words if len(each) > _SHORT_WORD)
    return quote.speech and len(words) > 1 and not called


_WAITING: Final = 0.45
"""What somebody says that somebody without a name did had to be changed most times."""


def _unsure(proposal: Proposal) -> Proposal:
    return replace(
        proposal,
        confidence=_WAITING,
        instead=_unsure(proposal.instead) if proposal.instead is not None else None,
    )


def _voiced(proposal: Proposal, voice: Voice) -> Proposal:
    return replace(
        proposal,
        status=voice.status,
        statement=spoken(voice.lead, proposal.statement),
        others=tuple(spoken(voice.lead, each) for each in proposal.others),
        instead=_voiced(proposal.instead, voice) if proposal.instead is not None else None,
    )


def _reports(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a that-clause hangs on the clause: somebody's words or thoughts."""
    verb = clause.verb
    if verb is not None and verb.end < len(sentence.tokens) and not verb.passive:
        # The parser may see no clause behind "suspected that many more existed".
        opening = sentence.tokens[verb.end]
        if opening.low == "that" and opening.tag == "IN":
            return True
    return any(
        each.kind is ClauseKind.THAT and each.parent == clause.index for each in sentence.clauses
    )


def _half_aside(sentence: Sentence, clause: Clause) -> bool:
    """Return whether an aside opens behind the subject and does not close before the verb.

    "Under its head, Marta Lind, the museum bought a lens": it was not Marta Lind who bought it.
    """
    subject, verb = clause.subject, clause.verb
    if subject is None or verb is None or clause.kind is not ClauseKind.MAIN:
        return False
    between = sentence.tokens[subject.end : max(verb.first, subject.end)]
    return bool(between) and between[0].text == "," and between[-1].text not in {",", ")"}


def _active(  # noqa: PLR0911 - a way out for each reason to refuse
    page: Page, sentence: Sentence, clause: Clause
) -> Proposal | None:
    teller = Teller(page, sentence)
    actor = actor_of(teller, clause)
    if actor is None or actor.kind not in ACTORS or clause.verb is None:
        return None
    if clause.kind is ClauseKind.PARTICIPLE or _half_aside(sentence, clause):
        return None
    if actor.key not in page.entities and not _worth_telling(clause):
        return None
    if clause.verb.passive and actor.kind is not EntityKind.PERSON:
        return None
    if clause.verb.passive and clause.verb.lemma == "bear":
        return _birth(page, sentence, clause, actor)
    if sentence.tokens[clause.verb.first].tag == "VBP" and actor.kind is EntityKind.PERSON:
        return None  # "Piet and Joana Verhulst, who run a bakery": it is not hers alone
    telling = tell(page, sentence, clause)
    if telling is None:
        return None
    if telling.date is not None and telling.date.edtf.endswith("/.."):
        # "Has owned the ship since 2018" must not become "owned the ship since 2018".
        lasting = told(page, sentence, clause)
        if lasting is None or clause.verb is None or not clause.verb.perfect:
            return None
        telling = lasting
    return _told(page, teller, clause, telling, actor)


def _birth(page: Page, sentence: Sentence, clause: Clause, actor: Named) -> Proposal | None:
    """Return where somebody was born, which is asked; nobody is asked who was born there.

    With a date that is an event, which has its place.
    """
    telling = tell(page, sentence, clause)
    if telling is None or telling.place is None or telling.date is not None:
        return None
    if telling.place_prep != "in" or not telling.predicate.startswith(("was born", "is born")):
        return None
    slots = {"actor": actor.key, "act": "was born", "place": telling.place.key}
    said = f"{actor.phrase} was born in {telling.place.phrase}."
    return replace(acted(page, sentence, clause, slots, capital(said)), guards={"hide": ["actor"]})


_MENTAL: Final = MINDED | word_set(
    "link reckon connect associate compare interpret date identify count put rank list quote cite"
    " trace value measure judge rate remember imagine recognise recognize welcome dismiss reject"
    " question dispute prefer favour love hate enjoy dread mourn trust respect admire"
)
"""Verbs of thinking and weighing: what they tell of may be a view."""


_MAKING_PAPERS: Final = frozenset({"write", "find", "discover", "announce", "record"})
"""Verbs of saying whose object may be a thing that somebody made or came upon."""


def _worth_telling(clause: Clause) -> bool:
    """Return whether somebody without a name did something to a thing: no "nurses work"."""
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or verb.passive:
        return False
    things = any(each.kind is ChunkKind.NOUN for each in clause.objects)
    said = past_of(verb.lemma) and not (verb.lemma in _MAKING_PAPERS and things)
    if verb.lemma in _MENTAL or said:
        return False
    return (verb.tense is Tense.PAST or verb.perfect) and (things or bool(verb.auxiliary))


_LATER: Final = re.compile(
    r"\b\w+ (?:year|month|week|day|hour|minute|decade)s? (?:later|earlier|afterwards)$"
)
"""A time that only the sentence before tells."""


def _told(
    page: Page, teller: Teller, clause: Clause, telling: Telling, actor: Named
) -> Proposal | None:
    """Return the action, with other ways to tell it in case its words are the passage's."""
    made: Proposal | None = None
    telling = replace(telling, turned=None)
    if _LATER.search(telling.predicate):
        return None
    named = actor.key in page.entities
    if is_cut_behind(teller.sentence, telling):
        return None
    if not (tells_enough(telling) or (named and does_to_a_thing(teller.sentence, telling))):
        return None
    ways = ways_to_tell(page, teller, telling)
    ways = tuple(
        each
        for each in ways
        if each is telling or (tells_enough(each) and not is_cut_behind(teller.sentence, each))
    )
    for each in reversed(ways):
        if cut_short(teller, each) is None:
            round_about = _turned_round(page, teller, each, actor)
            made = round_about if made is None else _before(round_about, made)
    for each in reversed(ways):
        made = replace(_told_so(page, teller, clause, each, actor), instead=made)
    return made


def _before(first: Proposal | None, rest: Proposal) -> Proposal:
    """Return a proposal with another that stands in where it does not do."""
    return rest if first is None else replace(first, instead=rest)


def _told_so(
    page: Page, teller: Teller, clause: Clause, telling: Telling, actor: Named
) -> Proposal:
    sentence = teller.sentence
    slots = _slots(page, teller, telling, actor)
    tail = f" {telling.place_text}" if telling.place else ""
    when = telling.when_text if telling.date is not None else ""
    back = f"{capital(joined([telling.clause_text + tail, when]))}."
    others = (f"{capital(telling.place_text)}, {telling.clause_text}.",) if tail else ()
    if when:
        # The event asks when; this one asks who. What is dated is told with its date.
        others = (f"{capital(when)}, {telling.clause_text}{tail}.",)
        if ends_in_clause(teller, telling):
            back, others = others[0], ()
    return acted(page, sentence, clause, slots, back, *others)


_KIND_NOUNS: Final = {
    EntityKind.PERSON: "person who",
    EntityKind.ORGANISATION: "organisation that",
    EntityKind.COUNTRY: "country that",
}


def _slots(page: Page, teller: Teller, telling: Telling, actor: Named) -> dict[str, object]:
    act, target = _act(page, teller, telling.clause, telling)
    slots: dict[str, object] = {"actor": actor.key, "act": act}
    if target is not None:
        slots["object"] = target.key
    if telling.place is not None and telling.place_prep == "in":
        slots["place"] = telling.place.key
    elif telling.place is not None and target is None:
        slots["act"] = f"{act} {telling.place_text}"
    return slots


def _turned_round(page: Page, teller: Teller, telling: Telling, actor: Named) -> Proposal | None:
    """Return "the person who took the northern part was Anna Bauer", the last resort."""
    verb = telling.clause.verb
    noun = _KIND_NOUNS.get(actor.kind)
    if verb is None or noun is None or telling.subject != actor.phrase:
        return None
    if actor.word == "the" and actor.name.endswith("s") and actor.kind is not EntityKind.COUNTRY:
        return None  # "the organisation that ... was the researchers"
    if verb.tense is Tense.PRESENT and not verb.perfect:
        return None
    rest = telling.predicate + (f" {telling.lead}" if telling.lead else "")
    when = telling.when_text if telling.date is not None else ""
    said = joined(["the", noun, rest, telling.place_text, when, "was", actor.phrase])
    slots = _slots(page, teller, telling, actor)
    return acted(page, teller.sentence, telling.clause, slots, f"{capital(said)}.")


def _act(page: Page, teller: Teller, clause: Clause, telling: Telling) -> tuple[str, Named | None]:
    """Return the act up to its object, and the object where it is an entity at the end."""
    whole = telling.predicate + (f" {telling.lead}" if telling.lead else "")
    last: Phrase | None = max(
        (each for each in (*clause.objects, *clause.adverbials) if each.kind is ChunkKind.NOUN),
        key=lambda each: each.end,
        default=None,
    )
    target = teller.entity_of(last) if last is not None else None
    if target is None or target.key == telling.actor or telling.lead:
        return whole, None
    own = longest_run(whole, page.text) < COPIED_WORDS
    if (target.kind is EntityKind.CONCEPT and own) or not whole.endswith(target.phrase):
        return whole, None
    act = whole.removesuffix(target.phrase).strip()
    return (act, target) if act else (whole, None)
