// The clock of the demonstration: shown, held, moved on, and sped up.

import { element, icon } from "/page/element.js";
import { dayOf, fullDayOf, instantOf, withSeconds } from "/page/hour.js";
import * as server from "/page/server.js";
import { onLanguage, say } from "/page/words.js";

const steps = [
  ["07:30", "ask", 0],
  ["08:00", "chase1", 0],
  ["08:20", "chase2", 0],
  ["08:40", "escalate", 0],
  ["09:00", "cutoff", 0],
  ["18:00", "lock", 0],
  ["07:30", "nextDay", 1],
];
const speeds = [1, 10, 60, 300];

/** The server's clock, carried on between its reports, and the controls that change it. */
export class Clock {
  #reported = { ms: 0, speed: 0, at: 0 };
  #known = false;
  #resumeAt = 1;
  #marks = [];
  #complain;

  constructor(complain) {
    this.#complain = complain;
    this.run = document.querySelector("#run");
    this.run.addEventListener("click", () => this.#toggle());
    for (const button of document.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.#change({ step_s: Number(button.dataset.step) }));
    }
    this.#layRail();
    this.#laySpeeds();
    const when = document.querySelector("#when");
    when.addEventListener("click", () => {
      const open = document.body.classList.toggle("hours-open");
      when.setAttribute("aria-expanded", String(open));
    });
    onLanguage(() => this.#draw());
    // Ten times a second is smooth enough at every speed; the server is not asked for it.
    setInterval(() => this.#draw(), 100);
  }

  /** The civil instant now, in epoch milliseconds. */
  now() {
    const { ms, speed, at } = this.#reported;
    return ms + (performance.now() - at) * speed;
  }

  /** The server says what time it is. */
  hear({ now_ms: ms, speed }) {
    this.#reported = { ms, speed, at: performance.now() };
    this.#known = true;
    if (speed > 0) this.#resumeAt = speed;
    this.#draw();
  }

  /** Ask the server what time it is. */
  async read() {
    this.hear(await server.clock());
  }

  #toggle() {
    return this.#change({ speed: this.#reported.speed > 0 ? 0 : this.#resumeAt });
  }

  async #change(change) {
    try {
      await server.setClock(change);
      await this.read();
    } catch (error) {
      this.#complain(error);
    }
  }

  #layRail() {
    const rail = document.querySelector("#rail");
    for (const [at, name, daysLater] of steps) {
      const word = element("span");
      const button = element(
        "button",
        {
          type: "button",
          class: daysLater ? "tomorrow" : null,
          // A clock set back would ask the bot to live the morning twice.
          onclick: () => {
            const target = instantOf(at, this.now(), daysLater);
            if (target > this.now()) this.#change({ now_ms: target });
          },
        },
        element("b", {}, at),
        word,
      );
      this.#marks.push({ at, name, daysLater, button, word });
      rail.append(button);
    }
  }

  #laySpeeds() {
    const row = document.querySelector("#speed");
    this.speeds = speeds.map((speed) =>
      element(
        "button",
        {
          type: "button",
          onclick: () => this.#change({ speed }),
        },
        `${speed}×`,
      ),
    );
    row.append(...this.speeds);
  }

  #draw() {
    if (!this.#known) return;
    const now = this.now();
    const { speed } = this.#reported;
    put("#now", withSeconds(now));
    put("#day", dayOf(now));
    const when = document.querySelector("#when");
    attribute(when, "title", fullDayOf(now));
    document.body.classList.toggle("paused", speed === 0);

    const runs = speed > 0;
    if (this.run.dataset.runs !== String(runs)) {
      this.run.dataset.runs = String(runs);
      this.run.replaceChildren(icon(runs ? "pause" : "play"));
    }
    attribute(this.run, "aria-label", say(runs ? "pause" : "play"));
    attribute(this.run, "title", say(runs ? "pause" : "play"));

    let last = null;
    for (const { at, name, daysLater, button, word } of this.#marks) {
      const passed = instantOf(at, now, daysLater) <= now;
      if (passed) last = button;
      if (word.textContent !== say(name)) word.textContent = say(name);
      button.classList.toggle("passed", passed);
      attribute(button, "aria-disabled", String(passed));
      attribute(button, "title", say(passed ? "passed" : "jump", { at, name: say(name) }));
      attribute(button, "aria-label", button.title);
    }
    for (const { button } of this.#marks) button.classList.toggle("latest", button === last);

    speeds.forEach((value, index) => {
      const button = this.speeds[index];
      attribute(button, "aria-pressed", String(value === speed));
      attribute(button, "aria-label", say("speedOf", { speed: value }));
    });
  }
}

function put(selector, text) {
  const place = document.querySelector(selector);
  if (place.textContent !== text) place.textContent = text;
}

function attribute(place, name, value) {
  if (place.getAttribute(name) !== value) place.setAttribute(name, value);
}
