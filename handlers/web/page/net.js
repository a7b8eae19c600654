// Asking the server. Whatever goes wrong is an error whose message is a sentence for the person.

import { say } from "./words.js";

// Not `crypto.randomUUID`, which a page from another machine lacks unless it came encrypted.
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const get = (path) => ask(path, {});

export function post(path, body) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(say("web.not_sent"));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? say("web.not_sent"));
  return answer;
}
