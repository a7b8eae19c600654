// What is pressed under a message. The server stores it and gives the card as it stands then.

import { openAdd } from "./add.js";
import * as board from "./board.js";
import { announce, once } from "./dom.js";
import { post } from "./net.js";
import { openReview } from "./review.js";
import { confirmed } from "./windows.js";
import { say } from "./words.js";

const REMARKS = ["known", "wrong", "conduct"];
const ASKED_FIRST = ["withdraw", "delete"];
const PATHS = { report_anyway: "/web/report-anyway", withdraw: "/web/withdraw", delete: "/web/delete" };
const ticking = new Map(); // by report: the ticks that are still to be stored

export const actions = {
  async press(action, message, pressed, problem, exposure) {
    if (action === "exposure") openExposure(pressed, exposure);
    else if (action === "add") await once(pressed, problem, () => openAdd(message.report_id, message.reference));
    else if (action === "review_profile") await once(pressed, problem, () => openReview(message.report_id));
    else await once(pressed, problem, () => carryOut(action, message.report_id));
  },

  // Only the newest ticks count: what is ticked while others are being stored is sent after them.
  async tick(message, done, problem) {
    const report = message.report_id;
    const busy = ticking.has(report);
    ticking.set(report, done);
    if (busy) return;
    board.hold(report);
    let answer = null;
    try {
      for (let sent = null; sent !== ticking.get(report);) {
        sent = ticking.get(report);
        answer = await post("/web/tick", { report_id: report, done: sent });
      }
      ticking.delete(report);
      board.replace("direct", answer);
    } catch (error) {
      ticking.delete(report);
      board.restore("direct", report);
      const line = board.element("direct", report)?.querySelector(".buttons > .problem") ?? problem;
      line.textContent = error.message;
    } finally {
      board.release(report);
    }
  },

  async expose(message, happened, pressed, problem) {
    const answer = await once(pressed, problem, () => post("/web/expose", { report_id: message.report_id, happened }));
    if (!answer) return;
    pressed.closest("form").hidden = true;
    done(answer, answer.note || answer.headline);
    board.visit("direct", message.report_id);
  },

  closeExposure(form) {
    const opener = form.parentElement.querySelector('[data-focus="exposure"]');
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  },

  async look(message, pressed, problem) {
    const answer = await once(pressed, problem, () => post("/web/look", { report_id: message.report_id }));
    if (answer) board.replace("security", answer);
  },

  async decide(message, choice, pressed, problem) {
    if (!choice.value) {
      problem.textContent = say("web.choose_decision");
      choice.focus();
      return;
    }
    if (!(await confirmed("surfaces.alert.confirm"))) return;
    const body = { report_id: message.report_id, disposition: choice.value };
    const answer = await once(pressed, problem, () => post("/web/decide", body));
    if (answer) board.replace("security", answer);
  },
};

// Does what a button says, after asking where it cannot be undone; gives what the person is told of it.
export async function carryOut(action, report) {
  if (ASKED_FIRST.includes(action) && !(await confirmed(`surfaces.confirm.${action}`))) return "";
  const answer = REMARKS.includes(action)
    ? await post("/web/remark", { report_id: report, remark: action })
    : await post(PATHS[action], { report_id: report });
  if (answer.type === "notice") {
    board.gone(report);
    const told = answer.paragraphs.join(" ");
    announce(told);
    return told;
  }
  return done(answer, answer.note);
}


function done(answer, told) {
  board.replace("direct", answer);
  announce(told);
  return told;
}

function openExposure(pressed, form) {
  form.hidden = !form.hidden;
  pressed.setAttribute("aria-expanded", String(!form.hidden));
  if (form.hidden) return;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector("input").focus({ preventScroll: true });
}
