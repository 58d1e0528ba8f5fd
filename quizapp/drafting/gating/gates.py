"""What a draft has to pass before an author sees it."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from quizapp.bank import edtf
from quizapp.bank.check import FACT_RULES
from quizapp.bank.document import Article, Entity, FactBase, Passage, Source
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.material import Broken, Located, Material
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import Node
from quizapp.drafting.gating.cut_ends import cut_end
from quizapp.drafting.lexis.lexicon import is_common, tag_of
from quizapp.drafting.shapes.proposal import Named
from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run

_DANGLING: Final = re.compile(
    r"\b(?!(?-i:US|IT)\b)(?:he|she|they|him|them|we|us|i|our|this|these|those|there|here|such"
    r"|however|therefore|thus|moreover|furthermore|nevertheless|also|meanwhile|instead"
    r"|himself|herself|itself|themselves|it"
    r"|(?:last|next) (?:year|month|week|night|spring|summer|autumn|winter|decade|century)"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?= (?:by|in|at|to|that|after|and)\b|[.,]|$)"
    r"|(?:early|earlier|late|later) today|tonight|yesterday|tomorrow"
    r"|the same (?:period|time|year|month|week|day|place))\b",
    re.IGNORECASE,
)
_SUCH_AS: Final = re.compile(
    r"\bsuch as\b|\bthose (?:who|of|in|that|with)\b"
    r"|\bthere (?:is|are|was|were|ha[sd] been|have been"
    r"|(?:will|would|should|could|may|might|must) be)\b"
)
_ALONE: Final = frozenset({"each", "both", "neither", "either", "none", "others", "another"})
_CUT_OFF: Final = re.compile(
    r"\b(?:an?|the|and|or|of) (?:in|on|by|for|to|from|of|with|at|was|is|were)\b"
    r"(?! (?:and|or|least|most)\b)"
    r"|\b(?:and|or|but|of|the|an?)[.,]|\b(?:in order|so as)\.$"
)
_LOOSE_END: Final = re.compile(r"\b(?:an?|the|and|or|but|of|that|who|which|by|than|as)$")
_HANGING: Final = re.compile(r"\b(?:in|on|at|for|with|to|from|into)$")
_ASKING: Final = re.compile(r"^(?:According to [^,]*, )?(?:whose|which|who|whom)\b", re.IGNORECASE)
"""A relative that lost what it hangs on: "Whose cost was put at 95 million"."""
_LINKING: Final = re.compile(
    r"^Following (?![^,]*,)|^The reason why (?:has|have|had|was|is|were)\b"
)
"""An opening whose own clause, or whose subject, is lost: "Following Marsh died in 1930."."""
_FEWER: Final = re.compile(r"^The (\w+) ")
_COUNTS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WHOSE: Final = re.compile(r"\bthe (?:[a-z]+ )?whose\b")
_NO_PRONOUNS: Final = re.compile(r"(?<=\w )(?P<name>[A-Z]\w+) I\b|^(?P<first>[A-Z]\w+) I\b")
"""A number that looks like a pronoun: of a king, of a war."""
_STARTS: Final = re.compile(r"[^a-z]|[a-z]+[A-Z\d-]|[a-z]\b")
"""How a whole statement begins: a capital, a figure, a mark, or a name like "iPhone"."""
_RUN_ON: Final = re.compile(r"\b[a-z]{3,}\.[A-Z][a-z]")
"""A missing space: "said.Professor"."""
_INITIALS: Final = 2
_SHORTEST: Final = 4
_LONGEST: Final = 45
_NODE: Final = Node(1, 1, {})
_SECTION: Final = {"event": ("what",), "action": ("act",), "quantity": ("what",)}


def dangling(text: str, *, bound: Collection[str] = ()) -> str:
    """Return the first word that points to nothing in the text, or "".

    Args:
        bound: pronouns that stand for what the text names before them.
    """
    outside = re.sub(r"[“\"][^”\"]*[”\"]", " ", _SUCH_AS.sub(" ", text))
    outside = _NO_PRONOUNS.sub(_named_so, outside)
    words = (each.group() for each in _DANGLING.finditer(outside))
    return next((each for each in words if each.casefold() not in bound), "")


def _named_so(found: re.Match[str]) -> str:
    """Return "_" for "World War I" and "Philip I", but not for "When I"."""
    opening = found["first"]
    return found[0] if opening and is_common(opening) else "_"


def _counting_nobody(words: Sequence[str]) -> str:
    """Return "each" of "each costs 410 euros", where it is not said of what; else ""."""
    low = words[0].casefold()
    alone = low in _ALONE and tag_of(words[1].casefold())[:2] in {"VB", "MD"}
    return low if alone else ""


def answers(
    fact: Mapping[str, Any], entities: Mapping[str, Named]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each slot whose wording the statement has to hold once, with its wordings."""
    slots = fact["slots"]
    if fact["type"] == "acronym":
        # The statement holds the term twice: as it is written short, and spelled out.
        yield "short", (slots["short"],)
        yield "expansion", (slots["expansion"],)
        return
    for slot in ("where", "actor", "object", "place", "person", "speaker", "term", "name"):
        named = entities.get(slots.get(slot, "")) if isinstance(slots.get(slot), str) else None
        if named is not None:
            yield slot, (named.name, *named.aliases)
    if slots.get("when"):
        yield "when", (slots.get("when_label") or edtf.label(slots["when"]),)
    if fact["type"] == "quantity":
        yield "value", (number_label(float(slots["value"]), slots["unit"]),)
    if fact["type"] == "role":
        yield "office", (slots["office"],)


