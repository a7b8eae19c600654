"""Which data and settings a set of weights comes from."""

import hashlib
from pathlib import Path

from nlp.learned.texts import CORPUS, files
from nlp.learned.vectors import VECTORS

CONFIG = Path(__file__).parent / "config.toml"
DIGITS = 12


def version(corpus: Path = CORPUS, config: Path = CONFIG, vectors: Path = VECTORS) -> str:
    """Hash of the texts, the settings and the word vectors: all that the heads depend on."""
    digest = hashlib.sha256()
    for path in (*files(corpus), config, vectors):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]
