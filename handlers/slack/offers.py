"""What people can do with the bot in Slack."""

from typing import Final

from bot.capabilities import Capability, NotOffered, Offer, Offers
from bot.outgoing import ButtonAction

MESSENGER: Final = "handlers.slack.messenger:SlackMessenger.post"
OFFERS: Final[Offers] = {
    Capability.PASTE: Offer(
        "Write it to the bot in direct messages, or use the window of “Check a message” (shortcut or first page).",
        ("event:message", "shortcut:check_words", "action:check_here", "view:check_view"),
    ),
    Capability.COMMAND: Offer(
        "`/thinkbeforeyoulink` with the text after it; alone, it opens the window. Only the person sees the answer.",
        ("command:/thinkbeforeyoulink",),
    ),
    Capability.PICK: Offer(
        "“Check this message” in the menu of any message; the answer comes in direct messages.",
        ("shortcut:check_message",),
    ),
    Capability.FORWARD: Offer(
        "Share a message with the bot, or quote it.", ("event:message", "handlers.slack.conversation:hear")
    ),
    Capability.OWN_WORDS: Offer(
        "What is written beside a shared or quoted message, or in a field of the window.",
        ("handlers.slack.conversation:hear", "view:check_view"),
    ),
    Capability.INSIST: Offer("A box to tick in the window.", ("view:check_view", "handlers.slack.views:INSIST")),
    Capability.REVIEW_PROFILE: Offer(
        "A shortcut, a button of the first page, or “Review this profile” under an answer.",
        ("shortcut:review_a_profile", "action:review_profile", "view:review_view"),
    ),
    Capability.THREAD: Offer("Write in the thread of the answer or of the own message.", ("event:message",)),
    Capability.ADD: Offer("“Add a later message” opens a window.", ("action:add", "view:add_view")),
    Capability.FOLD: Offer("“Show everything” opens the whole answer in a window.", ("action:open",)),
    Capability.STEPS: Offer("Four boxes to tick under the answer, kept at once.", ("action:steps",)),
    Capability.EXPOSURE: Offer(
        "A window with boxes; the advice stands in the window and in the answer.",
        ("action:exposure", "view:exposure_view"),
    ),
    Capability.REPORT_ANYWAY: Offer("A button under the answer and on the first page.", ("action:report_anyway",)),
    Capability.KNOWN: Offer("A button under the answer.", ("action:known",)),
    Capability.WRONG: Offer("A button under the answer.", ("action:wrong",)),
    Capability.CONDUCT: Offer("A button under the answer to what somebody tells.", ("action:conduct",)),
    Capability.MY_REPORTS: Offer(
        "The first page (Home), fresh each time; “status” in direct messages gives it in short.",
        ("event:app_home_opened", "event:message"),
    ),
    Capability.SHOW: Offer("“Show this report” on the first page opens a window.", ("action:open",)),
    Capability.WITHDRAW: Offer("A button on the first page; asks first.", ("action:withdraw",)),
    Capability.DELETE: Offer("A button on the first page; asks first.", ("action:delete",)),
    Capability.OUTCOME: Offer("A direct message.", (MESSENGER,)),
    Capability.PROMISE: Offer("A direct message.", (MESSENGER,)),
    Capability.HELP: Offer(
        "“help” in direct messages or after the command; the first page says it too.",
        ("event:message", "command:/thinkbeforeyoulink", "event:app_home_opened"),
    ),
    Capability.LEARN: Offer(
        "“learn” in direct messages, or the button on the first page.",
        ("event:message", "action:learn_here", "action:learn_next"),
    ),
    Capability.LANGUAGE: Offer("The language of the person's Slack profile.", ("handlers.slack.people:People.about",)),
    Capability.PICTURE: Offer("A message says so.", ("event:message", "bot.model:NoticeKey.PICTURE_ONLY")),
    Capability.EDITED: Offer(
        "A line that only the person sees, at most once an hour for each message.",
        ("event:message", "handlers.slack.parse:changed_words"),
    ),
    Capability.OUTSIDERS: Offer(
        "Guests, strangers and people of connected organisations, whichever way they come.",
        ("handlers.slack.refusals:Refusals.refuse",),
    ),
    Capability.ANSWERED_ONCE: Offer(
        "It reads the conversation back.", ("handlers.slack.messenger:SlackMessenger.find",)
    ),
    Capability.ALERT: Offer("A message in the channel that SECURITY_CHANNEL names.", (MESSENGER,)),
    Capability.LOOK: Offer("A button under the alert.", ("action:look",)),
    Capability.DECIDE: Offer("A menu under the alert; asks first.", ("action:decide",)),
    Capability.NEWS: Offer("A message in the channel.", (MESSENGER,)),
    Capability.CHANNEL_FROM_CHAT: NotOffered("The operator names it: `SECURITY_CHANNEL=slack:C…`."),
    Capability.MANY_WORKSPACES: Offer(
        "Workspaces and whole organisations install it themselves at `/slack/install`, where the operator allows it.",
        ("GET /slack/install", "GET /slack/oauth_redirect"),
    ),
    Capability.CERTIFICATE: NotOffered("Slack knows tokens and signing secrets only."),
    Capability.NO_PUBLIC_ADDRESS: Offer("Socket mode.", ("handlers.slack.socket_mode:SocketMode",)),
    Capability.CHECK_UP: Offer("Token, scopes, clock, socket and channel.", ("handlers.slack.doctor:check_up",)),
}
"""By capability."""

BUTTONS: Final = {action: f"action:{action.value}" for action in ButtonAction}
"""What hears each button."""
