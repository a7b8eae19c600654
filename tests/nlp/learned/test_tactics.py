from hypothesis import given
from hypothesis import strategies as st

from nlp.learned.reader import Reader
from nlp.learned.tactics import LONGEST_SENTENCE, sentences
from nlp.model import Tactic

LURE = (
    "Hello, hope you are well.\nOur client pays 900 pounds for each short report. "
    "Please send me your CV and a copy of your passport! Can we continue on WhatsApp? "
    "The client wants something that is not public, for example internal slides."
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in sentences(text, lambda _: ())]


def test_sentences_end_at_stops_and_new_lines_but_not_inside_figures_or_hosts() -> None:
    text = "It is £1.5m. Ask a.b.example today!\n\nThanks"
    assert split(text) == ["It is £1.5m.", "Ask a.b.example today!", "Thanks"]


@given(st.text(alphabet="ab .!?\n", max_size=80))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_text_without_stops_is_searched_at_its_beginning_only() -> None:
    assert [len(sentence) for sentence in split("a" * 5000)] == [LONGEST_SENTENCE]


def test_a_tactic_is_quoted_from_the_sentence_it_shows_in() -> None:
    quotes = {found.tactic: LURE[found.start : found.end] for found in Reader.load().read(LURE).sentences}
    assert "CV" in quotes[Tactic.CV_OR_PERSONAL_DATA_REQUEST]
    assert "WhatsApp" in quotes[Tactic.MOVE_TO_OTHER_PLATFORM]


def test_nothing_is_quoted_where_nothing_is_wrong() -> None:
    assert Reader.load().read("The meeting moved to room 4, see you all at ten.").sentences == ()


def test_a_bare_link_is_never_quoted() -> None:
    text = "Your account is suspended, log in and confirm your password at once.\nhttps://login.firm.example/verify"
    quotes = [text[found.start : found.end] for found in Reader.load().read(text).sentences]
    assert quotes
    assert not any(quote.startswith("https") for quote in quotes)
