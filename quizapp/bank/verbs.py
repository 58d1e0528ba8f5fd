"""The verbs that questions are made with: their past, and their present where it is one only."""

from collections.abc import Mapping
from typing import Final

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
_OF_THE_PAST: Final = """
accompany acknowledge act address administer affect affirm aid ambush amount appeal approach
assassinate assume attain avert blame blast border bury charge cite clash commit condemn confiscate
confront consist continue control convene crash crush decide decrease defy delay denounce deny
depict derive descend describe detain determine devastate diagnose diminish displace display
dispute divert divorce ease educate embody embrace endorse enjoy enrol escalate evaluate exempt
express face flourish force formalise hijack highlight implore imply incorporate indicate inflict
inform initiate injure integrate intend intercept interpret interrupt intervene lease mediate miss
mobilise mobilize modernise modernize motivate object omit originate persist pioneer plot point
populate possess prevail progress prompt propel pursue quote ransack rebel refer regard reinforce
relieve remind renew repel report resist resolve reveal revise revolt ruin seal specify spark star
step stress strip substitute succumb supervise talk target televise tend terminate torture total
view wage
"""
"""Verbs whose present is a noun as often, or is not met in facts: known by their past alone."""
_DOUBLING: Final = frozenset(
    {
        "acquit",
        "admit",
        "ban",
        "commit",
        "control",
        "drop",
        "enrol",
        "expel",
        "occur",
        "omit",
        "permit",
        "plan",
        "plot",
        "propel",
        "quit",
        "rebel",
        "refer",
        "repel",
        "rob",
        "rot",
        "scan",
        "scrap",
        "skip",
        "star",
        "step",
        "stir",
        "stop",
        "strip",
        "submit",
        "swap",
        "tap",
        "top",
        "transfer",
    }
    | {"transmit", "trap", "trim"}
)


def _past(base: str) -> str:
    if base in _DOUBLING:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}ed"


_PAST_AND_NOW: Final[Mapping[str, str]] = {_past(each): each for each in _REGULAR.split()} | {
    past: base for past, _, base in (each.partition(":") for each in _IRREGULAR.split())
}
BASES: Final[Mapping[str, str]] = {
    **{_past(each): each for each in _OF_THE_PAST.split()},
    **_PAST_AND_NOW,
}
PRESENTS: Final = frozenset(
    {*_REGULAR.split(), *_OF_STATES.split(), *_PAST_AND_NOW.values()}
    - {"read", "set", "put", "cut", "let"}
)
"""Verbs as many use them now, but those whose past looks the same."""


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}s"


THIRDS: Final[Mapping[str, str]] = {_third(each): each for each in PRESENTS}
