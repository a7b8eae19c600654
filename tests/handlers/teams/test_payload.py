"""Whatever a body holds, reading it ends in an activity or in one error."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.teams.parse import read_message
from handlers.teams.payload import Incoming, MalformedActivityError, read_activity
from tests.fakes.teams import FakeMicrosoft

BASE = FakeMicrosoft().channel_post("Dear Sir", value={"verb": "report_anyway", "report": "x"})
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*BASE, "id", "tenant"]), inner),
    max_leaves=6,
)


@given(changes=st.dictionaries(st.sampled_from(sorted(BASE)), JUNK, max_size=3))
@settings(deadline=None, max_examples=300)
def test_a_twisted_activity_is_read_or_refused_and_nothing_else(changes: dict[str, Any]) -> None:
    with contextlib.suppress(MalformedActivityError):
        read_message(read_activity(json.dumps({**BASE, **changes}).encode()))


@given(body=st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_refused(body: bytes) -> None:
    with contextlib.suppress(MalformedActivityError):
        assert isinstance(read_activity(body), Incoming)


def test_what_is_read_shows_no_text_when_it_is_printed() -> None:
    activity = read_activity(json.dumps(BASE).encode())
    assert "Dear Sir" not in f"{activity} {activity!r}"


def test_the_refusal_carries_nothing_of_the_body() -> None:
    with pytest.raises(MalformedActivityError) as caught:
        read_activity(b'{"text": "Dear Sir"}')
    assert str(caught.value) == ""
    assert caught.value.__suppress_context__
