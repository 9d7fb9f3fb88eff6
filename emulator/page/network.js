// The bot's line to Telegram: good, bad or very bad, chosen here and shown while it is not good.

import { element } from "/page/element.js";
import * as server from "/page/server.js";
import { onLanguage, say } from "/page/words.js";

const levels = [
  ["good", "networkGood", "networkGoodText"],
  ["bad", "networkBad", "networkBadText"],
  ["very_bad", "networkVeryBad", "networkVeryBadText"],
];

/** The switch in the bar, the choices it opens, and the strip that says what is on. */
export class Network {
  #level = "good";
  #choices = new Map();
  #complain;

  constructor(complain) {
    this.#complain = complain;
    this.button = document.querySelector("#networkButton");
    this.menu = document.querySelector("#network");
    this.strip = document.querySelector("#weather");
    for (const [level] of levels) {
      const choice = element(
        "button",
        { type: "button", onclick: () => this.#choose(level) },
        element("b"),
        element("span"),
      );
      this.#choices.set(level, choice);
      this.menu.append(choice);
    }
    this.menu.addEventListener("toggle", ({ newState }) => {
      this.button.setAttribute("aria-expanded", String(newState === "open"));
      if (newState === "open") (this.#choices.get(this.#level) ?? this.menu.firstChild).focus();
    });
    document.querySelector("#weatherEnd").addEventListener("click", () => {
      this.#choose("good");
      this.button.focus(); // the strip goes, and the focus would go with it
    });
    onLanguage(() => this.#draw());
  }

  /** The server says which weather is on; null is none. */
  hear(weather) {
    this.#level = weather === null ? "good" : (weather.weather ?? "other");
    this.#draw();
  }

  /** Ask the server which weather is on. */
  async read() {
    this.hear(await server.weather());
  }

  async #choose(level) {
    this.menu.hidePopover();
    try {
      await (level === "good" ? server.clearFaults() : server.setWeather(level));
      await this.read();
    } catch (error) {
      this.#complain(error);
    }
  }

  #draw() {
    const names = new Map(levels.map(([level, name]) => [level, say(name)]));
    const level = names.get(this.#level) ?? say("networkOther");
    const label = say("networkIs", { level });
    this.button.dataset.level = this.#level;
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    for (const [each, name, text] of levels) {
      const choice = this.#choices.get(each);
      const [title, about] = choice.children;
      title.textContent = say(name);
      about.textContent = say(text);
      choice.setAttribute("aria-pressed", String(each === this.#level));
    }
    this.strip.hidden = this.#level === "good";
    document.querySelector("#weatherText").textContent = say("networkOn", { level });
  }
}
