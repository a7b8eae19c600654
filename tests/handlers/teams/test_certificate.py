"""A certificate in place of a secret: what is signed, and which files are refused at the start."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from bot.messenger import RetryLaterError
from bot.settings import Settings, SettingsError
from handlers.teams.config import TeamsConfig, teams_config
from handlers.teams.session import Outbound
from handlers.teams.tokens import AccessToken
from tests.fakes.teams import FakeMicrosoft, first_key

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )


def pem(key: Key | None, *certificates: x509.Certificate, password: bytes = b"") -> bytes:
    protection = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
    return (key.private_bytes(*form) if key else b"") + b"".join(
        item.public_bytes(serialization.Encoding.PEM) for item in certificates
    )


KEY = first_key().private
OURS = certificate(KEY)
Configured = Callable[..., TeamsConfig]


@pytest.fixture
def configured(microsoft: FakeMicrosoft, tmp_path: Path) -> Configured:
    """Settings with a certificate file of the given content."""

    def make(content: bytes | None = None, **values: object) -> TeamsConfig:
        file = tmp_path / "bot.pem"
        if content is not None:
            file.write_bytes(content)
        given = {**microsoft.settings(), "teams_app_certificate": file, **values}
        given.pop("teams_app_password")
        return teams_config(Settings(_env_file=None, security_channel="teams", **given))  # type: ignore[arg-type]

    return make


async def test_the_token_is_had_with_what_the_certificate_signs(
    microsoft: FakeMicrosoft, configured: Configured
) -> None:
    microsoft.certificate = OURS
    outbound = Outbound()
    token = AccessToken(configured(pem(KEY, OURS)), outbound)
    first = await token.get()
    token.forget(first)
    assert await token.get() != first, "each assertion is used once"
    await outbound.close()


async def test_another_certificate_is_refused_by_the_endpoint(microsoft: FakeMicrosoft, configured: Configured) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    microsoft.certificate = OURS
    outbound = Outbound()
    with pytest.raises(RetryLaterError, match="token_http_401"):
        await AccessToken(configured(pem(stranger, certificate(stranger))), outbound).get()
    await outbound.close()


async def test_a_renewed_file_is_used_without_a_restart_and_a_broken_one_makes_messages_wait(
    microsoft: FakeMicrosoft, configured: Configured, tmp_path: Path
) -> None:
    renewed = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    microsoft.certificate = certificate(renewed)
    outbound = Outbound()
    token = AccessToken(configured(pem(KEY, OURS)), outbound)
    (tmp_path / "bot.pem").write_bytes(b"half written")
    with pytest.raises(RetryLaterError, match="certificate_unusable"):
        await token.get()
    (tmp_path / "bot.pem").write_bytes(pem(renewed, microsoft.certificate))
    assert await token.get()
    await outbound.close()


@pytest.mark.parametrize("algorithm", [hashes.SHA1(), hashes.SHA256()])  # noqa: S303  as the portal shows it
def test_the_thumbprint_may_be_given_as_the_portal_shows_it(
    configured: Configured, algorithm: hashes.HashAlgorithm
) -> None:
    shown = OURS.fingerprint(algorithm).hex(":").upper()
    assert configured(pem(KEY, OURS), teams_app_certificate_thumbprint=shown).certificate


def test_the_certificate_of_the_key_is_found_among_several(configured: Configured) -> None:
    other = certificate(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    print_ = OURS.fingerprint(hashes.SHA256()).hex()
    assert configured(pem(KEY, other, OURS), teams_app_certificate_thumbprint=print_).certificate


def test_a_certificate_that_cannot_be_used_is_refused_at_the_start_with_the_reason(configured: Configured) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    stranger = certificate(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    for content, reason in (
        (None, "cannot be read"),
        (b"", "must hold"),
        (pem(KEY), "must hold"),
        (pem(None, OURS), "must hold"),
        (pem(KEY, OURS, password=b"x"), "must hold"),
        (pem(KEY, stranger), "belongs to none"),
        (pem(curve, certificate(curve)), "RSA"),
    ):
        with pytest.raises(SettingsError, match=reason) as caught:
            configured(content)
        assert "TEAMS_APP_CERTIFICATE" in str(caught.value)
    with pytest.raises(SettingsError, match="thumbprint"):
        configured(pem(KEY, OURS), teams_app_certificate_thumbprint="00" * 20)


def test_a_secret_and_a_certificate_contradict_each_other(microsoft: FakeMicrosoft) -> None:
    with pytest.raises(ValueError, match="contradict"):
        Settings(
            _env_file=None,
            security_channel="teams",
            **{**microsoft.settings(), "teams_app_certificate": Path("x.pem")},  # type: ignore[arg-type]
        )
    with pytest.raises(ValueError, match="TEAMS_APP_CERTIFICATE is missing"):
        Settings(_env_file=None, web=True, teams_app_certificate_thumbprint="00")  # type: ignore[arg-type]
