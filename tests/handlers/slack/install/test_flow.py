"""Installing, from the link to the stored token, and every way in which it must not work."""

import pytest

from tests.conftest import eventually
from tests.fakes.slack import Mischief
from tests.fakes.slack_oauth import FakeSlackOAuth, Place
from tests.fakes.slack_payloads import as_json, direct_message, envelope
from tests.handlers.slack.install.conftest import Clock, Replica

LURE = "HIGH fee for a short report"


async def test_a_workspace_installs_the_bot_and_is_served(replica: Replica, slack: FakeSlackOAuth) -> None:
    assert (await replica.send(as_json(direct_message(LURE)))).status == 401
    answer = await replica.install()
    assert answer.status == 200
    assert "Installed" in await answer.text()
    assert (await replica.send(as_json(direct_message(LURE)))).status == 200
    await eventually(lambda: len(slack.posts("D0ANNA")) == 1 and len(slack.posts("C0SECURITY")) == 1)
    assert {token for method, token in slack.used if method == "chat.postMessage"} == {"xoxb-secret-2"}


async def test_the_link_asks_slack_for_the_manifests_scopes_only(replica: Replica) -> None:
    link, cookie = await replica.start()
    assert "scope=chat:write,commands,im:history,im:write,groups:history,users:read&user_scope=&" in link
    assert f"state={cookie}&" in link


async def test_pages_are_kept_out_of_caches_frames_and_other_sites(replica: Replica) -> None:
    started = await replica.client.get("/slack/install", allow_redirects=False)
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/"):
        assert attribute in started.headers["Set-Cookie"]
    for answer in (started, await replica.install()):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("cookie", ["", "another"])
async def test_a_state_counts_only_in_the_browser_where_it_began(
    replica: Replica, slack: FakeSlackOAuth, cookie: str
) -> None:
    link, _ = await replica.start()
    answer = await replica.come_back(await replica.decide(link), cookie)
    assert answer.status == 400
    assert slack.tokens == {}


async def test_a_state_that_was_never_issued_is_refused(replica: Replica, slack: FakeSlackOAuth) -> None:
    slack.codes["stolen"] = slack.place
    answer = await replica.come_back("/slack/oauth_redirect?code=stolen&state=forged", "forged")
    assert answer.status == 400
    assert slack.tokens == {}


async def test_a_state_is_good_once(replica: Replica, slack: FakeSlackOAuth) -> None:
    link, cookie = await replica.start()
    first, second = await replica.decide(link), await replica.decide(link)
    assert (await replica.come_back(first, cookie)).status == 200
    again = await replica.come_back(second, cookie)
    assert again.status == 400
    assert len(slack.called("oauth.v2.access")) == 1


async def test_a_state_is_good_for_ten_minutes(replica: Replica, slack: FakeSlackOAuth, clock: Clock) -> None:
    link, cookie = await replica.start()
    clock.later = 601
    assert (await replica.come_back(await replica.decide(link), cookie)).status == 400
    assert slack.tokens == {}


async def test_a_state_begun_at_one_replica_ends_at_another(replica: Replica, running: object) -> None:
    async with running() as other:  # type: ignore[operator]  # a fixture
        link, cookie = await replica.start()
        assert (await other.come_back(await replica.decide(link), cookie)).status == 200


async def test_somebody_who_refuses_is_told_that_nothing_was_changed(replica: Replica, slack: FakeSlackOAuth) -> None:
    slack.answer = "access_denied"
    answer = await replica.install()
    assert answer.status == 200
    assert "Nothing was changed" in await answer.text()
    assert slack.called("oauth.v2.access") == []


async def test_an_error_in_the_address_is_not_repeated_on_the_page(replica: Replica) -> None:
    answer = await replica.come_back("/slack/oauth_redirect?error=%3Cscript%3Ealert(1)")
    assert answer.status == 502
    assert "script" not in await answer.text()


async def test_a_code_that_slack_refuses_installs_nothing(replica: Replica) -> None:
    _, cookie = await replica.start()
    answer = await replica.come_back(f"/slack/oauth_redirect?code=wrong&state={cookie}", cookie)
    assert answer.status == 502
    assert (await replica.send(as_json(direct_message(LURE)))).status == 401


@pytest.mark.parametrize(
    "mischief", [Mischief(status=503, body="away"), Mischief(silent=True), Mischief(body="<html>", kind="text/html")]
)
async def test_slack_being_away_installs_nothing_and_says_so(
    replica: Replica, slack: FakeSlackOAuth, mischief: Mischief
) -> None:
    slack.misbehave("oauth.v2.access", mischief)
    answer = await replica.install()
    assert answer.status == 502
    assert "Please begin again" in await answer.text()


@pytest.mark.parametrize("place", [Place("T0STRANGER"), Place(None, "E0STRANGER"), Place("T0STRANGER", "E0STRANGER")])
async def test_a_workspace_that_nobody_allowed_gets_its_token_revoked_and_nothing_is_kept(
    replica: Replica, slack: FakeSlackOAuth, place: Place
) -> None:
    slack.place = place
    answer = await replica.install()
    assert answer.status == 403
    assert "Nothing was kept" in await answer.text()
    assert slack.tokens == {}
    body = envelope(direct_message(LURE)["event"], team="T0STRANGER", authorized="T0STRANGER")
    assert (await replica.send(as_json(body))).status == 401


async def test_without_lists_only_the_security_channels_workspace_may(running: object, slack: FakeSlackOAuth) -> None:
    async with running(slack_team_ids=()) as replica:  # type: ignore[operator]  # a fixture
        assert (await replica.install()).status == 200
        slack.place = Place("T0SISTER")
        assert (await replica.install()).status == 403


async def test_who_is_not_allowed_any_more_is_not_served(running: object, slack: FakeSlackOAuth) -> None:
    slack.place = Place("T0SISTER")
    body = envelope(direct_message(LURE, team="T0SISTER")["event"], team="T0SISTER", authorized="T0SISTER")
    async with running() as replica:  # type: ignore[operator]  # a fixture
        await replica.install()
        assert (await replica.send(as_json(body))).status == 200
    async with running(slack_team_ids=("T0HOME",)) as replica:  # type: ignore[operator]  # a fixture
        assert (await replica.send(as_json(body))).status == 401
