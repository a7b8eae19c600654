"""Who is refused: always 401, and nothing reaches Intake."""

import asyncio
import base64
import json
import time
from dataclasses import replace
from typing import Any

import jwt
import pytest

from handlers.teams.config import CLOUDS, TeamsConfig
from handlers.teams.keys import RETRY_SECONDS, KeysUnavailableError, SigningKeys
from handlers.teams.session import Outbound
from tests.fakes.teams import TENANT, FakeMicrosoft, Key
from tests.handlers.teams.conftest import Send
from tests.handlers.teams.fake_intake import FakeIntake

NOW = int(time.time())


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": NOW - 120},
        {"exp": "soon"},
        {"nbf": NOW + 3600},
        {"aud": "99999999-0000-0000-0000-000000000000"},
        {"aud": None},
        {"iss": "https://sts.windows.net/x/"},
        {"iss": None},
        {"serviceurl": "https://smba.trafficmanager.net/other/"},
        {"serviceurl": None},
        {"serviceurl": 7},
    ],
    ids=[
        *("no exp", "expired", "odd exp", "not yet", "other audience", "no audience", "other issuer", "no issuer"),
        *("other service", "no service", "odd service"),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, changes: dict[str, Any]
) -> None:
    payload = {**microsoft.claims(), **changes}
    payload = {name: value for name, value in payload.items() if value is not None}
    key = microsoft.keys[0]
    # Signed by hand, for PyJWT would not encode some of these.
    token = jwt.PyJWS().encode(json.dumps(payload).encode(), key.private, "RS256", headers={"kid": key.kid})
    assert (await send(microsoft.activity("Dear Sir"), token)).status == 401
    assert intake.untouched


async def test_the_clocks_may_differ_a_little(send: Send, microsoft: FakeMicrosoft) -> None:
    assert (await send(microsoft.activity("Dear Sir"), microsoft.sign(exp=int(time.time()) - 5))).status == 201


def _forged(microsoft: FakeMicrosoft, kind: str) -> str:
    good, key = microsoft.sign(), microsoft.keys[0]
    head, body, signature = good.split(".")
    claims = microsoft.claims()
    stranger = Key(key.kid)
    return {
        "tampered": f"{head}.{body[:-4]}AAAA.{signature}",
        "unsigned": f"{head}.{body}.",
        "none": jwt.encode(claims, "", algorithm="none", headers={"kid": key.kid}),
        "HS256": jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": key.kid}),
        "RS512": jwt.encode(claims, key.private, algorithm="RS512", headers={"kid": key.kid}),
        "another key under a known id": microsoft.sign(stranger),
        "unknown key id": microsoft.sign(Key("never-published")),
        "no key id": jwt.encode(claims, key.private, algorithm="RS256"),
        "header that is no object": base64.urlsafe_b64encode(b"[1]").decode().rstrip("=") + f".{body}.{signature}",
        "garbage": "not.a.token",
        "empty": "",
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "tampered",
        "unsigned",
        "none",
        "HS256",
        "RS512",
        "another key under a known id",
        "unknown key id",
        "no key id",
        "header that is no object",
        "garbage",
        "empty",
    ],
)
async def test_a_forged_token_is_refused(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, kind: str) -> None:
    assert (await send(microsoft.activity("Dear Sir"), _forged(microsoft, kind))).status == 401
    assert intake.untouched


async def test_a_request_without_a_bearer_token_is_refused_before_its_body_is_read(
    send: Send, intake: FakeIntake
) -> None:
    headers = {"Content-Type": "application/json", "Authorization": "Basic eDp5"}
    assert (await send(None, data=b"{", headers=headers)).status == 401
    assert intake.untouched


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": "emulator"},
        {"channelId": ""},
        {"channelId": None},
        {"channelId": "webchat"},
        {"serviceUrl": "http://127.0.0.1:1/elsewhere/"},
        {"channelData": {"tenant": {"id": "another-tenant"}}},
        {"conversation": {"id": "a:x", "conversationType": "personal", "tenantId": "another-tenant"}},
        {"from": {"id": "29:x", "aadObjectId": "x", "tenantId": "another-tenant"}},
        {"channelData": None, "conversation": {"id": "a:x"}},
    ],
    ids=str,
)
async def test_an_activity_that_the_token_does_not_cover_is_refused(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake, changes: dict[str, Any]
) -> None:
    assert (await send(microsoft.activity("Dear Sir", **changes))).status == 401
    assert intake.untouched


async def test_a_key_that_is_not_endorsed_for_teams_is_refused(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    microsoft.keys = [Key(endorsements=("webchat",))]
    assert (await send(microsoft.activity("Dear Sir"))).status == 401
    assert intake.untouched


async def test_a_signed_but_foreign_service_host_is_refused(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    elsewhere = "https://evil.trafficmanager.net/teams/"
    response = await send(microsoft.activity("Dear Sir", serviceUrl=elsewhere), microsoft.sign(serviceurl=elsewhere))
    assert response.status == 401
    assert intake.untouched


async def test_tenant_ids_are_compared_without_case(send: Send, microsoft: FakeMicrosoft) -> None:
    activity = microsoft.activity("Dear Sir", channelData={"tenant": {"id": TENANT.upper()}})
    assert (await send(activity)).status == 201


async def test_without_keys_the_answer_is_503_not_401(send: Send, microsoft: FakeMicrosoft, intake: FakeIntake) -> None:
    microsoft.keys_status = 500
    assert (await send(microsoft.activity("Dear Sir"))).status == 503
    assert intake.untouched


async def test_requests_that_come_while_the_first_keys_are_fetched_wait_for_them(
    send: Send, microsoft: FakeMicrosoft, intake: FakeIntake
) -> None:
    answers = await asyncio.gather(*(send(microsoft.activity("Dear Sir")) for _ in range(10)))
    assert {answer.status for answer in answers} == {201}
    assert microsoft.key_requests == 1
    assert len(intake.submissions) == 10


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_a_rotated_key_is_fetched_at_once_but_forged_ids_cause_no_flood(microsoft: FakeMicrosoft) -> None:
    outbound, clock = Outbound(), Clock()
    keys = SigningKeys(f"{microsoft.url}/openid", outbound, clock)
    assert await keys.find("key-1")
    microsoft.keys = [Key("key-2")]
    assert await keys.find("key-2") is None, "fetched a moment ago"
    clock.now += RETRY_SECONDS
    assert await keys.find("key-2")
    for number in range(50):
        assert await keys.find(f"forged-{number}") is None
    assert microsoft.key_requests == 2
    await outbound.close()


async def test_known_keys_outlive_an_outage_of_the_key_server_but_not_for_ever(microsoft: FakeMicrosoft) -> None:
    outbound, clock = Outbound(), Clock()
    keys = SigningKeys(f"{microsoft.url}/openid", outbound, clock)
    assert await keys.find("key-1")
    microsoft.keys_status = 503
    clock.now += 2 * 24 * 3600
    assert await keys.find("key-1")
    clock.now += 4 * 24 * 3600
    with pytest.raises(KeysUnavailableError):
        await keys.find("key-1")
    await outbound.close()


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net/emea/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evil.example@smba.trafficmanager.net/", False),
        ("https://evil.trafficmanager.net/", False),
        ("https://[smba.trafficmanager.net/", False),
        ("smba.trafficmanager.net", False),
        ("", False),
    ],
)
def test_only_teams_own_hosts_are_ever_written_to(config: TeamsConfig, url: str, allowed: bool) -> None:
    public = replace(config, service_hosts=CLOUDS["public"].service_hosts)
    assert public.may_write_to(url) is allowed
