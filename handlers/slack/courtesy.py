"""Polite words that are not worth storing: said once if Slack lets us, and never repeated at once."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping

import structlog
from pydantic import ValidationError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.outgoing import Notice
from handlers.slack.api import CallFailedError, SlackApi
from handlers.slack.parse import is_for_us
from handlers.slack.payloads import MessageEvent
from handlers.slack.render import render
from handlers.slack.workspace import Workspace

log = structlog.get_logger(__name__)

NOT_AGAIN_SECONDS = 3600.0
REMEMBERED = 1000
"""Conversations whose last refusal is remembered; more than ever write in an hour."""

DECLINED = Notice(
    title="I cannot help you here",
    paragraphs=(
        "I only work for people of the organisation that runs me. I have kept nothing of your message.",
        "If somebody's approach worries you, please tell the security team of your own organisation.",
    ),
)


class Courtesy:
    """Says a few words directly, without the ledger. Failing is logged and forgotten."""

    def __init__(self, api: SlackApi, workspace: Workspace, now: Callable[[], float] = time.monotonic) -> None:
        self._api = api
        self._workspace = workspace
        self._now = now
        self._declined: OrderedDict[str, float] = OrderedDict()

    async def decline(self, body: Mapping[str, object]) -> None:
        """Tell an external person, at most once an hour a conversation, that the bot is not theirs."""
        try:
            message = MessageEvent.model_validate(body).event
        except ValidationError:
            return
        identity = await self._workspace.identity()
        if not is_for_us(message, identity.user) or self._recently(message.channel):
            return
        words = render(DECLINED)
        await self._say(
            self._api.client.chat_postMessage(
                channel=message.channel, text=words.text, blocks=words.blocks, unfurl_links=False, unfurl_media=False
            )
        )

    async def tell(self, channel: str, user: str, sentence: str) -> None:
        """Show one person a sentence that only they see."""
        await self._say(self._api.client.chat_postEphemeral(channel=channel, user=user, text=sentence))

    async def _say(self, request: Awaitable[AsyncSlackResponse]) -> None:
        try:
            await self._api.call(request)
        except CallFailedError as error:
            log.info("slack_courtesy_not_said", reason=error.code)

    def _recently(self, channel: str) -> bool:
        now = self._now()
        before = self._declined.get(channel)
        self._declined[channel] = now
        self._declined.move_to_end(channel)
        if len(self._declined) > REMEMBERED:
            self._declined.popitem(last=False)
        return before is not None and now - before < NOT_AGAIN_SECONDS
