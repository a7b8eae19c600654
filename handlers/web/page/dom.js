// Builds elements from text alone. Nothing here, or anywhere on the page, parses a string as HTML.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

export const list = (tag, kind, items) => el(tag, { class: kind }, items.map((item) => el("li", {}, item)));

// A part of a card, or nothing where there is nothing to say.
export function part(title, items, body) {
  return items.length === 0 ? null : el("section", { class: "part" }, el("h4", {}, title), body(items));
}

// A part that is folded away at first.
export function folded(title, items, body) {
  return items.length === 0 ? null : el("details", { class: "part" }, el("summary", {}, title), body(items));
}
