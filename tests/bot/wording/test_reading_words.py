"""The reading speaks English; a person who reads French gets its sentences in French, or is told that they are not."""

import ast
from pathlib import Path

import pytest
import yaml

import nlp.links
import nlp.profile
from bot import reading_words
from bot.wording import Wording, speaking, words
from nlp import explain
from nlp.assessor import Assessor
from nlp.links import MAX_LINKS
from nlp.model import Approach, Counter, Evidence, Role, Segment, Tactic
from nlp.profile import career, template

ROOT = Path(explain.__file__).parent
FRENCH = Wording.load("fr")


def sentences_of_links() -> list[str]:
    """Every sentence that the review of links can make, with X in each gap."""
    found = set()
    for file in sorted(Path(nlp.links.__file__).parent.glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and id(node) not in docstrings:
                text = "".join(p.value if isinstance(p, ast.Constant) else "X" for p in node.values)  # type: ignore[misc]  # text
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | inner:
                text = node.value
            else:
                continue
            if text.endswith(".") and text[0].isupper() and " " in text:
                found.add(text.replace("names X before", "names a host before"))
    return sorted(found)


def test_there_are_sentences_to_look_at() -> None:
    assert len(sentences_of_links()) > 50


@pytest.mark.parametrize("sentence", sentences_of_links())
def test_every_sentence_about_a_link_is_said_in_french(sentence: str) -> None:
    with speaking("fr"):
        said = reading_words.translated(sentence)
    assert said != sentence
    assert not said.startswith("(en anglais)")
    assert said.count("X") == sentence.count("X")


def test_every_template_is_still_used() -> None:
    made = [*sentences_of_links(), "It names a user before the @; the host that answers is X."]
    with speaking("fr"):
        said = {reading_words.translated(sentence) for sentence in made}
    with speaking("en"):
        templates = [name for name in words().own if name.startswith("reading.links.")]
    assert len(said) >= len(templates)


def test_a_sentence_that_nobody_translated_is_marked_and_kept() -> None:
    with speaking("fr"):
        assert reading_words.translated("A brand-new sentence.") == "(en anglais) A brand-new sentence."
    with speaking("en"):
        assert reading_words.translated("A brand-new sentence.") == "A brand-new sentence."


def test_names_in_a_sentence_stay_as_they_are() -> None:
    with speaking("fr"):
        said = reading_words.translated("It is one letter away from LinkedIn (linkedin.com).")
    assert said == "Il est à une lettre près de LinkedIn (linkedin.com)."


def test_english_is_what_the_rules_and_the_explanations_say() -> None:
    english = Wording.load("en")
    for tactic in Tactic:
        said = english.text(f"tactics_says.{tactic.value}"), english.text(f"tactics_because.{tactic.value}")
        assert said == explain.SAYS[tactic]


def evidence(sign_id: str, tactic: Tactic) -> Evidence:
    return Evidence(sign_id, tactic, 1.0, "asks for a thing.", "It matters.", 0, 1, "x")


def test_a_sign_keeps_its_own_sentence_in_english_and_says_its_tactics_in_french() -> None:
    item = evidence("private_messenger", Tactic.MOVE_TO_OTHER_PLATFORM)
    with speaking("en"):
        assert reading_words.sign(item) == ("asks for a thing", "It matters.")
    with speaking("fr"):
        says, because = reading_words.sign(item)
    assert says == "veut poursuivre la conversation ailleurs"
    assert because.startswith("Ailleurs")


def test_a_sign_with_a_translation_of_its_own_says_that() -> None:
    with speaking("fr"):
        says, _ = reading_words.sign(evidence("bland_consultancy", Tactic.VAGUE_OR_UNVERIFIABLE_CLIENT))
    assert says.startswith("décrit un cabinet de conseil")


def test_a_sign_against_is_said_by_its_rule_or_in_general() -> None:
    known, unknown = (Counter(name, "does good.", 1.0, 0, 1, "x") for name in ("no_pressure", "brand_new"))
    with speaking("fr"):
        assert reading_words.counter(known) == "vous laisse libre de dire non"
        assert reading_words.counter(unknown) == "contient un élément qui parle en sens contraire"
    with speaking("en"):
        assert reading_words.counter(known) == "does good"


def rule_ids() -> set[str]:
    files = [*ROOT.glob("rules/*/*.yml"), *ROOT.glob("profile/rules/*/*.yml")]
    return {str(loaded["id"]) for file in files if "id" in (loaded := yaml.safe_load(file.read_text("utf-8")))}


def translated_signs() -> set[str]:
    return {name.split(".")[1] for name in FRENCH.own if name.startswith("signs.")}


def test_translations_of_signs_belong_to_signs_that_exist() -> None:
    coded = {value.id for value in vars(career).values() if isinstance(value, career._Sign)} | {"template_left_behind"}
    assert next(iter(template.left_behind("As an AI language model"))).sign_id == "template_left_behind"
    assert translated_signs() <= rule_ids() | coded
    assert coded <= translated_signs()


@pytest.mark.parametrize("role", explain.LEFT_OUT)
@pytest.mark.parametrize("judged", [True, False])
def test_what_was_left_out_is_said_in_french(role: Role, judged: bool) -> None:
    segments = [Segment(role, 0, 1, own=True), Segment(Role.SIGNATURE, 2, 3), Segment(Role.FOOTER, 4, 5)]
    segments += [Segment(Role.MESSAGE, 6, 7)] if judged else []
    (sentence,) = explain.left_out(segments)
    with speaking("fr"):
        said = reading_words.translated(sentence)
    assert said.startswith("J'ai lu" if judged else "Je n'ai trouvé")
    assert " et " in said
    assert "the" not in said.split()


def test_what_a_real_reading_did_not_judge_is_said_in_french() -> None:
    assessor = Assessor.load()
    links = " ".join(f"https://site{number}.example/x" for number in range(MAX_LINKS + 1))
    texts = ("Bonjour, pourriez-vous me dire ce que vous pensez de ce rapport sur les ports ?", links)
    sentences = [sentence for text in texts for sentence in assessor.assess(Approach(text)).not_judged]
    assert len(sentences) == 3
    with speaking("fr"):
        said = [reading_words.translated(sentence) for sentence in sentences]
    assert [sentence.split()[:2] for sentence in said] == [["Je", "ne"], ["Je", "n'ai"], ["Il", "y"]]
