// The notice in the security channel: it names nobody, and a person chooses the result.

import { button, el, folded, line, part, plain, problemLine } from "./dom.js";
import { against, bandHeading, clock, links, paragraphs, repeatLine, signs } from "./parts.js";
import { say } from "./words.js";

export function alertCard(message, actions) {
  return el(
    "article",
    { class: `card band-${message.band}`, "data-report": message.report_id },
    bandHeading(message),
    line("priority", message.priority),
    line("standing", message.standing),
    repeatLine(message),
    line("case-line", message.case_line),
    paragraphs("before", message.reported_before),
    facts(message),
    message.context ? context(message) : null,
    part(say("surfaces.alert.seen"), message.reasons, signs),
    part(say("surfaces.reply.against"), message.against, against),
    part(say("surfaces.reply.links"), message.links, links),
    part(say("surfaces.alert.next"), message.next_steps, plain),
    folded(say("surfaces.reply.not_judged"), message.not_judged, plain),
    deeds(message, actions),
  );
}

function facts(message) {
  const name = (key, values) => say(`surfaces.alert.${key}`, values);
  return el("ul", { class: "facts" }, [
    name("risk", { band: say(`surfaces.bands.${message.band}`), score: score(message.score) }),
    name("kind", { kind: say(`surfaces.kinds.${message.kind}`) }),
    name("case", { reference: message.reference }),
    name("reporter", { reporter: message.reporter, platform: say(`surfaces.platforms.${message.platform}`) }),
    [name("received", { date: "" }), clock(message.received_at)],
    name("asked", { asked: message.asked }),
  ].map((fact) => el("li", {}, fact)));
}

// Nothing is certain: a score never reads as 1.00.
const score = (value) => (value > 0.99 ? say("surfaces.alert.nearly_one") : value.toFixed(2));

function context(message) {
  return el(
    "section",
    { class: "part" },
    el("h4", {}, say("surfaces.alert.context")),
    el("blockquote", { translate: "no" }, message.context),
  );
}

function deeds(message, actions) {
  if (message.buttons.length === 0 && message.decisions.length === 0) return null;
  const problem = problemLine();
  const made = message.buttons.map((item) =>
    button(item.label, (pressed) => actions.look(message, pressed, problem), { focus: item.action }));
  return el("div", { class: "deeds" }, el("div", { class: "buttons" }, made, decision(message, actions, problem)), problem);
}

function decision(message, actions, problem) {
  if (message.decisions.length === 0) return null;
  const choice = el(
    "select",
    { "data-focus": "decision", "aria-label": say("surfaces.alert.decide") },
    el("option", { value: "" }, `${say("surfaces.alert.decide")} …`),
    message.decisions.map((item) => el("option", { value: item.disposition }, item.label)),
  );
  const close = button(say("web.close_case"), (pressed) => actions.decide(message, choice, pressed, problem), {
    focus: "decide",
  });
  return el("div", { class: "decision" }, choice, close);
}
