// Lays out what the bot says. Every word comes from the server as plain text, links already made safe to show.

import { el, folded, list, part } from "./dom.js";

const MARKS = { high: "▲", medium: "◆", low: "●", insufficient: "?" };
const BANDS = { high: "High risk", medium: "Medium risk", low: "Low risk", insufficient: "Not enough to judge" };
const KINDS = { approach: "Approach", fraud: "Fraud", none: "None seen" };
const PLATFORMS = { slack: "Slack", teams: "Microsoft Teams", web: "This page" };

export function card(message, actions) {
  const layout = { person: ownMessage, reply: replyCard, alert: alertCard, notice: noticeCard }[message.type];
  return layout(message, actions);
}

// One short sentence for a screen reader; the card itself can be read at leisure.
export function announcement(message) {
  if (message.type === "reply") return `The bot replied. ${message.headline}. ${message.summary}`;
  if (message.type === "alert") return `New alert in the security channel. ${message.headline}`;
  return message.type === "notice" ? `The bot says: ${message.title}. ${message.paragraphs.join(" ")}` : "";
}

function ownMessage(message) {
  return el(
    "article",
    { class: "card own", "data-report": message.report_id, "aria-label": "You handed in" },
    el("p", { class: "from" }, "You handed in", message.reference ? ` · ${message.reference}` : ""),
    el("p", { class: "own-text", translate: "no" }, message.text),
    message.shortened ? el("p", { class: "small" }, "Shortened here; the whole text was read.") : null,
  );
}

function replyCard(message, actions) {
  return el(
    "article",
    { class: `card band-${message.band}`, "data-report": message.report_id },
    bandHeading(message),
    repeatLine(message),
    el("p", { class: "summary" }, message.summary),
    part("Why", message.reasons, reasons),
    folded(message.more_reasons.length === 1 ? "1 more sign" : `${message.more_reasons.length} more signs`, message.more_reasons, reasons),
    part("Signs against", message.against, against),
    part("Links, not opened", message.links, links),
    checklist(message, actions),
    folded("What I did not judge", message.not_judged, plain),
    el("p", { class: "report-line" }, message.report_line),
    buttons(message, actions),
  );
}

function alertCard(message) {
  const facts = [
    ["Case", message.reference],
    ["Risk", `${BANDS[message.band]}, score ${message.score.toFixed(2)}`],
    ["Kind", KINDS[message.kind]],
    ["Reporter", message.reporter],
    ["Handed in", [PLATFORMS[message.platform], ", ", clock(message.received_at)]],
    ["Asked", message.asked],
  ];
  return el(
    "article",
    { class: `card band-${message.band}`, "data-report": message.report_id },
    bandHeading(message),
    repeatLine(message),
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    part("Tactics", message.reasons, tactics),
    part("Signs against", message.against, against),
    part("Links, not opened", message.links, links),
    part("Next", message.next_steps, plain),
    folded("What was not judged", message.not_judged, plain),
  );
}

function noticeCard(message) {
  return el(
    "article",
    { class: "card notice" },
    el("h3", {}, message.title),
    repeatLine(message),
    message.paragraphs.map((paragraph) => el("p", {}, paragraph)),
    message.items.length === 0 ? null : plain(message.items),
  );
}

function bandHeading(message) {
  return el(
    "h3",
    { class: "band" },
    el("span", { class: "mark", "aria-hidden": "true" }, MARKS[message.band]),
    el("span", {}, message.headline),
    message.type === "reply" ? el("span", { class: "reference" }, message.reference) : null,
  );
}

function repeatLine(message) {
  return message.possible_repeat ? el("p", { class: "small" }, "This may repeat an earlier message.") : null;
}

const plain = (items) => list("ul", "plain", items);

const quoted = (quote) => el("q", { translate: "no" }, quote);

const reasons = (items) =>
  list("ul", "reasons", items.map((item) => [
    el("p", {}, item.tactic ? el("strong", {}, `${item.tactic}. `) : null, item.sentence),
    item.quote ? el("p", { class: "quote" }, quoted(item.quote)) : null,
    item.because ? el("p", { class: "small" }, item.because) : null,
  ].filter((child) => child !== null)));

const tactics = (items) =>
  list("ul", "reasons", items.map((item) => [
    el("p", {}, item.tactic ? el("strong", {}, `${item.tactic}. `) : null, item.sentence),
    el("p", { class: "quote" }, quoted(item.quote)),
  ]));

const against = (items) =>
  list("ul", "plain", items.map((item) => [item.sentence, " ", quoted(item.quote)]));

const links = (items) =>
  list("ul", "links", items.map((item) => [
    el("code", { translate: "no" }, item.defanged),
    item.suspicious ? el("span", { class: "suspicious" }, "suspicious") : "",
    ...item.sentences.map((sentence) => el("p", { class: "small" }, sentence)),
  ]));

function checklist(message, actions) {
  if (message.steps.length === 0) return null;
  const steps = message.steps.map((step) => {
    const box = el("input", { type: "checkbox", checked: actions.isTicked(message.report_id, step.name) });
    box.addEventListener("change", () => actions.tick(message.report_id, step.name, box.checked));
    return el(
      "li",
      {},
      el("label", {}, box, el("span", {}, el("strong", {}, step.name), ` – ${step.headline}`)),
      plain(step.actions),
    );
  });
  return el("fieldset", { class: "part steps" }, el("legend", {}, "What to do: the 4 Rs"), el("ol", {}, steps));
}

function buttons(message, actions) {
  if (message.buttons.length === 0) return null;
  const made = message.buttons.map((button) => {
    const pressed = actions.wasTold(message.report_id);
    const made = el("button", { type: "button" }, pressed ? "Reported" : button.label);
    made.setAttribute("aria-disabled", String(pressed));
    made.addEventListener("click", () => actions.press(button, message, made));
    return made;
  });
  return el("div", { class: "buttons" }, made, el("p", { class: "problem", role: "alert" }));
}

function clock(moment) {
  const shown = new Date(moment).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return el("time", { datetime: moment }, shown);
}
