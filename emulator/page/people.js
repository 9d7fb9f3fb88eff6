// The list of people: searched, grouped by school, with what each has not read yet.

import { element } from "/page/element.js";
import { face, groupOf, nameOf, postOf } from "/page/person.js";
import { language, roleWords, say } from "/page/words.js";

// Up to so many people, every school stands open; beyond, only those in use.
const few = 60;

/** The list at the side; `choose(id)` opens a phone, `isOpen(id)` knows which are open. */
export class People {
  #users = [];
  #rows = new Map();
  #groups = new Map();
  #choose;
  #isOpen;

  constructor({ choose, isOpen }) {
    this.#choose = choose;
    this.#isOpen = isOpen;
    this.root = document.querySelector("#groups");
    this.found = document.querySelector("#found");
    this.seek = document.querySelector("#seek");
    this.seek.addEventListener("input", () => this.#filter());
    this.seek.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      const first = this.root.querySelector(".person:not([hidden])");
      if (first && this.seek.value.trim() !== "") first.click();
    });
  }

  /** Draw the people as the server has them. */
  show(users) {
    this.#users = users;
    const known = new Set();
    for (const user of users) {
      known.add(user.id);
      const group = this.#group(groupOf(user), user);
      const row = this.#row(user);
      if (row.made.parentNode !== group.list) group.list.append(row.made);
      this.#fill(row, user);
    }
    for (const [id, { made }] of this.#rows) {
      if (known.has(id)) continue;
      made.remove();
      this.#rows.delete(id);
    }
    this.#filter();
  }

  #group(name, user) {
    let group = this.#groups.get(name);
    if (!group) {
      const title = element("span", { class: "title" });
      const badge = element("b", { class: "badge", hidden: true });
      const count = element("small");
      const list = element("div", { class: "list" });
      const fold = element("details", { class: "group" }, element("summary", {}, title, count, badge), list);
      fold.open = this.#groups.size === 0 || this.#users.length <= few;
      group = { fold, title, badge, count, list };
      this.#groups.set(name, group);
      this.root.append(fold);
    }
    if (this.#isOpen(user.id) && !this.#rows.get(user.id)?.shown) group.fold.open = true;
    group.title.textContent = name || say("others");
    return group;
  }

  #row(user) {
    let row = this.#rows.get(user.id);
    if (row) return row;
    const name = element("b");
    const post = element("span", { class: "post" });
    const last = element("span", { class: "last" });
    const badge = element("b", { class: "badge", hidden: true });
    const sign = face(user);
    const made = element(
      "button",
      { type: "button", class: "person", "data-person": user.id, onclick: () => this.#choose(user.id) },
      sign,
      element("span", { class: "lines" }, element("span", { class: "first" }, name, post), last),
      badge,
    );
    row = { made, sign, name, post, last, badge, words: "", look: "", shown: false };
    this.#rows.set(user.id, row);
    return row;
  }

  #fill(row, user) {
    const { made } = row;
    const open = this.#isOpen(user.id);
    // Hundreds of rows are looked at several times a second; most have no news.
    const look = JSON.stringify([user, open, language()]);
    if (row.look === look) return;
    row.look = look;
    write(row.name, nameOf(user));
    write(row.post, postOf(user));
    write(row.last, (user.last ?? "").replace(/\s+/g, " "));
    row.sign.dataset.role = user.about?.role ?? "";
    made.classList.toggle("blocked", Boolean(user.blocked));
    made.setAttribute("aria-pressed", String(open));
    made.title = say(open ? "isOpen" : "openPhone");
    count(row.badge, user.unread);
    row.shown = open;
    const about = user.about ?? {};
    row.words = [nameOf(user), about.title, about.group, roleWords(about.role), user.username, user.phone]
      .join(" ")
      .toLowerCase();
  }

  #filter() {
    const terms = this.seek.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    const sums = new Map();
    for (const user of this.#users) {
      const { made, words } = this.#rows.get(user.id);
      const fits = terms.every((term) => words.includes(term));
      made.hidden = !fits;
      if (fits) found += 1;
      const sum = sums.get(groupOf(user)) ?? { all: 0, fits: 0, unread: 0 };
      sum.all += 1;
      sum.fits += fits ? 1 : 0;
      sum.unread += user.unread ?? 0;
      sums.set(groupOf(user), sum);
    }
    const searching = terms.length > 0;
    this.root.classList.toggle("searching", searching);
    for (const [name, { fold, badge, count: size }] of this.#groups) {
      const sum = sums.get(name) ?? { all: 0, fits: 0, unread: 0 };
      fold.hidden = sum.fits === 0;
      // A search opens what it finds; afterwards each fold is as it was.
      if (searching) {
        fold.dataset.was ??= String(fold.open);
        fold.open = true;
      } else if (fold.dataset.was !== undefined) {
        fold.open = fold.dataset.was === "true";
        delete fold.dataset.was;
      }
      write(size, String(searching ? sum.fits : sum.all));
      count(badge, sum.unread);
    }
    const word = !searching ? "foundAll" : found === 0 ? "foundNone" : "found";
    write(this.found, say(word, { n: found }));
  }
}

/** A number in a badge; nothing where there is nothing. */
export function count(badge, unread) {
  badge.hidden = !(unread > 0);
  write(badge, unread > 0 ? (unread > 99 ? "99+" : String(unread)) : "");
  if (unread > 0) badge.setAttribute("aria-label", say("unreadOf", { n: unread }));
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
