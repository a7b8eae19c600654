// Lays out what the bot says. Every word comes from the server as plain text, links already made safe to show.

import { alertCard } from "./alert.js";
import { el, line, plain } from "./dom.js";
import { repeatLine } from "./parts.js";
import { replyCard } from "./reply.js";
import { say } from "./words.js";

const LAYOUTS = { person: ownMessage, reply: replyCard, alert: alertCard, notice: noticeCard };

export const card = (message, actions) => LAYOUTS[message.type](message, actions);

// One short sentence for a screen reader; the card itself can be read at leisure.
export function announcement(message) {
  if (message.type === "reply") return say("web.replied", { text: `${message.headline}. ${message.summary}` });
  if (message.type === "alert") return say("web.alerted", { text: message.headline });
  if (message.type === "person") return "";
  return say("web.said", { text: `${message.title}. ${message.paragraphs.join(" ")}` });
}

function ownMessage(message) {
  const title = say(`web.own.${message.kind}`);
  return el(
    "article",
    { class: "card own", "data-own": message.report_id, "aria-label": title },
    el("p", { class: "from" }, title, message.reference ? ` · ${message.reference}` : ""),
    el("p", { class: "own-text", translate: "no" }, message.text || say("web.own.answers_only")),
    message.context ? el("p", { class: "from" }, say("web.own.context")) : null,
    message.context ? el("p", { class: "own-text", translate: "no" }, message.context) : null,
    message.shortened ? line("small", say("web.own.shortened")) : null,
  );
}

function noticeCard(message) {
  return el(
    "article",
    { class: "card notice" },
    el("h3", {}, message.title),
    repeatLine(message),
    message.paragraphs.map((text) => el("p", {}, text)),
    message.items.length === 0 ? null : plain(message.items),
  );
}
