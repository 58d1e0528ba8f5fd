"""Clauses that tell what came to pass, and who is told of."""

from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.hearsay_words import SPEECH
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import (
    ChunkKind,
    Clause,
    ClauseKind,
    Sentence,
    Tense,
)
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.telling import Telling, tell
from quizapp.drafting.voices.vouching import Voice

_ANYBODY: Final = word_set(
    "anyone anybody everyone everybody someone somebody nobody none those one all many some others"
    " both each another"
)
_SMALL: Final = word_set(
    "the a an of in on at to and or was were is are been by for from with into as his her its their"
    " up out off down back over there all only several some such very has have had be it own one"
    " first two three new home truth secret thing things way idea question life nothing something"
)
_MAKING: Final = word_set(
    "design build rebuild invent found paint compose sculpt own discover translate edit illustrate"
    " demolish excavate domesticate conquer make create plan remove adapt approve develop abolish"
    " introduce launch patent restore besiege capture occupy"
)
_TELLING: Final = 4
"""Words with a meaning of their own that make a deed worth telling without a name."""
_TELLING_PAIR: Final = 2
_TWO_OBJECTS: Final = 2
_LIGHT: Final = word_set(
    "have make take do give get put see go come let bring keep find leave meet follow use want call"
    " carry hold"
)
"""Verbs that say little without more than an object."""
_TELLING_THINGS: Final = 3
"""Such words where the deed is done to something: "removed the weir"."""
_TIMES: Final = word_set("year month week day season decade century career summer winter")
_KINDS: Final = frozenset(
    {
        ClauseKind.MAIN,
        ClauseKind.RELATIVE,
        ClauseKind.PARTICIPLE,
        ClauseKind.TIME,
        ClauseKind.CONTRAST,
    }
)


def speaks_of_itself(page: Page, actor: str, voice: Voice) -> bool:
    """Return whether the one who tells it is the one it is told of: that is a claim."""
    return bool(voice.lead) and actor in page.entities and page.entities[actor].name in voice.lead


