// Two-minute examples, one after the other. Nothing is kept, here or on the server.

import { button, el, line, once, problemLine } from "./dom.js";
import { get, post } from "./net.js";
import { openWindow } from "./windows.js";
import { say } from "./words.js";

export async function openLearn() {
  const first = await get("/web/lesson?number=0");
  return openWindow({ title: say("surfaces.learn.title") }, ({ dialog, body }) => lesson({ dialog, body }, first));
}

function lesson(window, given) {
  const problem = problemLine();
  const choices = given.choices.map((choice) => {
    const pressed = button(choice.label, () => once(pressed, problem, () => choose(window, given, choice)), { kind: "answer" });
    return el("li", {}, pressed);
  });
  return [
    line("small", given.introduction),
    ...story(given),
    el("p", { class: "asked" }, given.question),
    el("ul", { class: "answers" }, choices),
    problem,
  ].filter(Boolean);
}

function story(given) {
  const number = say("surfaces.learn.number", { number: given.number + 1, of: given.of });
  return [
    el("p", { class: "small" }, number),
    el("h3", { tabindex: "-1" }, given.title),
    el("p", { class: "story" }, given.story),
  ];
}

async function choose(window, given, choice) {
  const feedback = await post("/web/lesson-answer", { number: given.number, choice: choice.key });
  const problem = problemLine();
  const last = feedback.next === null;
  const label = last ? say("surfaces.learn.again") : feedback.next_label;
  const on = button(label, () => once(on, problem, () => goTo(window, last ? 0 : feedback.next)), { kind: "primary" });
  const said = el(
    "div",
    { class: feedback.right ? "feedback right" : "feedback", tabindex: "-1", role: "status" },
    el("p", { class: "chosen" }, el("span", { "aria-hidden": "true" }, feedback.right ? "✓ " : "→ "), choice.label),
    el("p", {}, feedback.text),
  );
  const close = last ? button(say("surfaces.close"), () => window.dialog.close()) : null;
  window.body.replaceChildren(
    ...story(given),
    el("p", { class: "asked" }, given.question),
    said,
    el("div", { class: "buttons" }, on, ...(close ? [close] : [])),
    problem,
  );
  said.focus();
}

async function goTo(window, number) {
  const next = await get(`/web/lesson?number=${number}`);
  window.body.replaceChildren(...lesson(window, next));
  window.body.querySelector("h3").focus();
}
