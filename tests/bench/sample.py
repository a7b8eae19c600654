"""The corpus texts that the benchmarks of reading use."""

from nlp.learned.texts import read_texts

SAMPLE = 400
EIGHTY_WORDS = (70, 90)


def sample() -> list[str]:
    """Give about `SAMPLE` texts from all over the corpus."""
    texts = [item.text for item in read_texts()]
    return texts[:: max(1, len(texts) // SAMPLE)]


def about_eighty_words() -> list[str]:
    """Give every text of the corpus that has about eighty words."""
    texts = [item.text for item in read_texts()]
    return [text for text in texts if EIGHTY_WORDS[0] <= len(text.split()) <= EIGHTY_WORDS[1]]
