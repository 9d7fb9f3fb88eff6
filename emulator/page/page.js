// The page: which phones are open, who is told what, and what is remembered for next time.

import { Clock } from "/page/clock.js";
import { element } from "/page/element.js";
import { Network } from "/page/network.js";
import { People, count } from "/page/people.js";
import { face, nameOf } from "/page/person.js";
import { Phone } from "/page/phone.js";
import * as server from "/page/server.js";
import { language, onLanguage, say, switchLanguage, tag, translate } from "/page/words.js";

const at = (selector) => document.querySelector(selector);
const phonesRow = at("#phones");
const tabs = at("#tabs");
const gone = at("#gone");
const phones = new Map();
let users = [];
let chosen = recall("chenjian.phones"); // ids in order; null until somebody has chosen
let lost = false;

const clock = new Clock((error) => complain(error));
const network = new Network((error) => complain(error));
const people = new People({ choose: (id) => open(id), isOpen: (id) => phones.has(id) });

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage can be forbidden; the page still works
  }
}

function complain(error) {
  gone.textContent = say("goneStale", {
    error: error instanceof server.Refused ? error.message : say("noAnswer"),
  });
  gone.hidden = false;
  setTimeout(() => {
    if (!lost) gone.hidden = true;
  }, 4000);
}

// ---- phones

function add(id) {
  if (phones.has(id)) return;
  const phone = new Phone(users.find((user) => user.id === id), { putAway, enlarge });
  phones.set(id, phone);
  phonesRow.append(phone.root);
  seen.observe(phone.root);
  phone.refresh();
}

/** Open a person's phone, or bring it forward where it is open already. */
function open(id) {
  add(id);
  keep();
  layout();
  if (overlaid()) showPeople(false);
  // On a touch screen the keyboard would jump up over what one came to read.
  phones.get(id).raise({ focus: matchMedia("(pointer: fine)").matches });
}

function remove(id) {
  const { root } = phones.get(id);
  seen.unobserve(root);
  root.remove();
  phones.delete(id);
}

/** Put a phone away. */
function putAway(id) {
  const { root } = phones.get(id);
  const next = root.nextElementSibling ?? root.previousElementSibling;
  remove(id);
  keep();
  layout();
  (next?.querySelector(".field") ?? at("#peopleButton")).focus();
}

function keep() {
  chosen = [...phones.keys()];
  remember("chenjian.phones", chosen);
}

function firstPhones() {
  const there = (chosen ?? []).filter((id) => users.some((user) => user.id === id));
  if (there.length > 0 || chosen?.length === 0) return there;
  const pinned = users.filter((user) => user.about?.pinned).map((user) => user.id);
  if (pinned.length > 0) return pinned;
  const oneOf = (role) => users.find((user) => user.about?.role === role)?.id;
  return [oneOf("head_teacher"), oneOf("principal")].filter((id) => id !== undefined);
}

function layout() {
  at("#empty").hidden = phones.size > 0 || users.length === 0;
  phonesRow.hidden = phones.size === 0;
  tabs.hidden = phones.size < 2;
  drawTabs();
  people.show(users);
}

function drawTabs() {
  tabs.replaceChildren(
    ...[...phones.values()].map((phone) => {
      const badge = element("b", { class: "badge" });
      count(badge, phone.visible ? 0 : phone.user.unread);
      return element(
        "button",
        {
          type: "button",
          "aria-current": phone.visible ? "true" : null,
          lang: "zh-CN",
          onclick: () => phone.raise({ focus: false }),
        },
        face(phone.user),
        element("span", {}, nameOf(phone.user)),
        badge,
      );
    }),
  );
}

// A phone counts as read only while it can be seen.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      phones.get(Number(target.dataset.user))?.see(isIntersecting);
    }
    drawTabs();
  },
  { root: phonesRow, threshold: 0.6 },
);

// ---- the list of people

const narrow = matchMedia("(max-width: 1179px)");
const overlaid = () => narrow.matches;
// A list that stood beside the phones must not lie on top of them when the window shrinks.
narrow.addEventListener("change", () => showPeople(peopleAtFirst()));
const peopleAtFirst = () => !overlaid() && (recall("chenjian.people") ?? true);

function showPeople(open, { focus = false } = {}) {
  document.body.classList.toggle("people-open", open);
  at("#peopleButton").setAttribute("aria-expanded", String(open));
  at("#people").inert = !open;
  if (!overlaid()) remember("chenjian.people", open);
  if (focus) (open ? people.seek : at("#peopleButton")).focus();
}

async function readUsers() {
  users = await server.users();
  for (const user of users) phones.get(user.id)?.know(user);
  // People may come one by one while a demonstration sets itself up, or go with a new start.
  const wanted = firstPhones();
  for (const id of [...phones.keys()]) if (!wanted.includes(id)) remove(id);
  for (const id of wanted) add(id);
  count(at("#unread"), users.reduce((sum, { unread }) => sum + (unread ?? 0), 0));
  layout();
}

// A wave of asks is hundreds of events; the list is fetched a few times a second at most.
let usersDue = null;
function usersChanged() {
  usersDue ??= setTimeout(() => {
    usersDue = null;
    readUsers().catch(() => {}); // a server that is gone is reported by the stream
  }, 250);
}

// ---- pictures

function enlarge(address) {
  at("#pictureImage").src = address;
  at("#pictureImage").alt = say("picture");
  at("#pictureSave").href = address;
  at("#picture").showModal();
}

// ---- what the server tells

const hearing = {
  screen: ({ user }) => phones.get(user)?.refresh(),
  users: usersChanged,
  clock: (event) => clock.hear(event),
  faults: ({ weather }) => network.hear(weather),
  typing: ({ user }) => phones.get(user)?.talk.typing(true),
};

async function there(now) {
  lost = !now;
  gone.textContent = say("gone");
  gone.hidden = now;
  if (!now) return;
  try {
    await Promise.all([clock.read(), network.read(), readUsers()]);
    for (const phone of phones.values()) phone.refresh();
  } catch (error) {
    complain(error);
  }
}

// ---- go

at("#peopleButton").addEventListener("click", () => {
  showPeople(!document.body.classList.contains("people-open"), { focus: true });
});
at("#emptyButton").addEventListener("click", () => showPeople(true, { focus: true }));
for (const closer of ["#veil", "#peopleClose"]) {
  at(closer).addEventListener("click", () => showPeople(false, { focus: true }));
}
at("#people").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (people.seek.value !== "") {
    people.seek.value = "";
    people.show(users);
  } else if (overlaid()) showPeople(false, { focus: true });
});
at("#picture").addEventListener("click", (event) => {
  if (event.target === at("#picture")) at("#picture").close();
});
at("#language").addEventListener("click", switchLanguage);
document.addEventListener("visibilitychange", () => {
  for (const phone of phones.values()) phone.see(phone.visible);
});

onLanguage(() => {
  document.documentElement.lang = tag();
  document.title = say("title");
  translate(document);
  const button = at("#language");
  button.textContent = say("language");
  button.lang = language() === "zh" ? "en" : "zh-CN";
  button.setAttribute("aria-label", say("languageLabel"));
  for (const phone of phones.values()) phone.translate();
  layout();
});
showPeople(peopleAtFirst());
server.follow((event) => hearing[event.type]?.(event), there);
