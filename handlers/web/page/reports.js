// The list of a person's own reports, each with what can still be done.

import { openAdd } from "./add.js";
import * as board from "./board.js";
import { button, el, line, once, problemLine } from "./dom.js";
import { get, post } from "./net.js";
import { carryOut } from "./presses.js";
import { openWindow } from "./windows.js";

export async function openReports() {
  const mine = await get("/web/my-reports");
  return openWindow({ title: mine.title }, ({ dialog, body }) => {
    const window = { dialog, body };
    return content(window, mine, "");
  });
}

function content(window, mine, note) {
  return [
    line("note", note),
    el("p", {}, mine.introduction),
    el("ul", { class: "entries" }, mine.entries.map((entry) => el("li", {}, row(window, entry)))),
  ].filter(Boolean);
}

function row(window, entry) {
  const problem = problemLine();
  const made = entry.buttons.map((item) => {
    const pressed = button(item.label, () => once(pressed, problem, () => press(window, item.action, entry)));
    pressed.setAttribute("aria-describedby", `entry-${entry.reference}`);
    return pressed;
  });
  return el(
    "article",
    { class: "entry" },
    el("h3", { id: `entry-${entry.reference}` }, `${entry.reference} · ${entry.date} · ${entry.band}`),
    el("p", {}, entry.standing),
    el("div", { class: "buttons" }, made, problem),
  );
}

async function press(window, action, entry) {
  if (action === "open") return openReport(window, entry.report_id);
  if (action === "add") {
    window.dialog.close();
    return openAdd(entry.report_id, entry.reference);
  }
  const told = await carryOut(action, entry.report_id);
  if (!told) return undefined;
  window.body.replaceChildren(...content(window, await get("/web/my-reports"), told));
  const note = window.body.querySelector(".note");
  note.setAttribute("tabindex", "-1");
  note.setAttribute("role", "status");
  return note.focus();
}

// The card that a report has now, put where its reader finds it.
async function openReport(window, report) {
  const now = await post("/web/show", { report_id: report });
  window.dialog.close();
  board.replace("direct", now);
  board.visit("direct", report);
}
