"""A newcomer who follows nlp/rules/README.md adds a rule in one file and sees its sign in an assessment."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from nlp.assessor import Assessor
from nlp.clean import clean
from nlp.detector import Detector
from nlp.model import Approach
from nlp.rulebook import RULES, rule_files
from nlp.signs.lint import lint

README = (RULES / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def example() -> str:
    """The rule that the page shows."""
    found = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def test_the_rule_of_the_page_is_one_file_and_shows_in_an_assessment(
    example: str, tmp_path: Path, assessor: Assessor
) -> None:
    rule = yaml.safe_load(example)
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    path = folder / rule["tactic"] / f"{rule['id']}.yml"
    assert path not in rule_files(folder)
    path.write_text(example, encoding="utf-8")
    assert lint([path]) == []
    text = f"Dear friend, it was good to meet you at the fair. {rule['examples']['match'][0]} Thank you very much."
    detector = Detector.load(folder)
    (seen,) = (item for item in detector.detect(text, clean(text)).evidence if item.sign_id == rule["id"])
    assert (seen.says, seen.weight) == (rule["says"], rule["weight"])
    before = assessor.assess(Approach(text))
    after = replace(assessor, _detector=detector).assess(Approach(text))
    assert rule["id"] not in {item.sign_id for item in before.evidence}
    (shown,) = (item for item in after.evidence if item.sign_id == rule["id"])
    assert (shown.says, shown.quote) == (rule["says"], text[shown.start : shown.end])
    assert rule["tactic"] in {item.source for item in after.breakdown}


def test_every_role_and_list_that_the_page_names_exists() -> None:
    named = set(re.findall(r"%([A-Z]+)", README)) | set(re.findall(r"@([A-Z]+)", README)) - {"OTHER", "ROLE"}
    known = {name for path in (RULES / "words").glob("*.yml") for name in yaml.safe_load(path.read_text("utf-8"))}
    assert named <= known
