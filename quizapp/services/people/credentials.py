"""Names and passwords: what may be one, and how a password is kept."""

import hashlib
import re
import secrets
import unicodedata
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from quizapp.errors import InputError

NAME_MIN: Final = 2
NAME_MAX: Final = 64
PASSWORD_MIN: Final = 8
PASSWORD_MAX: Final = 200
"""Long enough for any passphrase; hashing more would only cost the server."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that draw nothing, or differently everywhere."""
_SITE_WORDS: Final = frozenset(
    [
        *("quizapp", "quiz", "quizzes", "question", "learn", "learning", "memory", "study"),
        *("learner", "student", "pupil", "teacher", "author", "admin", "administrator"),
        *("school", "class", "classroom", "lesson", "homework", "course"),
        *("password", "passwort", "motdepasse", "contrasena", "contrase\u00f1a", "welcome"),
    ]
)
"""Words that come to mind on this site: alone, or with digits and signs around, no password."""
_FEWEST_DIFFERENT: Final = 4


def clean_name(name: str) -> str:
    """Return the name as it is shown: NFC, single spaces.

    Raises:
        InputError: it is too short, too long, or holds invisible characters.
    """
    clean = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(letter) in _HIDDEN for letter in clean):
        raise InputError(
            "A name cannot hold line breaks or invisible characters. Type it anew.", field="name"
        )
    clean = " ".join(clean.split())
    if not NAME_MIN <= len(clean) <= NAME_MAX or len(name_key(clean)) > NAME_MAX:
        raise InputError(
            "A name has {name_min} to {name_max} characters.",
            name_min=NAME_MIN,
            name_max=NAME_MAX,
            field="name",
        )
    return clean


def name_key(name: str) -> str:
    """Return what two names share when they look alike: NFKC, casefolded, NFKC again."""
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    return unicodedata.normalize("NFKC", folded)


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is too short, too long or among the first to be guessed.

    Those are the thousands that leaked lists have most often, the words of this site, and the
    name. There is no rule about kinds of characters, and no password grows too old.

    Raises:
        InputError: with words about what would be stronger.
    """
    if len(password) < PASSWORD_MIN:
        raise InputError(
            "Too short: use at least {password_min} characters. Three or four words that do "
            "not belong together are strong and easy to remember.",
            password_min=PASSWORD_MIN,
            field="password",
        )
    if len(password) > PASSWORD_MAX:
        raise InputError(
            "Too long: use at most {password_max} characters.",
            password_max=PASSWORD_MAX,
            field="password",
        )
    folded = password.casefold()
    weak = (
        folded in _leaked_most()
        or re.sub(r"[\W\d_]+", "", folded) in _SITE_WORDS
        or len(set(folded)) < _FEWEST_DIFFERENT
        or folded in {name_key(name), name_key(name)[::-1]}
    )
    if weak:
        raise InputError(
            "Too easy to guess: this is among the first things tried. Use three or four words "
            "that do not belong together.",
            field="password",
        )


def hash_password(password: str) -> str:
    """Return the Argon2id hash of the password."""
    return _hasher().hash(_normal(password))


def verify_password(password: str, *, stored: str | None) -> tuple[bool, str | None]:
    """Return whether the password is right, and a new hash when the stored one is outdated.

    Without a stored hash (no such account) the same work is done against a hash of nothing
    known, so that the time does not tell whether the account exists.
    """
    if len(password) > PASSWORD_MAX:
        return False, None
    right, renewed = _hasher().verify_and_update(_normal(password), stored or _nobodys_hash())
    return (right, renewed) if stored else (False, None)


def new_secret() -> str:
    """Return a random secret for a link or token: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is stored of a random secret. It is long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _normal(password: str) -> str:
    """Return the NFKC form: two keyboards may send the same letters differently."""
    return unicodedata.normalize("NFKC", password)


@cache
def _leaked_most() -> frozenset[str]:
    """Return what stood most often in leaked lists of passwords, of those that are long enough."""
    # Half a megabyte of source: read by whoever first sets a password, not at every start.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= PASSWORD_MIN)


@cache
def _hasher() -> PasswordHash:
    """Argon2id with OWASP's first choice for little memory: 19 MiB, 2 passes, 1 lane."""
    return PasswordHash([Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1)])


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex(16))
