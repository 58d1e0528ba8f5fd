"""An authenticator made of software: it makes passkeys and uses them, and lies as it is told."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

PRESENT = 0x01
VERIFIED = 0x04
HAS_KEY = 0x40


def text(data: bytes) -> str:
    """Return bytes in base64url, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(words: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))


@dataclass
class Authenticator:
    """One passkey on one device.

    Attributes:
        origin: of the page that it believes to be on.
        count: how often it was used; it counts up by itself.
        flags: what it says of its holder.
        credential: its id; empty before a passkey was made.
    """

    origin: str
    count: int = 0
    flags: int = PRESENT | VERIFIED
    credential: bytes = b""
    handle: str = ""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def register(self, options: str, **said: Any) -> str:
        """Return the answer to a page that asks for a new passkey; ``said``: other client data."""
        asked = json.loads(options)
        self.credential = hashlib.sha256(self._cose()).digest()
        self.handle = asked["user"]["id"]
        client = self._client("webauthn.create", asked["challenge"], said)
        known = len(self.credential).to_bytes(2, "big") + self.credential
        data = self._head(asked["rp"]["id"], HAS_KEY) + bytes(16) + known + self._cose()
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(attested)})

    def sign(self, options: str, **said: Any) -> str:
        """Return the answer to a page that asks for a passkey; ``said``: other client data."""
        asked = json.loads(options)
        self.count += 1
        client = self._client("webauthn.get", asked["challenge"], said)
        data = self._head(asked["rpId"], 0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": self.handle,
            }
        )

    def _head(self, host: str, more: int) -> bytes:
        flags = (self.flags | more).to_bytes(1, "big")
        return hashlib.sha256(host.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str, said: dict[str, Any]) -> bytes:
        client = {"type": kind, "challenge": challenge, "origin": self.origin, **said}
        return json.dumps(client).encode()

    def _cose(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, response: dict[str, str]) -> str:
        name = text(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
