// The page: hands messages in, and shows both conversations as they happen.

import * as board from "./board.js";
import { askHelp, showExamples, startComposer } from "./composer.js";
import { byId, once } from "./dom.js";
import { openLearn } from "./learn.js";
import { useLimits } from "./limits.js";
import { get } from "./net.js";
import { actions } from "./presses.js";
import { openReports } from "./reports.js";
import { openReview } from "./review.js";
import { say } from "./words.js";

const RECONNECT_MS = 2000;
let position = "";

function connect() {
  const stream = new EventSource(`/web/events?after=${encodeURIComponent(position)}`);
  for (const pane of ["direct", "security"]) {
    stream.addEventListener(pane, (event) => {
      position = event.lastEventId;
      board.show(pane, JSON.parse(event.data));
    });
  }
  stream.addEventListener("changed", (event) => board.changed(JSON.parse(event.data)));
  stream.addEventListener("gone", (event) => board.gone(JSON.parse(event.data).report_id));
  stream.addEventListener("caught-up", () => board.goLive());
  stream.addEventListener("open", () => { byId("connection").textContent = ""; });
  stream.addEventListener("error", () => {
    byId("connection").textContent = say("web.unreachable");
    stream.close();
    setTimeout(connect, RECONNECT_MS);
  });
}

async function showSetting() {
  const setting = await get("/web/setting");
  useLimits(setting);
  if (setting.alerts_here) return;
  byId("security").closest(".pane").remove();
  document.querySelector(".panes").classList.add("alone");
  byId("introduction").append(` ${say("web.security.elsewhere", { place: setting.alerts_go_to })}`);
}

const tops = { reports: openReports, review: openReview, learn: openLearn, how: askHelp };
for (const [id, open] of Object.entries(tops)) {
  byId(id).addEventListener("click", () => once(byId(id), byId("problem"), () => open()));
}
board.useActions(actions);
startComposer({ review: () => openReview(), learn: openLearn });
connect();
Promise.all([showExamples(), showSetting()]).catch(() => { byId("connection").textContent = say("web.unreachable"); });
