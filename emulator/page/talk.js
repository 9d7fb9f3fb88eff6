// The conversation on one phone: bubbles that change in place, and a place to read that stays.

import { bubble, instant, looks } from "/page/bubble.js";
import { element, icon } from "/page/element.js";
import { dayNumber, dayOf } from "/page/hour.js";
import { language, say } from "/page/words.js";

// Telegram gives up waiting for the answer to a press, too; the page does not spin for ever.
const patienceMs = 12_000;
const typingMs = 5_000;

/** The scrolling part of a phone; `hands` are handed on to the bubbles. */
export class Talk {
  #drawn = new Map(); // key -> { made, looks, said }
  #pending = new Map(); // "message data" -> { query, timer }
  #first = true;
  #stuck = true; // the reader is at the end, so new messages may scroll
  #top = 0;
  #newest = 0;
  #missed = 0;
  #seenToasts = null;
  #typing = null;
  #hands;

  constructor(hands) {
    this.#hands = { ...hands, press: (message, button) => this.#press(message, button) };
    this.stack = element("div", { class: "stack" });
    this.log = element("div", { class: "log", role: "log", tabindex: 0 }, this.stack);
    this.fresh = element("button", { type: "button", class: "fresh", hidden: true, onclick: () => this.toEnd() });
    this.toasts = element("div", { class: "toasts", role: "status" });
    this.root = element("div", { class: "talk" }, this.log, this.fresh, this.toasts);
    this.log.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.log;
      // Only going back leaves the end: content that has just grown does not.
      if (scrollHeight - scrollTop - clientHeight < 48) this.#stuck = true;
      else if (scrollTop < this.#top) this.#stuck = false;
      this.#top = scrollTop;
      if (this.#stuck) this.#caughtUp();
    });
    // Pictures arrive late, and windows change their size.
    const sizes = new ResizeObserver(() => this.stay());
    sizes.observe(this.stack);
    sizes.observe(this.log);
  }

