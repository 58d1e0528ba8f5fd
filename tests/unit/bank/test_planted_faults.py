"""Over forty faults planted in several files, each told once, at its place, in one run."""

from tests.unit.bank.banks import ARTICLE, ENTITIES, FACTS, place_of, problems_of, sample_files

MORE = "river/facts-more.yaml"
BROKEN = "river/facts-broken.yaml"
FOREIGN = "hill/facts.yaml"
LIST = "notes.yaml"
KEYS = "topics.yaml"

EDITS: list[tuple[str, str, str]] = [
    (ENTITIES, "kind: place", "kind: plaice"),
    (ENTITIES, "name: Petra Vos", "name: Petra Vos\n    nickname: Pet"),
    (ENTITIES, "short: RB", "short: 17"),
    (ENTITIES, "article_word: the\n  - id: dorset", "aliases:\n      - ARDA\n  - id: dorset"),
    (ENTITIES, 'date: "1954"', 'date: "1954-13"'),
    (ENTITIES, "name: dry weir\n    kind: concept\n    article_word: the",
     "name: dry weir\n    kind: concept\n    article_word: le"),
    (ENTITIES, "name: Shared Water\n    kind: concept",
     "name: Shared Water\n    kind: concept\n    part_of: water-office"),
    (ARTICLE, '"2020-05-01"', '"2021-02-29"'),
    (FACTS, "evidence: Arda and Borin signed the Lake Treaty in 1954.",
     "evidence: Arda and Borin sealed the Lake Treaty in 1954."),
    (FACTS, "statement: The neighbours signed their treaty in 1954.",
     "statement: The neighbours signed their treaty in 1954"),
    (FACTS, "- celia\n  - id: dry-weir-means", "- arda  # a party\n  - id: dry-weir-means"),
    (FACTS, "meaning: a wall that works", "meanin: a wall that works"),
    (FACTS, "passage: 2\n    evidence: The River Board (RB)",
     "passage: 29\n    evidence: The River Board (RB)"),
    (FACTS, "when: 1955/1959", "when: 1959/1955"),
    (FACTS, "speaker: otto-kell\n      verb", "speaker: oto-kell\n      verb"),
    (FACTS, "- the treaty would fail", "- The dams would silt up"),
    (FACTS, "phrase: a bucket with two handles", "phrase: a pail with two handles"),
    (FACTS, "- borin\n      complete: true", "- arda  # again\n      complete: true"),
    (FACTS, "status: article_view", "status: article-view"),
    (FACTS, "value: 12", "value: twelve"),
    (FACTS, "- person\n", "- persn\n"),
    (FACTS, "actor: borin", "actor: lake-treaty"),
    (FACTS, "        - text: the prices rise\n", ""),
    (FACTS, "value: quiet", "value: Power"),
]  # fmt: skip

FRAME = """\
  - id: {id}
    type: {type}
    passage: 3
    evidence: Crops failed, so prices rose.
    status: {status}
    statement: {statement}
    explanation: It is so.
    topics:
      - water
"""
TRUE = "Crops failed in the valley."

MORE_TEXT = (
    "facts:\n"
    + FRAME.format(id="order-of-events-2", type="cause", status="stated", statement=TRUE)
    + "    slots:\n      cause: &c it rained\n      effect: *c\n"
    + FRAME.format(id="kell-led", type="cause", status="stated", statement=TRUE)
    + "    slots:\n      cause: it rained not\n      effect: crops failed\n"
    + FRAME.format(id="wrong-type", type="caus", status="stated", statement=TRUE)
    + "    slots:\n      cause: a\n      effect: b\n"
    + "  - id: no-type\n    passage: 1\n"
    + "  - just words\n"
    + FRAME.format(id="bare", type="cause", status="prediction", statement="Crops die.")
    + "    slots:\n      cause: the sun\n      effect: the crops\n"
    + FRAME.format(id="dangling", type="cause", status="stated", statement="They failed.")
    + "    slots:\n      cause: the moon\n      effect: the tide\n"
    + FRAME.format(id="no-when", type="claim", status="stated", statement="Otto Kell said so.")
    + "    slots:\n      speaker: otto-kell\n      when_label: late\n      point: dams are bad\n"
    + "    guards:\n      unique:\n        - speakr\n      hide:\n        - point:clozed\n"
    + "      never:\n        speaker:\n          - nobody-known\n      ask:\n"
    + "        point: Say it.\n        pount: What did Otto Kell say?\n"
    + FRAME.format(id="gives-away", type="event", status="stated", statement=TRUE)
    + '    slots:\n      what: the 1988 crop failed\n      when: "1988"\n'
    + FRAME.format(id="year-as-number", type="event", status="stated", statement=TRUE)
    + "    slots:\n      what: the crop failed\n      when: 1989\n"
    + FRAME.format(id="yes-no", type="membership", status="stated", statement=TRUE)
    + "    slots:\n      whole: the lands\n      members:\n        - arda\n        - celia\n"
    + "      complete: yes\n"
    + FRAME.format(id="letters", type="acronym", status="stated", statement=TRUE)
    + "    slots:\n      term: dam-office\n      short: DXO\n      expansion: Dam Office\n"
    + FRAME.format(id="brackets", type="membership", status="stated", statement=TRUE)
    + "    slots:\n      whole: the lands\n      members: [arda, celia]\n"
    + FRAME.format(id="twice", type="cause", status="stated", statement=TRUE)
    + "    slots:\n      cause: frost\n      effect: ice\n    passage: 3  # again\n"
    + FRAME.format(id="tagged", type="cause", status="stated", statement=TRUE)
    + "    slots:\n      cause: !!str mist\n      effect: damp\n"
)

