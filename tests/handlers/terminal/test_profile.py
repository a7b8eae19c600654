"""`tbyl profile`: asked one question at a time, or given all at once, with the same result."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.profile_form import POINTS, Answer, ProfileReview, review_form
from handlers.terminal.app import EXIT_CANNOT_OPEN, app
from handlers.terminal.profile import (
    AnswersError,
    Readers,
    ask,
    has_anything,
    parse_answers,
    render,
    result_of,
)
from nlp.model import RiskBand
from nlp.profile.result import ProfileReading
from tests.bot.linking import PROFILE, LinkingAssessor

BLAND = "Independent consultant, bridging business and opportunity.\nMy partners work with government agencies in Asia."
RUNNER = CliRunner()
READERS = Readers(LinkingAssessor().assess, lambda _: ProfileReading())


def typed(*lines: str) -> Iterator[str]:
    yield from lines


def asked(*lines: str, given: ProfileReview | None = None) -> tuple[ProfileReview, str]:
    keyboard, screen = typed(*lines), io.StringIO()

    def read_line(prompt: str) -> str:
        screen.write(prompt)
        try:
            return next(keyboard)
        except StopIteration:
            raise EOFError from None

    return ask(review_form(), given or ProfileReview(), Console(file=screen, width=80), read_line), screen.getvalue()


def test_every_question_is_asked_with_its_reason() -> None:
    given, screen = asked(PROFILE, *["n"] * len(POINTS), *BLAND.splitlines())
    assert given == ProfileReview(PROFILE, BLAND, dict.fromkeys(POINTS, Answer.NO))
    for question in review_form().questions:
        assert " ".join(question.text.split()) in " ".join(screen.split())
        assert " ".join(question.why.split()) in " ".join(screen.split())


def test_yes_no_and_return_are_answers_and_anything_else_is_asked_again() -> None:
    given, _ = asked("", "Yes", "no", "", "perhaps", "y")
    assert list(given.answers.values()) == [Answer.YES, Answer.NO, Answer.DONT_KNOW, Answer.YES]


def test_the_end_of_the_input_ends_the_asking() -> None:
    given, _ = asked(PROFILE, "y")
    assert given == ProfileReview(PROFILE, "", {"known": Answer.YES})


def test_what_was_given_is_not_asked_again() -> None:
    _, screen = asked(given=ProfileReview(PROFILE, BLAND, dict.fromkeys(POINTS, Answer.NO)))
    assert "?" not in screen.partition("Recognise: who is this?")[2].replace("what do they want?", "")
    assert "Address of the profile" not in screen


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{oops", "not JSON"),
        ('{"height": "no"}', "no such question"),
        ('{"known": "maybe"}', "none of yes, no, dont_know"),
        ('{"known": true}', "none of yes, no, dont_know"),
    ],
)
def test_answers_that_cannot_be_used_are_named(text: str, hint: str) -> None:
    with pytest.raises(AnswersError, match=hint):
        parse_answers(text)


def test_answers_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"known": "no", "picture": "dont_know"}', "utf-8")
    assert parse_answers(str(path)) == {"known": Answer.NO, "picture": Answer.DONT_KNOW}
    path.write_text("[]", "utf-8")
    with pytest.raises(AnswersError, match="no JSON object"):
        parse_answers(str(path))


def test_the_result_for_people_holds_no_live_link_and_no_control_sign() -> None:
    given = ProfileReview(f"{PROFILE}\x1b[31m", "", {"known": Answer.NO, "account": Answer.YES})
    screen = io.StringIO()
    Console(file=screen, width=100).print(render(result_of(given, READERS)))
    shown = screen.getvalue()
    assert "https://" not in shown
    assert "\x1b" not in shown
    for heading in ("Why", "Signs against", "Link (never opened)", "Not checked", "What to do next"):
        assert heading in shown
    assert "Only the running bot can do that" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("given", "something"),
    [
        (ProfileReview(), False),
        (ProfileReview(" ", "\n", {"known": Answer.DONT_KNOW}), False),
        (ProfileReview(answers={"known": Answer.NO}), True),
        (ProfileReview(PROFILE), True),
    ],
)
def test_an_empty_review_is_noticed(given: ProfileReview, something: bool) -> None:
    assert has_anything(given) is something


def test_all_at_once_gives_one_json_object(tmp_path: Path) -> None:
    (tmp_path / "about.txt").write_text(BLAND, "utf-8")
    answers = json.dumps({name: POINTS[name].worrying for name in ("offer", "asks", "known", "checked", "detail")})
    outcome = RUNNER.invoke(
        app, ["profile", PROFILE, "--text", str(tmp_path / "about.txt"), "--answers", answers, "--json"]
    )
    assert outcome.exit_code == 0
    made = json.loads(outcome.stdout)
    assert made["band"] == RiskBand.HIGH.label
    assert made["kind"] == "approach"
    assert any(reason["quote"] and reason["quote"] in BLAND for reason in made["reasons"])
    assert made["not_checked"]
    assert "https://" not in outcome.stdout


def test_a_bare_link_is_not_enough_to_judge() -> None:
    outcome = RUNNER.invoke(app, ["profile", PROFILE, "--json"])
    assert json.loads(outcome.stdout)["band"] == "insufficient"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "nothing in this review yet"),
        (["--answers", '{"height": "no"}'], "no such question"),
        (["--text", "/nowhere/about.txt"], "cannot open /nowhere/about.txt"),
        (["--answers", "/nowhere/answers.json"], "cannot open /nowhere/answers.json"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: list[str], hint: str) -> None:
    outcome = RUNNER.invoke(app, ["profile", *arguments])
    assert outcome.exit_code == EXIT_CANNOT_OPEN
    assert hint in outcome.stderr
