"""Nouns for what a person is or does: offices, ranks, professions."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set

_OFFICES: Final = word_set(
    "president vice-president minister premier chancellor secretary director manager chief chair"
    " chairman chairwoman chairperson head leader mayor governor king queen emperor empress"
    " professor lecturer dean rector principal headteacher headmaster headmistress teacher"
    " commander general admiral colonel captain lieutenant major sergeant ambassador envoy senator"
    " congressman congresswoman mp deputy councillor commissioner editor founder co-founder bishop"
    " archbishop pope priest abbot vicar rabbi imam judge justice lawyer attorney prosecutor"
    " solicitor barrister notary spokesman spokeswoman spokesperson curator conservator engineer"
    " architect inspector officer official adviser advisor aide consultant scientist researcher"
    " historian author writer poet novelist playwright journalist reporter correspondent columnist"
    " composer conductor painter sculptor artist photographer actor actress singer musician"
    " violinist pianist player coach trainer referee economist analyst physician doctor surgeon"
    " nurse midwife pharmacist farmer baker brewer merchant shepherd explorer navigator astronomer"
    " mathematician philosopher inventor pilot astronaut sailor keeper librarian archivist warden"
    " ranger owner executive ceo cfo treasurer delegate negotiator diplomat statesman politician"
    " activist campaigner lobbyist successor predecessor printer publisher banker trader builder"
    " carpenter mason watchmaker clockmaker instrument-maker blacksmith miller fisherman hunter"
    " monk nun missionary theologian scholar translator linguist lexicographer cartographer"
    " surveyor mapmaker geographer explorer botanist chemist physicist biologist geologist"
    " zoologist ecologist epidemiologist virologist hydrologist glaciologist climatologist"
    " meteorologist archaeologist anthropologist sociologist psychologist neurologist cardiologist"
    " oceanographer demographer statistician technician electrician mechanic superintendent"
    " overseer foreman steward trustee regent viceroy duke duchess earl count countess prince"
    " princess sultan tsar shah caliph consul prefect magistrate sheriff constable detective"
    " policeman firefighter soldier spy agent lecturer tutor fellow student apprentice pupil"
    " entrepreneur businessman businesswoman industrialist shipowner landlord brewer tailor weaver"
    " designer developer programmer coordinator organiser organizer chef cook host presenter"
    " producer filmmaker dramatist essayist critic reviewer laureate winner champion athlete"
    " runner cyclist swimmer striker goalkeeper midfielder co-author co-director vice-chair"
    " co-chair lead undersecretary ombudsman auditor actuary broker co-ordinator choreographer"
    " dancer cellist organist soprano tenor jurist legislator lawmaker representative chairperson"
    " spokesperson registrar chaplain deacon cardinal patriarch commissar chaplain bailiff clerk"
)
_ENDINGS: Final = (
    "ologist",
    "maker",
    "builder",
    "keeper",
    "worker",
    "master",
    "ographer",
    "ician",
    "economist",
    "ologer",
)
_DOING: Final = ("er", "or", "ist", "ian", "woman", "man")
_KIN: Final = word_set(
    "father mother brother sister daughter grandfather grandmother stepmother stepfather member"
    " number center letter matter winter summer river tower paper power order character disaster"
    " flower minor major senior junior partner lover admirer supporter brother-in-law human"
    " former later other former stranger survivor sister-in-law cancer corner monster amphibian"
)
_PEOPLE: Final = ("ist", "ian", "woman", "man")
"""Endings that hardly any thing has, as "sensor" and "container" have the others."""
_SHORT: Final = 5
_BARE: Final = word_set(
    "president minister premier chancellor secretary mayor governor king queen emperor empress pope"
    " chairman chairwoman chair director head"
)


def is_office(lemma: str) -> bool:
    """Return whether a noun in small letters says what a person is or does."""
    if lemma in _OFFICES or lemma.endswith(_ENDINGS):
        return True
    return len(lemma) > _SHORT and lemma.endswith(_DOING) and lemma not in _KIN


def is_person(lemma: str) -> bool:
    """Return whether a noun in small letters can be said of nothing but a person."""
    if lemma in _OFFICES or lemma.endswith(_ENDINGS):
        return True
    return len(lemma) > _SHORT and lemma.endswith(_PEOPLE) and lemma not in _KIN


_NOBODY_IN_PARTICULAR: Final = word_set(
    "child son wife husband widow widower man woman person boy girl native victim friend figure"
    " name one relative cousin nephew niece aunt uncle grandson granddaughter great-grandson parent"
    " great-granddaughter orphan twin rival fan source giant hero heroine fool genius saint legend"
    " descendant heir stepson grandparent baby youth adult guest visitor passenger fact move step"
    " decision choice role job title post year time place thing half third quarter position"
    " favourite pioneer star icon symbol example voice face total group couple pair team family"
)
"""Nouns that tell of kin, praise or nothing much where an office might stand."""


def is_kin(lemma: str) -> bool:
    """Return whether a noun beside a name tells nothing of what somebody does."""
    return lemma in _NOBODY_IN_PARTICULAR or lemma in _KIN


def one_holder(lemma: str) -> bool:
    """Return whether an office has one holder at a time, and so stands without an article."""
    return lemma in _BARE
