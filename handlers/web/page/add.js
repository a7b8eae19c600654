// A later message of the same sender, added to a report.

import { announce, el, once, problemLine } from "./dom.js";
import { refusal } from "./limits.js";
import { newKey, post } from "./net.js";
import { openWindow } from "./windows.js";
import { say } from "./words.js";

export function openAdd(report, reference) {
  const title = say("surfaces.add.title");
  return openWindow({ title, key: `add ${report}` }, ({ done }) => {
    const key = newKey(); // the same for a second try, so that nothing is filed twice
    const text = el("textarea", { id: "add-text", rows: "6", autocomplete: "off", "aria-describedby": "add-hint" });
    const problem = problemLine();
    const send = el("button", { type: "submit", class: "primary" }, say("surfaces.add.submit"));
    const form = el(
      "form",
      { novalidate: true },
      el("p", { id: "add-hint" }, say("surfaces.add.introduction", { reference })),
      el("label", { for: "add-text" }, say("surfaces.add.text_label")),
      text,
      problem,
      el("div", { class: "buttons" }, send),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.textContent = refusal(text.value);
      if (problem.textContent) return text.focus();
      const filed = await once(send, problem, () =>
        post("/web/messages", { key, text: text.value, context: "", about: report, insist: false }));
      if (!filed) return text.focus();
      announce(say("web.added", { reference: filed.reference }));
      return done();
    });
    text.setAttribute("autofocus", "");
    return [form];
  });
}
