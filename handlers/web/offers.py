"""What people can do with the bot on its web page."""

from typing import Final

from bot.capabilities import Capability, NotOffered, Offer, Offers
from bot.outgoing import ButtonAction

MESSENGER: Final = "handlers.web.messenger:WebMessenger.post"
OFFERS: Final[Offers] = {
    Capability.PASTE: Offer("The box at the foot of the page.", ("POST /web/messages",)),
    Capability.COMMAND: NotOffered("The page is the only place; its box takes everything."),
    Capability.PICK: NotOffered("No messages of others stand on the page. Paste it."),
    Capability.FORWARD: NotOffered("Nothing can be forwarded to a page. Paste it."),
    Capability.OWN_WORDS: Offer("“Your own words around it” unfolds under the box.", ("POST /web/messages",)),
    Capability.INSIST: Offer("A box to tick under it.", ("POST /web/messages",)),
    Capability.REVIEW_PROFILE: Offer(
        "“Review a profile” at the top, or “Review this profile” under an answer.",
        ("GET /web/review-form", "POST /web/review"),
    ),
    Capability.THREAD: NotOffered("The page has no threads. “Add a later message” does the same."),
    Capability.ADD: Offer("“Add a later message” opens a window.", ("POST /web/messages",)),
    Capability.FOLD: Offer("What is folded away unfolds in the card itself.", ("GET /page/{name}",)),
    Capability.STEPS: Offer("Four boxes in the card, kept at once.", ("POST /web/tick",)),
    Capability.EXPOSURE: Offer("Boxes that unfold in the card; the card then shows the advice.", ("POST /web/expose",)),
    Capability.REPORT_ANYWAY: Offer("A button of the card and of the list.", ("POST /web/report-anyway",)),
    Capability.KNOWN: Offer("A button of the card.", ("POST /web/remark",)),
    Capability.WRONG: Offer("A button of the card.", ("POST /web/remark",)),
    Capability.CONDUCT: Offer("A button of the card that answers what somebody tells.", ("POST /web/remark",)),
    Capability.MY_REPORTS: Offer(
        "“Your reports” at the top; “status” in the box gives it in short.", ("GET /web/my-reports",)
    ),
    Capability.SHOW: Offer("“Show this report” in the list.", ("POST /web/show",)),
    Capability.WITHDRAW: Offer("A button of the list; asks first.", ("POST /web/withdraw",)),
    Capability.DELETE: Offer("A button of the list; asks first.", ("POST /web/delete",)),
    Capability.OUTCOME: Offer("A message in the person's pane.", (MESSENGER, "GET /web/events")),
    Capability.PROMISE: Offer("A message in the person's pane.", (MESSENGER, "GET /web/events")),
    Capability.HELP: Offer("“How it works” at the top, or “help” in the box.", ("POST /web/messages",)),
    Capability.LEARN: Offer(
        "“Learn by example” at the top opens a window.", ("GET /web/lesson", "POST /web/lesson-answer")
    ),
    Capability.LANGUAGE: Offer(
        "The language that the browser asks for; the page speaks it too.",
        ("GET /web/words", "handlers.web.language:wish"),
    ),
    Capability.PICTURE: NotOffered("The box takes text only."),
    Capability.EDITED: NotOffered("What was sent cannot be edited on the page."),
    Capability.OUTSIDERS: NotOffered(
        "The page knows no accounts: it answers this machine's own browser, unless the operator opens it to a network."
    ),
    Capability.ANSWERED_ONCE: Offer(
        "Its messages lie in the bot's own database.", ("handlers.web.messenger:WebMessenger.find",)
    ),
    Capability.ALERT: Offer("A card in the page's security pane.", (MESSENGER, "GET /web/events")),
    Capability.LOOK: Offer("A button of the alert.", ("POST /web/look",)),
    Capability.DECIDE: Offer("A menu of the alert; asks first.", ("POST /web/decide",)),
    Capability.NEWS: Offer("A message in the security pane.", (MESSENGER, "GET /web/events")),
    Capability.CHANNEL_FROM_CHAT: NotOffered("Its security pane is there from the beginning (`SECURITY_CHANNEL=web`)."),
    Capability.MANY_WORKSPACES: NotOffered("One page, one organisation."),
    Capability.CERTIFICATE: NotOffered("It logs in nowhere."),
    Capability.NO_PUBLIC_ADDRESS: Offer("By default it answers this machine only.", ("handlers.web.guard:guarded",)),
    Capability.CHECK_UP: Offer(
        "Whether strangers could reach it, with the bot's own check-up.", ("bot.doctor:check_up",)
    ),
}
"""By capability."""

_REMARK: Final = "POST /web/remark"
BUTTONS: Final = {
    ButtonAction.REPORT_ANYWAY: "POST /web/report-anyway",
    ButtonAction.EXPOSURE: "POST /web/expose",
    ButtonAction.ADD: "POST /web/messages",
    ButtonAction.KNOWN: _REMARK,
    ButtonAction.WRONG: _REMARK,
    ButtonAction.CONDUCT: _REMARK,
    ButtonAction.WITHDRAW: "POST /web/withdraw",
    ButtonAction.DELETE: "POST /web/delete",
    ButtonAction.OPEN: "POST /web/show",
    ButtonAction.STEPS: "POST /web/tick",
    ButtonAction.DECIDE: "POST /web/decide",
    ButtonAction.LOOK: "POST /web/look",
    ButtonAction.REVIEW_PROFILE: "POST /web/review",
}
"""What takes each button's press."""
