"""A clause about the past turned into the rest of a question: "did the wall fall".

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
agree allow amend annex announce answer appear apply appoint approve arrive ask assign attach
attack attempt attend award back ban block borrow burn calculate capture carry carve cause cease
celebrate challenge change check clean clear climb close coin collapse collect combine commence
compare compete compile complete compose conclude conduct confirm connect conquer construct
consult contract contribute convert convict copy correct count create cross cure damage declare
decline dedicate defeat defend define deliver demand depart deploy deposit design destroy develop
devise die direct disappear discover dismiss dissolve distribute donate double draft dredge drift
drop earn edit elect eliminate embark emerge employ enact encounter end enforce engage enlarge
enlist enter erupt escape establish evacuate examine exceed excommunicate exhibit expand expel
expire explode export extend extract fail finance finish fire form formulate found fund gain
gather generate govern graduate grant halt hand happen help hire host identify illustrate
implement import impose imprison improve inaugurate increase inherit inspect inspire install
instruct introduce invade invent investigate invite isolate issue join jump kill land last launch
leak lift link live lower manage manufacture map march mark marry measure merge migrate modify
mount move murder name nationalise notice observe obtain occupy occur offer open orbit ordain
order organise organize overturn paint pass patent perfect perform perish permit persuade
photograph place plan plant play pledge plunder practise predict prepare present preserve prevent
print privatise proclaim produce prohibit promote propose protect protest prove provide publish
pull pump purchase push raise ratify reach receive recognise record redefine reduce refill reform
refuse regain register regulate reject release relocate remain remove rename renounce rent reopen
repair repeal replace replant represent require rescue resign restore resume retain retire return
reverse revoke reward rule sail search secure seize select sentence separate serve settle share
ship show sign slow smuggle stage start station stay stop strengthen stretch study submit succeed
suffer supply support surrender surround survive suspend sustain switch tax test tour trace trade
train transfer transform translate transmit travel treat trigger try turn unite unveil upgrade
urge use vaccinate vanish visit vote vow walk warn waste watch weigh welcome widen witness work
wreck yield
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
        "stop",
        "submit",
        "transfer",
    }
    | {"transmit"}
)
_NO_PARTICIPLE: Final = frozenset(
    {"became", "began", "broke", "came", "chose", "drew", "drove", "fell", "flew", "froze", "gave"}
    | {"grew", "ran", "rose", "sank", "shrank", "sprang", "stole", "swore", "took", "tore", "went"}
    | {"withdrew", "wrote", "ate", "drank", "knew", "overthrew", "sang", "spoke", "swam", "threw"}
    | {"undertook", "woke"}
)
"""Pasts that are finite wherever they stand, while "sold" is no second verb in "was sold"."""
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


def inverted_predicate(subject: str, predicate: str) -> str | None:
    """Return "did Ann leave home" for a subject and "left home", or None where in doubt."""
    verb, *rest = predicate.split()
    if verb in _BE:
        return None if not rest or _is_finite(rest) else " ".join((verb, subject, *rest))
    if verb == "had":
        owned = bool(rest) and rest[0] in _OWNED and not _is_finite(rest)
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
