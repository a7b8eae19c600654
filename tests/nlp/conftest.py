import pytest

from nlp.assessor import Assessor


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    """The real thing: real rules, real weights."""
    return Assessor.load()
