"""Encryption at rest: AES-256-GCM, one data key a tenant, wrapped by the master key.

Every ciphertext is bound to `tenant|row|field`: moved to another row, field or tenant, it does not open.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
FORMAT: Final = b"\x01"
KEY_FILE_MODE: Final = 0o600


class SealedError(Exception):
    """These bytes were not sealed for this place with this key."""


class WrongMasterKeyError(Exception):
    """MASTER_KEY is not the key that this database was written with. Restore the old key; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True, repr=False)
class MasterKey:
    """The key that wraps the tenants' data keys. It never leaves this process."""

    secret: bytes

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the base64 form that MASTER_KEY holds."""
        return cls(base64.b64decode(text, validate=True))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the key file, made on first use and readable by its owner only."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_FILE_MODE)
        except FileExistsError:
            return cls.from_text(path.read_text("ascii").strip())
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(base64.b64encode(os.urandom(KEY_BYTES)).decode("ascii") + "\n")
            file.flush()
            os.fsync(file.fileno())
        return cls.from_file(path)

    @property
    def key_id(self) -> str:
        """A short public name of this key; it tells nothing of the key."""
        return hashlib.sha256(b"key id|" + self.secret).hexdigest()[:12]

    def wrap(self, tenant: str, data_key: bytes) -> bytes:
        """Seal a tenant's data key."""
        return _seal(AESGCM(self.secret), data_key, _place("tenant key", tenant, self.key_id))

    def unwrap(self, tenant: str, wrapped: bytes) -> bytes:
        """Open a tenant's data key.

        Raises:
            WrongMasterKeyError: another master key wrapped it.
        """
        try:
            return _open(AESGCM(self.secret), wrapped, _place("tenant key", tenant, self.key_id))
        except SealedError:
            raise WrongMasterKeyError from None


@dataclass(frozen=True, slots=True, repr=False)
class TenantVault:
    """Seals and opens what belongs to one tenant."""

    tenant: str
    _data: AESGCM
    _tag_key: bytes

    @classmethod
    def of(cls, tenant: str, data_key: bytes) -> Self:
        """Make the vault of a tenant from its unwrapped data key."""
        tag_key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"reporter tag").derive(data_key)
        return cls(tenant, AESGCM(data_key), tag_key)

    def seal(self, row: UUID | str, name: str, content: bytes) -> bytes:
        """Encrypt one field of one row."""
        return _seal(self._data, content, _place(self.tenant, str(row), name))

    def open(self, row: UUID | str, name: str, sealed: bytes) -> bytes:
        """Decrypt one field of one row.

        Raises:
            SealedError: it was sealed for another place, or changed since.
        """
        return _open(self._data, sealed, _place(self.tenant, str(row), name))

    def seal_text(self, row: UUID | str, name: str, text: str) -> bytes:
        """Encrypt a text; lone surrogates and NUL come back as they were."""
        return self.seal(row, name, text.encode("utf-8", "surrogatepass"))

    def open_text(self, row: UUID | str, name: str, sealed: bytes) -> str:
        """Decrypt a text."""
        return self.open(row, name, sealed).decode("utf-8", "surrogatepass")

    def tag(self, person: str) -> bytes:
        """A pseudonym of a person: always the same here, never the same in another tenant."""
        return hmac.digest(self._tag_key, person.encode("utf-8", "surrogatepass"), "sha256")


@dataclass(slots=True, repr=False)
class Keyring:
    """The tenants' vaults that this process has opened so far."""

    master: MasterKey
    vaults: dict[str, TenantVault] = field(default_factory=dict)

    def unlock(self, tenant: str, wrapped: bytes) -> TenantVault:
        """Open a tenant's vault with the key as the database holds it, and keep it open."""
        vault = TenantVault.of(tenant, self.master.unwrap(tenant, wrapped))
        self.vaults[tenant] = vault
        return vault

    def new_wrapped_key(self, tenant: str) -> bytes:
        """Make a data key for a tenant that has none."""
        return self.master.wrap(tenant, os.urandom(KEY_BYTES))


def _place(*parts: str) -> bytes:
    """Say where a ciphertext belongs. Tenant names cannot contain the separator: `store.scope` sees to it."""
    return "|".join(parts).encode("utf-8")


def _seal(cipher: AESGCM, content: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + cipher.encrypt(nonce, content, place)


def _open(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    start = len(FORMAT) + NONCE_BYTES
    if not sealed.startswith(FORMAT):
        raise SealedError
    try:
        return cipher.decrypt(sealed[len(FORMAT) : start], sealed[start:], place)
    except InvalidTag:
        raise SealedError from None
