// The answer to the person: the verdict with its reasons, the four Rs to tick off, and what can be pressed.

import { button, el, folded, line, part, plain, problemLine } from "./dom.js";
import { against, bandHeading, links, paragraphs, reasons, repeatLine } from "./parts.js";
import { say } from "./words.js";

const STEPS = ["recognise", "realise", "report", "remove"]; // the names of the steps, in the order in which they come

export function replyCard(message, actions) {
  const problem = problemLine();
  const exposure = exposureForm(message, actions);
  return el(
    "article",
    { class: `card band-${message.band}`, "data-report": message.report_id },
    bandHeading(message),
    line("note", message.note),
    repeatLine(message),
    line("case-line", message.case_line),
    el("p", { class: "summary" }, message.summary),
    advice(message),
    paragraphs("before", message.reported_before),
    part(say("surfaces.reply.reasons"), message.reasons, reasons),
    folded(say("surfaces.reply.more", { count: message.more_reasons.length }), message.more_reasons, reasons),
    part(say("surfaces.reply.against"), message.against, against),
    part(say("surfaces.reply.links"), message.links, links),
    checklist(message, actions, problem),
    folded(say("surfaces.reply.not_judged"), message.not_judged, plain),
    el("p", { class: "report-line" }, message.report_line),
    buttons(message, actions, exposure, problem),
    exposure,
  );
}

// What they said has happened, and what helps now.
function advice(message) {
  if (!message.exposure || message.exposure.advice.length === 0) return null;
  const chosen = message.exposure.choices.filter((choice) => choice.chosen).map((choice) => choice.label);
  return el(
    "section",
    { class: "part advice" },
    el("h4", {}, say("surfaces.reply.happened")),
    el("p", {}, chosen.join("; "), "."),
    plain(message.exposure.advice),
  );
}

function checklist(message, actions, problem) {
  if (message.steps.length === 0) return null;
  const boxes = message.steps.map((_, index) => el("input", {
    type: "checkbox",
    checked: message.steps_done.includes(STEPS[index]),
    "data-focus": STEPS[index],
  }));
  const ticked = () => STEPS.filter((_, index) => boxes[index]?.checked);
  const steps = message.steps.map((step, index) => {
    boxes[index].addEventListener("change", () => actions.tick(message, ticked(), problem));
    return el(
      "li",
      {},
      el("label", {}, boxes[index], el("span", {}, el("strong", {}, step.name), ` – ${step.headline}`)),
      plain(step.actions),
    );
  });
  return el(
    "fieldset",
    { class: "part steps" },
    el("legend", {}, say("surfaces.reply.steps")),
    line("small", message.steps_hint),
    el("ol", {}, steps),
  );
}

// The question what has happened so far; it opens under its button and may be left open.
function exposureForm(message, actions) {
  if (!message.exposure) return null;
  const problem = problemLine();
  const boxes = message.exposure.choices.map((choice) =>
    el("input", { type: "checkbox", value: choice.key, checked: choice.chosen }));
  for (const box of boxes) box.addEventListener("change", () => { if (box.checked) exclude(boxes, box); });
  const save = el("button", { type: "submit", class: "primary" }, say("surfaces.exposure.submit"));
  const form = el(
    "form",
    { class: "exposure", hidden: true, novalidate: true },
    el(
      "fieldset",
      {},
      el("legend", {}, message.exposure.question),
      line("small", message.exposure.reassurance),
      message.exposure.choices.map((choice, index) =>
        el("label", { class: "choice" }, boxes[index], el("span", {}, choice.label))),
    ),
    problem,
    el("div", { class: "buttons" }, save, button(say("surfaces.cancel"), () => actions.closeExposure(form))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.expose(message, boxes.filter((box) => box.checked).map((box) => box.value), save, problem);
  });
  return form;
}

// "Nothing yet" and anything else cannot both be true.
function exclude(boxes, chosen) {
  const nothing = chosen.value === "nothing";
  for (const box of boxes) if (box !== chosen && (nothing || box.value === "nothing")) box.checked = false;
}

function buttons(message, actions, exposure, problem) {
  const made = message.buttons.filter((item) => item.action !== "exposure" || exposure).map((item) => {
    const pressed = button(item.label, () => actions.press(item.action, message, pressed, problem, exposure), {
      focus: item.action,
    });
    if (item.action === "exposure") pressed.setAttribute("aria-expanded", "false");
    return pressed;
  });
  return el("div", { class: "buttons" }, made, problem);
}
