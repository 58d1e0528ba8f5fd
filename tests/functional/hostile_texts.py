"""Texts that would run, or fetch from elsewhere, if anything in a page let them."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite

SIGN: Final = "ran-"
"""What a text that runs says on the console, before its number."""
HOST: Final = "foreign.example"
REFRESH: Final = f'<meta http-equiv=refresh content="0;url=http://{HOST}/refresh">'
"""No policy of a page keeps it from leading elsewhere: escaping alone does."""
_OUT: Final = "\"'>--></title></textarea></script></style></select></noscript>"
"""Ends whatever it stands in."""
_RUN: Final = "console.log('SIGN')"
_RAN: Final = "console.log(`SIGN`)"
_TEXTS: Final = (
    f"<script>{_RUN}</script>",
    f"<script nonce=x>{_RUN}</script>",
    f"<script type=module>{_RUN}</script>",
    f"<ScRiPt/x>{_RUN}</sCrIpT >",
    f"<svg><script>{_RUN}</script></svg>",
    f'<img src=/none onerror="{_RUN}">',
    f'<img src=/none onerror="{_RUN}"//',
    f'<svg onload="{_RUN}"></svg>',
    f'<svg><animate onbegin="{_RUN}" attributeName=x dur=1s></svg>',
    f'<details open ontoggle="{_RUN}"></details>',
    f'<input autofocus onfocus="{_RUN}">',
    f'<video><source onerror="{_RUN}" src=/none></video>',
    f'<audio src=/none onerror="{_RUN}"></audio>',
    f'<object data=/none onerror="{_RUN}"></object>',
    f'<style onload="{_RUN}">x{{}}</style>',
    f'<link rel=stylesheet href=/none onerror="{_RUN}">',
    f'<a href="javascript:{_RUN}" class=hostile>x</a>',
    f'<a href="java&#10;script:{_RUN}" class=hostile>x</a>',
    f'<a href="JAVASCRIPT&colon;{_RUN}" class=hostile>x</a>',
    f'<svg><a xlink:href="javascript:{_RUN}"><text class=hostile>x</text></a></svg>',
    f'<form><button formaction="javascript:{_RUN}" class=hostile>x</button></form>',
    f'<iframe src="javascript:parent.{_RUN}"></iframe>',
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    f'<embed src="javascript:{_RUN}">',
    f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={_RAN}>'>",
    f'<svg><style><img src=/none onerror="{_RUN}"></style></svg>',
    f"<img src=http://{HOST}/image>",
    f"<img srcset=http://{HOST}/srcset>",
    f"<input type=image src=http://{HOST}/input>",
    f"<video poster=http://{HOST}/poster></video>",
    f"<audio src=http://{HOST}/audio></audio>",
    f"<script src=http://{HOST}/script></script>",
    f"<script type=module>import 'http://{HOST}/module'</script>",
    f"<link rel=stylesheet href=http://{HOST}/sheet>",
    f"<link rel=preload as=image href=http://{HOST}/preload>",
    f"<style>@import url(http://{HOST}/import);</style>",
    f'<p style="background:url(http://{HOST}/background)">x</p>',
    f"<iframe src=http://{HOST}/frame></iframe>",
    f"<object data=http://{HOST}/object></object>",
    f"<embed src=http://{HOST}/embed>",
    f"<svg><image href=http://{HOST}/svg /></svg>",
    f"<svg><use href=http://{HOST}/use#x /></svg>",
    f"<base href=http://{HOST}/><img src=based>",
    REFRESH,
)
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "users": ("name",),
    "classes": ("name",),
    "class_groups": ("name",),
    "grade_categories": ("name",),
    "assignments": ("title",),
    "question_sets": ("title",),
    "articles": ("title", "summary"),
    "passages": ("heading", "text"),
    "facts": ("statement", "explanation"),
    "api_tokens": ("name",),
    "reports": ("text", "outcome"),
    "notices": ("note",),
    "draft_articles": ("title",),
    "lti_platforms": ("name",),
    "lti_courses": ("title",),
    "revisions": ("note",),
    "decks": ("title", "source_name"),
    "deck_notes": ("topic",),
    "deleted_notes": ("topic",),
    "deck_imports": ("source_name",),
}
"""Where people's and authors' words are kept, by table."""
DOCUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "questions": ("content",),
    "drafts": ("fact",),
    "deck_notes": ("content",),
    "deleted_notes": ("content", "tags"),
    "deck_imports": ("incoming",),
}
"""The same, within JSON."""
_SAID: Final = frozenset(
    ("stem", "text", "explanation", "statement", "before", "after", "front", "back", "answer",
     "title", "left_title", "right_title", "topic")
)  # fmt: skip


def corpus(*, refresh: bool) -> tuple[str, ...]:
    """Return the texts, each numbered in what it says when it runs."""
    texts = (text for text in _TEXTS if refresh or text is not REFRESH)
    return tuple(
        _OUT + text.replace("SIGN", f"{SIGN}{number}") for number, text in enumerate(texts)
    )


def _three(turn: Iterator[str]) -> str:
    return " ".join(itertools.islice(turn, 3))


def plant(file: Path, *, refresh: bool) -> int:
    """Add texts to all that people have written in a database, as if nothing had read it first.

    Returns how many rows there were; every column of the lists above has got some.
    """
    turn = itertools.cycle(corpus(refresh=refresh))
    connection = sqlite.connect(str(file))
    connection.create_function("hostile", 1, lambda old: f"{old or ''} {_three(turn)}")
    connection.create_function(
        "hostile_json", 1, lambda old: old and json.dumps(_planted(json.loads(old), turn))
    )
    added = 0
    try:
        for name, lists in (("hostile", COLUMNS), ("hostile_json", DOCUMENTS)):
            for table, columns in lists.items():
                for column in columns:
                    statement = f"UPDATE {table} SET {column} = {name}({column})"  # noqa: S608 - ours
                    count = connection.execute(statement).rowcount
                    assert count, f"nobody has written anything in {table}.{column}"
                    added += count
        connection.commit()
    finally:
        connection.close()
    return added


def _planted(value: Any, turn: Iterator[str]) -> Any:
    """Return what a column holds with a text added: a list is one of words."""
    return _with(value, turn, said=isinstance(value, list))


def _with(value: Any, turn: Iterator[str], *, said: bool = False) -> Any:
    """Return JSON with a text added to whatever is said in it."""
    match value:
        case dict():
            return {name: _with(each, turn, said=name in _SAID) for name, each in value.items()}
        case list():
            return [_with(each, turn, said=said) for each in value]
        case str() if said and value:
            return f"{value} {_three(turn)}"
        case _:
            return value
