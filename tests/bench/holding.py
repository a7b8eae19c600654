"""What one assessor costs to hold, told by a process that does nothing else: time to load, and memory."""

import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

from nlp.assessor import Assessor
from nlp.model import Approach
from tests.bench.hostile import hostile_texts
from tests.bench.sample import sample

PAGE = resource.getpagesize()
MEGABYTE = 1 << 20


def resident() -> float:
    """Give the memory that the process holds now, in megabytes. Linux only."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE / MEGABYTE


def peak() -> float:
    """Give the most memory that the process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def main() -> None:
    """Load, read, and print the figures after each."""
    imported = resident()
    begin, begin_cpu = perf_counter(), process_time()
    assessor = Assessor.load()
    took, took_cpu = perf_counter() - begin, process_time() - begin_cpu
    out = sys.stdout.write
    out(f"load beyond imports: {took:.2f} s, of processor time {took_cpu:.2f} s\n")
    out(f"memory: imports {imported:.0f} MB, resident after load {resident():.0f} MB\n")
    for name, texts in (("the corpus", sample()), ("the hostile texts", hostile_texts().values())):
        for text in texts:
            assessor.assess(Approach(text))
        out(f"memory: having read {name}, resident {resident():.0f} MB, peak {peak():.0f} MB\n")


if __name__ == "__main__":
    main()
