"""``python -m quizapp.web.translations``: collect, update, compile; 1 while texts are missing."""

import sys

from quizapp.web.language import LANGUAGES, SOURCE
from quizapp.web.translations import catalogue
from quizapp.web.translations.collect import collect


def main() -> int:
    """Bring every catalogue up to date; print what is missing on standard error."""
    found, missing = collect(), 0
    for code in sorted(LANGUAGES.keys() - {SOURCE}):
        current = catalogue.brought_up_to_date(catalogue.read(code), found)
        catalogue.write(code, current)
        lines = catalogue.problems(current)
        missing += len(lines)
        sys.stdout.write(f"{code}: {len(current)} texts, {len(lines)} to do\n")
        sys.stderr.writelines(f"{code}: {line}\n" for line in lines)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
