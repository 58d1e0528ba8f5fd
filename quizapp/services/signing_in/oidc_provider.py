"""An OpenID Connect provider, asked: where its services are, a code redeemed, a token checked.

It is asked under the guards of ``services.lti.lti_http``. The provider's own host may be one of the
own network, since the operator named it; what its document leads to besides must be public.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

from quizapp.services.lti.lti_claims import (
    ClaimError,
    check_parties,
    check_times,
    id_text,
    name_told,
)
from quizapp.services.lti.lti_http import PlatformError, Wanted, ask_host, with_form
from quizapp.services.people.credentials import digest_of
from quizapp.settings import Settings

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

ALGORITHMS: Final = ("RS256", "ES256")
"""What an id token may be signed by: public keys alone, whatever its own header says."""
_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_MOST_URL: Final = 500
_MOST_TOKEN: Final = 60_000
_MOST_KEYS: Final = 50
_FEWEST_BITS: Final = 2048
_CURVE: Final = "P-256"


class ProviderError(Exception):
    """A provider's answer that cannot be taken: ``why`` is for the log, not for a page."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where a provider's services are.

    Attributes:
        by_post: whether it wants our secret in the form rather than in a header.
    """

    issuer: str
    auth_url: str
    token_url: str
    jwks_url: str
    by_post: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is at the provider; ``name`` is what it calls them, "" where it does not."""

    issuer: str
    subject: str
    name: str


def discover(settings: Settings) -> Provider:
    """Return where the services of the operator's provider are.

    Raises:
        ProviderError: it cannot be asked, or its document is another's or lacks something.
    """
    found = _json(Wanted(url=settings.oidc_issuer.rstrip("/") + _WELL_KNOWN), settings)
    if found.get("issuer") != settings.oidc_issuer:
        raise ProviderError("issuer of the document")
    ways = found.get("token_endpoint_auth_methods_supported")
    ways = ways if isinstance(ways, list) else ["client_secret_basic"]
    return Provider(
        issuer=settings.oidc_issuer,
        auth_url=_url(found, "authorization_endpoint", settings),
        token_url=_url(found, "token_endpoint", settings),
        jwks_url=_url(found, "jwks_uri", settings),
        by_post="client_secret_basic" not in ways and "client_secret_post" in ways,
    )


def redeem(
    code: str,
    *,
    verifier: str,
    answer_url: str,
    token_url: str,
    by_post: bool,
    settings: Settings,
) -> str:
    """Return the id token that a code stands for.

    Raises:
        ProviderError: the provider gives none.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": answer_url,
        "code_verifier": verifier,
        "client_id": settings.oidc_client_id,
    }
    headers = {"Accept": "application/json"}
    if settings.oidc_client_secret and by_post:
        form["client_secret"] = settings.oidc_client_secret
    elif settings.oidc_client_secret:
        # RFC 6749, 2.3.1: each half is encoded as in a form before they are put together.
        both = f"{quote_plus(settings.oidc_client_id)}:{quote_plus(settings.oidc_client_secret)}"
        headers["Authorization"] = f"Basic {b64encode(both.encode()).decode()}"
    wanted = with_form(token_url, urlencode(form).encode())
    found = _json(replace(wanted, headers={**wanted.headers, **headers}), settings)
    token = found.get("id_token")
    if not isinstance(token, str) or not 0 < len(token) <= _MOST_TOKEN:
        raise ProviderError("no id token")
    return token


def check_token(
    token: str, *, nonce: str, jwks_url: str, issuer: str, settings: Settings, now: datetime
) -> Told:
    """Return who an id token says somebody is, once all that it says is checked.

    Args:
        nonce: SHA-256 of the nonce that was sent.

    Raises:
        ProviderError: it is not signed by the provider, not for us, or not for this request.
    """
    keys = _keys(_json(Wanted(url=jwks_url), settings))
    try:
        claims = _claims(token, keys)
        check_parties(claims, issuer=issuer, client_id=settings.oidc_client_id)
        check_times(claims, now=now)
        _check_nonce(claims.get("nonce"), nonce)
        return Told(issuer, id_text(claims.get("sub"), "sub"), name_told(claims))
    except ClaimError as error:
        raise ProviderError(error.why) from None


def _check_nonce(said: object, sent: str) -> None:
    # Ours are ASCII: what is not may hold half a character, which has no bytes to be hashed.
    if not isinstance(said, str) or not said.isascii() or digest_of(said) != sent:
        raise ClaimError("nonce")


def _claims(token: str, keys: "dict[str, RSAKey | ECKey]") -> dict[str, Any]:
    from joserfc import jwt  # noqa: PLC0415 - with the first token
    from joserfc.errors import JoseError  # noqa: PLC0415 - the same

    def find_key(guest: Any) -> "RSAKey | ECKey":
        kid = guest.headers().get("kid")
        if kid is None and len(keys) == 1:
            return next(iter(keys.values()))
        if not isinstance(kid, str) or kid not in keys:
            raise ClaimError("unknown key")
        return keys[kid]

    try:
        claims: dict[str, Any] = jwt.decode(token, find_key, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError, RecursionError):
        raise ClaimError("signature") from None
    return claims


def _keys(document: dict[str, Any]) -> "dict[str, RSAKey | ECKey]":
    """Return the usable keys of a JWK set by their ids: for signing, and long enough."""
    found = document.get("keys")
    if not isinstance(found, list):
        raise ProviderError("keys")
    keys: dict[str, RSAKey | ECKey] = {}
    for each in found[:_MOST_KEYS]:
        key = _key(each) if isinstance(each, dict) and each.get("use", "sig") == "sig" else None
        if key is not None:
            kid = each.get("kid")
            keys[kid if isinstance(kid, str) else ""] = key
    return keys


def _key(document: dict[str, Any]) -> "RSAKey | ECKey | None":
    """Return a public key, None where it is of another kind, broken or too short."""
    from joserfc.errors import JoseError  # noqa: PLC0415 - with the first token
    from joserfc.jwk import ECKey, RSAKey  # noqa: PLC0415 - the same

    kind = document.get("kty")
    names = {"RSA": ("kty", "n", "e"), "EC": ("kty", "crv", "x", "y")}.get(str(kind), ())
    plain = {name: document[name] for name in names if isinstance(document.get(name), str)}
    if not names or len(plain) < len(names):
        return None
    try:
        if kind == "EC":
            return ECKey.import_key(plain) if plain["crv"] == _CURVE else None
        key = RSAKey.import_key(plain)
    except (JoseError, ValueError):
        return None
    return key if key.raw_value.key_size >= _FEWEST_BITS else None


def _json(wanted: Wanted, settings: Settings) -> dict[str, Any]:
    host = urlsplit(settings.oidc_issuer).hostname or ""
    try:
        found = ask_host(wanted, inside={host.casefold()}).json()
    except PlatformError as error:
        raise ProviderError(error.why) from None
    if not isinstance(found, dict):
        raise ProviderError("garbage")
    return found


def _url(document: dict[str, Any], name: str, settings: Settings) -> str:
    """Return one address of the document: https, unless the provider itself is named by http."""
    value = document.get(name)
    if not isinstance(value, str) or len(value) > _MOST_URL or not value.isprintable():
        raise ProviderError(name)
    schemes = {"https", urlsplit(settings.oidc_issuer).scheme}
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ProviderError(name) from None
    if parts.scheme not in schemes or not parts.hostname or parts.fragment or " " in value:
        raise ProviderError(name)
    return value
