"""docs/parity.md is true: what each platform says that it offers, its running code listens to."""

import json
import pkgutil
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.capabilities import SECTIONS, Capability, Offer, Offers, section
from bot.installations import Installations
from bot.outgoing import ButtonAction, Reply
from bot.settings import Settings
from handlers import offers
from handlers.slack import offers as slack_offers
from handlers.slack import slack_platform
from handlers.slack.parse import ASKED, LEARN
from handlers.slack.platform import PATHS
from handlers.teams import forms, invokes, parse
from handlers.teams import offers as teams_offers
from handlers.teams.dialogs import COMMANDS
from handlers.teams.package import make_manifest
from handlers.teams.presses import Presses
from handlers.web import offers as web_offers
from handlers.web.platform import PAGE as PAGE_FILES
from handlers.web.platform import web_platform
from nlp.model import RiskBand
from tests.bot.fakes import front
from tests.fakes.slack_payloads import SECRET
from tests.fakes.teams import FakeMicrosoft
from tests.samples import samples

ROOT = Path(__file__).parents[2]
SEEN = ("bot/wording/en", "deploy/slack")
"""Folders with the words that stand on buttons and in menus."""


def names(told: Offers) -> set[str]:
    """Everything that a platform points to as its own; names to import are another matter."""
    return {name for offer in told.values() if isinstance(offer, Offer) for name in offer.shown_by}


def own(told: Offers, buttons: dict[ButtonAction, str]) -> set[str]:
    return {name for name in names(told) | set(buttons.values()) if not is_importable(name)}


def is_importable(name: str) -> bool:
    return name.startswith(("bot.", "handlers.")) and ":" in name


def routes(app: web.Application) -> set[str]:
    return {f"{route.method} {route.resource.canonical}" for route in app.router.routes() if route.resource}


def test_the_page_is_current() -> None:
    assert (ROOT / offers.PAGE).read_text("utf-8") == offers.page(), "write it again with: make parity"


def test_every_capability_stands_on_the_page_once() -> None:
    assert [capability for title in SECTIONS for capability in section(title)] == list(Capability)


@pytest.mark.parametrize("platform", offers.PLATFORMS)
def test_each_platform_speaks_about_every_capability(platform: str) -> None:
    told = offers.PLATFORMS[platform]
    assert set(told) == set(Capability)
    for offer in told.values():
        assert (offer.how if isinstance(offer, Offer) else offer.reason).endswith(".")
        assert not isinstance(offer, Offer) or offer.shown_by


@pytest.mark.parametrize("platform", offers.PLATFORMS)
def test_buttons_and_settings_are_called_by_the_names_that_they_have(platform: str) -> None:
    seen = "".join(file.read_text("utf-8") for folder in SEEN for file in sorted((ROOT / folder).glob("*.*")))
    typed = {*ASKED, LEARN, *parse.PAGES, *parse.REGISTER_WORDS}
    for offer in offers.PLATFORMS[platform].values():
        said = offer.how if isinstance(offer, Offer) else offer.reason
        for name in re.findall("“([^”]+)”", said):
            assert name in typed or name in seen, name
        for setting in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", said):
            assert setting.lower() in Settings.model_fields


@pytest.mark.parametrize("buttons", [slack_offers.BUTTONS, teams_offers.BUTTONS, web_offers.BUTTONS])
def test_every_button_is_heard_on_every_platform(buttons: dict[ButtonAction, str]) -> None:
    assert set(buttons) == set(ButtonAction)


@pytest.mark.parametrize("name", sorted({name for told in offers.PLATFORMS.values() for name in names(told)}))
def test_what_can_be_imported_is_there(name: str) -> None:
    if is_importable(name):
        module, _, rest = name.partition(":")
        owner, _, field = rest.rpartition(".")
        found = pkgutil.resolve_name(f"{module}:{owner}" if owner else module)
        assert hasattr(found, field) or field in getattr(found, "__annotations__", ())


def slack_request(name: str) -> dict[str, Any] | None:
    """The smallest request that Slack would make of this name."""
    kind, _, key = name.partition(":")
    match kind:
        case "event":
            return {"type": "event_callback", "event": {"type": key, "channel_type": "im"}}
        case "action":
            return {"type": "block_actions", "actions": [{"action_id": key, "block_id": "b"}]}
        case "view":
            return {"type": "view_submission", "view": {"type": "modal", "callback_id": key}}
        case "shortcut":
            kind = "message_action" if key == "check_message" else "shortcut"
            return {"type": kind, "callback_id": key, "message": {}, "trigger_id": "1"}
    return None


