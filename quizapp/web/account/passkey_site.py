"""Whether passkeys work at the address that a browser used, and the settings behind that."""

from typing import Final

from flask import request

from quizapp.errors import InputError, translatable
from quizapp.services.signing_in import passkey_ceremony
from quizapp.services.signing_in.passkey_ceremony import Site
from quizapp.web.configured import settings_in_force

NO_SITE: Final = translatable(
    "Passkeys do not work at this address: they need https, or the name localhost."
)


def find_site() -> Site | None:
    """Return this site as the browser knows it, None where no passkey can be used.

    Its host is one of QUIZAPP_TRUSTED_HOSTS, where those are set: another one is refused before.
    """
    scheme = "https" if settings_in_force().https else request.scheme
    return passkey_ceremony.find_site(scheme=scheme, host=request.host.lower())


def needed_site() -> Site:
    """Return this site as the browser knows it.

    Raises:
        InputError: no passkey can be used at this address.
    """
    site = find_site()
    if site is None:
        raise InputError(NO_SITE, field="answer")
    return site
