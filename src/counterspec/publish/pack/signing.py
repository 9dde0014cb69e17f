"""Ed25519 signatures over a bag's tag manifest, which names every other file of the bag."""

from __future__ import annotations

import hashlib
from pathlib import Path

from counterspec.errors import UsageError

SIGNATURE, KEY = "signature.ed25519", "public-key.pem"
_INSTALL = "pip install 'counterspec[sign]'"


def signed(tags: bytes, key: Path) -> dict[str, bytes]:
    """Return the signature of a tag manifest and the public key, as further files of the pack.

    Raises:
        UsageError: no Ed25519 key in PEM, or the library is missing.
    """
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise UsageError("signing needs the library cryptography", hint=_INSTALL) from error
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"{key}: no private key in PEM: {error}", hint="openssl genpkey -algorithm ed25519"
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise UsageError(f"{key}: no Ed25519 key", hint="openssl genpkey -algorithm ed25519")
    form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return {SIGNATURE: private.sign(tags), KEY: private.public_key().public_bytes(*form)}


def fingerprint(key: bytes) -> str:
    """Return what a public key is known by: the SHA-256 of its PEM, whatever ends its lines."""
    return hashlib.sha256(key.replace(b"\r\n", b"\n").strip() + b"\n").hexdigest()


def holds(tags: bytes, signature: bytes, key: bytes) -> bool | None:
    """Whether a signature holds; None where the library to check it is missing."""
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    try:
        public = serialization.load_pem_public_key(key)
        if not isinstance(public, Ed25519PublicKey):
            return False
        public.verify(signature, tags)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True
