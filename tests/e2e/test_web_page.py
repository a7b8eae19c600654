"""The local page in a real browser, on the real process, database and reading."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Keep, OpenPage, Watch, new_home
from tests.e2e.local_page import (
    EXAMPLES,
    GREETING,
    LURE,
    alert,
    box,
    broken_rules,
    hand_in,
    reference,
    replies,
    too_wide,
)
from tests.e2e.served import Served

pytestmark = pytest.mark.e2e


def test_typed_message_gets_reasons_and_the_four_rs_and_an_alert_in_the_other_pane(
    page: Page, keep_picture: Keep
) -> None:
    reply = hand_in(page, EXAMPLES[LURE])
    expect(box(page)).to_have_value("")
    expect(reply.get_by_role("heading", level=3)).to_contain_text("High risk")
    quotes = reply.locator("q").all_inner_texts()
    assert len(quotes) >= 2
    for quote in quotes:
        words = [part for part in re.split(r"\s*…\s*", quote.strip("“”")) if part]
        assert all(" ".join(part.split()) in " ".join(EXAMPLES[LURE].split()) for part in words), quote
    steps = reply.get_by_role("group", name="What to do now").get_by_role("checkbox")
    expect(steps).to_have_count(4)
    for index, name in enumerate(["Recognise", "Realise", "Report", "Remove"]):
        expect(steps.nth(index)).to_have_accessible_name(re.compile(f"^{name} "))
    told = alert(page, reference(reply))
    expect(told).to_be_visible()
    expect(told).to_contain_text("Kind: espionage-style approach")
    expect(told).to_contain_text(re.compile(r"Reporter [A-Z0-9]{6}"))
    expect(told.locator("q").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=re.compile("alert|replied"))).to_have_count(1)
    keep_picture(page, "reply-and-alert")


@pytest.mark.parametrize("title", EXAMPLES)
def test_every_example_is_answered_and_no_link_can_be_followed(page: Page, title: str, keep_picture: Keep) -> None:
    page.get_by_role("button", name=title).click()
    expect(box(page)).to_have_value(EXAMPLES[title])
    expect(box(page)).to_be_focused()
    page.get_by_role("button", name="Check it").click()
    reply = replies(page).first
    expect(reply).to_be_visible()
    assert page.locator(".messages a").count() == 0
    assert not re.search(r"https?://\w", reply.inner_text())
    keep_picture(page, "example-" + re.sub(r"\W+", "-", title.lower()))


def test_honest_recruiter_and_greeting_are_no_alarm(page: Page) -> None:
    for title in ("Honest recruiter", GREETING, "Only a profile link"):
        heading = hand_in(page, EXAMPLES[title]).get_by_role("heading", level=3)
        expect(heading).not_to_contain_text("High risk")


def test_report_anyway_tells_security_about_what_was_not_enough_to_judge(page: Page, keep_picture: Keep) -> None:
    reply = hand_in(page, EXAMPLES[GREETING])
    name = reference(reply)
    expect(reply.get_by_role("heading", level=3)).to_contain_text("Not enough to judge")
    expect(alert(page, name)).to_have_count(0)
    reply.get_by_role("button", name="Report anyway").click()
    expect(reply.locator(".note")).to_contain_text(f"I am telling the security team. Your reference: {name}.")
    expect(reply.get_by_role("button", name="Report anyway")).to_have_count(0)
    expect(page.locator("#direct .notice")).to_contain_text(name)
    expect(alert(page, name)).to_contain_text("Report anyway")
    keep_picture(page, "report-anyway")
    page.reload()
    expect(reply.locator(".report-line")).to_contain_text("As you asked")
    expect(reply.get_by_role("button", name="Report anyway")).to_have_count(0)
    expect(alert(page, name)).to_have_count(1)


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the message box")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    page.keyboard.type(EXAMPLES[GREETING])
    page.keyboard.press("Control+Enter")
    reply = replies(page).first
    expect(reply).to_be_visible()
    _go(page, "Shift+Tab", reply.get_by_role("button", name="Report anyway"))
    page.keyboard.press("Enter")
    expect(alert(page, reference(reply))).to_be_visible()
    expect(reply.get_by_role("heading", level=3)).to_be_focused()
    box_of_remove = reply.get_by_role("checkbox").last
    _go(page, "Tab", box_of_remove)
    page.keyboard.press("Space")
    expect(box_of_remove).to_be_checked()
    page.reload()
    expect(replies(page).first.get_by_role("checkbox").last).to_be_checked()


def _go(page: Page, key: str, wanted: Locator) -> None:
    for _ in range(12):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            width = wanted.evaluate("element => getComputedStyle(element).outlineWidth")
            assert width == "3px", "focus must be visible"
            return
    pytest.fail("the keyboard does not reach it")


def test_empty_and_too_long_texts_are_refused_in_a_sentence_and_kept(page: Page) -> None:
    page.get_by_role("button", name="Check it").click()
    problem = page.locator("#problem")
    expect(problem).to_contain_text("There is no text to read")
    expect(box(page)).to_be_focused()
    box(page).fill("a" * 40_001)
    expect(page.locator("#count")).to_have_text("40,001 of 40,000 characters.")
    page.get_by_role("button", name="Check it").click()
    expect(problem).to_contain_text("40,000 characters")
    assert len(box(page).input_value()) == 40_001
    expect(page.locator("#direct .card")).to_have_count(0)


def test_double_click_sends_once(page: Page) -> None:
    box(page).fill(EXAMPLES[GREETING])
    page.get_by_role("button", name="Check it").dblclick()
    expect(replies(page)).to_have_count(1)
    page.wait_for_timeout(1500)
    page.reload()
    expect(replies(page)).to_have_count(1)
    expect(page.locator("#direct .own")).to_have_count(1)


def test_markup_is_shown_as_the_letters_it_is_made_of(page: Page) -> None:
    text = "<img src=x onerror=alert(1)> <b>We pay 3,000 euros</b> <script>alert(2)</script> [x](https://evil.example)"
    hand_in(page, text)
    expect(page.locator("#direct .own-text")).to_have_text(text)
    assert page.locator(".messages :is(img, b, script, a)").count() == 0


def test_help_is_answered_in_the_conversation(page: Page) -> None:
    box(page).fill("help")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#direct .notice").get_by_role("heading")).to_be_visible()


def test_direct_messages_are_seen_by_their_person_only_and_alerts_by_security(open_page: OpenPage) -> None:
    one, other = open_page(), open_page()
    name = reference(hand_in(one, EXAMPLES[LURE]))
    expect(alert(other, name)).to_be_visible()
    expect(other.locator("#direct .card")).to_have_count(0)


def test_server_gone_is_said_calmly_and_nothing_typed_is_lost(
    open_page: OpenPage, watch: Watch, keep_picture: Keep
) -> None:
    with new_home() as home:
        server = Served(Path(home))
        server.start()
        page = open_page(server.address)
        _lose_and_find_again(page, server, keep_picture)
    assert all("ERR_" in complaint for complaint in watch.complaints)
    watch.complaints.clear()  # the browser itself reports each refused connection


def _lose_and_find_again(page: Page, server: Served, keep_picture: Keep) -> None:
    assert server.stop() == 0
    connection = page.locator("#connection")
    expect(connection).to_contain_text("cannot be reached")
    box(page).fill(EXAMPLES[GREETING])
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#problem")).to_contain_text("Your text is still here")
    expect(box(page)).to_have_value(EXAMPLES[GREETING])
    keep_picture(page, "server-gone")
    server.start()
    expect(connection).to_be_empty()
    page.get_by_role("button", name="Check it").click()
    expect(replies(page)).to_have_count(1)
    assert server.stop() == 0


def test_narrow_window_stacks_the_panes_and_never_scrolls_sideways(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(viewport={"width": 320, "height": 780})
    name = reference(hand_in(page, EXAMPLES[LURE]))
    expect(alert(page, name)).to_be_visible()
    upper, lower = page.locator(".pane").nth(0).bounding_box(), page.locator(".pane").nth(1).bounding_box()
    assert upper
    assert lower
    assert lower["y"] >= upper["y"] + upper["height"]
    assert not too_wide(page)
    keep_picture(page, "narrow")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility_rules_find_nothing(open_page: OpenPage, scheme: str, keep_picture: Keep) -> None:
    page = open_page(color_scheme=scheme, bypass_csp=True)
    name = reference(hand_in(page, EXAMPLES[LURE]))
    expect(alert(page, name)).to_be_visible()
    hand_in(page, EXAMPLES["Parcel scam"])
    hand_in(page, EXAMPLES["Honest recruiter"])
    hand_in(page, EXAMPLES[GREETING])
    page.get_by_text("Made-up examples to try").click()
    keep_picture(page, f"all-bands-{scheme}")
    assert broken_rules(page) == []


def test_page_is_made_of_named_landmarks_and_ordered_headings(page: Page) -> None:
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    for name in ("Direct message to the bot", "Security channel"):
        expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
        expect(page.get_by_role("region", name=name)).to_be_visible()
    expect(box(page)).to_be_editable()
