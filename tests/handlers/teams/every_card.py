"""Every card that the bot can show, made of the samples."""

from bot.learning import answer, lesson
from bot.model import NoticeKey
from bot.profile_form import review_form
from handlers.teams import forms
from handlers.teams.bot import help_page
from handlers.teams.card_parts import Element
from handlers.teams.cards import render
from handlers.teams.lists import feedback_card, from_list, lesson_card, reports_card
from handlers.teams.reply_card import carried
from tests.handlers.teams.samples import (
    ALERT,
    CLOSED,
    LATER,
    MY_REPORTS,
    NO_REPORTS,
    NOTICE,
    REPLY,
    REPORT,
    UNSURE,
)

LURE = "Dear Dr Smith,\n\nI was impressed by your work. See https://evil.example/cv\n\nAnna"


def every_card() -> dict[str, Element]:
    """Name each card."""
    data = carried(REPORT)
    return {
        "reply": render(REPLY),
        "later": render(LATER),
        "unsure": render(UNSURE),
        "repeat": render(UNSURE, possible_repeat=True),
        "alert": render(ALERT),
        "closed": render(CLOSED),
        "notice": render(NOTICE),
        "help": render(help_page()),
        "reports": reports_card(MY_REPORTS, "It is withdrawn."),
        "no-reports": reports_card(NO_REPORTS),
        "from-list": from_list(render(UNSURE)),
        "lesson": lesson_card(lesson(0)),
        "lesson-right": feedback_card(lesson(0), "b", answer(0, "b")),
        "lesson-other": feedback_card(lesson(5), "a", answer(5, "a")),
        "check": forms.check_form(),
        "check-picked": forms.check_form(LURE, picture=True),
        "check-unreachable": forms.check_form(LURE, warning="I may not write to you in Teams yet."),
        "check-again": forms.filled(forms.check_form(), {"text": "Dear Sir", "insist": "true"}, "Please try again."),
        "add": forms.add_form(data, "TB-1042"),
        "review": forms.review_card(review_form()),
        "review-about": forms.review_card(review_form(about=REPORT, profile="linkedin[.]com/in/anna")),
        "review-offer": forms.review_offer(),
        "told": forms.told(f"{NoticeKey.HELP}: one sentence."),
    }
