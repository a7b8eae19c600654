// The guided review of a profile: plain questions, each of which may be left open.

import { announce, el, line, once, problemLine } from "./dom.js";
import { emptyReview } from "./limits.js";
import { get, newKey, post } from "./net.js";
import { openWindow } from "./windows.js";
import { say } from "./words.js";

export async function openReview(about = null) {
  const form = await get(about ? `/web/review-form?about=${encodeURIComponent(about)}` : "/web/review-form");
  return openWindow({ title: form.title, key: `review ${about ?? ""}`, wide: true }, ({ done }) => [
    reviewForm(form, about, done),
  ]);
}

function reviewForm(form, about, done) {
  const key = newKey(); // the same for a second try, so that nothing is filed twice
  const url = el("input", { id: "review-url", type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false", "aria-describedby": "review-url-hint" });
  const text = el("textarea", { id: "review-text", rows: "4", autocomplete: "off", "aria-describedby": "review-text-hint" });
  const problem = problemLine();
  const send = el("button", { type: "submit", class: "primary" }, form.submit_label);
  const made = el(
    "form",
    { class: "review", novalidate: true },
    el("p", {}, form.introduction),
    line("about", form.profile),
    field(url, form.url_label, form.url_hint),
    Object.entries(form.section_titles).map(([section, title]) => sectionOf(form, section, title)),
    field(text, form.text_label, form.text_hint),
    problem,
    el("div", { class: "buttons" }, send),
  );
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { key, about, profile_url: url.value, profile_text: text.value, answers: answers(made) };
    if (nothingIn(body)) {
      problem.textContent = emptyReview();
      return;
    }
    const filed = await once(send, problem, () => post("/web/review", body));
    if (!filed) return;
    announce(say("web.review_filed", { reference: filed.reference }));
    done();
  });
  return made;
}

function field(input, label, hint) {
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label),
    input,
    el("p", { class: "hint", id: `${input.id}-hint` }, hint),
  );
}

function sectionOf(form, section, title) {
  const asked = form.questions.filter((question) => question.section === section);
  return el("section", { class: "questions" }, el("h3", {}, title), asked.map((question) => ask(form, question)));
}

function ask(form, question) {
  const why = `why-${question.id}`;
  const choices = Object.entries(form.answer_labels).map(([answer, label]) => el(
    "label",
    { class: "choice" },
    el("input", { type: "radio", name: question.id, value: answer }),
    el("span", {}, label),
  ));
  return el(
    "fieldset",
    { class: "question-set", "aria-describedby": why },
    el("legend", {}, question.text),
    el("p", { class: "hint", id: why }, question.why),
    el("div", { class: "choices" }, choices),
  );
}

const answers = (form) =>
  Object.fromEntries([...form.querySelectorAll("input[type=radio]:checked")].map((input) => [input.name, input.value]));

function nothingIn({ about, profile_url, profile_text, answers: given }) {
  const told = Object.values(given).some((answer) => answer !== "dont_know");
  return !about && !told && `${profile_url}${profile_text}`.trim() === "";
}
