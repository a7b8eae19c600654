import pytest

from tests.handlers.web.fake_page import OpenPage, Page

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
SOUND = {"key": KEY, "text": "Hello there, I have an offer for you"}


async def test_page_forbids_scripts_frames_and_connections_of_others(page: Page) -> None:
    async with page.client.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_every_answer_carries_the_security_headers(page: Page) -> None:
    for path in ("/", "/page/page.js", "/page/nothing.js", "/web/setting"):
        async with page.client.get(path) as response:
            assert "Content-Security-Policy" in response.headers, path


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "10.0.0.7", "[::ffff:8.8.8.8]", ""]
)
@pytest.mark.parametrize("path", ["/", "/web/setting", "/web/events", "/page/page.js"])
async def test_another_name_for_this_machine_is_refused(page: Page, host: str, path: str) -> None:
    async with page.client.get(path, headers={"Host": host}) as response:
        assert response.status in {400, 403}  # 400: no valid Host at all


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:9", "[::1]:8080", "LOCALHOST"])
async def test_names_of_this_machine_are_served(page: Page, host: str) -> None:
    async with page.client.get("/web/setting", headers={"Host": host}) as response:
        assert response.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "", "http://localhost"])
async def test_another_site_cannot_hand_in(page: Page, origin: str) -> None:
    status, answer = await page.post("/web/messages", SOUND, Origin=origin)
    assert (status, answer["error"]) == (403, "Only the page itself may hand something in.")
    assert page.intake.submissions == []


async def test_request_without_origin_is_refused(page: Page) -> None:
    async with page.client.post("/web/messages", json=SOUND) as response:
        assert response.status == 403
    assert page.intake.submissions == []


async def test_another_site_cannot_read_the_stream_or_the_setting(page: Page) -> None:
    for path in ("/web/events", "/web/setting"):
        async with page.client.get(path, headers={"Sec-Fetch-Site": "cross-site"}) as response:
            assert response.status == 403


async def test_a_link_from_another_site_opens_the_page(page: Page) -> None:
    async with page.client.get("/", headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_only_json_is_taken(page: Page, kind: str) -> None:
    body = b'{"key": "%s", "text": "x"}' % KEY.encode()
    headers = {"Origin": page.origin, "Content-Type": kind}
    async with page.client.post("/web/messages", data=body, headers=headers) as response:
        assert response.status == 415
    assert page.intake.submissions == []


async def test_browser_that_never_opened_the_page_is_refused(open_page: OpenPage) -> None:
    stranger = await open_page(visit=False)
    status, answer = await stranger.post("/web/messages", SOUND)
    assert status == 403
    assert "open the page again" in answer["error"]
    assert stranger.intake.submissions == []


async def test_cookie_is_out_of_reach_for_scripts_and_other_sites(open_page: OpenPage) -> None:
    page = await open_page(visit=False)
    async with page.client.get("/") as response:
        cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_what_is_stored_of_a_person_is_not_the_cookie(page: Page) -> None:
    await page.hand_in("Hello there")
    secret = page.client.session.cookie_jar.filter_cookies(page.client.make_url("/"))["tbyl_visitor"].value
    submission = page.intake.submissions[0]
    assert secret not in repr((submission.reporter, submission.event_keys, submission.reply_to))


async def test_with_remote_use_allowed_the_page_answers_under_its_public_name(open_page: OpenPage) -> None:
    page = await open_page(allow_remote_web=True)
    headers = {"Host": "bot.example.org"}
    async with page.client.get("/web/setting", headers=headers) as response:
        assert response.status == 200


async def test_with_remote_use_allowed_another_site_still_cannot_hand_in(open_page: OpenPage) -> None:
    page = await open_page(allow_remote_web=True)
    status, _ = await page.post("/web/messages", SOUND, Host="bot.example.org", Origin="https://evil.example")
    assert status == 403
