import stat
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.vault import KEY_BYTES, MasterKey, SealedError, TenantVault, WrongMasterKeyError

VAULT = TenantVault.of("slack:T1", bytes(KEY_BYTES))
ROW = uuid4()
ANY_TEXT = st.text(st.characters())  # lone surrogates and NUL included


@given(ANY_TEXT)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert VAULT.open_text(ROW, "text", VAULT.seal_text(ROW, "text", text)) == text


@pytest.mark.parametrize(
    ("vault", "row", "name"),
    [
        (TenantVault.of("slack:T2", bytes(KEY_BYTES)), ROW, "text"),
        (TenantVault.of("slack:T1", bytes([1] * KEY_BYTES)), ROW, "text"),
        (VAULT, uuid4(), "text"),
        (VAULT, ROW, "reporter"),
    ],
)
def test_nothing_opens_in_another_tenant_row_or_field(vault: TenantVault, row: object, name: str) -> None:
    sealed = VAULT.seal_text(ROW, "text", "canary")
    with pytest.raises(SealedError):
        vault.open_text(str(row), name, sealed)


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(VAULT.seal(ROW, "text", b"canary"))
    for place in (0, 5, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealedError):
            VAULT.open(ROW, "text", bytes(changed))


def test_the_same_text_never_looks_the_same() -> None:
    assert VAULT.seal(ROW, "text", b"canary") != VAULT.seal(ROW, "text", b"canary")


def test_a_person_has_one_tag_in_a_tenant_and_another_elsewhere() -> None:
    assert VAULT.tag("U1") == VAULT.tag("U1") != VAULT.tag("U2")
    assert VAULT.tag("U1") != TenantVault.of("slack:T1", bytes([1] * KEY_BYTES)).tag("U1")


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    first = MasterKey.from_file(path)
    assert first == MasterKey.from_file(path)
    assert len(first.secret) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_data_key_opens_with_its_own_master_key_and_tenant_only() -> None:
    master = MasterKey(bytes(KEY_BYTES))
    wrapped = master.wrap("slack:T1", b"k" * KEY_BYTES)
    assert master.unwrap("slack:T1", wrapped) == b"k" * KEY_BYTES
    with pytest.raises(WrongMasterKeyError, match="MASTER_KEY"):
        MasterKey(bytes([1] * KEY_BYTES)).unwrap("slack:T1", wrapped)
    with pytest.raises(WrongMasterKeyError):
        master.unwrap("slack:T2", wrapped)
