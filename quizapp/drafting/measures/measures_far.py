"""How far apart things are: "stands 600 metres behind the station", "7 miles from the town"."""

import re
from typing import Final

from quizapp.drafting.measures.measure_case import Case, Measured
from quizapp.drafting.measures.measure_words import LENGTHS
from quizapp.drafting.telling.spacing import joined

_WHERE: Final = re.compile(
    r"(?:away )?(?:from|north|south|east|west|north-\w+|south-\w+|off|inland|offshore|downstream"
    r"|upstream|beyond|behind|below|above|beneath|under|underground|outside|inside|past|short of"
    r"|apart|ahead|in front of|up|down|into|to the (?:north|south|east|west|left|right))\b"
)
_LYING: Final = frozenset({"lie", "be", "stand", "live", "orbit", "sit", "rise", "end", "begin"})


def away(case: Case) -> Measured | None:
    """Return "the distance of the planet from Earth" for "it lies 42 light years from Earth"."""
    far = LENGTHS.search(case.seen.unit) or case.seen.unit.endswith("light years")
    lies = case.verb.lemma in _LYING or case.verb.passive
    if not far or not lies or "degree" in case.seen.unit or case.holder.prep not in {"", None}:
        return None
    behind = case.behind
    if _WHERE.match(behind) is None or (case.between and case.verb.passive):
        return None
    fixed = case.verb.lemma in {"lie", "be", "stand"} and not case.verb.passive
    if not fixed or not behind.startswith(("from", "away from")):
        return joined(["how far", behind, case.done]), 0.7
    return f"the distance of {case.telling.subject} {behind.removeprefix('away ')}", 0.8
