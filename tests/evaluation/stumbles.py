"""What a reader stumbles over in a statement that is true: no noun, no tense, no whole office."""

import re
from typing import Final

from lemminflect import getAllLemmas, getInflection

from tests.evaluation import words
from tests.evaluation.gold import Item

_PLACES: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|other|former|latter"
    "|largest|smallest|oldest|youngest|longest|shortest|highest|tallest|earliest|latest|best|rest"
)
_HEAD: Final = re.compile(
    rf"(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bwere )(?<!\bbecame )"
    rf"\b(?:(?:[Tt]he|[Aa]nother) (?:{_PLACES})|^A (?:{_PLACES}))(?: ([\w'-]+)|[.,]|$)"
)
"""A word of order or degree, with the word after it; not "is the oldest in the county"."""
_SMALL_AFTER: Final = frozenset(
    """was were is are had has have did would will could can may might must should at by for from
    on with after before during when where while and but""".split()  # noqa: SIM905 - a list of words
)
_ONE: Final = re.compile(r"\b(\w+,?) (ones?)(?: ([\w'-]+)|[.,]|$)", re.IGNORECASE)
_OPENING_ONE: Final = re.compile(r"^Ones?\b(?! (?:of|in|out|side|end)\b)")
_AFTER_ONE: Final = frozenset({"of", "another", "out", "day", "and", "or", "by"})
"""What makes a number or an idiom of "one": "one in three", "one another"."""
_BOTH: Final = re.compile(r"^Both (?!.*\band\b)")
_BESIDE: Final = re.compile(
    r"\b(?:the )?(?:following|previous|preceding) (?:year|month|week|day|night|morning|spring"
    r"|summer|autumn|winter|decade|century)\b|\ball the same\b",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"^in (?!(?:1\d|20)\d\d\b)")
"""What follows the "one" of a share, not of a year: "one in three"."""
_COUNTED: Final = re.compile(
    r"\b(?:an?|another|every|each) [a-z]|\b(?:two|three|four|five|\d+) [a-z]+s\b", re.IGNORECASE
)
"""What a later "one" is like or one of: "a can requires less than one made anew"."""
_IDLE: Final = frozenset(
    {"no", "that", "every", "any", "only", "some", "than", "number", "phase", "of", "below"}
    | {"is", "was", "be", "being"}
)
"""Words before a "one" that is a number, or that says itself of what it is one."""
_BARE_NUMBER: Final = re.compile(
    r"\b([a-z]+) (\d[\d,]*)(?: (?:for|in|by|at|on|from|with|after|before|during|and)\b|\.$)"
)
_NUMBERED: Final = frozenset({"numbered", "totalled", "totaled", "reached", "measured"})
_YEAR: Final = re.compile(r"1\d{3}|20\d\d")
_OWNER: Final = re.compile(
    r"\b([a-z]+)['\u2019]s? (?:successors?|predecessors?|heirs?|chair\w*|director|leaders?"
    r"|president|members?|founders?|spokes\w+|employees|headquarters)\b"
)
_OWNERLESS: Final = re.compile(
    r"^The (?:successor|predecessor|widow|heir|eldest|youngest)s? (?!of\b|to\b)"
)
"""Who is somebody's, and the statement does not say whose."""
_VERBLESS: Final = re.compile(r", (?:and|but) (?:the|an?) [a-z]+ (?:the|an?) [a-z]")
"""A second clause that has lost its verb: "and the lens the largest"."""
_ABSTRACT: Final = frozenset(
    """anger rage fear hope love hatred joy grief pride shame envy outrage pressure unrest support
    protest debate weather rain waste noise traffic trade growth""".split()  # noqa: SIM905 - a list of words
)
"""What happens or is felt: nobody is its successor or its chairman."""
_MANY_WAS: Final = re.compile(
    r"^(?:(?:The|Some|Most|Many|[A-Z][a-z]+|\d+) )?((?:[a-z-]+ )?)([a-z]+s) (was|is|has)\b"
)
_COUNTING: Final = frozenset({"each ", "every ", "one ", "a ", "an ", "no "})
_WILL: Final = re.compile(r"\b(?:\w+ed|said|thought|told|held|felt|foresaw) that\b.*\bwill\b")
_OFFICES: Final = frozenset(
    """mayor president chairman chairwoman chair director commander secretary treasurer governor
    minister chancellor premier captain speaker warden bishop abbot head leader deputy""".split()  # noqa: SIM905 - a list of words
)
_SINCE: Final = re.compile(r"\b(?:was|were) [^,]*\bsince (?:1\d{3}|20\d\d)\b")


