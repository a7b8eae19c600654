from hypothesis import given
from hypothesis import strategies as st

from nlp.learned.features import message
from nlp.learned.reader import Candidate, Reader
from nlp.learned.tactics import LONGEST_SENTENCE, sentences
from nlp.model import Tactic

LURE = (
    "Hello, hope you are well.\nOur client pays 900 pounds for each short report. "
    "Please send me your CV and a copy of your passport! Can we continue on WhatsApp? "
    "The client wants something that is not public, for example internal slides."
)


SENTENCES = (
    "Our client pays 900 pounds for each short report.",
    "Please send me your CV and a copy of your passport!",
    "Can we continue on WhatsApp?",
    "The meeting moved to room 4, see you all at ten.",
    "The client wants something that is not public, for example internal slides.",
    "ok",
)
READER = Reader.load()


def quoted(text: str) -> tuple[Candidate, ...]:
    return tuple(READER.sentences(text, READER.read(text)).candidates())


def split(text: str) -> list[str]:
    return [text[start:end] for start, end, *_ in sentences(text, message(text, lambda _: ()))]


def test_sentences_end_at_stops_and_new_lines_but_not_inside_figures_or_hosts() -> None:
    text = "It is £1.5m. Ask a.b.example today!\n\nThanks"
    assert split(text) == ["It is £1.5m.", "Ask a.b.example today!", "Thanks"]


@given(st.text(alphabet="ab .!?\n", max_size=80))
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_text_without_stops_is_searched_at_its_beginning_only() -> None:
    assert [len(sentence) for sentence in split("a" * 5000)] == [LONGEST_SENTENCE]


def test_a_tactic_is_quoted_from_the_sentence_it_shows_in() -> None:
    quotes = {found.tactic: LURE[found.start : found.end] for found in quoted(LURE)}
    assert "CV" in quotes[Tactic.CV_OR_PERSONAL_DATA_REQUEST]
    assert "WhatsApp" in quotes[Tactic.MOVE_TO_OTHER_PLATFORM]


def test_nothing_is_quoted_where_nothing_is_wrong() -> None:
    assert quoted("The meeting moved to room 4, see you all at ten.") == ()


@given(st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_a_sentence_reads_the_same_whatever_stands_around_it(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    alone = {(found.tactic, sentence) for sentence in chosen for found in quoted(sentence)}
    assert {(found.tactic, text[found.start : found.end]) for found in quoted(text)} == alone


def test_the_clearest_sentence_of_a_tactic_comes_first() -> None:
    found = quoted("\n".join(SENTENCES))
    for tactic in Tactic:
        likely = [item.probability for item in found if item.tactic is tactic]
        assert likely == sorted(likely, reverse=True)


def test_a_bare_link_is_never_quoted() -> None:
    text = "Your account is suspended, log in and confirm your password at once.\nhttps://login.firm.example/verify"
    quotes = [text[found.start : found.end] for found in quoted(text)]
    assert quotes
    assert not any(quote.startswith("https") for quote in quotes)
