// Where a person writes: the field, the command menu, quick replies, Start.

import { gist } from "/page/bubble.js";
import { element, icon, iconButton } from "/page/element.js";
import { say } from "/page/words.js";

/**
 * The lower end of a phone. `hands`: say(text, replyTo), contact(), start(code), unblock(),
 * file(file) do it and answer whether it was done; resized() hears that the height has changed.
 */
export class Composer {
  #hands;
  #commands = [];
  #replyTo = null;
  #placeholder = null;
  #state = null;

  constructor(hands) {
    this.#hands = hands;
    this.root = element("div", { class: "hand" });
    this.field = element("textarea", { rows: 1, class: "field", enterkeyhint: "send", maxlength: 4096 });
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.menu = element("div", { class: "commands", role: "menu", hidden: true });
    this.menu.addEventListener("keydown", (event) => this.#menuKey(event));
    this.choices = element("div", { class: "choices", role: "group", hidden: true, lang: "zh-CN" });
    this.replying = element("div", { class: "replying", hidden: true });
    this.code = element("input", { class: "field", autocomplete: "off", maxlength: 64 });
    this.translate();
  }

  /** Draw again in the page's language. */
  translate() {
    const field = this.field;
    field.setAttribute("aria-label", say("write"));
    field.placeholder = this.#placeholder ?? say("write");
    this.slash = element(
      "button",
      {
        type: "button",
        class: "icon slash",
        "aria-label": say("commands"),
        title: say("commands"),
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: () => this.#openMenu(this.menu.hidden ? "" : null, true),
      },
      "/",
    );
    const chosen = element("input", { type: "file", hidden: true, tabindex: -1 });
    chosen.addEventListener("change", () => {
      const [file] = chosen.files;
      if (file) this.#hands.file(file);
      chosen.value = "";
    });
    const clip = iconButton("clip", say("attach"), () => chosen.click());
    this.send = element(
      "button",
      { class: "icon send", "aria-label": say("send"), title: say("send") },
      icon("send"),
    );
    this.form = element("form", { class: "composer" }, this.slash, field, chosen, clip, this.send);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });

    this.code.placeholder = say("code");
    this.code.setAttribute("aria-label", say("code"));
    this.starter = element(
      "form",
      { class: "starter" },
      element("p", {}, say("notStarted")),
      element("div", {}, this.code, element("button", { class: "solid" }, say("start"))),
    );
    this.starter.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#hands.start(this.code.value.trim());
    });

    this.stopped = element(
      "div",
      { class: "starter" },
      element("p", {}, say("blocked")),
      element("button", { type: "button", class: "solid", onclick: () => this.#hands.unblock() }, say("unblock")),
    );
    this.choices.setAttribute("aria-label", say("choices"));
    this.#state = null;
    this.#grow();
  }

  /** Show what the person can do now: write, press Start, or take the bot back. */
  show({ commands, placeholder, messages }, { started, blocked }) {
    this.#commands = commands ?? [];
    this.#placeholder = placeholder;
    this.field.placeholder = placeholder ?? say("write");
    this.slash.hidden = this.#commands.length === 0;
    const state = blocked ? "stopped" : started ? "writing" : "starting";
    if (state !== this.#state) {
      this.#state = state;
      const parts = {
        writing: [this.menu, this.replying, this.choices, this.form],
        starting: [this.starter],
        stopped: [this.stopped],
      };
      this.root.replaceChildren(...parts[state]);
      this.#grow();
    }
    const offered = messages.findLast(({ reply_keyboard: rows }) => rows);
    this.#offer(offered?.reply_keyboard ?? null);
  }

  /** Ask for a code before Start is pressed once more. */
  askForCode() {
    this.#state = "starting";
    this.root.replaceChildren(this.starter);
    this.code.focus();
  }

  /** Begin an answer to one message. */
  reply(message) {
    this.#replyTo = message;
    this.replying.replaceChildren(
      icon("reply"),
      element("span", { lang: "zh-CN" }, `${say("replyTo")} ${gist(message)}`),
      iconButton("close", say("replyCancel"), () => this.#unreply()),
    );
    this.replying.hidden = false;
    this.#hands.resized();
    this.field.focus();
  }

  #unreply() {
    this.#replyTo = null;
    this.replying.hidden = true;
    this.field.focus();
  }

  #offer(rows) {
    const look = JSON.stringify(rows);
    if (this.choices.dataset.look === look) return;
    this.choices.dataset.look = look;
    this.choices.hidden = rows === null;
    this.choices.replaceChildren(
      ...(rows ?? []).map((row) =>
        element("div", { class: "row" }, ...row.map((button) => this.#choice(button))),
      ),
    );
  }

  #choice({ text, request_contact: contact }) {
    const onclick = () => (contact ? this.#hands.contact() : this.#hands.say(text, null));
    return element("button", { type: "button", class: "key", onclick }, text);
  }

  async #submit() {
    const text = this.field.value.trim();
    if (text === "") return;
    const replyTo = this.#replyTo?.message_id ?? null;
    this.#openMenu(null);
    this.field.value = "";
    this.#replyTo = null;
    this.replying.hidden = true;
    this.#grow();
    const gone = await this.#hands.say(text, replyTo);
    if (!gone && this.field.value === "") this.field.value = text; // nothing typed is lost
    this.#grow();
  }

  #typed() {
    this.#grow();
    const { value } = this.field;
    this.#openMenu(/^\/\w*$/.test(value) ? value.slice(1) : null);
  }

  #grow() {
    this.field.style.height = "auto";
    if (this.field.scrollHeight > 0) this.field.style.height = `${this.field.scrollHeight}px`;
    this.send?.classList.toggle("ready", this.field.value.trim() !== "");
    this.#hands.resized();
  }

  #key(event) {
    // Enter also ends a pinyin candidate; that one must not send.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.menu.hidden) {
      event.preventDefault();
      const items = this.menu.children;
      (event.key === "ArrowDown" ? items[0] : items[items.length - 1])?.focus();
    } else if (event.key === "Escape") {
      if (!this.menu.hidden) this.#openMenu(null);
      else if (this.#replyTo) this.#unreply();
    }
  }

  #menuKey(event) {
    const items = [...this.menu.children];
    const at = items.indexOf(document.activeElement);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      event.preventDefault();
      items[(at + move + items.length) % items.length].focus();
    } else if (event.key === "Escape") {
      this.#openMenu(null);
      this.slash.focus();
    }
  }

  #openMenu(beginning, focus = false) {
    const fitting =
      beginning === null ? [] : this.#commands.filter(({ command }) => command.startsWith(beginning));
    this.menu.hidden = fitting.length === 0;
    this.slash.setAttribute("aria-expanded", String(!this.menu.hidden));
    this.menu.replaceChildren(
      ...fitting.map(({ command, description }) =>
        element(
          "button",
          {
            type: "button",
            role: "menuitem",
            onclick: () => {
              this.#openMenu(null);
              this.field.value = "";
              this.field.focus();
              this.#hands.say(`/${command}`, null);
            },
          },
          element("b", {}, `/${command}`),
          element("span", { lang: "zh-CN" }, description),
        ),
      ),
    );
    if (focus) this.menu.firstChild?.focus();
  }
}
