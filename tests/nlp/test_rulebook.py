"""The rulebook loads one-file rules, and explains broken ones to the person who writes them."""

import shutil
from pathlib import Path

import pytest

from nlp.clean import clean
from nlp.detector import Detector
from nlp.rulebook import RULES, RulebookError, load_rulebook, rulebook_version
from nlp.signs.lint import lint

GOOD = """\
id: wants_the_teapot
tactic: secrecy
weight: 1.5
says: asks for the teapot of the house
because: A teapot belongs on its tray.
patterns: |
  fetch|bring *3 teapot
examples:
  match: ["Bring me the old teapot.", "She fetched his teapot.", "They were told to bring a teapot."]
  no_match: ["The teapot is blue.", "Never bring the teapot.", "Bring a cup."]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rules folder with the real words and no rules."""
    shutil.copytree(RULES / "words", tmp_path / "words")
    (tmp_path / "secrecy").mkdir()
    return tmp_path


def put(rules: Path, text: str, name: str = "wants_the_teapot", folder: str = "secrecy") -> Path:
    path = rules / folder / f"{name}.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_one_more_file_is_one_more_rule(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    before = rulebook_version(folder)
    put(folder, GOOD)
    text = "Could you bring us the teapot?"
    evidence = Detector.load(folder).detect(text, clean(text)).evidence
    assert [item.sign_id for item in evidence] == ["wants_the_teapot"]
    assert rulebook_version(folder) != before


def test_a_good_rule_has_nothing_to_be_told(rules: Path) -> None:
    assert lint([put(rules, GOOD)]) == []


def test_the_version_names_the_content_and_not_the_place(rules: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    put(rules, GOOD)
    other = tmp_path_factory.mktemp("elsewhere") / "rules"
    shutil.copytree(rules, other)
    assert rulebook_version(rules) == rulebook_version(other) == load_rulebook(rules).version


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("because: A teapot belongs on its tray.\n", "", "“because” is missing; add it"),
        ("weight: 1.5", "wieght: 1.5", "“wieght” is not a field of a rule"),
        ("weight: 1.5", "weight: 9", "“weight”"),
        ("tactic: secrecy", "tactic: flattery", "belongs in the folder flattery"),
        ("id: wants_the_teapot", "id: wants_the_kettle", "give both the same name"),
        ("fetch|bring *3 teapot", "fetch| *3 teapot", "empty choice"),
        ("fetch|bring *3 teapot", "bring *99 teapot", "write a gap as"),
        ("fetch|bring *3 teapot", "bring teapot?", "must begin and end with a word that is needed"),
        ("fetch|bring *3 teapot", "bring & tea && pot", "mixes & and &&"),
        ("fetch|bring *3 teapot", "bring &99 teapot", "write a window as &1 to &60"),
        ("fetch|bring *3 teapot", "bring *3 %ASKS & teapot", "a %ROLE stands alone"),
        ("fetch|bring *3 teapot", "%NOSUCHROLE & teapot", "there is no role %NOSUCHROLE; the roles are"),
        ("fetch|bring *3 teapot", "@NOSUCHLIST teapot", "there is no list @NOSUCHLIST"),
        ("fetch|bring *3 teapot", "#NOSUCHSHAPE teapot", "there is no shape #NOSUCHSHAPE"),
        ("fetch|bring *3 teapot", "you have it", "too broad"),
        ("fetch|bring *3 teapot", "fetch|bring *3 teapot\n  steal *3 teapot", "sees none of the rule's own examples"),
        ("She fetched his teapot.", "She broke his teapot.", "no pattern sees the example"),
        ("The teapot is blue.", "Bring a teapot.", "wrongly sees"),
        ("says: asks", "says: Asks", "begin it in lower case"),
        (', "Bring a cup."]', "]", "“examples.no_match” needs at least 3; add another"),
        ("patterns: |", "patterns: [", "is not readable YAML"),
    ],
)
def test_a_broken_rule_is_told_what_to_do(rules: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    path = put(rules, GOOD.replace(old, new))
    problems = lint([rules])
    assert any(told in problem and str(path) in problem for problem in problems), problems


def test_an_id_is_given_once(rules: Path) -> None:
    put(rules, GOOD)
    put(rules, GOOD.replace("tactic: secrecy", "tactic: flattery"), folder="flattery")
    assert any("is taken by another rule" in problem for problem in lint([rules]))


def test_loading_broken_rules_is_refused_with_every_problem(rules: Path) -> None:
    put(rules, GOOD.replace("weight: 1.5", "weight: heavy"))
    put(rules, "just words", name="other")
    with pytest.raises(RulebookError) as refused:
        load_rulebook(rules)
    assert len(refused.value.problems) == 2


def test_a_list_that_stands_in_two_files_is_refused(rules: Path) -> None:
    (rules / "words" / "more.yml").write_text('NOT: "nope"\n', encoding="utf-8")
    assert any("defines NOT again" in problem for problem in lint([rules]))


def test_a_role_must_be_shown_by_an_example_and_named_by_a_rule(rules: Path) -> None:
    (rules / "words" / "roles.yml").write_text(
        "FETCHES: |\n  fetch|bring\n  smuggle *2 in\nIDLE: |\n  bring\n", "utf-8"
    )
    put(rules, GOOD.replace("fetch|bring *3 teapot", "%FETCHES & teapot"))
    (unseen, unnamed) = (problem for problem in lint([rules]) if "roles.yml" in problem)
    assert "“smuggle *2 in” of FETCHES stands in no rule's “match” examples; add it to one" in unseen
    assert "no rule names %IDLE; use it or remove it" in unnamed


def test_a_rule_of_roles_alone_is_too_broad_only_if_everyday_words_fill_them(rules: Path) -> None:
    (rules / "words" / "roles.yml").write_text("GETS: |\n  get\n", encoding="utf-8")
    assert any("too broad" in item for item in lint([put(rules, GOOD.replace("fetch|bring *3 teapot", "%GETS & it"))]))
    good = GOOD.replace("fetch|bring *3 teapot", "%GETS|fetch|bring & teapot")
    assert lint([put(rules, good)]) == []
