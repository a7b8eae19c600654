"""The thin part of the Bot Framework SDK that a turn runs through.

The SDK's own connector clients and their retry policy are never built (they cost about 13 ms of CPU a turn): a turn
only stores, and whatever is said goes out through the delivery ledger.
"""

from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from botframework.connector.auth import AuthenticationConstants, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from handlers.teams.payload import Incoming
from handlers.teams.verifier import Caller


class _NoDirectPosts:
    """Stands where the SDK wants a connector client, and refuses to be one."""

    @property
    def conversations(self) -> None:
        message = "A turn never posts: hand the message to Intake, which delivers it once."
        raise RuntimeError(message)


class _Connectors:
    """Gives every turn the same client, whatever service it comes from."""

    def __init__(self) -> None:
        self._client = _NoDirectPosts()

    async def create(self, service_url: str, audience: str) -> _NoDirectPosts:  # noqa: ARG002 - the SDK's signature
        return self._client


class _NoSignIn:
    """Requests are authenticated before the SDK sees them, and the bot signs nobody in."""

    async def create_user_token_client(self, identity: ClaimsIdentity) -> None:
        """Give none."""


class TurnAdapter(CloudAdapterBase):  # type: ignore[misc]  # the SDK is untyped
    """The SDK's adapter without its network side."""

    def __init__(self) -> None:
        super().__init__(_NoSignIn())
        self._connectors = _Connectors()

    def authenticated(self, caller: Caller) -> AuthenticateRequestResult:
        """Tell the SDK that the caller was verified already."""
        result = AuthenticateRequestResult()
        result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        result.claims_identity = ClaimsIdentity(
            {AuthenticationConstants.AUDIENCE_CLAIM: caller.app_id}, is_authenticated=True
        )
        result.connector_factory = self._connectors
        return result


def to_sdk(activity: Incoming) -> Activity:
    """Make the SDK's activity of one that was checked: only what routing needs, and none of its text."""
    return Activity(
        type=activity.type,
        id=activity.id,
        name=activity.name,
        action=activity.action,
        channel_id=activity.channel_id,
        service_url=activity.service_url,
        from_property=ChannelAccount(id=activity.sender.id, aad_object_id=activity.sender.aad_object_id),
        recipient=ChannelAccount(id=activity.recipient.id),
        conversation=ConversationAccount(id=activity.conversation.id),
    )
