"""Reads one file: a line of JSON and the file on standard input, what it brings on the output.

The rest of quizapp runs it as a child process with limits on time and memory, so that no file of a
stranger's can weigh on the pages being served.
"""

import json
import sys
from typing import Any, Final

from quizapp.errors import InputError
from quizapp.formats.incoming_codec import choices_from_json, to_json, words_to_json
from quizapp.formats.readers import READERS

REFUSED: Final = 1
"""Exit code: the answer is a refusal in words."""


def answer(given: bytes) -> tuple[dict[str, Any], int]:
    """Return the answer to one request and the exit code: 0, or 1 for a refusal."""
    head, _, data = given.partition(b"\n")
    request = json.loads(head)
    reader = READERS[request["reader"]]
    try:
        return to_json(reader.read(data, choices_from_json(request["choices"]))), 0
    except InputError as error:
        return {"error": words_to_json(error.words)}, REFUSED


def main() -> int:
    """Answer the request on standard input and return the exit code."""
    result, code = answer(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(result) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
