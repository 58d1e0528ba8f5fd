"""One request in JSON on standard input, one answer in JSON on standard output.

The rest of quizapp runs drafting as this child process, with limits on time and memory, so that
neither a large article nor the libraries that read it weigh on the pages being served.
"""

import base64
import binascii
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle
from quizapp.drafting.reading.read import read_article, read_text
from quizapp.errors import InputError

REFUSED: Final = 1
"""Exit code: the answer is a refusal in words."""


def _article(article: CleanArticle) -> JsonObject:
    return {"article": asdict(article)}


def _text_of(request: JsonObject, key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str):
        raise InputError(f'"{key}" must be a text', field=key)
    return value


def _read(request: JsonObject) -> JsonObject:
    try:
        data = base64.b64decode(_text_of(request, "data"), validate=True)
    except (binascii.Error, ValueError):
        raise InputError('"data" must be the file in base64', field="data") from None
    return _article(read_article(data, name=_text_of(request, "name")))


def _read_text(request: JsonObject) -> JsonObject:
    return _article(read_text(_text_of(request, "text"), title=str(request.get("title", ""))))


def _known(request: JsonObject) -> Mapping[str, Entity]:
    entities = [Entity.model_validate_json(json.dumps(each)) for each in request.get("known", ())]
    return {each.id: each for each in entities}


def _draft(request: JsonObject) -> JsonObject:
    # Reading alone needs none of what drafting loads.
    from quizapp.drafting.propose import draft_facts  # noqa: PLC0415 - see above

    try:
        passages = [(int(number), str(text)) for number, text in request.get("passages", ())]
        headings = {int(key): str(each) for key, each in request.get("headings", {}).items()}
        known = _known(request)
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(f"the passages or known entities cannot be read: {error}") from None
    found = draft_facts(
        passages,
        known=known,
        article=_text_of(request, "article"),
        topic=_text_of(request, "topic"),
        headings=headings,
    )
    return asdict(found)


_DOES: Final[Mapping[str, Callable[[JsonObject], JsonObject]]] = {
    "read": _read,
    "read_text": _read_text,
    "draft": _draft,
}


def _task(request: object) -> Callable[[JsonObject], JsonObject]:
    task = _DOES.get(str(request.get("do"))) if isinstance(request, dict) else None
    if task is None:
        raise InputError(f'"do" must be one of: {", ".join(_DOES)}', field="do")
    return task


def answer(line: bytes) -> tuple[JsonObject, int]:
    """Return the answer to one request and the exit code: 0, or 1 for a refusal."""
    try:
        request: Any = json.loads(line)
        return _task(request)(request), 0
    except InputError as error:
        return {"error": str(error), "field": error.field}, REFUSED
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return {"error": f"the request is not JSON: {error}", "field": ""}, REFUSED


def main() -> int:
    """Answer the request on standard input and return the exit code."""
    result, code = answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(result).encode() + b"\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