  /** Draw the conversation as the server has it; answers whether the bot said something new. */
  show({ messages, toasts }) {
    this.log.setAttribute("aria-label", say("log"));
    const anchor = this.#stuck ? null : this.#anchor();
    const held = this.#heldFocus();
    const newest = messages.at(-1)?.message_id ?? 0;
    if (newest < this.#newest) this.#newest = newest; // the server began anew
    const arrived = messages.filter(({ message_id: id }) => id > this.#newest);
    const spoken = arrived.filter(({ from }) => from === "bot");

    this.#lay(messages);
    this.#settle(messages, toasts);
    this.#announce(toasts);
    if (held) this.#giveFocusBack(held);

    if (spoken.length > 0) this.typing(false);
    const own = arrived.some(({ from }) => from === "user");
    if (this.#first || this.#stuck || own) this.toEnd();
    else {
      if (anchor) this.log.scrollTop += anchor.made.offsetTop - anchor.top;
      this.#missed += spoken.length;
      this.#pill();
    }
    this.#newest = Math.max(this.#newest, newest);
    // Only what comes later is read out; a whole conversation at once helps nobody.
    if (this.#first) this.log.setAttribute("aria-live", "polite");
    this.#first = false;
    return spoken.length > 0;
  }

  /** Go to the newest message. */
  toEnd() {
    this.#stuck = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.#top = this.log.scrollTop;
    this.#caughtUp();
  }

  /** The room has changed its height: who read the end goes on reading the end. */
  stay() {
    if (this.#stuck) this.toEnd();
  }

  /** The three dots, until something is said or five seconds have passed. */
  typing(on) {
    clearTimeout(this.#typing?.timer);
    if (!on) {
      this.#typing?.made.remove();
      this.#typing = null;
      return;
    }
    const made =
      this.#typing?.made ??
      element(
        "div",
        { class: "typing", role: "img", "aria-label": say("typing") },
        element("i"),
        element("i"),
        element("i"),
      );
    this.stack.append(made);
    this.#typing = { made, timer: setTimeout(() => this.typing(false), typingMs) };
  }

  /** Say something over the conversation for a moment. */
  toast(text) {
    const made = element("p", { class: "toast", lang: "zh-CN" }, text);
    this.toasts.append(made);
    while (this.toasts.children.length > 3) this.toasts.firstChild.remove();
    setTimeout(() => made.remove(), 4000);
  }

  #alert(text) {
    const before = document.activeElement;
    const shade = element("div", { class: "shade" });
    const put = () => {
      shade.remove();
      if (before?.isConnected) before.focus();
    };
    const button = element("button", { type: "button", class: "solid", onclick: put }, say("ok"));
    shade.append(
      element(
        "div",
        { class: "alert", role: "alertdialog", "aria-label": text, lang: "zh-CN" },
        element("p", {}, text),
        button,
      ),
    );
    shade.addEventListener("keydown", (event) => event.key === "Escape" && put());
    this.root.append(shade);
    // Only the phone in the user's hand may take the focus.
    if (before === document.body || this.root.closest(".phone")?.contains(before)) button.focus();
  }

  #lay(messages) {
    const byId = new Map(messages.map((message) => [message.message_id, message]));
    const keep = new Set();
    let day = null;
    let place = this.stack.firstChild;
    const set = (key, look, make, said = "") => {
      keep.add(key);
      const old = this.#drawn.get(key);
      let made = old?.made;
      if (old?.looks !== look) {
        made = make();
        if (old) {
          if (place === old.made) place = old.made.nextSibling;
          old.made.remove();
          // A new language is another drawing, too, but no news.
          if (old.said !== said) made.classList.add("changed");
        } else if (!this.#first) made.classList.add("arrived");
        this.#drawn.set(key, { made, looks: look, said });
      }
      if (made === place) place = place.nextSibling;
      else this.stack.insertBefore(made, place);
    };
    for (const message of messages) {
      const at = instant(message.date);
      if (dayNumber(at) !== day) {
        day = dayNumber(at);
        set(`day ${day} ${message.message_id}`, language(), () => element("p", { class: "day" }, dayOf(at)));
      }
      const quoted = byId.get(message.reply_to);
      set(
        message.message_id,
        looks(message, quoted),
        () => bubble(message, quoted, this.#hands),
        JSON.stringify(message),
      );
    }
    if (messages.length === 0) {
      set("quiet", language(), () => element("p", { class: "quiet" }, say("quiet")));
    }
    for (const [key, { made }] of this.#drawn) {
      if (keep.has(key)) continue;
      made.remove();
      this.#drawn.delete(key);
    }
  }

  async #press(message, button) {
    const key = `${message.message_id} ${button.data}`;
    if (this.#pending.has(key)) return;
    const press = { query: null, look: this.#drawn.get(message.message_id)?.looks };
    press.timer = setTimeout(() => this.#release(key), patienceMs);
    this.#pending.set(key, press);
    this.#markPending();
    try {
      press.query = await this.#hands.sendPress(message, button);
    } catch (error) {
      this.#release(key);
      this.toast(say("refused", { error: error.message }));
    }
    this.#hands.refresh();
  }

  #release(key) {
    clearTimeout(this.#pending.get(key)?.timer);
    this.#pending.delete(key);
    this.#markPending();
  }

  // A press is answered once its toast is there, or its message has changed.
  #settle(messages, toasts) {
    const answered = new Set(toasts.map(({ callback_query_id: id }) => id));
    for (const [key, { query, look }] of this.#pending) {
      const id = Number(key.split(" ")[0]);
      if (answered.has(query) || this.#drawn.get(id)?.looks !== look) this.#release(key);
    }
    this.#markPending();
  }

  #markPending() {
    for (const made of this.stack.querySelectorAll("[data-press]")) {
      const id = made.closest("[data-message]").dataset.message;
      const waits = this.#pending.has(`${id} ${made.dataset.press}`);
      made.classList.toggle("waiting", waits);
      if (waits) made.setAttribute("aria-busy", "true");
      else made.removeAttribute("aria-busy");
    }
  }

  #announce(toasts) {
    const ids = toasts.map(({ callback_query_id: id }) => id);
    const seen = this.#seenToasts;
    this.#seenToasts = new Set(ids);
    if (seen === null) return; // said before this page was opened
    for (const { callback_query_id: id, text, show_alert: alert } of toasts) {
      if (seen.has(id) || !text) continue;
      if (alert) this.#alert(text);
      else this.toast(text);
    }
  }

  #anchor() {
    const top = this.log.scrollTop;
    for (const made of this.stack.children) {
      if (made.offsetTop + made.offsetHeight > top && made.dataset.message) {
        const id = Number(made.dataset.message);
        // Looked up again afterwards: an edit puts another element in its place.
        const find = () => this.#drawn.get(id)?.made ?? made;
        return {
          top: made.offsetTop,
          get made() {
            return find();
          },
        };
      }
    }
    return null;
  }

  #heldFocus() {
    const message = document.activeElement?.closest?.("[data-message]");
    return message && this.stack.contains(message) ? { id: message.dataset.message, was: document.activeElement } : null;
  }

  // The pressed button is gone with its keyboard: stay with the message it belonged to.
  #giveFocusBack({ id, was }) {
    if (was.isConnected) return;
    const message = this.stack.querySelector(`[data-message="${id}"]`);
    (message?.querySelector(".key") ?? message ?? this.log).focus({ preventScroll: true });
  }

  #caughtUp() {
    this.#missed = 0;
    this.#pill();
  }

  #pill() {
    this.fresh.hidden = this.#missed === 0;
    if (this.#missed > 0) this.fresh.replaceChildren(icon("down"), say("fresh", { n: this.#missed }));
  }
}
