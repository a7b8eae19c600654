"""The port: taken before anything slow begins, so that a taken one is told at once."""

import errno
import socket
from typing import Final

from bot.settings import SettingsError

BACKLOG: Final = 128


def bound(host: str, port: int) -> socket.socket:
    """Take the address; who connects before the server is up waits for it.

    Raises:
        SettingsError: HOST or PORT must be changed, in a sentence.
    """
    name = host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise SettingsError(f"HOST={host} is not an address of this machine. Set HOST=127.0.0.1.") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a restart need not wait for old connections
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingsError(_sentence(host, port, error)) from None
    return listener


def base_address(host: str, listener: socket.socket) -> str:
    """Give the address to open, with the port that was really taken."""
    name = host.strip("[]")
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)  # noqa: S104  compared with, not listened on
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{listener.getsockname()[1]}/"


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program. "
            f"Set PORT to a free one, for example PORT={_neighbour(port)}, or PORT=0 to take any."
        )
    if error.errno == errno.EACCES:
        return f"PORT={port} needs more rights than this user has. Set PORT to 1024 or above, for example PORT=8080."
    return f"HOST={host} and PORT={port} cannot be listened on ({error.strerror}). Set HOST=127.0.0.1."


def _neighbour(port: int) -> int:
    return port + 1 if port < 65535 else port - 1  # noqa: PLR2004  the last port there is
