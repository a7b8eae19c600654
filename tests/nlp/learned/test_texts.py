import json
from collections import Counter
from pathlib import Path

import pytest

from nlp.learned.texts import BadTextError, files, read_texts

ROW = {"id": "x-1", "writer": "x", "label": "lure", "genre": "account", "kind": "k", "text": "He paid me.", "spans": []}


def write(folder: Path, **changes: object) -> Path:
    (folder / "x.jsonl").write_text(json.dumps(ROW | changes) + "\n", encoding="utf-8")
    return folder


def test_the_whole_corpus_keeps_the_format() -> None:
    texts = read_texts()
    repeated = [name for name, times in Counter(text.id for text in texts).items() if times > 1]
    assert not repeated
    assert len(files()) > 5


def test_a_writer_stays_in_one_file_so_that_held_out_writers_are_truly_held_out() -> None:
    homes = Counter(
        writer
        for path in files()
        for writer in {json.loads(line)["writer"] for line in path.read_text(encoding="utf-8").splitlines()}
    )
    assert set(homes.values()) == {1}


def test_no_text_stands_in_two_writers_files() -> None:
    owners: dict[str, set[str]] = {}
    for text in read_texts():
        if len(text.text.split()) > 6:
            owners.setdefault(" ".join(text.text.lower().split()), set()).add(text.writer)
    assert not [text for text, writers in owners.items() if len(writers) > 1]


@pytest.mark.parametrize(
    "changes",
    [{"label": "bad"}, {"genre": "poem"}, {"spans": [["secrecy", "not there"]]}, {"spans": [["charm", "paid"]]}],
)
def test_a_bad_row_is_refused_with_file_and_line(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(BadTextError, match=r"x\.jsonl line 1"):
        read_texts(write(tmp_path, **changes))


def test_a_good_row_is_read(tmp_path: Path) -> None:
    (text,) = read_texts(write(tmp_path, spans=[["money_or_gift", "paid me"]]))
    assert text.spans == (("money_or_gift", "paid me"),)
    assert text.use == "all"
