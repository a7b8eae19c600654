// The page's words, in the reader's language, as the server has them. Nothing here is written in a language of its own.

const words = await (await fetch("/web/words")).json();

const spoken = document.documentElement.lang;

// How days and numbers are written: as the reader's country does, where the page speaks its language.
export const language = navigator.language.split("-")[0] === spoken ? navigator.language : spoken;

export function say(name, values = {}) {
  if (!(name in words)) throw new Error(`no words for ${name}`);
  return words[name].replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}