# The words at which each problem is told; each stands once in its file.
PLACES: list[tuple[str, str, str]] = [
    (ENTITIES, "plaice", '"place"'),
    (ENTITIES, "nickname:", "keys here"),
    (ENTITIES, "17", '"17"'),
    (ENTITIES, "ARDA", "take it out"),
    (ENTITIES, '"1954-13"', "a date that exists"),
    (ENTITIES, "le\n", "one of"),
    (ENTITIES, "water-office", "dam-office"),
    (ARTICLE, '"2021-02-29"', "a date that exists"),
    (FACTS, "Arda and Borin sealed", 'write "Arda and Borin signed the Lake Treaty in 1954."'),
    (FACTS, "The neighbours signed their treaty in 1954\n", "."),
    (FACTS, "arda  # a party", "parties"),
    (FACTS, "term: dry-weir", 'add "meaning:"'),
    (FACTS, "meanin:", 'write "meaning"'),
    (FACTS, "29\n", "from 1 to 3"),
    (FACTS, "1959/1955", "a date that exists"),
    (FACTS, "oto-kell", 'write "otto-kell"'),
    (FACTS, "The dams would silt up", "take it out"),
    (FACTS, "a pail with two", "a bucket with two handles"),
    (FACTS, "arda  # again", "take one out"),
    (FACTS, "article-view", 'write "article_view"'),
    (FACTS, "twelve", "number in digits"),
    (FACTS, "persn", 'write "person"'),
    (FACTS, "lake-treaty\n      act:", "another entity"),
    (FACTS, "- text: a plain is flooded", "at least 3"),
    (FACTS, "Power\n", "one thing"),
    (MORE, "&c", "anchor"),
    (MORE, "*c", "no aliases"),
    (MORE, "kell-led", "id of its own"),
    (MORE, "caus\n", 'write "cause"'),
    (MORE, "id: no-type", 'add "type:"'),
    (MORE, "just words", '"id:"'),
    (MORE, "Crops die.", "According to the article"),
    (MORE, "They failed.", "stands alone"),
    (MORE, "when_label:", 'add "when:"'),
    (MORE, "speakr", 'write "speaker"'),
    (MORE, "point:clozed", 'write "cloze"'),
    (MORE, "nobody-known", "entity"),
    (MORE, "Say it.", '"?"'),
    (MORE, "pount:", 'write "point"'),
    (MORE, '"1988"', "hide"),
    (MORE, "1989", '"1989"'),
    (MORE, "yes\n", "true or false"),
    (MORE, "DXO", "abbreviation"),
    (MORE, "[arda", "own line"),
    (MORE, "passage: 3  # again", "one of the two"),
    (MORE, "!!str", "tag"),
    (BROKEN, "END", "quote"),
    (FOREIGN, "id: alone", "article.yaml"),
    (LIST, "- a list", "article:"),
    (KEYS, "fatcs", '"facts"'),
]


def planted() -> dict[str, str]:
    files = sample_files()
    for file, old, new in EDITS:
        assert files[file].count(old) == 1, old
        files[file] = files[file].replace(old, new)
    files[MORE] = MORE_TEXT
    files[BROKEN] = 'facts:\n  - id: "never closed\n'
    files[FOREIGN] = (
        "facts:\n"
        + FRAME.format(id="alone", type="cause", status="stated", statement=TRUE)
        + "    slots:\n      cause: a storm\n      effect: a flood\n"
    )
    files[LIST] = "- a list\n"
    files[KEYS] = "fatcs:\n  - id: a\n"
    return files


def test_each_fault_is_told_once_at_its_place_and_nothing_else() -> None:
    files = planted()
    expected = set()
    for file, needle, _ in PLACES:
        line, column = (3, 1) if needle == "END" else place_of(files[file], needle)
        expected.add((file, line, column))
    assert len(PLACES) == len(expected) >= 30
    found = problems_of(files)
    assert len({each.file for each in found}) >= 5
    places = [(each.file, each.line, each.column) for each in found]
    assert sorted(places) == sorted(expected), "\n".join(str(each) for each in found)


def test_each_fault_says_what_to_write() -> None:
    files = planted()
    by_place = {(each.file, each.line, each.column): each for each in problems_of(files)}
    for file, needle, words in PLACES:
        line, column = (3, 1) if needle == "END" else place_of(files[file], needle)
        problem = by_place[file, line, column]
        assert words in problem.fix, str(problem)


def test_problems_are_sorted_and_read_as_one_line_each() -> None:
    found = problems_of(planted())
    assert list(found) == sorted(found)
    for each in found:
        assert "\n" not in str(each)
        assert str(each).startswith(f"{each.file}:{each.line}:{each.column}: ")
