"""Every card in Microsoft's own renderer: parsed without a complaint, nothing cut off, everything labelled."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bot.settings import Settings
from handlers.teams.package import make_manifest
from tests.e2e.conftest import Watch
from tests.fakes.teams import FakeMicrosoft
from tests.handlers.teams.every_card import every_card

pytestmark = pytest.mark.e2e

FOLDER = Path(__file__).parent
RENDERER = FOLDER / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.min.js"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
ARTIFACTS = FOLDER.parents[1] / "artifacts" / "teams-cards"
WIDTHS = {"wide": 700, "phone": 320}
HOST = {
    "fontFamily": "'Segoe UI', 'DejaVu Sans', sans-serif",
    "supportsInteractivity": True,
    "actions": {"maxActions": 6, "actionsOrientation": "horizontal", "showCard": {"actionMode": "inline"}},
    "containerStyles": {
        "emphasis": {"backgroundColor": "#f0f0f0"},
        "good": {"backgroundColor": "#e7f2da"},
        "attention": {"backgroundColor": "#fcf4f6"},
        "warning": {"backgroundColor": "#fbf6d9"},
        "accent": {"backgroundColor": "#e8ebfa"},
    },
}
"""Roughly what Teams gives its renderer."""
PAGE = """<!doctype html><html lang="en"><head><title>A card</title><style>
body { margin: 0; font-family: 'Segoe UI', 'DejaVu Sans', sans-serif; font-size: 14px; background: #fff }
.ac-pushButton { margin: 2px; padding: 5px 10px; border: 1px solid #888; border-radius: 4px; background: #fff }
.ac-actionSet, .ac-actionSet > div { flex-wrap: wrap !important }
input, textarea { font: inherit } textarea, .ac-textInput { width: 100%; box-sizing: border-box; min-height: 3em }
.ac-multichoiceInput .ac-choiceSetInput-option, .ac-toggleInput { vertical-align: top }
</style></head><body><main></main></body></html>"""
SHOW = """([shown, host]) => {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.didProcess = false; };
  const context = new AdaptiveCards.SerializationContext();
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(host);
  card.parse(shown, context);
  const complaints = [];
  for (let at = 0; at < context.eventCount; at++) complaints.push(context.getEventAt(at).message);
  for (const event of card.validateProperties().validationEvents) complaints.push(event.message);
  document.querySelector('main').replaceChildren(card.render());
  return complaints;
}"""
RENDERERS_OWN = 'Invalid value "en" for property "lang".'
"""The renderer checks `lang` with a pattern that remembers where it stopped, and so refuses every second card's."""
UNFOLD = "() => document.querySelectorAll('button[aria-expanded=false]').forEach((button) => button.click())"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNLABELLED = """async () => {
  const rules = ['label', 'button-name', 'aria-valid-attr-value', 'image-alt', 'duplicate-id-aria', 'html-has-lang'];
  const found = await axe.run(document, {runOnly: {type: 'rule', values: rules}});
  return found.violations.map((violation) => violation.id + ': ' + violation.nodes[0].html);
}"""


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Browser, watch: Watch) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": WIDTHS[request.param], "height": 700})
    watch.over(context)
    opened = context.new_page()
    opened.set_content(PAGE)
    for script in (RENDERER, AXE):
        opened.add_script_tag(content=script.read_text("utf-8"))
    yield opened
    context.close()
    assert watch.complaints == []
    assert watch.elsewhere == []


def test_no_card_is_complained_of_cut_off_or_unlabelled(page: Page, request: pytest.FixtureRequest) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    width = request.node.callspec.params["page"]
    found: dict[str, Any] = {}
    for name, card in every_card().items():
        complaints = [said for said in page.evaluate(SHOW, [card, HOST]) if said != RENDERERS_OWN]
        page.screenshot(path=ARTIFACTS / f"{name}-{width}.png", full_page=True)
        complaints += page.evaluate(UNLABELLED)
        page.evaluate(UNFOLD)
        if page.evaluate(OVERFLOW) > 0:
            complaints.append("wider than its page")
        if page.get_by_role("button", expanded=True).count():
            page.screenshot(path=ARTIFACTS / f"{name}-{width}-unfolded.png", full_page=True)
        if complaints:
            found[name] = complaints
    assert found == {}


def test_the_renderer_does_complain_of_a_bad_card(page: Page) -> None:
    bad = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Input.Text"}, {"type": "Unheard"}]}
    assert len(page.evaluate(SHOW, [bad, HOST])) >= 2


VALIDATE = """
const fs = require('fs'), Ajv = require('ajv-draft-04');
const ajv = new Ajv({strict: false, allErrors: true});
require('ajv-formats')(ajv);
const [manifest, version] = [JSON.parse(fs.readFileSync(0, 'utf8')), process.argv[1]];
const folder = 'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v' + version;
const check = ajv.compile(JSON.parse(fs.readFileSync(folder + '/MicrosoftTeams.schema.json', 'utf8')));
check(manifest);
console.log(JSON.stringify((check.errors || []).map((error) => error.instancePath + ' ' + error.message)));
"""


def complaints_of(manifest: dict[str, object]) -> list[str]:
    run = subprocess.run(  # noqa: S603  our own script
        ["node", "-e", VALIDATE, str(manifest["manifestVersion"])],  # noqa: S607  wherever it is installed
        input=json.dumps(manifest),
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(run.stdout)
    return found


def test_the_manifest_is_what_microsofts_schema_of_its_version_asks_for() -> None:
    settings = Settings(_env_file=None, security_channel="teams", **FakeMicrosoft().settings())  # type: ignore[arg-type]
    manifest = make_manifest(settings)
    assert complaints_of(manifest) == []
    assert complaints_of({**manifest, "composeExtensions": [{"commands": [{"id": "x"}]}]}) != []