async def slack_hears(name: str, app: Any) -> bool:
    if name.startswith("command:"):
        request = AsyncBoltRequest(
            body=urlencode({"command": name.removeprefix("command:")}),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
    else:
        body = slack_request(name)
        assert body is not None, name
        request = AsyncBoltRequest(body=json.dumps(body), headers={"content-type": "application/json"})
    answers = [await one.async_matches(req=request, resp=BoltResponse(status=200)) for one in app._async_listeners]
    return any(answers)


async def test_slack_listens_to_what_it_says() -> None:
    settings = Settings(
        _env_file=None, slack_bot_token="xoxb-fake", slack_signing_secret=SECRET, security_channel="slack:C0SECURITY"
    )
    platform = slack_platform(settings)
    bolt = platform._bolt(front(None))
    said = {name for name in own(slack_offers.OFFERS, slack_offers.BUTTONS) if " " not in name}
    assert {name for name in said if not await slack_hears(name, bolt)} == set()
    assert not await slack_hears("action:no_such_button", bolt)
    await platform.close()


async def test_slack_has_the_routes_that_it_names() -> None:
    settings = Settings(
        _env_file=None,
        slack_client_id="1.2",
        slack_client_secret="s",
        slack_signing_secret=SECRET,
        slack_public_url="https://bot.example.org",
        slack_team_ids=("T0HOME",),
        security_channel="slack:T0HOME/C0SECURITY",
    )
    platform = slack_platform(settings, Installations(None))  # type: ignore[arg-type]  # nobody installs anything here
    app = web.Application()
    await platform.attach(app, front(None))
    await platform.close()
    said = {name for name in own(slack_offers.OFFERS, slack_offers.BUTTONS) if " " in name}
    assert said | {f"POST {path}" for path in PATHS} == routes(app)


def teams_manifest() -> Any:
    settings = Settings(_env_file=None, security_channel="teams", **FakeMicrosoft().settings())  # type: ignore[arg-type]
    return make_manifest(settings)


def test_teams_listens_to_what_it_says() -> None:
    picked = {item["id"] for item in teams_manifest()["composeExtensions"][0]["commands"]} & COMMANDS
    heard = {
        *(f"verb:{verb}" for verb in {*Presses(front(None))._deeds, *forms.OPEN, *forms.HAND_IN}),
        *(f"word:{word}" for word in {*parse.PAGES, *parse.REGISTER_WORDS, parse.COMMAND}),
        *(f"command:{command}" for command in picked),
        *(f"invoke:{name}" for name in invokes.OFFERED),
    }
    assert own(teams_offers.OFFERS, teams_offers.BUTTONS) - heard == set()


def test_teams_offers_every_command_of_its_manifest() -> None:
    manifest = teams_manifest()
    commands = {f"command:{item['id']}" for item in manifest["composeExtensions"][0]["commands"]}
    words = {f"word:{item['title']}" for lists in manifest["bots"][0]["commandLists"] for item in lists["commands"]}
    assert commands | words <= names(teams_offers.OFFERS)


async def test_the_page_has_the_routes_that_it_names(tmp_path: Path) -> None:
    platform = web_platform(Settings(_env_file=None, data_dir=tmp_path), None)  # type: ignore[arg-type]  # no letters
    app = web.Application()
    await platform.attach(app, front(None))
    said = own(web_offers.OFFERS, web_offers.BUTTONS)
    assert said - routes(app) == set()
    unsaid = {"GET /", "GET /web/setting", "POST /web/lesson-answer", "GET /web/words"}
    assert {route for route in routes(app) if not route.startswith("HEAD")} - said <= unsaid


@pytest.mark.parametrize("action", ButtonAction)
def test_the_pages_own_script_posts_each_button_where_it_says(action: ButtonAction) -> None:
    script = "".join(file.read_text("utf-8") for file in PAGE_FILES.iterdir() if file.name.endswith(".js"))
    _, path = web_offers.BUTTONS[action].split()
    assert f'"{path}"' in script


def test_the_gallery_shows_every_sample_on_every_platform_in_small_pictures() -> None:
    shown = re.findall(r"\]\((pictures/gallery/[^)]+)\)", (ROOT / "docs" / "gallery.md").read_text("utf-8"))
    ends = [name.lower().replace(" ", "-") for name in offers.PLATFORMS]
    assert shown == [f"pictures/gallery/{name}-{end}.png" for name in samples() for end in ends]
    sizes = [(ROOT / "docs" / name).stat().st_size for name in shown]
    assert max(sizes) <= 150_000
    assert sum(sizes) <= 3_000_000


def test_the_shared_samples_are_what_their_captions_say() -> None:
    bands = {name: one.content.band for name, one in samples().items() if isinstance(one.content, Reply)}
    assert bands == {
        "reply-high": RiskBand.HIGH,
        "reply-medium": RiskBand.MEDIUM,
        "reply-low": RiskBand.LOW,
        "reply-profile": RiskBand.INSUFFICIENT,
        "reply-answered": RiskBand.HIGH,
        "reply-follow-up": RiskBand.HIGH,
    }
