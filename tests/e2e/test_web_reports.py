"""What becomes of a report on the page: ticks, what happened, later messages, the list, the team's word."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Keep, OpenPage
from tests.e2e.local_page import EXAMPLES, GREETING, LURE, alert, box, broken_rules, hand_in, reference, replies, window

pytestmark = pytest.mark.e2e


def row(page: Page, name: str) -> Locator:
    """A report's entry in the open list."""
    return window(page, "Your reports").get_by_role("article").filter(has_text=re.compile(rf"^{name} "))


def test_tick_survives_a_reload_and_shows_in_another_tab(page: Page) -> None:
    reply = hand_in(page, EXAMPLES[LURE])
    other = page.context.new_page()
    other.goto(page.url)
    boxes = reply.get_by_role("checkbox")
    boxes.nth(2).check()
    boxes.nth(3).check()
    expect(boxes.nth(3)).to_be_focused()
    expect(replies(other).first.get_by_role("checkbox").nth(3)).to_be_checked()
    expect(replies(other).first.get_by_role("checkbox").nth(2)).to_be_checked()
    page.reload()
    for index, ticked in enumerate([False, False, True, True]):
        expect(replies(page).first.get_by_role("checkbox").nth(index)).to_be_checked(checked=ticked)


def test_saying_what_happened_brings_advice_and_makes_the_alert_urgent(page: Page, keep_picture: Keep) -> None:
    reply = hand_in(page, EXAMPLES[LURE])
    opener = reply.get_by_role("button", name="What has happened so far?")
    opener.click()
    form = reply.get_by_role("group", name="What has happened so far?")
    expect(form.get_by_role("checkbox").first).to_be_focused()
    form.get_by_role("checkbox", name="Nothing yet").check()
    form.get_by_role("checkbox", name="I answered").check()
    expect(form.get_by_role("checkbox", name="Nothing yet")).not_to_be_checked()
    form.get_by_role("checkbox", name="We met or spoke in a call").check()
    keep_picture(page, "exposure")
    reply.get_by_role("button", name="Save").click()
    expect(reply.locator(".note")).to_contain_text("Thank you for saying so")
    expect(reply.locator(".advice")).to_contain_text("We met or spoke in a call")
    expect(reply.get_by_role("heading", level=3)).to_be_focused()
    expect(page.locator("#security .notice").last).to_contain_text("Urgent")
    page.reload()
    expect(replies(page).first.locator(".advice")).to_contain_text("Note the place")


def test_own_words_reach_security_apart_from_the_senders(page: Page) -> None:
    page.get_by_text("Your own words around it").click()
    page.get_by_label("Anything you want to add").fill("They mentioned my talk in Delft.")
    name = reference(hand_in(page, EXAMPLES[LURE]))
    context = alert(page, name).get_by_role("blockquote")
    expect(context).to_have_text(re.compile("They mentioned my talk in Delft"))
    expect(page.locator("#direct .own")).to_contain_text("They mentioned my talk in Delft.")


def test_later_message_joins_the_case(page: Page, keep_picture: Keep) -> None:
    first = hand_in(page, EXAMPLES[LURE])
    first.get_by_role("button", name="Add a later message").click()
    form = window(page, "Add a later message")
    expect(form).to_contain_text(reference(first))
    expect(form.get_by_role("textbox")).to_be_focused()
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text("no text to read")
    form.get_by_role("textbox").fill("We would fly you to Geneva, all expenses paid. Shall we talk on Signal?")
    keep_picture(page, "add")
    form.get_by_role("button", name="Add it").click()
    expect(form).to_have_count(0)
    expect(replies(page).nth(1).locator(".case-line")).to_contain_text(f"belongs to your report {reference(first)}")


def test_unfinished_later_message_is_still_there_when_its_window_opens_again(page: Page) -> None:
    reply = hand_in(page, EXAMPLES[GREETING])
    opener = reply.get_by_role("button", name="Add a later message")
    opener.click()
    window(page, "Add a later message").get_by_role("textbox").fill("Half a sen")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    expect(window(page, "Add a later message").get_by_role("textbox")).to_have_value("Half a sen")


def test_list_of_reports_withdraws_deletes_and_shows(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(bypass_csp=True)
    told, kept = reference(hand_in(page, EXAMPLES[LURE])), reference(hand_in(page, EXAMPLES[GREETING]))
    expect(alert(page, told)).to_be_visible()
    page.get_by_role("button", name="Your reports").click()
    expect(row(page, told)).to_contain_text("high risk")
    keep_picture(page, "my-reports")
    assert broken_rules(page) == []
    row(page, kept).get_by_role("button", name="Delete").click()
    question = page.get_by_role("alertdialog", name="Delete this report?")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    assert broken_rules(page) == []
    page.keyboard.press("Escape")
    expect(row(page, kept)).to_be_visible()
    row(page, kept).get_by_role("button", name="Delete").click()
    question.get_by_role("button", name="Delete").click()
    expect(window(page, "Your reports").get_by_role("status")).to_contain_text(f"{kept} and everything made from it")
    expect(row(page, kept)).to_have_count(0)
    row(page, told).get_by_role("button", name="Withdraw").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    expect(row(page, told)).to_contain_text("You have withdrawn it.")
    row(page, told).get_by_role("button", name="Show this report").click()
    expect(window(page, "Your reports")).to_have_count(0)
    expect(replies(page).first.get_by_role("heading", level=3)).to_be_focused()
    expect(page.locator("#security .notice").last).to_contain_text("withdrawn")
    page.reload()
    expect(replies(page)).to_have_count(1)
    expect(page.locator("#direct .own")).to_have_count(1)


def test_remarks_are_thanked_for_and_not_asked_again(page: Page) -> None:
    reply = hand_in(page, EXAMPLES[GREETING])
    reply.get_by_role("button", name="I know this person").click()
    expect(reply.locator(".note")).to_contain_text("Good to know")
    expect(reply.get_by_role("button", name="I know this person")).to_have_count(0)


def test_what_the_team_decides_reaches_the_reporter(open_page: OpenPage, keep_picture: Keep) -> None:
    reporter, analyst = open_page(), open_page(bypass_csp=True)
    name = reference(hand_in(reporter, EXAMPLES[LURE]))
    seen = alert(analyst, name)
    seen.get_by_role("button", name="I am looking at it").click()
    expect(seen.locator(".standing")).to_contain_text("is looking at it")
    seen.get_by_role("button", name="Close the case").click()
    expect(seen.get_by_role("alert")).to_contain_text("choose a result first")
    seen.get_by_role("combobox", name="Choose the result").select_option("Malicious")
    assert broken_rules(analyst) == []
    seen.get_by_role("button", name="Close the case").click()
    analyst.get_by_role("alertdialog", name="Close this case?").get_by_role("button", name="Close it").click()
    expect(seen.locator(".standing")).to_have_text("Closed as malicious.")
    expect(seen.get_by_role("combobox")).to_have_count(0)
    keep_picture(analyst, "decided")
    expect(reporter.locator("#direct .notice").last).to_contain_text(f"Security has looked at {name}")
    expect(alert(reporter, name).locator(".standing")).to_have_text("Closed as malicious.")
    analyst.reload()
    expect(seen.locator(".standing")).to_have_text("Closed as malicious.")


def test_status_still_answers_in_the_conversation(page: Page) -> None:
    name = reference(hand_in(page, EXAMPLES[GREETING]))
    box(page).fill("status")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#direct .notice")).to_contain_text(name)
