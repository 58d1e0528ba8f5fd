"""What a platform's signed message says: each claim checked, and the few that are kept. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

SKEW: Final = timedelta(seconds=60)
"""How far a platform's clock may be from ours."""
OLDEST: Final = timedelta(minutes=10)
"""A message that was signed longer ago belongs to no launch under way."""
VERSION: Final = "1.3.0"
_LTI: Final = "https://purl.imsglobal.org/spec/lti/claim/"
_DEEP: Final = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
_AGS: Final = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_NRPS: Final = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
SCORE_SCOPE: Final = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MEMBERS_SCOPE: Final = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
INSTRUCTOR: Final = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LEARNER: Final = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
RESOURCE: Final = "LtiResourceLinkRequest"
DEEP_LINKING: Final = "LtiDeepLinkingRequest"
_ID_MAX: Final = 255
_URL_MAX: Final = 1000
_TITLE_MAX: Final = 120
_DATA_MAX: Final = 4000
_ASCII_END: Final = 0x20


class ClaimError(Exception):
    """A message that cannot be taken: ``why`` is for the log, not for whoever sent it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a message must say to be an answer to this launch."""

    issuer: str
    client_id: str
    deployments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is kept of a message.

    Attributes:
        kind: ``RESOURCE`` or ``DEEP_LINKING``.
        subject: the issuer's name for the person. name: theirs, "" where it is not told.
        instructor, learner: their role in this very context, not elsewhere.
        context: the course's id, "" for none. resource: the link's id.
        assignment_id, set_id: what our own custom parameter names; a claim, not yet a right.
        line_url: where grades go, "" for nowhere. members_url: where the members are, or "".
        return_url, data: of deep linking: where the choice goes, and what goes back with it.
    """

    kind: str
    subject: str
    name: str
    instructor: bool
    learner: bool
    deployment: str
    context: str
    title: str
    resource: str
    assignment_id: int | None
    set_id: int | None
    line_url: str
    members_url: str
    return_url: str
    data: str

    def to_json(self) -> dict[str, object]:
        """Return it as it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Message":
        """Return it as it was stored."""
        return cls(**stored)


def check_claims(claims: Mapping[str, Any], expected: Expected, *, now: datetime) -> Message:
    """Return the message of claims whose signature and nonce were checked already.

    Raises:
        ClaimError: one of them is missing or is not what it must be.
    """
    check_parties(claims, issuer=expected.issuer, client_id=expected.client_id)
    check_times(claims, now=now)
    if claims.get(f"{_LTI}version") != VERSION:
        raise ClaimError("version")
    deployment = id_text(claims.get(f"{_LTI}deployment_id"), "deployment")
    if deployment not in expected.deployments:
        raise ClaimError("deployment")
    kind = claims.get(f"{_LTI}message_type")
    deep = _map(claims.get(_DEEP))
    resource = _map(claims.get(f"{_LTI}resource_link"))
    if kind == RESOURCE:
        resource_id, return_url = id_text(resource.get("id"), "resource link"), ""
    elif kind == DEEP_LINKING:
        resource_id, return_url = "", _url(deep.get("deep_link_return_url"))
        if not return_url or "ltiResourceLink" not in _texts(deep.get("accept_types")):
            raise ClaimError("deep linking settings")
    else:
        raise ClaimError("message type")
    roles = _texts(claims.get(f"{_LTI}roles"))
    custom = _map(claims.get(f"{_LTI}custom"))
    course = _map(claims.get(f"{_LTI}context"))
    context = id_text(course["id"], "context") if course.get("id") else ""
    return Message(
        kind=kind,
        subject=id_text(claims.get("sub"), "sub"),
        name=name_told(claims),
        instructor=INSTRUCTOR in roles,
        learner=LEARNER in roles,
        deployment=deployment,
        context=context,
        title=_words(course.get("title") or course.get("label"), most=_TITLE_MAX),
        resource=resource_id,
        assignment_id=_number(custom.get("assignment")),
        set_id=_number(custom.get("set")),
        line_url=_line(claims),
        members_url=_url(_map(claims.get(_NRPS)).get("context_memberships_url")),
        return_url=return_url,
        data=_data(deep.get("data")),
    )


def check_parties(claims: Mapping[str, Any], *, issuer: str, client_id: str) -> None:
    """Check that a token comes from its issuer and is meant for us.

    Raises:
        ClaimError: it does not, or is not.
    """
    if claims.get("iss") != issuer:
        raise ClaimError("iss")
    audience = claims.get("aud")
    all_of_them = [audience] if isinstance(audience, str) else audience
    if not isinstance(all_of_them, list) or client_id not in all_of_them:
        raise ClaimError("aud")
    # OpenID Connect Core 3.1.3.7: several audiences need the authorised party, which must be us.
    if (len(all_of_them) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise ClaimError("azp")


def check_times(claims: Mapping[str, Any], *, now: datetime) -> None:
    """Check that a token was signed a short while ago and has not ended.

    Raises:
        ClaimError: it was not, or has.
    """
    expires, issued = _seconds(claims.get("exp")), _seconds(claims.get("iat"))
    at, skew = now.timestamp(), SKEW.total_seconds()
    if not expires > at - skew:
        raise ClaimError("exp")
    if not at - OLDEST.total_seconds() - skew <= issued <= at + skew:
        raise ClaimError("iat")


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ClaimError("exp and iat")
    return value


def id_text(value: object, what: str) -> str:
    """Return an id that somebody else gave: text that a column holds.

    Raises:
        ClaimError: it is none; ``what`` says of what.
    """
    if not isinstance(value, str) or not 0 < len(value) <= _ID_MAX:
        raise ClaimError(what)
    if any(ord(letter) < _ASCII_END for letter in value) or _has_half(value):
        raise ClaimError(what)
    return value


def _has_half(text: str) -> bool:
    """Return whether a text holds half a character (a lone surrogate), which cannot be stored."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> frozenset[str]:
    found = value if isinstance(value, list) else ()
    return frozenset(each for each in found if isinstance(each, str))


def _words(value: object, *, most: int) -> str:
    """Return a text to show: printable, single spaces, cut where it is too long."""
    text = value if isinstance(value, str) else ""
    shown = "".join(each if each.isprintable() else " " for each in text[: most * 4])
    return " ".join(shown.split())[:most].rstrip()


def name_told(claims: Mapping[str, Any]) -> str:
    """Return a person's name as a platform tells it, whole or in parts; "" for none."""
    whole = _words(claims.get("name"), most=64)
    if whole:
        return whole
    parts = (_words(claims.get(each), most=64) for each in ("given_name", "family_name"))
    return _words(" ".join(parts), most=64)


def _number(value: object) -> int | None:
    """Return a number of ours that a custom parameter names; platforms send them as text."""
    text = value if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None  # noqa: PLR2004 - what a browser counts exactly


def _url(value: object) -> str:
    """Return an address that a column holds, or "": it is judged when it is asked."""
    if not isinstance(value, str) or len(value) > _URL_MAX or not value.isprintable():
        return ""
    return value if value.startswith(("https://", "http://")) else ""


def _line(claims: Mapping[str, Any]) -> str:
    """Return where this link's grades go, if the platform lets us send any."""
    service = _map(claims.get(_AGS))
    return _url(service.get("lineitem")) if SCORE_SCOPE in _texts(service.get("scope")) else ""


def _data(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _DATA_MAX or _has_half(value):
        raise ClaimError("deep linking data")
    return value
