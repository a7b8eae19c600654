from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.learned.reader import Reader, weights_version
from nlp.learned.texts import read_texts
from nlp.learned.vectors import WEIGHTS
from nlp.learned.version import version
from nlp.model import Genre

LURE = (
    "Hello, I saw you worked on naval procurement. Our client, who wants to stay unnamed, pays well for short reports "
    "with information that is not public. Can we move to WhatsApp? Please keep this between us."
)
NOTICE = (
    "We are recruiting a Research Officer. The salary is on the university pay scale. Apply through the website by the "
    "closing date, with a CV and a covering letter. Interviews will be held in March."
)


SHARED = Reader.load()


@pytest.fixture
def reader() -> Reader:
    return SHARED


def test_an_approach_reads_more_malicious_than_a_vacancy_notice(reader: Reader) -> None:
    lure, notice = reader.read(LURE), reader.read(NOTICE)
    assert lure.malice > 0.5 > notice.malice
    assert lure.lure > lure.scam


def test_a_vacancy_notice_is_told_from_a_personal_message(reader: Reader) -> None:
    assert reader.read(NOTICE).genre is Genre.PUBLIC_NOTICE
    assert reader.read(LURE).genre in {Genre.PERSONAL_CONTACT, Genre.CONVERSATION_TURN}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_every_text_gets_probabilities_that_add_up(text: str) -> None:
    reading = SHARED.read(text)
    assert 0.0 <= reading.malice <= 1.0
    assert reading.lure + reading.scam == pytest.approx(reading.malice)
    assert sum(reading.genre_probabilities.values()) == pytest.approx(1.0, abs=1e-4)


def test_the_same_text_reads_the_same_in_any_order_and_thread(reader: Reader) -> None:
    texts = [text.text for text in read_texts()[:60]]
    alone = [reader.read(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader.read, texts)) == alone
    assert [Reader.load().read(text) for text in reversed(texts)] == alone[::-1]


def test_names_and_amounts_do_not_move_the_reading(reader: Reader) -> None:
    one = "Hi Anna, our client pays £900 for a short note on your tender. Could we talk today? Lee"
    other = "Hi Boris, our client pays $450 for a short note on your tender. Could we talk today? Olga"
    assert reader.read(one) == reader.read(other)


def test_a_text_of_the_greatest_length_is_read(reader: Reader) -> None:
    assert 0.0 <= reader.read((LURE + " ") * 160).malice <= 1.0


def test_the_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 25_000_000


def test_the_weights_belong_to_the_corpus_and_settings_beside_them() -> None:
    assert weights_version() == version(), "the corpus or config changed: run `make train`"
