// Builds elements from text alone. Nothing here, or anywhere on the page, parses a string as HTML.

export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
}

export const list = (tag, kind, items) => el(tag, { class: kind }, items.map((item) => el("li", {}, item)));

export const plain = (items) => list("ul", "plain", items);

export const line = (kind, text) => (text ? el("p", { class: kind }, text) : null);

// A part of a card, or nothing where there is nothing to say.
export function part(title, items, body) {
  return items.length === 0 ? null : el("section", { class: "part" }, el("h4", {}, title), body(items));
}

// A part that is folded away at first.
export function folded(title, items, body) {
  return items.length === 0 ? null : el("details", { class: "part" }, el("summary", {}, title), body(items));
}

// A button. `focus` names it, so that it is found again in the card that takes the place of its own.
export function button(label, press, { focus = null, kind = null } = {}) {
  const made = el("button", { type: "button", class: kind, "data-focus": focus }, label);
  made.addEventListener("click", () => press(made));
  return made;
}

export const problemLine = () => el("p", { class: "problem", role: "alert" });

// Does something once at a time, and says beside the button what went wrong.
export async function once(pressed, problem, deed) {
  if (pressed.getAttribute("aria-disabled") === "true") return undefined;
  pressed.setAttribute("aria-disabled", "true");
  if (problem) problem.textContent = "";
  try {
    return await deed();
  } catch (error) {
    if (problem) problem.textContent = error.message;
    return undefined;
  } finally {
    pressed.setAttribute("aria-disabled", "false");
  }
}

const unsaid = []; // sentences that came at the same moment are read out together

// Read out by a screen reader; emptied first, so that the same sentence is read out again.
export function announce(text) {
  if (!text) return;
  byId("announcer").textContent = "";
  if (unsaid.push(text) > 1) return;
  setTimeout(() => { byId("announcer").textContent = unsaid.splice(0).join(" "); }, 100);
}
