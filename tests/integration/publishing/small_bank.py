"""A small whole bank for tests of publishing: one article, six facts, and edits of it."""

from collections.abc import Mapping
from typing import Final

ENTITIES: Final = """\
entities:
  - id: ada-lovelace
    name: Ada Lovelace
    kind: person
    role: English mathematician
  - id: alan-turing
    name: Alan Turing
    kind: person
    role: English mathematician
  - id: grace-hopper
    name: Grace Hopper
    kind: person
    role: American programmer
  - id: charles-babbage
    name: Charles Babbage
    kind: person
    role: English inventor
  - id: konrad-zuse
    name: Konrad Zuse
    kind: person
    role: German engineer
"""
ARTICLE: Final = """\
article:
  id: engines
  title: Engines that compute
  language: en
  digest: true
  source:
    publication: The Test Review
    licence: CC0-1.0
  topics:
    plans: Plans
    machines: Machines
  passages:
    - id: 1
      text: Charles Babbage drew his first engine in 1822. Konrad Zuse built the Z3 in 1941.
    - id: 2
      text: Alan Turing said that a machine could learn as a child does. Grace Hopper wrote the
        first compiler in 1952.
"""
FACTS: Final = """\
facts:
  - id: babbage-drew
    type: event
    passage: 1
    evidence: Charles Babbage drew his first engine in 1822.
    status: stated
    statement: Charles Babbage drew his first engine in 1822.
    explanation: It was to compute tables.
    topics:
      - plans
    slots:
      what: Charles Babbage drew his first engine
      when: '1822'
  - id: zuse-built
    type: event
    passage: 1
    evidence: Konrad Zuse built the Z3 in 1941.
    status: stated
    statement: Konrad Zuse built the Z3 in 1941.
    explanation: It ran on relays.
    topics:
      - machines
    slots:
      what: Konrad Zuse built the Z3
      when: '1941'
  - id: turing-said
    type: claim
    passage: 2
    evidence: Alan Turing said that a machine could learn as a child does.
    status: attributed
    statement: Alan Turing said that a machine could learn as a child does.
    explanation: He wrote it in an essay.
    topics:
      - machines
    slots:
      speaker: alan-turing
      point: a machine could learn as a child does
    guards:
      unique:
        - speaker
      distractors:
        point:
          - a machine could never make a joke
          - a machine would soon play better chess than people
          - a machine would need a body of its own
  - id: hopper-wrote
    type: event
    passage: 2
    evidence: Grace Hopper wrote the first compiler in 1952.
    status: stated
    statement: Grace Hopper wrote the first compiler in 1952.
    explanation: It read words instead of numbers.
    topics:
      - plans
    slots:
      what: Grace Hopper wrote the first compiler
      when: '1952'
"""
FACTS_FILE: Final = "engines/facts.yaml"
FILES: Final[Mapping[str, str]] = {
    "entities.yaml": ENTITIES,
    "engines/article.yaml": ARTICLE,
    FACTS_FILE: FACTS,
}


def edited(old: str, new: str, *, file: str = FACTS_FILE) -> dict[str, str]:
    """Return the bank with one text replaced; the text must be there."""
    assert old in FILES[file], old
    return {**FILES, file: FILES[file].replace(old, new)}


def without_fact(fact: str) -> dict[str, str]:
    """Return the bank without one fact."""
    parts = FACTS.split("  - id: ")
    kept = [part for part in parts if not part.startswith(f"{fact}\n")]
    assert len(kept) == len(parts) - 1
    return {**FILES, FACTS_FILE: "  - id: ".join(kept)}


REWORDED: Final = edited("It ran on relays.", "It worked with telephone relays.")
KEY_CHANGED: Final = {
    **FILES,
    "engines/article.yaml": ARTICLE.replace("1822", "1823"),
    FACTS_FILE: FACTS.replace("1822", "1823"),
}
HALF_WRITTEN: Final = {**FILES, FACTS_FILE: FACTS[: FACTS.index("    statement: Konrad") + 20]}
DROPPING: Final = edited("a machine would need a body of its own", "none of the above")
"""One of its choices has an option that is never asked: that question is dropped."""
