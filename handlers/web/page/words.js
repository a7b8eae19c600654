// The page's words, in the reader's language, as the server has them. Nothing here is written in a language of its own.

const words = await (await fetch("/web/words")).json();

export const language = document.documentElement.lang;

export function say(name, values = {}) {
  if (!(name in words)) throw new Error(`no words for ${name}`);
  return words[name].replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}
