"""Block Kit as plain HTML: an approximation of how Slack lays it out, for pictures only."""

from collections.abc import Iterator
from html import escape
from typing import Any

from bot.learning import Lesson
from bot.outgoing import MyReports
from bot.profile_form import ReviewForm
from handlers.slack.home import home_page
from handlers.slack.learning import as_message, lesson_parts
from handlers.slack.render import render
from handlers.slack.views import review_window
from tests.samples import Content, guide

STYLE = """body { margin: 0; background: #fff; color: #1d1c1d }
main { font: 15px/1.46 Lato, 'Liberation Sans', Arial, sans-serif }
main { padding: 14px 18px; width: 560px }
h1 { font-size: 18px; margin: 6px 0 } p { margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere }
.context { font-size: 13px; color: #616061 } hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0 }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
.actions > b, .select { font-size: 13px; border: 1px solid #bbb; border-radius: 8px; padding: 4px 11px }
.field { margin: 12px 0 } .field > b { display: block } .choice { display: block; margin: 3px 0 }
.text { display: block; border: 1px solid #999; border-radius: 8px; height: 30px } .lines { height: 66px }
.end { display: flex; justify-content: flex-end; gap: 8px; font-weight: 700 }"""


def slack_page(content: Content) -> str:
    """Give a page with the content as Slack is sent it."""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main>{''.join(_content(content))}</main>"


def _content(content: Content) -> Iterator[str]:
    match content:
        case MyReports():
            blocks: Any = home_page(content, guide())["blocks"]
        case Lesson():
            blocks = as_message(lesson_parts(content.number)).blocks
        case ReviewForm():
            view: Any = review_window(content)
            yield f"<h1>{_said(view['title'])}</h1>"
            yield from map(_block, view["blocks"])
            yield f"<div class='end'><span>{_said(view['close'])}</span><span>{_said(view['submit'])}</span></div>"
            return
        case _:
            blocks = render(content).blocks
    yield from map(_block, blocks)


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"<h1>{_said(block['text'])}</h1>"
        case "section":
            return f"<p>{_said(block['text'])}</p>"
        case "context":
            return "".join(f"<p class=context>{_said(item)}</p>" for item in block["elements"])
        case "divider":
            return "<hr>"
        case "actions":
            return f"<div class=actions>{''.join(map(_element, block['elements']))}</div>"
        case "input":
            hint = f"<p class=context>{_said(block['hint'])}</p>" if "hint" in block else ""
            return f"<div class=field><b>{_said(block['label'])}</b>{_element(block['element'])}{hint}</div>"
    raise ValueError(block["type"])


def _element(element: dict[str, Any]) -> str:
    match element["type"]:
        case "button":
            return f"<b>{_said(element['text'])}</b>"
        case "static_select":
            return f"<span class=select>{_said(element['placeholder'])} ▾</span>"
        case "plain_text_input":
            return f"<span class='text{' lines' if element.get('multiline') else ''}'></span>"
        case "checkboxes" | "radio_buttons":
            kind = "checkbox" if element["type"] == "checkboxes" else "radio"
            chosen = {one["value"] for one in element.get("initial_options", ())}
            return (
                "<span>"
                + "".join(_choice(one, kind, on=one["value"] in chosen) for one in element["options"])
                + "</span>"
            )
    raise ValueError(element["type"])


def _choice(option: dict[str, Any], kind: str, *, on: bool) -> str:
    return f"<label class=choice><input type={kind}{' checked' if on else ''}> {_said(option['text'])}</label>"


def _said(text: dict[str, Any]) -> str:
    """Show a text object; the bot formats nothing but headings, in bold."""
    said = escape(text["text"], quote=False) if text["type"] == "plain_text" else text["text"]
    bold = text["type"] == "mrkdwn" and said.startswith("*") and said.endswith("*")
    return f"<b>{said[1:-1]}</b>" if bold else said
