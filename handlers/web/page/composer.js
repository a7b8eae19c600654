// Where a message is handed in: the sender's words, and folded away the person's own.

import { byId, el, once } from "./dom.js";
import { characters, most, refusal } from "./limits.js";
import { get, newKey, post } from "./net.js";
import { language, say } from "./words.js";

const COUNT_FROM = 0.875; // of the most characters
const [text, own, insist, problem, send, count] = ["text", "own", "insist", "problem", "send", "count"].map(byId);
let sending = null; // from the first attempt until it was accepted, so that a retry is no second report

// `windows`: what opens on a word instead of being handed in.
export function startComposer(windows) {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    handIn(windows);
  });
  text.addEventListener("input", showCount);
  for (const field of [text, own]) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) handIn(windows);
    });
  }
}

export const askHelp = () => post("/web/messages", { key: newKey(), text: "help" });

export async function showExamples() {
  for (const example of await get("/page/examples.json")) {
    const chip = el("button", { type: "button", class: "chip" }, say(`web.example.${example.id}`));
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

async function handIn(windows) {
  const word = text.value.trim().toLowerCase();
  if (Object.hasOwn(windows, word)) {
    text.value = "";
    return once(send, problem, windows[word]);
  }
  problem.textContent = refusal(text.value);
  if (problem.textContent) return text.focus();
  const filed = await once(send, problem, file);
  if (filed) {
    sending = null;
    showCount();
  }
  return text.focus();
}

async function file() {
  const now = { text: text.value, context: own.value, insist: insist.checked };
  if (!sending || Object.keys(now).some((name) => sending[name] !== now[name])) {
    sending = { key: newKey(), about: null, ...now };
  }
  const filed = await post("/web/messages", sending);
  if (text.value === now.text) text.value = "";
  if (own.value === now.context) own.value = "";
  insist.checked = false;
  byId("around").open = false;
  return filed;
}

function showCount() {
  const now = characters(text.value);
  const shown = (number) => number.toLocaleString(language);
  count.textContent = now < COUNT_FROM * most() ? "" : say("web.compose.count", { now: shown(now), most: shown(most()) });
}