def stumble(item: Item) -> str:
    """Return the words over which a reader of the statement alone stumbles, or ""."""
    statement = words.without_quotes(item.statement)
    found = _without_noun(statement) or _beside(statement) or _one(statement)
    found = found or _bare_number(statement) or _owner(statement) or _many_was(statement)
    found = found or _first_of((_OWNERLESS, _VERBLESS), statement)
    return found or _tense(item, statement) or _office(item, statement)


def _first_of(patterns: tuple[re.Pattern[str], ...], statement: str) -> str:
    return next((found.group() for each in patterns if (found := each.search(statement))), "")


def _without_noun(statement: str) -> str:
    """Return "the fifth" of "The fifth was built": whose fifth it was is not said."""
    for found in _HEAD.finditer(statement):
        after = (found[1] or "").casefold()
        if not after or after in _SMALL_AFTER or _is_past(after):
            return found.group()
    return ""


def _is_past(word: str) -> bool:
    """Return whether a word is a verb in the past and no noun."""
    verbs = getAllLemmas(word, "VERB").get("VERB", ())
    past = any(word in getInflection(each, "VBD") for each in verbs)
    return past and not getAllLemmas(word, "NOUN").get("NOUN")


def _bare_number(statement: str) -> str:
    """Return "followed 32 for": a number behind a verb, and no noun that it counts."""
    for found in _BARE_NUMBER.finditer(statement):
        verb, number = found[1], found[2]
        if _is_past(verb) and verb not in _NUMBERED and not _YEAR.fullmatch(number):
            return found.group()
    return ""


def _owner(statement: str) -> str:
    """Return "anger's successor": an office or a follower of what can have none."""
    found = _OWNER.search(statement)
    return found.group() if found is not None and found[1] in _ABSTRACT else ""


def _many_was(statement: str) -> str:
    """Return "bottles was": a plural subject with a verb for one."""
    found = _MANY_WAS.match(statement)
    if found is None or not _is_plural(found[2]) or found[1].casefold() in _COUNTING:
        return ""
    return f"{found[2]} {found[3]}"


def _beside(statement: str) -> str:
    found = _BESIDE.search(statement) or _BOTH.search(statement)
    return found.group() if found else ""


def _one(statement: str) -> str:
    """Return "bought one" where no noun before it says one of what."""
    opening = _OPENING_ONE.search(statement)
    if opening and not re.match(r"One [a-z]+\b", statement):
        return opening.group()
    for found in _ONE.finditer(statement):
        before, one, after = (str(each or "").casefold() for each in found.groups())
        share = _PART.search(statement[found.start(3) :]) if after == "in" else None
        number = one == "one" and (after in _AFTER_ONE or share or _may_be_noun(after))
        known = _told_of_many if one == "one" else _tells_noun
        if not number and before not in _IDLE and not known(statement[: found.start()]):
            return found.group()
    return ""


def _may_be_noun(word: str) -> bool:
    return bool(word) and bool(getAllLemmas(word, "NOUN").get("NOUN")) and word not in _SMALL_AFTER


def _told_of_many(before: str) -> bool:
    """Return whether a plural object before may be what "one" is one of: not the subject alone."""
    found = [each for each in words.tokens(before) if _is_plural(each)]
    return len(found) > 1 or bool(_COUNTED.search(before))


def _tells_noun(before: str) -> bool:
    """Return whether a noun stands before that "ones" can be: "the image with earlier ones"."""
    return any(_may_be_noun(each) and not words.is_small(each) for each in words.tokens(before))


def _is_plural(word: str) -> bool:
    lemmas = getAllLemmas(word, "NOUN").get("NOUN", ())
    return bool(lemmas) and word not in lemmas and not words.is_small(word)


def _tense(item: Item, statement: str) -> str:
    """Return "feared that it will", where the passage has "would"; and "was ... since"."""
    found = _WILL.search(statement)
    if found and re.search(r"\bwould\b", item.evidence):
        return found.group()
    since = _SINCE.search(statement) if item.type == "role" else None
    return since.group() if since else ""


def _office(item: Item, statement: str) -> str:
    """Return an office without its place: "was a mayor"."""
    office = str(item.slots.get("office", "")).casefold() if item.type == "role" else ""
    if office in _OFFICES and re.search(rf"\ban? {office}\.$", statement, re.IGNORECASE):
        return f"a {office}"
    return ""
