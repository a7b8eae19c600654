// Parts that replies and alerts have in common.

import { el, list } from "./dom.js";
import { language, say } from "./words.js";

const MARKS = { high: "▲", medium: "◆", low: "●", insufficient: "?" };

export function bandHeading(message) {
  return el(
    "h3",
    { class: "band", tabindex: "-1", "data-focus": "heading" },
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[message.band]),
    el("span", {}, message.headline),
    message.type === "reply" ? el("span", { class: "reference" }, message.reference) : null,
  );
}

export const repeatLine = (message) =>
  message.possible_repeat ? el("p", { class: "small" }, say("web.repeat")) : null;

const quoted = (quote) => (quote ? el("p", { class: "quote" }, el("q", { translate: "no" }, quote)) : null);

const sentence = (item) => el("p", {}, item.tactic ? el("strong", {}, `${item.tactic}. `) : null, item.sentence);

export const reasons = (items) =>
  list("ul", "reasons", items.map((item) => [
    sentence(item),
    quoted(item.quote),
    item.because ? el("p", { class: "small" }, item.because) : "",
  ].filter(Boolean)));

// For analysts, who know why a sign matters.
export const signs = (items) =>
  list("ul", "reasons", items.map((item) => [sentence(item), quoted(item.quote)].filter(Boolean)));

export const against = (items) =>
  list("ul", "plain", items.map((item) => [
    item.sentence,
    ...(item.quote ? [" ", el("q", { translate: "no" }, item.quote)] : []),
  ]));

export const links = (items) =>
  list("ul", "links", items.map((item) => [
    el("code", { translate: "no" }, item.defanged),
    ...(item.suspicious ? [el("span", { class: "suspicious" }, say("web.suspicious"))] : []),
    ...item.sentences.map((line) => el("p", { class: "small" }, line)),
  ]));

export const paragraphs = (kind, lines) => lines.map((text) => el("p", { class: kind }, text));

export function clock(moment) {
  const shown = new Date(moment).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  return el("time", { datetime: moment }, shown);
}
