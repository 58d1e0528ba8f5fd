"""A clause turned into the rest of a question: "did the wall fall", "does the firm employ".

Only what is certain is turned: the clause's first word that could be a finite verb must be a
known one, with nothing but a subject before it and no other finite verb after it. Everything else
is left to a plainer wording.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_BE: Final = frozenset({"was", "were"})
_REGULAR: Final = """
abandon abolish absorb accept accuse achieve acquire acquit adapt add admit adopt advance advise
agree allocate allow amend analyse analyze annex announce answer appear apply appoint approve
arrest arrive ask assemble assess assign assist attach attack attempt attend award back ban block
bomb borrow burn calculate calm campaign capture carry carve cash cause cease celebrate chair
challenge change check classify clean clear climb close coach coin collapse collect combine
commence commission compare compete compile complete compose conclude conduct confirm connect
conquer construct consult consume contact contain contract contribute convert convict cook cool
cooperate copy correct count cover create criticise criticize cross crown cultivate cure damage
debate declare decline decorate dedicate deepen defeat defend define deliver demand demolish
depart depend deploy deposit design destroy detect develop devise die direct disagree disappear
disclose discover discuss dismiss dissolve distinguish distribute divide dominate donate double
draft drain dredge drift drop dry earn edit elapse elect eliminate embark emerge employ enable
enact encounter encourage end endure enforce engage enlarge enlist enter erupt escape establish
estimate evacuate evolve examine excavate exceed excommunicate exhibit expand expel expire
explode export expose extend extract fail fetch film filter finance finish fire fish fix flood
flow focus follow form formulate found fuel function fund furnish gain gather generate govern
graduate grant guard halt hand happen harvest hatch heat help hire honour host hunt identify
ignore illustrate imagine implement import impose imprison improve inaugurate include increase
infect influence inhabit inherit inspect inspire install instruct insulate introduce invade
invent invest investigate invite involve irrigate isolate issue join jump kick kill knock label
lack land last launch leak lift limit link listen live load lock lodge log look love lower
maintain manage manufacture map march mark marry matter measure melt mend mention merge migrate
mine modify monitor mount move murder name nationalise negotiate nominate notice observe obtain
occupy occur offer open oppose orbit ordain order organise organize outlaw overlook overturn owe
pack paint park pass patent patrol perfect perform perish permit persuade photograph pick pile
place plan plant play pledge plough plug plunder polish pour practise predate predict prepare
present preserve prevent print privatise proclaim produce prohibit promote propose prosecute
protect protest prove provide publish pull pump punish purchase push quarry raise rank ratify
reach recall receive recognise record recover recruit redefine reduce refill reflect reform
refuse regain register regulate reject release relocate rely remain remove rename renounce rent
reopen repair repeal replace replant represent request require rescue research resemble resign
respond restore restrict result resume retain retire retreat return reverse revoke reward rob
roll rot rotate rouse rule rush sack sail salvage sample scan scatter score scrap scrape search
secure seize select sentence separate serve settle shape share shelter shift ship show sign skip
slow smell smuggle solve sponsor squeeze stack stage stamp start starve station stay stir stop
store storm strengthen stretch study submit subsidise subsidize succeed suffer supply support
surprise surrender surround survey survive suspend sustain swap switch tackle tap taste tax test
thank threaten tie top topple touch tour trace track trade train transfer transform translate
transmit transport trap travel treat trigger trim trust try turn unite unveil upgrade urge use
vaccinate value vanish vary visit vote vow wait walk wander want warm warn wash waste watch wave
weaken weigh welcome weld widen wipe witness work worry wound wreck yearn yield
"""
_IRREGULAR: Final = """
ate:eat became:become began:begin bought:buy bound:bind broke:break brought:bring built:build
burst:burst came:come caught:catch chose:choose cut:cut drank:drink drew:draw drove:drive dug:dig
fed:feed fell:fall fled:flee flew:fly fought:fight found:find froze:freeze gave:give got:get
grew:grow held:hold kept:keep knew:know laid:lay led:lead left:leave lent:lend lost:lose made:make
met:meet overthrew:overthrow paid:pay put:put ran:run rose:rise sang:sing sank:sink sent:send
set:set shot:shoot shrank:shrink shut:shut sold:sell sought:seek spent:spend spoke:speak
sprang:spring spun:spin stole:steal stood:stand struck:strike swam:swim swept:sweep swore:swear
taught:teach threw:throw took:take tore:tear undertook:undertake went:go withdrew:withdraw
woke:wake won:win wrote:write
"""
_OF_STATES: Final = """
account add attract belong bring cast comprise consume contain cost count cover depend deserve
distinguish drive eat exist export feed fill fly give go grow handle hold include keep last lead
leave lend lie lose make measure need number operate own pay predict process rise run see sell
send speak spend stand suffer take teach throw use visit write
"""
"""Verbs that tell of what is so, beside those above: "the firm owns", "does the firm own"."""
_PLURALS: Final = frozenset({"people", "men", "women", "children", "police"})
_DOUBLING: Final = frozenset(
    {
        "acquit",
        "admit",
        "ban",
        "drop",
        "expel",
        "occur",
        "permit",
        "plan",
        "quit",
        "rob",
        "rot",
        "scan",
        "scrap",
        "skip",
        "stir",
        "stop",
        "submit",
        "swap",
        "tap",
        "top",
        "transfer",
    }
    | {"transmit", "trap", "trim"}
)
_NO_PARTICIPLE: Final = frozenset(
    {"became", "began", "broke", "came", "chose", "drew", "drove", "fell", "flew", "froze", "gave"}
    | {"grew", "ran", "rose", "sank", "shrank", "sprang", "stole", "swore", "took", "tore", "went"}
    | {"withdrew", "wrote", "ate", "drank", "knew", "overthrew", "sang", "spoke", "swam", "threw"}
    | {"undertook", "woke"}
)
"""Pasts that are finite wherever they stand, while "sold" is no second verb in "was sold"."""
_DONE: Final = frozenset(
    {"been", "become", "begun", "broken", "chosen", "come", "done", "drawn", "driven", "eaten"}
    | {"fallen", "flown", "frozen", "given", "gone", "grown", "hidden", "known", "overthrown"}
    | {"risen", "run", "seen", "shown", "shrunk", "spoken", "stolen", "sunk", "sworn", "taken"}
    | {"thrown", "torn", "undertaken", "withdrawn", "worn", "written"}
)
"""Participles that are no pasts."""
_OPENS_CLAUSE: Final = frozenset(
    {"that", "which", "who", "whom", "whose", "what", "when", "where", "while"}
    | {"because", "if", "as"}
)
"""Words before the verb after which it may belong to another clause."""
_NO_SUBJECT: Final = frozenset({"the", "a", "an", "to", "it", "there", "his", "her"})
"""Words that no finite verb follows, or whose sentence is another one turned around."""
_OTHERS: Final = frozenset(
    {"is", "are", "has", "have", "had", "did", "does", "do", "will", "would", "could", "can", "may"}
    | {"might", "must", "should", "shall", "said", "told", "saw", "wore", "bore", "hung"}
)
"""Finite verbs that are not turned."""
_PLACED: Final = frozenset({"in", "on", "at", "with", "for"})
"""Words after "had" where what somebody had is asked for: "had on board"."""
_MODALS: Final = frozenset({"will", "would", "can", "could", "may", "might", "must", "should"})
_BETWEEN: Final = frozenset({"never", "always", "not", "only", "also", "still", "ever", "often"})
"""Words before a verb that would be torn from it."""
_DETERMINED: Final = frozenset(
    {"the", "a", "an", "to", "of", "in", "on", "at", "for", "by", "with"}
)
"""Words after which "costs" or "supplies" is a noun."""
_OWNED: Final = frozenset({"a", "an", "the", "his", "her", "its", "their", "no"})
"""Words after "had" where it is no auxiliary: "had his report printed"."""


def inverted(clause: str) -> str | None:
    """Return "did the wall fall" for "the wall fell", or None where it is not certain."""
    words = clause.split()
    at = next((n for n, word in enumerate(words) if _may_be_verb(word)), 0)
    if at == 0 or not _are_subject(words[:at]):
        return None
    first = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return inverted_predicate(" ".join((first, *words[1:at])), " ".join(words[at:]))


def inverted_now(clause: str) -> str | None:
    """Return "does the firm employ" for "the firm employs", or None where it is not certain.

    As `inverted` does, of what is so now, "is", "are", "has" and "have" among it.
    """
    words = clause.split()
    found = [n for n, word in enumerate(words) if _may_be_now(words, n) or _may_be_verb(word)]
    if len(found) != 1 or found[0] == 0 or not _are_subject(words[: found[0]]):
        return None
    at = found[0]
    if words[at - 1].casefold() in _BETWEEN:
        return None
    first = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return _asked_now(" ".join((first, *words[1:at])), words[at], words[at + 1 :])


def _asked_now(subject: str, verb: str, rest: Sequence[str]) -> str | None:
    if verb in {"is", "are"} | _MODALS:
        return " ".join((verb, subject, *rest)) if rest else None
    if verb in {"has", "have"}:
        owned = not rest or _bare(rest[0]) in _OWNED | _PLACED or rest[0][0].isdigit()
        helping = "does" if verb == "has" else "do"
        return " ".join((helping, subject, "have", *rest)) if owned else None
    if verb in _THIRDS:
        return " ".join(("does", subject, _THIRDS[verb], *rest))
    return " ".join(("do", subject, verb, *rest)) if verb in _PRESENTS else None


def base_of(past: str) -> str | None:
    """Return "estimate" for "estimated", or None for a verb that is not known."""
    return _BASES.get(past)


def lasting(clause: str) -> str | None:
    """Return "has Ann led the board" for "Ann has led the board", or None where in doubt."""
    words = clause.split()
    found = [n for n, word in enumerate(words) if word in {"has", "have"}]
    if len(found) != 1 or not found[0] or not _are_subject(words[: found[0]]):
        return None
    at = found[0]
    rest = words[at + 1 :]
    done = bool(rest) and (rest[0].endswith("ed") or rest[0] in _BASES or rest[0] in _DONE)
    others = [word for n, word in enumerate(words) if n != at and _bare(word) in _BE | _OTHERS]
    if not done or others or any(_OPENS_CLAUSE.intersection(words)):
        return None
    subject = words[0].lower() if words[0] in {"The", "A", "An"} else words[0]
    return " ".join((words[at], subject, *words[1:at], *rest))


def of_many(predicate: str) -> str | None:
    """Return a predicate as many have it: "were found" for "was found"; None where in doubt.

    The verb is its first word, which has to be a known one.
    """
    verb, *rest = predicate.split()
    if any(_may_be_verb(word) for word in rest) and verb not in _BE | _OTHERS:
        return None
    many = {"was": "were", "is": "are", "has": "have", **_THIRDS}.get(verb, verb)
    known = many in _BE | _OTHERS or many in _BASES or many in _PRESENTS
    return " ".join((many, *rest)) if known else None


def _may_be_now(words: Sequence[str], at: int) -> bool:
    """Return whether a word may be a verb of the present: "employs", or "travel" after a plural."""
    bare, before = _bare(words[at]), words[at - 1].casefold() if at else ""
    if before in _MODALS:
        return False
    if bare in {"is", "are", "has", "have"} or bare in _THIRDS:
        return before not in _DETERMINED
    many = before in _PLURALS or (before.endswith("s") and not before.endswith("'s"))
    return bare in _PRESENTS and many


def inverted_predicate(subject: str, predicate: str) -> str | None:
    """Return "did Ann leave home" for a subject and "left home", or None where in doubt."""
    verb, *rest = predicate.split()
    if verb in _BE:
        return None if not rest or _is_finite(rest) else " ".join((verb, subject, *rest))
    if verb == "had":
        owned = (not rest or rest[0] in _OWNED | _PLACED) and not _is_finite(rest)
        return " ".join(("did", subject, "have", *rest)) if owned else None
    base = _BASES.get(verb)
    if base is None or any(_may_be_verb(word) for word in rest):
        return None
    return " ".join(("did", subject, base, *rest))


def _are_subject(words: Sequence[str]) -> bool:
    """Return whether these words before a verb are its subject and nothing else."""
    plain = [word.casefold() for word in words]
    opened = _OPENS_CLAUSE.intersection(plain)
    return plain[-1] not in _NO_SUBJECT and not opened and not any(w[-1] in ",;:" for w in words)


def _is_finite(words: Iterable[str]) -> bool:
    """Return whether one of these words after "was" is a finite verb of its own."""
    return any(_bare(word) in _BE | _OTHERS | _NO_PARTICIPLE for word in words)


def _may_be_verb(word: str) -> bool:
    """Return whether a word may be finite: a form of "be", a known past, or one in "-ed"."""
    bare = _bare(word)
    if not bare[:1].islower() or "-" in bare:
        return False
    return bare in _BE or bare in _OTHERS or bare in _BASES or bare.endswith("ed")


def _bare(word: str) -> str:
    return re.sub(r"\W+$", "", word)


def _past(base: str) -> str:
    if base in _DOUBLING:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}ed"


_BASES: Final[Mapping[str, str]] = {_past(each): each for each in _REGULAR.split()} | {
    past: base for past, _, base in (each.partition(":") for each in _IRREGULAR.split())
}
_PRESENTS: Final = frozenset(
    {*_REGULAR.split(), *_OF_STATES.split(), *_BASES.values()}
    - {"read", "set", "put", "cut", "let"}
)
"""Verbs as many use them now, but those whose past looks the same."""


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}s"


_THIRDS: Final[Mapping[str, str]] = {_third(each): each for each in _PRESENTS}
