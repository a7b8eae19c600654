"""How long one link review takes, beside the bare parser. Run: `python -m tests.bench.bench_links [FILE]`."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ada_url

from nlp.links import review_url

ROUNDS = 5
_TABLE = Path(__file__).parents[1] / "nlp" / "links" / "links.tsv"
MICROSECONDS = 1e6


def median_time(work: Callable[[str], object], urls: list[str]) -> float:
    """Give the median time for one URL over all of them, each at its fastest of several rounds, in seconds."""
    fastest = []
    for url in urls:
        times = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            work(url)
            times.append(time.perf_counter() - begin)
        fastest.append(min(times))
    return statistics.median(fastest)


def main() -> None:
    """Print the p50 of a review and its ratio to `ada_url.URL` in the same run."""
    given = Path(sys.argv[1]).read_text("utf-8").splitlines() if len(sys.argv) > 1 else []
    table = [line.split("\t")[0] for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    urls = [url for url in given or table if ada_url.URL.can_parse(url)]
    review_time, parse_time = median_time(review_url, urls), median_time(ada_url.URL, urls)
    print(  # noqa: T201 - a bench speaks
        f"{len(urls)} URLs: review p50 {review_time * MICROSECONDS:.0f} µs,"
        f" ada_url.URL p50 {parse_time * MICROSECONDS:.1f} µs, ratio {review_time / parse_time:.0f}"
    )


if __name__ == "__main__":
    main()
