"""Every line of `links.tsv` is one link with what must be said of it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from nlp.links import SUSPICIOUS, review_url

MIN_LINKS = 300


class Expected(NamedTuple):
    url: str
    host: str
    site: str
    type: str
    profile_key: str
    reason: str
    suspicious: str


LINES = (Path(__file__).parent / "links.tsv").read_text("utf-8").splitlines()
TABLE = [Expected(*line.split("\t")) for line in LINES if not line.startswith("#")]


def test_the_table_is_large_and_repeats_nothing() -> None:
    assert len({row.url for row in TABLE}) == len(TABLE) >= MIN_LINKS


@pytest.mark.parametrize("row", TABLE, ids=[str(number) for number in range(len(TABLE))])
def test_a_link_is_what_the_table_says(row: Expected) -> None:
    seen = review_url(row.url)
    assert (seen.site, seen.type.value, seen.profile_key) == (row.site, row.type, row.profile_key)
    assert not row.host or seen.host == row.host
    assert any(row.reason in reason for reason in seen.reasons), seen.reasons
    assert not row.suspicious or (seen.suspicion >= SUSPICIOUS) == (row.suspicious == "yes"), seen.suspicion
