"""The page's windows: the profile review, examples to learn from; and the page in other sizes and languages."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Keep, OpenPage
from tests.e2e.local_page import (
    EXAMPLES,
    LURE,
    PROFILE,
    alert,
    broken_rules,
    hand_in,
    reference,
    replies,
    too_wide,
    window,
)

pytestmark = pytest.mark.e2e


def test_bare_profile_link_is_not_judged_and_its_review_is_offered(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(bypass_csp=True)
    first = hand_in(page, EXAMPLES[PROFILE])
    expect(first.get_by_role("heading", level=3)).to_contain_text("Not enough to judge")
    first.get_by_role("button", name="Review this profile").click()
    form = window(page, "Review a profile")
    expect(form.locator(".about")).to_contain_text("linkedin[.]com")
    assert broken_rules(page) == []
    for index, answer in enumerate(["No", "No", "Yes", "No"]):
        form.locator("fieldset").nth(index).get_by_role("radio", name=answer, exact=True).check()
    form.get_by_role("group", name="Have they asked to talk somewhere else").get_by_role("radio", name="Yes").check()
    keep_picture(page, "review")
    form.locator("button[type=submit]").click()
    expect(form).to_have_count(0)
    result = replies(page).nth(1)
    expect(result.get_by_role("heading", level=3)).to_contain_text("profile")
    expect(result.locator(".reasons")).not_to_have_count(0)
    expect(page.locator("#direct .own").last).to_contain_text("You reviewed a profile")


def test_review_from_the_top_keeps_its_answers_until_it_is_handed_in(page: Page) -> None:
    opener = page.get_by_role("button", name="Review a profile")
    opener.press("Enter")
    form = window(page, "Review a profile")
    form.locator("button[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("nothing in this review yet")
    question = form.locator("fieldset").first
    expect(question).to_have_accessible_description(question.locator(".hint").inner_text())
    question.get_by_role("radio", name="Don't know").check()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(question.get_by_role("radio", name="Don't know")).to_be_checked()


def test_keyboard_stays_within_an_open_window(page: Page) -> None:
    page.get_by_role("button", name="Review a profile").click()
    expect(window(page, "Review a profile")).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_examples_are_learnt_from_one_after_the_other(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(bypass_csp=True)
    page.get_by_role("button", name="Learn by example").click()
    lessons = window(page, "Learn by example")
    expect(lessons).to_contain_text("Example 1 of 6")
    assert broken_rules(page) == []
    for number in range(1, 7):
        expect(lessons).to_contain_text(f"Example {number} of 6")
        lessons.locator(".answers button").first.click()
        expect(lessons.locator(".feedback")).to_be_focused()
        if number == 1:
            keep_picture(page, "learning")
            assert broken_rules(page) == []
        if number < 6:
            lessons.get_by_role("button", name="Next example").click()
    expect(lessons).to_contain_text("That was the last one")
    lessons.get_by_role("button", name="Start again").click()
    expect(lessons).to_contain_text("Example 1 of 6")
    expect(page.locator("#direct .card")).to_have_count(0)


def test_words_that_open_a_window_are_not_handed_in(page: Page) -> None:
    page.locator("#text").fill("Learn")
    page.get_by_role("button", name="Check it").click()
    expect(window(page, "Learn by example")).to_be_visible()
    expect(page.locator("#direct .card")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_at_320_pixels(open_page: OpenPage, scheme: str, keep_picture: Keep) -> None:
    page = open_page(viewport={"width": 320, "height": 700}, color_scheme=scheme, bypass_csp=True)
    reply = hand_in(page, EXAMPLES[LURE])
    expect(alert(page, reference(reply))).to_be_visible()
    reply.get_by_role("button", name="What has happened so far?").click()
    assert not too_wide(page)
    assert broken_rules(page) == []
    keep_picture(page, f"narrow-exposure-{scheme}")
    for button, title in (
        ("Review a profile", "Review a profile"),
        ("Your reports", "Your reports"),
        ("Learn by example", "Learn by example"),
    ):
        page.get_by_role("button", name=button).click()
        shown = window(page, title)
        expect(shown).to_be_visible()
        assert shown.evaluate("element => element.scrollWidth <= element.clientWidth")
        keep_picture(page, f"narrow-{title.split()[0].lower()}-{scheme}")
        page.keyboard.press("Escape")


def test_page_works_in_forced_colours_and_without_motion(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(forced_colors="active", reduced_motion="reduce")
    reply = hand_in(page, EXAMPLES[LURE])
    assert reply.evaluate("element => getComputedStyle(element).animationName") == "none"
    assert reply.evaluate("element => getComputedStyle(element).borderTopStyle") == "solid"
    keep_picture(page, "forced-colours")


def test_person_who_reads_french_meets_the_page_in_french(open_page: OpenPage, keep_picture: Keep) -> None:
    page = open_page(locale="fr-FR", ready="Seulement une salutation")
    assert page.evaluate("() => document.documentElement.lang") == "fr"
    page.get_by_label("Qu'a écrit l'expéditeur ?").fill(EXAMPLES[LURE])
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(replies(page).first.get_by_role("group", name="Que faire maintenant")).to_be_visible()
    keep_picture(page, "french")
    page.get_by_role("button", name="Vos signalements").click()
    expect(page.get_by_role("dialog", name="Vos signalements")).to_be_visible()
