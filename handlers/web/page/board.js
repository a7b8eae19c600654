// Both columns of messages. A reply or an alert takes the place of the one that is there for the same report.

import { announcement, card } from "./cards.js";
import { announce, byId } from "./dom.js";

const shown = new Map(); // "pane report" → {message, element} of each reply and alert
const held = new Set(); // reports that something is being done with here: the server's answer to that is the newest
let actions = {};
let live = false;

export const useActions = (given) => { actions = given; };
export const hold = (report) => held.add(report);
export const release = (report) => held.delete(report);
export const element = (pane, report) => shown.get(`${pane} ${report}`)?.element;

// From here on, what arrives is news.
export function goLive() {
  if (!live) for (const pane of ["direct", "security"]) if (byId(pane)) byId(pane).scrollTop = byId(pane).scrollHeight;
  live = true;
}

export function show(pane, given) {
  if (!byId(pane)) return;
  if (shown.has(`${pane} ${given.report_id}`) && given.type !== "person") replace(pane, given);
  else add(pane, given);
}

// What the server says has changed meanwhile, here or on another page of the same person.
export function changed(given) {
  const known = shown.get(`direct ${given.report_id}`);
  if (!known || held.has(given.report_id) || known.element.querySelector("form.exposure:not([hidden])")) return;
  replace("direct", given);
}

export function replace(pane, given) {
  const known = shown.get(`${pane} ${given.report_id}`);
  if (!known) add(pane, given);
  else if (given.note || !same(known.message, given)) put(pane, given, known);
}

function put(pane, given, known) {
  const made = card(given, actions);
  keepOpen(known.element, made);
  const focused = known.element.contains(document.activeElement);
  const focus = document.activeElement.dataset.focus;
  known.element.replaceWith(made);
  shown.set(`${pane} ${given.report_id}`, { message: given, element: made });
  if (focused) (made.querySelector(`[data-focus="${focus}"]`) ?? heading(made)).focus({ preventScroll: true });
}

// Puts the card back as the server last gave it.
export function restore(pane, report) {
  const known = shown.get(`${pane} ${report}`);
  if (known) put(pane, known.message, known);
}

export function gone(report) {
  shown.delete(`direct ${report}`);
  for (const item of document.querySelectorAll(`[data-report="${report}"], [data-own="${report}"]`)) {
    if (item.closest("#direct")) item.remove();
  }
}

// Brings a card into view and puts the keyboard there.
export function visit(pane, report) {
  const made = element(pane, report);
  if (!made) return;
  reveal(byId(pane), made, true);
  heading(made).focus({ preventScroll: true });
}

const heading = (made) => made.querySelector('[data-focus="heading"]');

function add(pane, given) {
  const column = byId(pane);
  const made = card(given, actions);
  const answer = given.type === "person" && element(pane, given.report_id);
  column.querySelector(".empty")?.remove();
  if (given.type === "person") byId("examples").open = false;
  if (answer) answer.before(made);
  else column.append(made);
  if (given.type === "reply" || given.type === "alert") {
    shown.set(`${pane} ${given.report_id}`, { message: given, element: made });
  }
  if (!live) return;
  made.classList.add("fresh");
  announce(announcement(given));
  reveal(column, made, column.id === "direct");
}

const same = (one, other) => JSON.stringify({ ...one, note: "" }) === JSON.stringify({ ...other, note: "" });

function keepOpen(before, after) {
  const titles = [...before.querySelectorAll("details[open] > summary")].map((item) => item.textContent);
  for (const item of after.querySelectorAll("details > summary")) {
    if (titles.includes(item.textContent)) item.parentElement.open = true;
  }
}

// The top of a new card matters most: its verdict. Only the person's own column may move the whole page.
function reveal(column, made, moves) {
  const scrolls = column.scrollHeight > column.clientHeight && getComputedStyle(column).overflowY === "auto";
  if (scrolls) column.scrollTo({ top: made.offsetTop - column.offsetTop - 8 });
  else if (moves) made.scrollIntoView({ block: "start" });
}
