"""What people can do with the bot in Microsoft Teams."""

from typing import Final

from bot.capabilities import Capability, NotOffered, Offer, Offers
from bot.outgoing import ButtonAction

MESSENGER: Final = "handlers.teams.messenger:TeamsMessenger.post"
OFFERS: Final[Offers] = {
    Capability.PASTE: Offer(
        "Write it to the bot in the personal chat, or use the dialog of “Check a message” beside the message box.",
        ("handlers.teams.parse:read_message", "command:checkText", "verb:hand_in_check"),
    ),
    Capability.COMMAND: Offer(
        "Mention the bot and write `thinkbeforeyoulink` before the text; the answer comes in the personal chat.",
        ("word:thinkbeforeyoulink",),
    ),
    Capability.PICK: Offer(
        "“Check this message” in the menu of any message; the answer comes in the personal chat.",
        ("command:checkMessage", "invoke:composeExtension/fetchTask", "verb:hand_in_check"),
    ),
    Capability.FORWARD: Offer("Forward a message to the bot, or quote it.", ("handlers.teams.shared:read_shared",)),
    Capability.OWN_WORDS: Offer(
        "What is written beside a forwarded or quoted message, or in a field of the dialog.",
        ("handlers.teams.shared:read_shared", "verb:hand_in_check"),
    ),
    Capability.INSIST: Offer("A box to tick in the dialog.", ("verb:hand_in_check", "handlers.teams.forms:INSIST")),
    Capability.REVIEW_PROFILE: Offer(
        "“Review a profile” beside the message box, the word “review”, or “Review this profile” under an answer.",
        ("command:reviewProfile", "word:review", "verb:open_review", "verb:review_profile", "verb:hand_in_review"),
    ),
    Capability.THREAD: Offer("Reply to the answer or to the own message.", ("handlers.teams.people:Visit.follows",)),
    Capability.ADD: Offer("“Add a later message” opens a dialog.", ("verb:add", "verb:hand_in_add")),
    Capability.FOLD: Offer(
        "What is folded away unfolds in the card itself.", ("handlers.teams.passages:more_reasons",)
    ),
    Capability.STEPS: Offer("Four boxes in the card, kept with its button or any other.", ("verb:steps",)),
    Capability.EXPOSURE: Offer("Boxes that unfold in the card; the card then shows the advice.", ("verb:exposure",)),
    Capability.REPORT_ANYWAY: Offer("A button of the card and of the list.", ("verb:report_anyway",)),
    Capability.KNOWN: Offer("A button of the card.", ("verb:known",)),
    Capability.WRONG: Offer("A button of the card.", ("verb:wrong",)),
    Capability.CONDUCT: Offer("A button of the card that answers what somebody tells.", ("verb:conduct",)),
    Capability.MY_REPORTS: Offer(
        "The word “status” or “my reports”; the list comes as a card.", ("word:status", "word:my reports")
    ),
    Capability.SHOW: Offer(
        "“Show this report” turns the list into the report, and back.", ("verb:open", "verb:reports")
    ),
    Capability.WITHDRAW: Offer("A button of the list; asks first.", ("verb:withdraw",)),
    Capability.DELETE: Offer("A button of the list; asks first.", ("verb:delete",)),
    Capability.OUTCOME: Offer("A message in the personal chat.", (MESSENGER,)),
    Capability.PROMISE: Offer("A message in the personal chat.", (MESSENGER,)),
    Capability.HELP: Offer("The word “help”; a hello when the bot is added.", ("word:help",)),
    Capability.LEARN: Offer("The word “learn”.", ("word:learn", "verb:lesson", "verb:next_lesson")),
    Capability.LANGUAGE: Offer("The language of the person's Teams.", ("handlers.teams.payload:Incoming.language",)),
    Capability.PICTURE: Offer("A message says so.", ("bot.model:NoticeKey.PICTURE_ONLY",)),
    Capability.EDITED: NotOffered(
        "Edits and deletions are taken and forgotten without a word; the report stays as it was handed in."
    ),
    Capability.OUTSIDERS: Offer(
        "Guests, people without an account and other tenants, whichever way they come.",
        ("handlers.teams.people:visit", "handlers.teams.courtesy:Courtesy.declined_lately"),
    ),
    Capability.ANSWERED_ONCE: NotOffered(
        "Teams lets a bot read nothing back. What may have arrived is sent again and says so."
    ),
    Capability.ALERT: Offer("A card in the registered channel.", (MESSENGER,)),
    Capability.LOOK: Offer("A button of the alert, which then shows it to everybody.", ("verb:look",)),
    Capability.DECIDE: Offer("A list that unfolds in the alert, with a button of its own.", ("verb:decide",)),
    Capability.NEWS: Offer("A message in the channel.", (MESSENGER,)),
    Capability.CHANNEL_FROM_CHAT: Offer(
        "Mention the bot in the channel and write “register”; only people whom TEAMS_ADMINS names.", ("word:register",)
    ),
    Capability.MANY_WORKSPACES: Offer(
        "The operator names the tenants in TEAMS_ALLOWED_TENANTS; each administrator uploads the app package.",
        ("handlers.teams.config:TeamsConfig.tenants", "handlers.teams.package:write_package"),
    ),
    Capability.CERTIFICATE: Offer(
        "TEAMS_APP_CERTIFICATE in place of the password.", ("handlers.teams.certificate:Certificate",)
    ),
    Capability.NO_PUBLIC_ADDRESS: NotOffered("Microsoft calls the bot at `/api/messages`, over HTTPS."),
    Capability.CHECK_UP: Offer("Token, Microsoft's keys, clock and people.", ("handlers.teams.doctor:check_up",)),
}
"""By capability."""

BUTTONS: Final = {action: f"verb:{action.value}" for action in ButtonAction}
"""What hears each button."""
