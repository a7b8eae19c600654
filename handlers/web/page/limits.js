// What the server would refuse, in the server's own words, known without asking it.

let limits = { most_characters: Infinity, too_long: "", empty: "", empty_review: "" };

export const useLimits = (given) => { limits = given; };
export const most = () => limits.most_characters;
export const characters = (text) => [...text].length;
export const emptyReview = () => limits.empty_review;

export function refusal(text) {
  if (text.trim() === "") return limits.empty;
  return characters(text) > limits.most_characters ? limits.too_long : "";
}
