"""The one HTTP client of this platform."""

import aiohttp

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
"""Less than the delivery's own limit of a call, so that the reason is known."""
CONNECTIONS = 32


class Outbound:
    """An HTTP client that opens on first use, for the messenger is made before an event loop runs.

    It keeps its connections, takes no cookies and obeys HTTPS_PROXY and NO_PROXY. Whoever sends forbids redirects, so
    that no token travels on.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open client. Call it inside a running event loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS, sock_connect=CONNECT_SECONDS),
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=True,
            )
        return self._session

    async def close(self) -> None:
        """Close the client and its connections."""
        if self._session is not None:
            await self._session.close()


class TooLargeError(Exception):
    """More bytes came than are read."""


async def read_bounded(stream: aiohttp.StreamReader, limit: int) -> bytes:
    """Read a body to its end, but never hold more than `limit` bytes.

    Raises:
        TooLargeError: it is longer.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in stream.iter_any():
        size += len(chunk)
        if size > limit:
            raise TooLargeError
        chunks.append(chunk)
    return b"".join(chunks)
