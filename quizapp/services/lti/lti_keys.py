"""Our own keys for LTI: made once, sealed with the site's secret key, rotated, published."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from quizapp.services.lti.lti_http import PlatformError
from quizapp.store.engine import reading, writing
from quizapp.store.tables.lti import LtiKey
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import lti_queries

if TYPE_CHECKING:
    from joserfc.jwk import OctKey

ALGORITHM: Final = "RS256"
"""The one that LTI prescribes for everybody."""
PUBLISHED_FOR: Final = timedelta(days=14)
"""How long a retired key is still published: platforms keep what they fetched for hours, some
for days."""
_BITS: Final = 3072
_SEAL: Final = {"alg": "dir", "enc": "A256GCM"}
_SEAL_ALGORITHMS: Final = ("dir", "A256GCM")


def ensure_key(*, secret: str, now: datetime) -> str:
    """Return the id of the key that signs; the first one is made here.

    Args:
        secret: the site's secret key, which seals the private half.
    """
    with reading() as session:
        row = lti_queries.find_signing_key(session)
        if row is not None:
            return row.kid
    made = _make(secret=secret, now=now)
    with writing() as session:
        row = lti_queries.find_signing_key(session)
        if row is not None:
            return row.kid
        session.add(made)
        return made.kid


def rotate(*, secret: str, actor_id: int | None, now: datetime) -> str:
    """Make a new key that signs from now on; return its id.

    The old one is still published for ``PUBLISHED_FOR``, so that what it signed can be checked.
    """
    made = _make(secret=secret, now=now)
    with writing() as session:
        for row in lti_queries.list_keys(session):
            row.retired_at = row.retired_at or now
            if row.retired_at + PUBLISHED_FOR <= now:
                session.delete(row)
        session.add(made)
        session.add(
            AuditEntry(
                at=now,
                actor_id=actor_id,
                action="LTI key rotated",
                subject=f"lti-key:{made.kid}",
                detail={},
            )
        )
        return made.kid


def public_keys(*, now: datetime) -> dict[str, list[Mapping[str, str]]]:
    """Return the public halves of the keys in force and of those retired lately, as a JWK set."""
    with reading() as session:
        return {
            "keys": [
                row.public
                for row in lti_queries.list_keys(session)
                if row.retired_at is None or row.retired_at + PUBLISHED_FOR > now
            ]
        }


def sign(session: Session, claims: Mapping[str, Any], *, secret: str) -> str:
    """Return claims signed with our key.

    Raises:
        PlatformError: there is no key, or the site's secret key has changed since it was sealed.
    """
    from joserfc import jwt  # noqa: PLC0415 - with the first token
    from joserfc.jwk import RSAKey  # noqa: PLC0415 - the same

    row = lti_queries.find_signing_key(session)
    if row is None:
        raise PlatformError("key")
    key = RSAKey.import_key(_open(row, secret=secret))
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": row.kid}
    return jwt.encode(header, dict(claims), key, algorithms=[ALGORITHM])


def _make(*, secret: str, now: datetime) -> LtiKey:
    from joserfc import jwe  # noqa: PLC0415 - with the first token
    from joserfc.jwk import RSAKey  # noqa: PLC0415 - the same

    kid = secrets.token_urlsafe(12)
    key = RSAKey.generate_key(_BITS, {"kid": kid, "use": "sig", "alg": ALGORITHM})
    private = json.dumps(key.as_dict(private=True))
    sealed = jwe.encrypt_compact(_SEAL, private, _seal_key(secret), algorithms=_SEAL_ALGORITHMS)
    public = {name: str(value) for name, value in key.as_dict(private=False).items()}
    return LtiKey(kid=kid, sealed=sealed, public=public, created_at=now)


def _open(row: LtiKey, *, secret: str) -> dict[str, Any]:
    from joserfc import jwe  # noqa: PLC0415 - with the first token
    from joserfc.errors import JoseError  # noqa: PLC0415 - the same

    try:
        opened = jwe.decrypt_compact(row.sealed, _seal_key(secret), algorithms=_SEAL_ALGORITHMS)
    except (JoseError, ValueError):
        raise PlatformError("key") from None
    found: dict[str, Any] = json.loads(opened.plaintext or b"{}")
    return found


def _seal_key(secret: str) -> "OctKey":
    """Return a key of its own for this purpose, made of the site's secret key."""
    from joserfc.jwk import OctKey  # noqa: PLC0415 - with the first token

    return OctKey.import_key(
        hashlib.sha256(b"quizapp lti private key\0" + secret.encode()).digest()
    )
