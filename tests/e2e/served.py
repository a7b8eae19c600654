"""A real `tbyl serve`, as `make run` starts it: a process of its own, an empty home, nothing configured."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

TBYL = Path(sys.executable).with_name("tbyl")
STOP_WITHIN_SECONDS = 30


@dataclass
class Served:
    """One data folder and the process on it, which may be stopped and started again on the same port."""

    home: Path
    port: int = 0
    address: str = ""
    process: "subprocess.Popen[str] | None" = None
    settings: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start it and wait for the line with the address.

        Raises:
            RuntimeError: it ended before it was ready.
        """
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
        environment = {**kept, "HOME": str(self.home), "PORT": str(self.port), "PYTHONUNBUFFERED": "1", **self.settings}
        log = (self.home / "stderr.log").open("a")
        with log:
            self.process = subprocess.Popen(  # noqa: S603  our own command
                [TBYL, "serve"], env=environment, cwd=self.home, text=True, stdout=subprocess.PIPE, stderr=log
            )
        assert self.process.stdout
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.address, self.port = found.group(), int(found.group(1))
                return
        raise RuntimeError((self.home / "stderr.log").read_text())

    def stop(self) -> int:
        """Stop it as a supervisor does; give its exit status."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=STOP_WITHIN_SECONDS)
        return self.process.returncode
