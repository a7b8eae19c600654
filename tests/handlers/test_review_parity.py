"""The profile review is the same everywhere: asked alike, and the same answers arrive as the same review.

Each way fills the form in as a person does: by the words of the questions and of the answers that stand there.
"""

import io
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from rich.console import Console

from bot.profile_form import POINTS, Answer, ProfileReview, Section, review_form
from bot.profile_review import review
from bot.settings import Settings
from handlers.slack import slack_platform
from handlers.slack.people import People
from handlers.slack.ways_in import REVIEW_PROFILE
from handlers.teams.config import teams_config
from handlers.teams.platform import Teams
from handlers.terminal.profile import ask
from handlers.web.platform import web_platform
from nlp.model import Approach
from nlp.profile.result import ProfileReading
from tests.bot.fakes import front
from tests.bot.linking import PROFILE, LinkingAssessor
from tests.conftest import eventually
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_payloads import as_form, interaction, option, shortcut, signed
from tests.fakes.teams import FakeMicrosoft
from tests.handlers.slack.conftest import RememberingDesk, RememberingIntake, slack_settings
from tests.handlers.teams.test_cards import inputs
from tests.handlers.web.fake_page import FakeDesk, FakeMailbox

BLAND = "Senior Partner at a consultancy.\nBridging business and opportunity."
ANSWERS = dict(zip(POINTS, (Answer.NO, Answer.YES, Answer.DONT_KNOW) * len(POINTS), strict=False))
GIVEN = ProfileReview(PROFILE, BLAND, ANSWERS)
Asked = list[tuple[str, tuple[str, ...]]]
"""Questions in the order in which they stand there, each with the answers that can be given."""
Way = Callable[[Mapping[str, str]], Awaitable[tuple[Asked, ProfileReview]]]
"""Opens the form, gives these answers (label by question), and says what was asked and what arrived."""


def chosen() -> dict[str, str]:
    form = review_form()
    return {question.text: form.answer_labels[ANSWERS[question.id]] for question in form.questions}


async def over_slack(choices: Mapping[str, str]) -> tuple[Asked, ProfileReview]:
    intake, app = RememberingIntake(), web.Application()
    async with FakeSlack() as slack:
        platform = slack_platform(slack_settings(slack.api_url), people=People(wait_seconds=10.0))
        await platform.attach(app, front(intake, RememberingDesk()))
        async with TestClient(TestServer(app)) as client:

            async def send(payload: dict[str, Any]) -> None:
                text, kind = as_form(payload)
                assert (await client.post("/slack/events", data=text, headers=signed(text, kind=kind))).status == 200

            await send(shortcut(REVIEW_PROFILE, trigger=slack.trigger()))
            await eventually(lambda: bool(slack.views))
            view = slack.views[0]["view"]
            asked, state = slack_form(view, choices)
            handed_in = {"id": "V1", "callback_id": view["callback_id"], "type": "modal", "state": {"values": state}}
            await send(interaction("view_submission", view={**handed_in, "private_metadata": ""}))
        await platform.close()
    return asked, intake.reviewed[0].review


def slack_form(view: dict[str, Any], choices: Mapping[str, str]) -> tuple[Asked, dict[str, Any]]:
    words = iter((GIVEN.profile_url, GIVEN.profile_text))
    asked: Asked = []
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        element = block.get("element", {})
        if element.get("type") == "plain_text_input":
            state[block["block_id"]] = {element["action_id"]: {"type": "plain_text_input", "value": next(words)}}
        elif element.get("type") == "radio_buttons":
            question = block["label"]["text"]
            values = {one["text"]["text"]: one["value"] for one in element["options"]}
            asked.append((question, tuple(values)))
            answer = {"type": "radio_buttons", "selected_option": option(values[choices[question]])}
            state[block["block_id"]] = {element["action_id"]: answer}
    return asked, state


