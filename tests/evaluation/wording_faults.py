"""What is wrong with the words of a draft, whatever it says."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lemminflect import getAllLemmas, getInflection

from tests.evaluation import words
from tests.evaluation.gold import Item

COPIED_WORDS: Final = 9
_FIRST_PERSON: Final = re.compile(r"\b(I|we|We|you|You|my|My|our|Our|us|your|Your|me)\b(?!\.)")
_NUMERAL: Final = re.compile(
    r"\b(?:World War|Phase|Part|Type|Class|Act|Chapter|Volume|Stage|Article) I\b"
    r"|\b(?:King|Queen|Pope|Tsar|Emperor|Empress|Prince|Duke|Sultan|Shah) [A-Z][\w-]+ I\b"
    r"|\b[A-Z][\w-]+ I(?= of [A-Z]|['\u2019]s\b)"
)
"""Where "I" is the number one, whether or not the draft knows the name."""
_PERSON: Final = re.compile(r"\b(he|she|his|her|him|hers|they|their|them)\b", re.IGNORECASE)
_THING: Final = re.compile(r"\b(it|its|itself)\b", re.IGNORECASE)
_POINTING: Final = re.compile(
    r"\b(this|these|those|the latter|the former|such a|here|aforementioned)\b(?! who\b)",
    re.IGNORECASE,
)
_DEICTIC: Final = re.compile(
    r"\b((last|next|this) (week|month|year|night|spring|summer|autumn|winter)|yesterday|tomorrow"
    r"|(on|last|next) (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tonight)\b"
)
"""A time that means something only on the day of the article."""
_SOMEBODY: Final = re.compile(
    r"captain|officer|mayor|president|minister|king|queen|prince|princess|duke|emperor|empress"
    r"|bishop|abbot|priest|monk|nun|judge|lawyer|doctor|nurse|teacher|farmer|fisher|miller|baker"
    r"|smith|merchant|painter|writer|author|poet|composer|engineer|worker|driver|sailor|soldier"
    r"|general|admiral|colonel|owner|founder|inventor|director|manager|leader|secretary|chair"
    r"|governor|witness|defendant|prisoner|widow|widower|wife|husband|mother|father|sister|brother"
    r"|son|daughter|girl|boy|man|woman|child|patient|student|pupil|reader|professor|prosecutor"
    r"|inspector|neighbour|successor|predecessor|tenant|landlord|visitor|player"
    r"|[a-z]+(?:ist|ian|man|woman|keeper|maker)"
)
_CLAUSES: Final = ("what", "point", "cause", "effect", "gist", "meaning", "gave", "got", "pledge")
_OPEN_END: Final = re.compile(
    r"\b(the|an?|of|to|from|with|and|or|but|as|that|which|who|whose|been|than|into|his|her|its|their"
    r"|because|when|while|if|not|very|(?:that|which|who) (?:is|are|was|were|has|had|have))\W*$"
)
_OPEN_ACT: Final = re.compile(r"\b(and|or|but|that|which|who|because|when|while|if)$")
"""An act may end in "with" or "the", before its object, but not in one of these."""
_FINITE: Final = re.compile(
    r"\b(is|are|was|were|be|has|have|had|does|do|did|will|would|can|could|may|might|must|shall"
    r"|should|said|told|says)\b"
)
_FRONTED: Final = re.compile(
    r"^(?:(?:According to|Thanks to|Because of|Across|After|At|Before|Between|By|Despite|During"
    r"|For|From|In|On|Over|Since|Throughout|Under|Until|With|Within|Without) [^,]*, )+",
    re.IGNORECASE,
)
"""What may stand before the main clause ("In 1984, the council ...") and holds no verb itself."""
_ASIDE: Final = re.compile(r",\s(an?|the|who|which|whose)\s[^,]*(,|$)")
"""An apposition or relative clause, in which a sentence has not got its verb."""
_BECAUSE: Final = re.compile(r"\bbecause (?!of\b)([^,]*)")
_TURNING: Final = re.compile(
    r"\b(not|never|no|too|almost|nearly|barely|hardly|scarcely|less than|more than|fewer than"
    r"|at least|at most|up to|failed to|refused to)\s+(\w+)",
    re.IGNORECASE,
)
"""What turns the word after it into something else."""
_NEGATIVES: Final = ("not", "never", "no", "without")
_INSTEAD: Final = {
    **dict.fromkeys(_NEGATIVES, _NEGATIVES),
    **dict.fromkeys(("less than", "fewer than"), ("less than", "fewer than", "under", "below")),
    "more than": ("more than", "over", "above"),
}
"""What says the same as a turning word: "no data" is kept in "without collecting data"."""
_WHOLE_OFFICE: Final = re.compile(r"\b(?:of|for|responsible)\b")
"""What tells of what somebody is the head or the minister."""
_NO_WORDING: Final = frozenset({"act", "when"})
"""An act ends before its object ("signed with"); a date may end in two dots."""
_PLURAL_WITHOUT_S: Final = frozenset(
    {"people", "men", "women", "children", "police", "cattle", "sheep", "fish", "mice", "media"}
)
_FINITE_FORMS: Final = ("VBD", "VBZ")
_LEAST_BEFORE: Final = 3
"""Words before a pronoun among which what it stands for can be."""


def dangling(item: Item) -> str:
    """Return the pronoun that stands for nothing, or ""."""
    texts = [item.statement]
    # "What did the town give?" - "its right to mint coins": the giver is named in the question.
    named = frozenset({"gave", "got", "pledge"} if "giver" in item.slots else ())
    clauses = [slot for slot in _CLAUSES if slot in item.slots and slot not in named]
    # A point is only ever shown behind the one whose it is: "what did Reid say?"
    held = item.type == "claim" and str(item.slots.get("point", "")) in item.statement
    texts.extend(str(item.slots[slot]) for slot in clauses if not (held and slot == "point"))
    steps = item.slots.get("steps", ())
    texts.extend(str(each["text"]) for each in steps)
    for text in texts:
        plain = _without_numerals(words.without_quotes(text), item)
        found = _dangling(plain, whole=text == item.statement)
        if found:
            return f'"{found}" in "{text}"'
    return ""


def _without_numerals(text: str, item: Item) -> str:
    """Return the text with "Francis 1" for "Francis I": the number is no speaker."""
    names = {each for name in item.names.values() for each in name.all if re.search(r" I\b", each)}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", re.sub(r" I\b", " 1", name), text)
    return _NUMERAL.sub(lambda found: f"{found.group()[:-1]}1", text)


def _dangling(text: str, *, whole: bool) -> str:
    for pattern in (_FIRST_PERSON, _POINTING, _DEICTIC):
        found = pattern.search(text)
        if found:
            return found.group()
    for found in _PERSON.finditer(text):
        before = text[: found.start()].split()
        named = any(each[:1].isupper() for each in (before[1:] if whole else before))
        if not before or (not named and len(before) < _LEAST_BEFORE):
            return found.group()
        singular = found.group().casefold() in {"he", "she", "his", "her", "him", "hers"}
        known = any(each[:1].isupper() or _is_somebody(each) for each in before)
        if singular and not known:
            return found.group()
    for found in _THING.finditer(text):
        if len(text[: found.start()].split()) < _LEAST_BEFORE - 1:
            return found.group()
    return ""


def _is_somebody(word: str) -> bool:
    """Return whether a word without a capital means one person: "the captain"."""
    return bool(_SOMEBODY.fullmatch(word.strip(".,;:")))


def ungrammatical(item: Item) -> str:
    """Return what is plainly wrong with the grammar of the statement or a slot, or ""."""
    statement = item.statement
    if not statement.rstrip("\"'\u201d\u2019").endswith("."):
        return "no full stop"
    if not (statement[:1].isupper() or statement[:1].isdigit() or statement[:1] in '"\u201c£$€'):
        return "begins with a small letter"
    shape = _misshapen(item)
    if shape:
        return shape
    if not _has_finite_verb(words.without_quotes(statement)):
        return "no finite verb"
    act = str(item.slots.get("act", ""))
    if _OPEN_ACT.search(act):
        return f'cut off: "{act}"'
    return _without_reason(statement)


def _without_reason(statement: str) -> str:
    """Return what is wrong where a statement has "because" and no clause after it, or ""."""
    reason = _BECAUSE.search(statement)
    if reason and not _has_finite_verb(f"_ {reason.group(1)}"):
        return "no verb after because"
    return ""


def _misshapen(item: Item) -> str:
    """Return the text whose marks or end are wrong, with the reason, or ""."""
    slots = (value for slot, value in item.slots.items() if slot not in _NO_WORDING)
    texts = [item.statement, *(each for each in slots if isinstance(each, str))]
    for text in texts:
        fault = _shape(text)
        if fault:
            return f'{fault}: "{text}"'
    return ""


def _shape(text: str) -> str:
    if text.count("(") != text.count(")") or text.count('"') % 2:
        return "left open"
    if text.count("\u201c") != text.count("\u201d"):
        return "left open"
    if re.search(r"\s[,.;:]|(^|\s)\"\s|[,;:]\s?[.,;:]|\s\s|\.\.$|^[,;:]", text):
        return "stray mark"
    closed = text.rstrip(".")[-1:] in "\"'\u201d" or _ends_with_her(text)
    if " " in text and _OPEN_END.search(text) and not closed:
        return "cut off"
    if re.search(r"\b(?!(?:that|had|her)\b)([a-z]+) \1\b", text) or " that that " in text:
        return "word doubled"
    return ""


def _ends_with_her(text: str) -> bool:
    """Return whether a text ends with somebody a verb is about: "a colleague denounced her"."""
    last = words.tokens(text)[-2:]
    return last[1:] == ["her"] and _may_be_finite(last[0])


def _has_finite_verb(text: str) -> bool:
    text = _ASIDE.sub(" ", _FRONTED.sub("", text))
    if _FINITE.search(text):
        return True
    found = words.tokens(text)[1:]
    if any(_may_be_finite(each) for each in found):
        return True
    pairs = pairwise(words.tokens(text))
    return any(
        (one.endswith("s") or one in _PLURAL_WITHOUT_S) and _is_base(two) for one, two in pairs
    )


def _is_base(word: str) -> bool:
    """Return whether a word can be a verb after a plural noun ("vehicles cause")."""
    return word in getAllLemmas(word, "VERB").get("VERB", ())


def _may_be_finite(word: str) -> bool:
    """Return whether a word can be a verb in the past or the third person."""
    lemmas = getAllLemmas(word, "VERB").get("VERB", ())
    return any(word in getInflection(lemma, penn) for lemma in lemmas for penn in _FINITE_FORMS)


def lost(item: Item) -> str:
    """Return a "not" or "too" of the evidence that the statement drops before its word, or ""."""
    given = f" {' '.join(words.tokens(item.statement))} "
    for found in _TURNING.finditer(item.evidence):
        turn, word = (each.casefold() for each in found.groups())
        kept = f" {word} " in given and not words.is_small(word)
        told = any(f" {each} " in given for each in _INSTEAD.get(turn, (turn,)))
        # "Not admitted until 1340" says that it was admitted then.
        if kept and not told and "until" not in item.evidence[found.end() :]:
            return found.group()
    return ""


def clumsy(item: Item) -> str:
    """Return a wording that an author would mend though it is not wrong, or ""."""
    if item.type == "role":
        if _WHOLE_OFFICE.search(str(item.slots.get("office", ""))):
            return ""
        office = re.escape(str(item.slots.get("office", "")))
        found = re.search(rf"\b(?:is|was|are|were) the {office}\.$", item.statement)
        return found.group() if found else ""
    return ""


def copied(item: Item, passage: str) -> str:
    """Return nine words in a row that the statement has from the passage, or "".

    Names, figures and the members of a list cannot be put in other words: they are not counted.
    """
    whole = f" {' '.join(words.tokens(passage))} "
    for part in words.without_quotes(item.statement).split("_"):
        found = words.tokens(part)
        own = _own_words(item, part)
        for start in range(len(found)):
            end = start + 1
            while end <= len(found) and f" {' '.join(found[start:end])} " in whole:
                end += 1
            if sum(own[start : end - 1]) >= COPIED_WORDS:
                return " ".join(found[start : end - 1])
    return ""


def _own_words(item: Item, text: str) -> list[bool]:
    """Return of each word of a text whether an author could have chosen another."""
    found = words.tokens(text)
    own = [not each for each in words.is_capital(text)]
    own[:1] = [True] * bool(found)
    for wording in _fixed_wordings(item):
        sought = words.tokens(wording)
        for start in range(len(found) - len(sought) + 1):
            if sought and found[start : start + len(sought)] == sought:
                own[start : start + len(sought)] = [False] * len(sought)
    own = [mine and not words.numbers(each) for mine, each in zip(own, found, strict=True)]
    for place in range(1, len(found) - 1):
        if found[place] in {"and", "or"} and not own[place - 1] and not own[place + 1]:
            own[place] = False
    return own


def _fixed_wordings(item: Item) -> Iterator[str]:
    """Yield the names that the slots point to, and the members of lists."""
    for value in item.slots.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and each in item.names:
                yield from item.names[each].all
            elif isinstance(each, dict) and "thing" in each:
                yield str(each["thing"])
