// A person of the township as the page names them.

import { element } from "/page/element.js";

/** What a person is called: 王丽. */
export function nameOf({ last_name: last, first_name: first }) {
  // Chinese puts the family name first and nothing between; anything else gets a space.
  if (!last) return first;
  return /^[\u3400-\u9fff]+$/.test(first + last) ? last + first : `${first} ${last}`;
}

/** What a person is: 三年级2班 班主任, without the name that stands beside it. */
export function postOf(user) {
  const name = nameOf(user);
  const title = user.about?.title ?? "";
  return title.replace(name, "").replace(/\s+/g, " ").trim();
}

/** Where a person belongs: 和川镇中心小学. */
export const groupOf = (user) => user.about?.group ?? "";

/** A round sign with the first letter of the name, coloured by role. */
export function face(user) {
  const letter = [...nameOf(user)][0] ?? "";
  return element("span", { class: "face", "data-role": user.about?.role, "aria-hidden": "true" }, letter);
}