async def over_teams(choices: Mapping[str, str]) -> tuple[Asked, ProfileReview]:
    intake, app = RememberingIntake(), web.Application()
    async with FakeMicrosoft() as microsoft:
        settings = Settings(_env_file=None, security_channel="teams", **microsoft.settings())  # type: ignore[arg-type]
        platform = Teams(teams_config(settings))
        await platform.attach(app, front(intake))
        async with TestClient(TestServer(app)) as client:

            async def invoke(name: str, value: object) -> Any:
                headers = {"Authorization": f"Bearer {microsoft.sign()}"}
                answer = await client.post("/api/messages", json=microsoft.invoke(name, value), headers=headers)
                return (await answer.json())["task"]["value"]

            opened = await invoke("composeExtension/fetchTask", {"commandId": "reviewProfile"})
            asked, given = teams_form(opened["card"], choices)
            (submit,) = opened["card"]["content"]["actions"]
            handed_in = {"commandId": "reviewProfile", "data": {**submit["data"], **given}}
            await invoke("composeExtension/submitAction", handed_in)
        await platform.close()
    return asked, intake.reviewed[0].review


def teams_form(card: dict[str, Any], choices: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    words = iter((GIVEN.profile_url, GIVEN.profile_text))
    asked: Asked = []
    given: dict[str, str] = {}
    for part in inputs(card):
        if part["type"] == "Input.Text":
            given[part["id"]] = next(words)
        else:
            values = {one["title"]: one["value"] for one in part["choices"]}
            asked.append((part["label"], tuple(values)))
            given[part["id"]] = values[choices[part["label"]]]
    return asked, given


async def over_the_page(choices: Mapping[str, str]) -> tuple[Asked, ProfileReview]:
    intake, app = RememberingIntake(), web.Application()
    platform = web_platform(Settings(_env_file=None, data_dir=Path("unused")), FakeMailbox())  # type: ignore[arg-type]
    await platform.attach(app, front(intake, FakeDesk()))
    async with TestClient(TestServer(app)) as client:
        await client.get("/")
        form = await (await client.get("/web/review-form")).json()
        values = {label: answer for answer, label in form["answer_labels"].items()}
        questions = [
            item for section in form["section_titles"] for item in form["questions"] if item["section"] == section
        ]
        body = {
            "key": str(uuid4()),
            "about": None,
            "profile_url": GIVEN.profile_url,
            "profile_text": GIVEN.profile_text,
            "answers": {item["id"]: values[choices[item["text"]]] for item in questions},
        }
        origin = f"http://{client.host}:{client.port}"
        answer = await client.post(
            "/web/review", data=json.dumps(body), headers={"Origin": origin, "Content-Type": "application/json"}
        )
        assert answer.status == 202
    return [(item["text"], tuple(values)) for item in questions], intake.reviewed[0].review


async def in_a_terminal(choices: Mapping[str, str]) -> tuple[Asked, ProfileReview]:
    screen, lines = io.StringIO(), iter((*BLAND.split("\n"),))
    labels = review_form().answer_labels
    keys = {labels[Answer.YES]: "y", labels[Answer.NO]: "n", labels[Answer.DONT_KNOW]: ""}
    asked: Asked = []

    def read_line(prompt: str) -> str:
        if prompt == "> ":
            return GIVEN.profile_url
        if not prompt:
            line = next(lines, None)
            if line is None:
                raise EOFError
            return line
        question = max(choices, key=screen.getvalue().rfind)  # the one that was shown last
        offered = sorted(keys, key=prompt.index)
        asked.append((question, tuple(offered)))
        return keys[choices[question]]

    console = Console(file=screen, width=2_000)
    return asked, ask(review_form(), ProfileReview(), console, read_line)


WAYS: dict[str, Way] = {
    "slack": over_slack,
    "teams": over_teams,
    "web": over_the_page,
    "terminal": in_a_terminal,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_the_same_questions_are_asked_in_the_same_order_with_the_same_answers(way: Way) -> None:
    asked, _ = await way(chosen())
    form = review_form()
    in_order = [item for section in Section for item in form.questions if item.section is section]
    assert [item.id for item in in_order] == list(POINTS)
    assert len(form.answer_labels) == 3
    assert asked == [(item.text, tuple(form.answer_labels.values())) for item in in_order]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_the_same_answers_arrive_as_the_same_review_and_so_have_the_same_result(way: Way) -> None:
    _, arrived = await way(chosen())
    assert arrived == GIVEN
    read = LinkingAssessor().assess(Approach(arrived.text))
    assert review(arrived, read, ProfileReading()) == review(GIVEN, read, ProfileReading())
