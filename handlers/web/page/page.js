// The page: hands messages in, and shows both conversations as they happen.

import { announcement, card } from "./cards.js";
import { el } from "./dom.js";

const RECONNECT_MS = 2000;
const COUNT_FROM = 0.875; // of the most characters
const UNREACHABLE = "The bot cannot be reached just now. What you typed stays here; I keep trying to reconnect.";
const NOT_SENT = "The bot could not be reached. Your text is still here: please try again; it is never filed twice.";

const byId = (id) => document.getElementById(id);
const [text, problem, send, count] = ["text", "problem", "send", "count"].map(byId);
let setting = { alerts_here: true, most_characters: Infinity, too_long: "", empty: "" };
let position = "";
let live = false;
let sending = null; // {key, text} from the first attempt until it was accepted, so that a retry is no second report

// Ticks and presses are remembered in this browser only; they hold no words of anybody.
const remembered = (name) => localStorage.getItem(name) === "yes";
const remember = (name, yes) => (yes ? localStorage.setItem(name, "yes") : localStorage.removeItem(name));

const actions = {
  isTicked: (report, step) => remembered(`ticked:${report}:${step}`),
  tick: (report, step, yes) => remember(`ticked:${report}:${step}`, yes),
  wasTold: (report) => remembered(`told:${report}`),
  press: reportAnyway,
};

// Not `crypto.randomUUID`, which a page from another machine lacks unless it came encrypted.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(NOT_SENT);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? NOT_SENT);
  return answer;
}

// What the server would refuse anyway, in the server's own words, without asking it.
function refused() {
  if (text.value.trim() === "") return setting.empty;
  return characters() > setting.most_characters ? setting.too_long : "";
}

async function handIn(event) {
  event?.preventDefault();
  if (send.getAttribute("aria-disabled") === "true") return;
  const refusal = refused();
  if (refusal) {
    problem.textContent = refusal;
    text.focus();
    return;
  }
  if (sending?.text !== text.value) sending = { key: newKey(), text: text.value };
  send.setAttribute("aria-disabled", "true");
  problem.textContent = "";
  try {
    await post("/web/messages", sending);
    if (text.value === sending.text) text.value = "";
    sending = null;
    showCount();
  } catch (error) {
    problem.textContent = error.message;
  } finally {
    send.setAttribute("aria-disabled", "false");
    text.focus();
  }
}

async function reportAnyway(button, message, pressed) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  const complaint = pressed.parentElement.querySelector(".problem");
  pressed.setAttribute("aria-disabled", "true");
  complaint.textContent = "";
  try {
    await post("/web/report-anyway", { report_id: message.report_id });
    pressed.textContent = "Reported";
    remember(`told:${message.report_id}`, true);
  } catch (error) {
    complaint.textContent = error.message;
    pressed.setAttribute("aria-disabled", "false");
  }
}

function show(pane, message) {
  const column = byId(pane);
  const made = card(message, actions);
  const answer = message.type === "person" && column.querySelector(`[data-report="${message.report_id}"]`);
  column.querySelector(".empty")?.remove();
  if (message.type === "person") byId("examples").open = false;
  if (answer) answer.before(made);
  else column.append(made);
  if (!live) return;
  made.classList.add("fresh");
  byId("announcer").textContent = announcement(message);
  reveal(column, made);
}

// The top of a new card matters most: its verdict. Only the person's own column may move the whole page.
function reveal(column, made) {
  const scrolls = column.scrollHeight > column.clientHeight && getComputedStyle(column).overflowY === "auto";
  if (scrolls) column.scrollTo({ top: made.offsetTop - column.offsetTop - 8 });
  else if (column.id === "direct") made.scrollIntoView({ block: "start" });
}

function connect() {
  const stream = new EventSource(`/web/events?after=${encodeURIComponent(position)}`);
  for (const pane of ["direct", "security"]) {
    stream.addEventListener(pane, (event) => {
      position = event.lastEventId;
      show(pane, JSON.parse(event.data));
    });
  }
  stream.addEventListener("caught-up", () => {
    if (!live) for (const pane of ["direct", "security"]) byId(pane).scrollTop = byId(pane).scrollHeight;
    live = true;
  });
  stream.addEventListener("open", () => { byId("connection").textContent = ""; });
  stream.addEventListener("error", () => {
    byId("connection").textContent = UNREACHABLE;
    stream.close();
    setTimeout(connect, RECONNECT_MS);
  });
}

const characters = () => [...text.value].length;

function showCount() {
  const [now, most] = [characters(), setting.most_characters];
  count.textContent = now < COUNT_FROM * most ? "" : `${now.toLocaleString()} of ${most.toLocaleString()} characters.`;
}

async function showExamples() {
  const examples = await (await fetch("/page/examples.json")).json();
  for (const example of examples) {
    const chip = el("button", { type: "button", class: "chip" }, example.title);
    chip.addEventListener("click", () => {
      text.value = example.text;
      text.setSelectionRange(0, 0);
      text.scrollTop = 0;
      problem.textContent = "";
      showCount();
      text.focus();
    });
    byId("chips").append(chip);
  }
}

async function showSetting() {
  setting = await (await fetch("/web/setting")).json();
  if (setting.alerts_here) return;
  byId("security").closest(".pane").remove();
  document.querySelector(".panes").classList.add("alone");
  document.querySelector(".top p").append(` Alerts go to your security team in ${setting.alerts_go_to}.`);
}

byId("composer").addEventListener("submit", handIn);
text.addEventListener("input", showCount);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) handIn(event);
});
connect();
Promise.all([showExamples(), showSetting()]).catch(() => { byId("connection").textContent = UNREACHABLE; });
