"""A certificate in place of a client secret: what the bot signs to prove to Entra who it is.

The form is Microsoft's "application authentication certificate credentials": a JWT signed with PS256, whose header
names the certificate by `x5t#S256`. The file is read anew for each token, so that a renewed one needs no restart.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import jwt
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

GOOD_FOR = timedelta(minutes=5)
"""Life of an assertion; Microsoft asks for five to ten minutes."""


class CertificateError(Exception):
    """The certificate cannot be used. `str()` is a sentence for the operator and holds nothing of the file."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PEM file with a certificate and its RSA key."""

    path: Path
    thumbprint: str = ""
    """SHA-1 or SHA-256, hexadecimal, that the certificate must have; empty for any."""

    def check(self) -> None:
        """Make sure that it can be used.

        Raises:
            CertificateError: it cannot.
        """
        self._read()

    def assertion(self, client_id: str, audience: str, now: datetime) -> str:
        """Sign that this is the application `client_id`, for the token endpoint `audience`.

        Raises:
            CertificateError: the file cannot be used any more.
        """
        key, certificate = self._read()
        claims = {
            "aud": audience,
            "iss": client_id,
            "sub": client_id,
            "jti": str(uuid4()),
            "iat": now,
            "nbf": now,
            "exp": now + GOOD_FOR,
        }
        digest = base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256())).rstrip(b"=").decode()
        return jwt.encode(claims, key, algorithm="PS256", headers={"x5t#S256": digest})

    def _read(self) -> tuple[RSAPrivateKey, x509.Certificate]:
        try:
            pem = self.path.read_bytes()
        except OSError as error:
            raise CertificateError(f"the file cannot be read ({error.strerror}). Correct its path or rights.") from None
        try:
            key = load_pem_private_key(pem, password=None)
            certificates = x509.load_pem_x509_certificates(pem)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise CertificateError(
                "the file must hold a certificate and its private key, both PEM and without a password."
            ) from None
        if not isinstance(key, RSAPrivateKey):
            raise CertificateError("its key must be an RSA key: Entra takes no other.")
        for certificate in certificates:
            if certificate.public_key() == key.public_key():
                self._compare(certificate)
                return key, certificate
        raise CertificateError("the private key belongs to none of the file's certificates.")

    def _compare(self, certificate: x509.Certificate) -> None:
        wanted = "".join(sign for sign in self.thumbprint.lower() if sign.isalnum())
        own = {certificate.fingerprint(hashes.SHA256()).hex(), certificate.fingerprint(hashes.SHA1()).hex()}  # noqa: S303
        if wanted and wanted not in own:
            raise CertificateError("it has another thumbprint than TEAMS_APP_CERTIFICATE_THUMBPRINT says.")