def held_times(statement: str, wordings: Iterable[str]) -> int:
    """Return how many times one of the wordings stands in the statement."""
    longest = sorted({each for each in wordings if each}, key=len, reverse=True)
    if not longest:
        return 0
    pattern = "|".join(re.escape(each) for each in longest)
    return len(re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", statement, re.IGNORECASE))


_HALF: Final = re.compile(
    r"\b(?:said|wrote|argued|claimed|stated|added|insisted) that"
    r" (?:when|if|because|although|while|after|before|since) [^,]*\.$|;,| for,"
)
"""What is said has lost its main clause: "wrote that when she died."."""


def _broken(statement: str) -> str:
    """Return why a statement is not one whole sentence, or ""."""
    if _HALF.search(statement):
        return "the clause that matters is lost"
    if not _STARTS.match(statement) or _RUN_ON.search(statement):
        return "the statement does not begin as a sentence does, or runs two into one"
    if statement.count("(") != statement.count(")") or statement.count('"') % 2:
        return "a bracket or quotation mark is open"
    if statement.count("“") != statement.count("”"):
        return "a quotation mark is open"
    return ""


def _miscounted(fact: Mapping[str, Any], statement: str) -> bool:
    """Return whether "the three orders" are told with other than three members."""
    found = _FEWER.match(statement)
    word = found[1].casefold() if found else ""
    number = int(word) if word.isdecimal() else _COUNTS.index(word) + 2 if word in _COUNTS else 0
    members = fact["slots"].get("members", ())
    return bool(number and members and number < 20 and number != len(members))  # noqa: PLR2004 - no year


def _is_cut_off(statement: str) -> bool:
    """Return whether words are lost: "the in"; "to red, to white and to amber" is whole."""
    for found in _CUT_OFF.finditer(statement):
        joint, _, after = found[0].partition(" ")
        again = joint in {"and", "or"} and f" {after} " in statement[: found.start()]
        if not again:
            return True
    return False


def _without_longer(statement: str, named: Named, entities: Mapping[str, Named]) -> str:
    """Return a statement without the names that hold a name: "Valley Falls Company"."""
    if named.name not in statement:
        return statement
    for other in entities.values():
        if len(other.name) > len(named.name) and named.name in other.name:
            statement = statement.replace(other.name, "_")
    return statement


def fault(  # noqa: C901, PLR0911 - one return per gate
    fact: JsonObject, entities: Mapping[str, Named], *, bound: Collection[str] = ()
) -> str:
    """Return why a statement does not do, in words, or "".

    Args:
        bound: pronouns that stand for the one whom the statement names before them.
    """
    statement = fact["statement"]
    words = statement.split()
    if not _SHORTEST <= len(words) <= _LONGEST:
        return "the statement is too short or too long"
    word = dangling(statement, bound=bound) or _counting_nobody(words)
    if word:
        return f'"{word}" points to something outside the statement'
    broken = _broken(statement)
    if broken:
        return broken
    if _miscounted(fact, statement):
        return "it names fewer than it counts"
    if _LINKING.match(statement) or _ASKING.search(statement) or _WHOSE.search(statement):
        return "what it is told of is lost"
    if _is_cut_off(statement) or any(
        isinstance(each, str) and _LOOSE_END.search(each)
        for slot, each in fact["slots"].items()
        if slot in {"what", "act", "gave", "got", "pledge", "whole", "title"}
    ):
        return "a phrase is cut off"
    hanging = fact["type"] == "event" and _HANGING.search(fact["slots"]["what"])
    if hanging or cut_end(statement, fact["evidence"]):
        return "a phrase is cut off"
    for named in entities.values():
        apart = _without_longer(statement, named, entities)
        twice = len(named.name) > _INITIALS and held_times(apart, (named.name,)) > 1
        if twice and fact["type"] in {"event", "action", "quantity"}:
            return f"{named.name} is named twice"
    for slot, wordings in answers(fact, entities):
        place = entities.get(fact["slots"].get(slot, "")) if slot in {"where", "place"} else None
        apart = _without_longer(statement, place, entities) if place is not None else statement
        if held_times(apart, wordings) != 1:
            return f"the statement does not hold the answer of {slot} exactly once"
    return ""


def copied_slot(fact: JsonObject, passage: str, *, names: Sequence[str] = ()) -> str:
    """Return why a slot's words are a copy, or ""; a quotation's words are to be one.

    Args:
        names: what has no other words, each of which counts as one.
    """
    for slot, value in fact["slots"].items():
        if slot == "phrase":
            continue
        steps = value if isinstance(value, list) else [value]
        texts = [each.get("text", "") if isinstance(each, dict) else each for each in steps]
        if any(
            isinstance(each, str) and longest_run(each, passage, names=names) >= COPIED_WORDS
            for each in texts
        ):
            return f"{slot} copies the passage"
    return ""


class Checker:
    """Checks facts by the models and the rules of the bank, without files."""

    def __init__(
        self, passages: Iterable[tuple[int, str]], entities: Iterable[Entity], topic: str
    ) -> None:
        article = Article(
            id="draft",
            title="draft",
            language="en",
            source=Source(publication="draft", licence="draft"),
            topics={topic: topic},
            passages=[Passage(id=number, text=text) for number, text in passages],
        )
        self._material = Material(
            articles=(Located(article, "draft/article.yaml", "article", _NODE),),
            entities=tuple(Located(each, "entities.yaml", "entities", _NODE) for each in entities),
            facts=(),
            broken=Broken(),
        )

    def problem(self, fact: JsonObject) -> str:
        """Return the first problem that the bank's own check would tell, or ""."""
        try:
            found = FACT_TYPES[fact["type"]].model.model_validate_json(json.dumps(fact))
        except ValidationError as error:
            return str(error.errors()[0]["msg"])
        located: Located[FactBase] = Located(found, "draft/facts.yaml", "facts", _NODE)
        for rule in FACT_RULES:
            for problem in rule(located, self._material):
                return problem.what
        return ""