def happened(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause tells what was done or came to pass, without doubt."""
    verb = clause.verb
    if verb is None or not _outright(sentence, clause):
        return False
    if clause.kind is ClauseKind.PARTICIPLE:
        # "Orr magazine named her the player of the year" was read as a participle.
        return verb.passive and clause.marker == "" and len(clause.objects) < _TWO_OBJECTS
    if clause.kind is ClauseKind.RELATIVE and has_gap(clause):
        return False
    if verb.passive and verb.lemma in {"mention", "record", "document", "attest"}:
        return True
    return verb.tense is Tense.PAST or (verb.perfect and verb.tense is Tense.PRESENT)


def _outright(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause says of somebody in particular that it was so."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or clause.kind not in _KINDS:
        return False
    # "Has been replacing its lamps since 2017" is as sure as "has replaced".
    under_way = verb.progressive and not verb.perfect
    unsure = verb.modal or verb.auxiliary or under_way
    unsure = unsure or (verb.negated and not _not_until(sentence, clause))
    going_on = any(each.low == "being" for each in sentence.tokens[verb.first : verb.end])
    asked = sentence.text.rstrip("\"”'").endswith("?")
    anybody = sentence.tokens[subject.head].low in _ANYBODY
    return not (unsure or going_on or asked or anybody)


def tells_enough(telling: Telling) -> bool:
    """Return whether what is told is worth a question: it names a thing, or says it at length."""
    words = telling.predicate.split()
    if telling.place is not None:
        return len(words) > 1
    if '"' in telling.predicate or "\u201c" in telling.predicate:
        return True
    if any(each[:1].isupper() or each[:1].isdigit() for each in words[1:]):
        return True
    verb = telling.clause.verb
    if verb is not None and verb.lemma in _MAKING and telling.clause.objects:
        return True
    content = {each.strip(",.").casefold() for each in words} - _SMALL
    things = [each for each in telling.clause.objects if each.kind is ChunkKind.NOUN]
    return len(content) >= (_TELLING_THINGS if things else _TELLING)


def does_to_a_thing(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a clause tells, if only in a verb and a thing, what was done: "led the march".

    It is enough of somebody with a name.
    """
    clause, verb = telling.clause, telling.clause.verb
    thing = clause.objects[0] if len(clause.objects) == 1 else None
    if verb is None or thing is None or verb.lemma in _LIGHT or verb.passive or verb.negated:
        return False
    head, first = sentence.tokens[thing.head], sentence.tokens[thing.first]
    if head.lemma in _TIMES:
        return False  # "ended the year"
    told = head.tag in {"NN", "NNS"} and first.tag in {"DT", "NNS", "JJ"}
    plain = head.low not in _SMALL and thing.first == verb.end
    plain = plain and not is_cut_behind(sentence, telling)
    content = {each.strip(",.").casefold() for each in telling.predicate.split()} - _SMALL
    return told and plain and len(content) >= _TELLING_PAIR and clause.kind is ClauseKind.MAIN


def is_cut_behind(sentence: Sentence, telling: Telling) -> bool:
    """Return whether what tells which thing is left out: "rejected the plan" of being ruled."""
    if len(telling.clause.objects) != 1:
        return False
    thing, tokens = telling.clause.objects[0], sentence.tokens
    at = thing.core_end if thing.core_end > thing.first else thing.end
    behind = tokens[at].low if at < len(tokens) else ""
    certain = tokens[thing.first].low == "the" or tokens[thing.first].tag == "PRP$"
    plain = certain and tokens[at - 1].tag in {"NN", "NNS"}
    ends = telling.predicate.endswith(f" {tokens[at - 1].text}")
    return plain and ends and behind in {"of", "to", "that"}


def _not_until(sentence: Sentence, clause: Clause) -> bool:
    """Return whether "was not admitted until 1340" stands here: it happened then."""
    dates = [each for each in clause.adverbials if each.kind is ChunkKind.DATE]
    tokens = sentence.tokens
    return (
        len(dates) == 1
        and tokens[dates[0].prep_first].low in {"until", "till"}
        and clause.verb is not None
        and tokens[clause.verb.first].low in {"was", "were", "did"}
    )


def is_speech(clause: Clause) -> bool:
    """Return whether a clause tells what was said or thought; "was dismissed" is a deed."""
    verb = clause.verb
    if verb is None or verb.lemma not in SPEECH:
        return False
    if verb.passive:
        return verb.lemma not in {"dismiss", "write", "accuse", "call", "admit", "describe"}
    made = any(each.kind is ChunkKind.NOUN for each in clause.objects)
    return not (verb.lemma in {"write", "dismiss"} and made)


def has_gap(clause: Clause) -> bool:
    """Return whether the noun before a relative clause is missing in it: "the book he wrote".

    In ", after which the city fixed racks" nothing is.
    """
    if clause.subject is None or clause.subject.first < clause.first:
        return False
    return not any(each.first < clause.first for each in (*clause.objects, *clause.adverbials))


def told(page: Page, sentence: Sentence, clause: Clause) -> Telling | None:
    """Return the clause in words, a participle as a whole predicate ("was founded")."""
    telling = tell(page, sentence, clause)
    if telling is None or clause.verb is None:
        return telling
    if telling.subject.rstrip('"”').endswith(","):
        return None  # 'a concept, "X," proposed in 1985': a participle that was read as the verb
    lasting = telling.date is not None and telling.date.edtf.endswith("/..")
    plural = _plural(sentence, clause)
    if lasting and clause.kind is not ClauseKind.PARTICIPLE:
        return _lasting(telling, plural=plural)
    if clause.kind is not ClauseKind.PARTICIPLE:
        return _past(telling)
    forms = ("has been", "have been") if lasting else ("was", "were")
    verb = forms[plural]
    words = f"{verb} {telling.predicate}"
    return Telling(
        clause=clause,
        subject=telling.subject,
        predicate=words,
        lead="",
        verb=f"{verb} {telling.verb}",
        date=telling.date,
        place=telling.place,
        place_prep=telling.place_prep,
        actor=telling.actor,
        shorts=tuple(f"{verb} {each}" for each in telling.shorts),
    )


def _past(telling: Telling) -> Telling:
    """Return "was first mentioned" for "is first mentioned"."""
    for now, then in (("is ", "was "), ("are ", "were ")):
        if telling.predicate.startswith(now) and telling.clause.verb is not None:
            return replace(
                telling,
                predicate=then + telling.predicate.removeprefix(now),
                shorts=tuple(then + each.removeprefix(now) for each in telling.shorts),
            )
    return telling


def _lasting(telling: Telling, *, plural: bool) -> Telling:
    """Return "has been held" where "was held" would be over: "has been held since 1922"."""
    verb = telling.clause.verb
    if verb is None or not verb.perfect or verb.tense not in {Tense.PRESENT, Tense.PAST}:
        return telling
    have = "had" if verb.tense is Tense.PAST else ("have" if plural else "has")
    done = inflect(verb.lemma, "VBG" if verb.progressive else "VBN")
    been = verb.passive or verb.progressive
    words = f"{have} been {done}" if been else f"{have} {done}"
    words = f"{words} {verb.particle}".strip()

    def changed(predicate: str) -> str:
        return f"{words}{predicate.removeprefix(telling.verb)}"

    return replace(
        telling,
        predicate=changed(telling.predicate),
        verb=words,
        shorts=tuple(changed(each) for each in telling.shorts),
        turned=None,
    )


def _plural(sentence: Sentence, clause: Clause) -> bool:
    subject = clause.subject
    if subject is None:
        return False
    return bool(subject.members) or sentence.tokens[subject.head].tag in {"NNS", "NNPS"}
