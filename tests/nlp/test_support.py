from dataclasses import replace

from nlp.clean import clean
from nlp.learned.reader import Reader
from nlp.model import Evidence, Tactic
from nlp.support import LEAST_SHARE, MOST_SHARE, supported

READER = Reader.load()
TEXT = "Please keep this between us and tell nobody at work. The minutes of the garden club are below, as agreed."


def sign(quote: str, tactic: Tactic = Tactic.SECRECY) -> Evidence:
    start = TEXT.index(quote)
    return Evidence("rule", tactic, 1.0, "says", "because", start, start + len(quote), quote)


def weighed(*evidence: Evidence, text: str = TEXT) -> tuple[Evidence, ...]:
    told = clean(text)
    return supported(evidence, told, READER.sentences(told.text, READER.read(told.text)))


def test_a_sign_in_a_sentence_that_shows_its_tactic_counts_more() -> None:
    (found,) = weighed(sign("between us"))
    assert 1.0 < found.weight <= MOST_SHARE


def test_the_same_sign_in_a_sentence_about_something_else_is_none() -> None:
    assert weighed(sign("minutes")) == ()


def test_support_is_asked_for_the_tactic_of_the_sign() -> None:
    (secrecy,) = weighed(sign("between us"))
    other = weighed(sign("between us", Tactic.TRAVEL_ALL_EXPENSES))
    assert all(LEAST_SHARE <= item.weight < secrecy.weight for item in other)


def test_a_sign_over_two_sentences_is_supported_by_either() -> None:
    (found,) = weighed(sign("at work. The minutes"))
    assert found.weight > 1.0


def test_what_the_text_denies_stays_as_it_is() -> None:
    denied = replace(sign("minutes"), negated=True)
    assert weighed(denied) == (denied,)


def test_without_sentences_signs_stay_as_they_are() -> None:
    item = Evidence("rule", Tactic.SECRECY, 1.0, "says", "because", 0, 0, "")
    assert weighed(item, text="") == (item,)
