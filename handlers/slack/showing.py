"""Putting things before people at once, without the ledger: windows, a sentence, a message brought up to date.

What is lost here, a person asks for again. Everything raises CallFailedError where Slack did not take it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.wording import words
from handlers.slack.api import LITERAL, CallFailedError, Fate
from handlers.slack.interactions import Pressed
from handlers.slack.render import Rendered
from handlers.slack.views import JsonView
from handlers.slack.visit import Visit


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands that was pressed."""

    channel: str = ""
    ts: str = ""
    response_url: str = ""
    """Only where the message is one that only the person sees."""
    view: str = ""
    home: bool = False

    @property
    def is_message(self) -> bool:
        """Whether it is a message, which can be brought up to date."""
        return bool(self.response_url or (self.channel and self.ts))


def spot_of(pressed: Pressed) -> Spot:
    """Find where a press happened."""
    place = pressed.container
    if place.is_ephemeral:
        return Spot(response_url=pressed.response_url)
    home = pressed.view is not None and pressed.view.type == "home"
    channel = place.channel_id or (pressed.channel.id if pressed.channel else "")
    return Spot(channel, place.message_ts, view="" if home else place.view_id, home=home)


async def bring_up_to_date(visit: Visit, spot: Spot, message: Rendered) -> None:
    """Put the new state in place of the message."""
    if spot.response_url:
        await visit.api.respond(spot.response_url, {"replace_original": True, **_shown(message)})
        return
    await visit.api.call(
        visit.api.client.chat_update(
            channel=spot.channel, ts=spot.ts, text=message.text, blocks=message.blocks, parse="none", link_names=False
        )
    )


async def open_window(visit: Visit, trigger: str, view: JsonView) -> None:
    """Open a window; where Slack's three seconds are over, ask in direct messages to press again."""
    try:
        await visit.api.call(visit.api.client.views_open(trigger_id=trigger, view=view))
    except CallFailedError:
        await say(visit, Rendered(words().text("surfaces.again"), []))


async def change_window(visit: Visit, view_id: str, view: JsonView) -> None:
    """Put something else into an open window."""
    await visit.api.call(visit.api.client.views_update(view_id=view_id, view=view))


async def show_home(visit: Visit, view: JsonView) -> None:
    """Put the first page before a person."""
    await visit.api.call(visit.api.client.views_publish(user_id=visit.user, view=view))


async def say(visit: Visit, message: Rendered, channel: str = "", thread: str = "") -> None:
    """Write to a person in their direct messages."""
    if not channel:
        opened = await visit.api.call(visit.api.client.conversations_open(users=visit.user))
        found = opened.get("channel")
        channel = str(found.get("id", "")) if isinstance(found, dict) else ""
    await visit.api.call(
        visit.api.client.chat_postMessage(
            channel=channel,
            thread_ts=thread or None,
            text=message.text,
            blocks=message.blocks or None,
            **LITERAL,
            unfurl_links=False,
            unfurl_media=False,
        )
    )


async def whisper(visit: Visit, sentence: str, spot: Spot) -> None:
    """Show a sentence that only this person sees: where they are or, where Slack does not let us, directly."""
    try:
        if spot.response_url:
            answer = {"response_type": "ephemeral", "replace_original": False, "text": sentence}
            await visit.api.respond(spot.response_url, answer)
            return
        if spot.channel:
            client = visit.api.client
            await visit.api.call(
                client.chat_postEphemeral(channel=spot.channel, user=visit.user, text=sentence, parse="none")
            )
            return
    except CallFailedError as error:
        if error.fate is Fate.UNCLEAR:
            raise
    await say(visit, Rendered(sentence, []))


def _shown(message: Rendered) -> Mapping[str, object]:
    return {"text": message.text, "blocks": message.blocks}
