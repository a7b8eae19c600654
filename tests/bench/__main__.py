"""`make bench`: every benchmark in turn, each in a process of its own so that none warms another."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run every `bench_*.py`; return the number of those that failed."""
    failed = 0
    for path in sorted(HERE.glob("bench_*.py")):
        sys.stdout.write(f"\n== {path.stem.removeprefix('bench_')}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", f"tests.bench.{path.stem}"]
        failed += subprocess.run(command, check=False).returncode != 0  # noqa: S603 - our own files
    return failed


if __name__ == "__main__":
    sys.exit(main())
