"""Replies, alerts and notices as Slack blocks: within the limits, readable, and harmless whatever they quote."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import blockkit
import pytest
from hypothesis import given, settings
from slack_sdk.models.blocks import Block
from syrupy.assertion import SnapshotAssertion

from bot.cases import StepName
from bot.outgoing import Button, ButtonAction, Outgoing, Reply
from handlers.slack.render import Rendered, render
from nlp.model import RiskBand
from tests.fakes.slack_blocks import problems
from tests.handlers.slack.contents import ALERT, ANSWERED, EVERYTHING, HOSTILE, NOTICE, REASONS, REPLY

ACTIVE = re.compile(r"<|>|&(?!(?:amp|lt|gt);)|@(?:here|channel|everyone)\b", re.IGNORECASE)
LIVE = re.compile(r"://|\bwww\.\S|\b(?:mailto|tel):\S", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]")


def texts(rendered: Rendered) -> Iterator[str]:
    """Every text of the message, as it goes to Slack."""

    def inside(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                yield value["text"]
            for item in value.values():
                yield from inside(item)
        elif isinstance(value, list):
            for item in value:
                yield from inside(item)

    yield rendered.text
    yield from inside(rendered.blocks)


@pytest.mark.parametrize("content", [REPLY, ALERT, NOTICE], ids=["reply", "alert", "notice"])
def test_what_people_see(content: Outgoing, snapshot: SnapshotAssertion) -> None:
    rendered = render(content)
    assert {"text": rendered.text, "blocks": rendered.blocks} == snapshot


@settings(deadline=None, max_examples=150)
@given(EVERYTHING)
def test_nothing_hostile_survives_and_slack_takes_it(content: Outgoing) -> None:
    rendered = render(content)
    for text in texts(rendered):
        assert not ACTIVE.search(text)
        assert not LIVE.search(text)
        assert not UNPRINTABLE.search(text)
    assert problems(rendered.blocks) == []
    assert len(rendered.text.encode("utf-16-le")) <= 2 * 3000
    for block in Block.parse_all(rendered.blocks):
        block.validate_json()


@settings(deadline=None, max_examples=60)
@given(HOSTILE)
def test_a_quote_stands_in_literal_text_only(quote: str) -> None:
    marked = f"KENNWORT{quote}"
    rendered = render(replace(REPLY, reasons=(replace(REASONS[0], quote=marked),)))
    for block in rendered.blocks:
        if "KENNWORT" in json.dumps(block):
            assert block["text"]["type"] == "plain_text"


@pytest.mark.parametrize("content", [REPLY, ALERT, NOTICE], ids=["reply", "alert", "notice"])
def test_a_second_library_agrees_with_the_blocks(content: Outgoing) -> None:
    made = {"header": _header, "section": _section, "context": _context, "actions": _actions, "divider": _divider}
    blocks = render(content).blocks
    assert [made[str(block["type"])](block).build() for block in blocks] == blocks


def test_the_second_library_refuses_what_slack_would() -> None:
    with pytest.raises(Exception, match="75"):
        blockkit.Button(text="x" * 76, action_id="a").build()


def test_the_band_is_said_in_words() -> None:
    for band, word in ((RiskBand.HIGH, "high"), (RiskBand.INSUFFICIENT, "not enough to judge")):
        assert f"Risk: {word}" in "\n".join(texts(render(replace(ALERT, band=band))))


def test_a_reply_shows_three_reasons_and_counts_the_others() -> None:
    every = "\n".join(texts(render(replace(REPLY, reasons=REASONS * 2, more_reasons=REASONS))))
    assert "3. Paid report" in every
    assert "4. " not in every
    assert "and 3 more" in every


def test_the_four_rs_come_in_order() -> None:
    every = "\n".join(texts(render(REPLY)))
    places = [every.index(f"{name}: ") for name in ("Recognise", "Realise", "Report", "Remove")]
    assert places == sorted(places)


def test_what_is_cut_says_so_and_never_cuts_an_entity() -> None:
    rendered = render(replace(REPLY, summary="&" * 5000))
    summary = rendered.blocks[1]["text"]["text"]
    assert summary.endswith(" … [shortened]")
    assert set(html.unescape(summary.removesuffix(" … [shortened]"))) == {"&"}


def test_a_possible_repeat_says_so_first() -> None:
    first = render(NOTICE, possible_repeat=True).blocks[0]
    assert first["type"] == "context"
    assert "may be a repeat" in json.dumps(first)


def buttons(rendered: Rendered) -> dict[str, dict[str, Any]]:
    rows = [block["elements"] for block in rendered.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def test_each_button_carries_the_report() -> None:
    made = buttons(render(REPLY))
    for button in REPLY.buttons:
        assert made[button.action]["value"] == str(REPLY.report_id)
        assert made[button.action]["text"]["text"] == button.label


def test_the_four_rs_can_be_ticked_off_and_keep_their_ticks() -> None:
    [row] = [block for block in render(REPLY).blocks if str(block.get("block_id", "")).startswith("steps:")]
    [ticks] = row["elements"]
    assert row["block_id"] == f"steps:{REPLY.report_id}:1000"
    assert [option["value"] for option in ticks["options"]] == ["recognise", "realise", "report", "remove"]
    assert ticks["initial_options"] == ticks["options"][:1]
    assert "initial_options" not in buttons(render(replace(REPLY, steps_done=())))["steps"]


def test_a_state_that_changed_elsewhere_has_a_name_of_its_own() -> None:
    names = {
        block["block_id"]
        for done in ((), (StepName.REPORT,), tuple(StepName))
        for block in render(replace(REPLY, steps_done=done)).blocks
        if "block_id" in block
    }
    assert len(names) == 3


def test_what_is_folded_away_is_one_press_away() -> None:
    assert buttons(render(REPLY))["open"]["text"]["text"] == "Show everything"
    assert "open" not in buttons(render(replace(REPLY, more_reasons=())))


def test_what_cannot_be_taken_back_asks_first() -> None:
    offered = (Button(ButtonAction.DELETE, "Delete"), Button(ButtonAction.WITHDRAW, "Withdraw"))
    made = buttons(render(replace(REPLY, buttons=offered)))
    assert made["delete"]["confirm"]["title"]["text"] == "Delete this report?"
    assert made["withdraw"]["confirm"]["confirm"]["text"] == "Withdraw"
    assert "confirm" in buttons(render(ALERT))["decide"]
    assert "confirm" not in buttons(render(REPLY))["report_anyway"]


def test_advice_stands_in_the_answer_once_it_was_asked_for() -> None:
    assert "Note the place" not in str(render(REPLY).blocks)
    every = "\n".join(texts(render(replace(REPLY, exposure=ANSWERED, note="Thank you."))))
    assert "We met or spoke in a call\n• Note the place" in every
    assert every.startswith("Thank you.")


def test_an_alert_says_what_is_urgent_before_the_facts() -> None:
    every = "\n".join(texts(render(ALERT)))
    places = [every.index(line) for line in ("Urgent: ", "Risk: ", "Belongs to case", "is this a scam?")]
    assert places == sorted(places)


def test_a_closed_case_offers_nothing_more() -> None:
    closed = replace(ALERT, standing="Closed as honest.", decisions=(), buttons=())
    assert buttons(render(closed)) == {}
    assert "Closed as honest." in render(closed).text


def test_a_message_far_too_long_still_keeps_its_button() -> None:
    many: Reply = replace(REPLY, steps=tuple(replace(REPLY.steps[0], headline="x" * 2900) for _ in range(60)))
    blocks = render(many).blocks
    assert problems(blocks) == []
    assert blocks[-1]["type"] == "actions"
    assert len(buttons(render(many))) == len(REPLY.buttons) + 1


def _plain(text: dict[str, str]) -> blockkit.Text:
    return blockkit.Text(text=text["text"], emoji=False, type="plain_text")


def _header(block: dict[str, dict[str, str]]) -> blockkit.Header:
    return blockkit.Header(text=_plain(block["text"]))


def _section(block: dict[str, dict[str, str]]) -> blockkit.Section:
    text = block["text"]
    marked = text["type"] == "mrkdwn"
    return blockkit.Section(
        text=blockkit.Text(text=text["text"], verbatim=True, type="mrkdwn") if marked else _plain(text)
    )


def _context(block: dict[str, list[dict[str, str]]]) -> blockkit.Context:
    return blockkit.Context(elements=[_plain(text) for text in block["elements"]])


def _actions(block: dict[str, list[dict[str, Any]]]) -> blockkit.Actions:
    named = {"block_id": block["block_id"]} if "block_id" in block else {}
    return blockkit.Actions(elements=[_element(item) for item in block["elements"]], **named)


def _element(item: dict[str, Any]) -> blockkit.Button | blockkit.Checkboxes | blockkit.StaticSelect:
    confirm = {"confirm": _confirm(item["confirm"])} if "confirm" in item else {}
    if item["type"] == "button":
        return blockkit.Button(text=_plain(item["text"]), action_id=item["action_id"], value=item["value"], **confirm)
    options = [_option(option) for option in item["options"]]
    if item["type"] == "static_select":
        placeholder = _plain(item["placeholder"])
        return blockkit.StaticSelect(action_id=item["action_id"], placeholder=placeholder, options=options, **confirm)
    initial = {"initial_options": [_option(option) for option in item["initial_options"]]}
    return blockkit.Checkboxes(action_id=item["action_id"], options=options, **initial)


def _option(option: dict[str, Any]) -> blockkit.Option:
    return blockkit.Option(text=_plain(option["text"]), value=option["value"])


def _confirm(confirm: dict[str, Any]) -> blockkit.Confirm:
    return blockkit.Confirm(**{key: _plain(text) for key, text in confirm.items()})


def _divider(_: object) -> blockkit.Divider:
    return blockkit.Divider()
