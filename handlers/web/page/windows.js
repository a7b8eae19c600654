// Windows over the page. The browser keeps the keyboard inside and closes them with Escape.

import { button, el } from "./dom.js";
import { say } from "./words.js";

const kept = new Map(); // by key: a window that was closed unfinished, with what was typed there

// Opens a window; one with a key comes back as it was left. `build` gives its content and may call `done`.
export async function openWindow({ title, key = null, wide = false }, build) {
  const before = key && kept.get(key);
  if (before) {
    document.body.append(before);
    before.showModal();
    return before;
  }
  const dialog = el("dialog", { class: wide ? "window wide" : "window", "aria-labelledby": "window-title" });
  const done = () => { kept.delete(key); dialog.close(); };
  const body = el("div", { class: "window-body" });
  dialog.append(head(title, dialog), body);
  body.append(...(await build({ dialog, body, done })));
  if (key) kept.set(key, dialog);
  dialog.addEventListener("close", () => dialog.remove());
  const opener = document.activeElement?.dataset.focus && address(document.activeElement);
  if (opener) dialog.addEventListener("close", () => returnTo(opener));
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function head(title, dialog) {
  const close = button("×", () => dialog.close(), { kind: "close" });
  close.setAttribute("aria-label", say("surfaces.close"));
  return el("header", { class: "window-top" }, el("h2", { id: "window-title" }, title), close);
}

// The card under the window may have been replaced meanwhile: find the same button in the new one.
function address(opener) {
  const report = opener.closest("[data-report]")?.dataset.report;
  return report && `[data-report="${report}"] [data-focus="${opener.dataset.focus}"]`;
}

function returnTo(opener) {
  if (document.activeElement === document.body) document.querySelector(opener)?.focus();
}

// Asks before what cannot be undone; true where the person says yes.
export function confirmed(name) {
  return new Promise((settle) => {
    const dialog = el(
      "dialog",
      { class: "window question", role: "alertdialog", "aria-labelledby": "question-title", "aria-describedby": "question-text" },
    );
    let answer = false;
    const no = button(say(`${name}.no`), () => dialog.close());
    const yes = button(say(`${name}.yes`), () => { answer = true; dialog.close(); }, { kind: "primary" });
    no.setAttribute("autofocus", "");
    dialog.append(
      el("h2", { id: "question-title" }, say(`${name}.title`)),
      el("p", { id: "question-text" }, say(`${name}.text`)),
      el("div", { class: "buttons" }, no, yes),
    );
    dialog.addEventListener("close", () => { dialog.remove(); settle(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
