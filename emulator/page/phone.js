// One phone: whose it is, the conversation on it, and the hand that holds it.

import { Composer } from "/page/composer.js";
import { element, iconButton } from "/page/element.js";
import { face, groupOf, nameOf, postOf } from "/page/person.js";
import * as server from "/page/server.js";
import { Talk } from "/page/talk.js";
import { say } from "/page/words.js";

/** A person's phone as a column; `put(id)` puts it away, `enlarge(address)` shows a picture. */
export class Phone {
  #screen = null;
  #fetching = false;
  #again = false;
  #menuOpen = false;

  constructor(user, { putAway, enlarge }) {
    this.user = user;
    this.id = user.id;
    this.visible = false;
    this.putAway = putAway;
    this.talk = new Talk({
      sendPress: (message, button) => server.press(this.id, message.message_id, button.data),
      refresh: () => this.refresh(),
      command: (text) => this.#do(server.say(this.id, text)),
      reply: (message) => this.composer.reply(message),
      enlarge,
    });
    this.composer = new Composer({
      say: (text, replyTo) => this.#do(server.say(this.id, text, replyTo)),
      contact: () => this.#do(server.shareContact(this.id)),
      start: (code) => this.#do(server.start(this.id, code)),
      unblock: () => this.#do(server.unblock(this.id)),
      file: (file) => this.#do(server.sendFile(this.id, file)),
      resized: () => this.talk.stay(),
    });
    this.header = element("header", { class: "who" });
    this.root = element(
      "section",
      { class: "phone", "data-user": this.id },
      this.header,
      this.talk.root,
      this.composer.root,
    );
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#menuOpen) this.#menu(false, true);
    });
    this.root.addEventListener("focusout", (event) => {
      if (this.#menuOpen && !this.header.contains(event.relatedTarget)) this.#menu(false);
    });
    this.translate();
  }

  /** The list of people has news about this one. */
  know(user) {
    const changed = JSON.stringify([this.user.about, nameOf(this.user), this.user.blocked, this.user.started]);
    this.user = user;
    if (changed !== JSON.stringify([user.about, nameOf(user), user.blocked, user.started])) {
      this.#head();
      this.#draw();
    }
    this.#read(user.unread > 0);
  }

  /** Draw again in the page's language. */
  translate() {
    this.#head();
    this.composer.translate();
    this.#draw();
  }

  /** Fetch the screen; calls that come meanwhile are one more fetch, not many. */
  async refresh() {
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = true;
    try {
      do {
        this.#again = false;
        this.#screen = await server.screen(this.id);
        const news = this.#draw();
        this.#read(news);
      } while (this.#again);
    } catch (error) {
      this.talk.toast(say("refused", { error: said(error) }));
    } finally {
      this.#fetching = false;
    }
  }

  /** Scrolled into view, or out of it. */
  see(visible) {
    this.visible = visible;
    this.#read(visible && this.user.unread > 0);
  }

  /** Bring this phone before the user's eyes and put the cursor into its field. */
  raise({ focus = true } = {}) {
    this.root.scrollIntoView({ block: "nearest", inline: "center" });
    if (focus) this.composer.field.focus({ preventScroll: true });
    this.root.classList.remove("raised");
    void this.root.offsetWidth; // so that the animation begins again
    this.root.classList.add("raised");
  }

  #draw() {
    if (this.#screen === null) return false;
    this.composer.show(this.#screen, this.user);
    return this.talk.show(this.#screen);
  }

  #read(news) {
    if (news && this.visible && document.visibilityState === "visible") {
      server.markRead(this.id).catch(() => {}); // the next news marks it again
    }
  }

  async #do(promise) {
    this.talk.toEnd();
    try {
      await promise;
      return true;
    } catch (error) {
      this.talk.toast(say("refused", { error: said(error) }));
      return false;
    } finally {
      this.refresh();
    }
  }

  #head() {
    const { user } = this;
    const id = `name-${this.id}`;
    this.root.setAttribute("aria-labelledby", id);
    const post = [postOf(user), groupOf(user)].filter(Boolean).join(" · ");
    this.more = iconButton("more", say("more"), () => this.#menu(!this.#menuOpen, true), {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    });
    const item = (word, act) =>
      element("button", { type: "button", role: "menuitem", onclick: () => (this.#menu(false, true), act()) }, say(word));
    const block = user.blocked
      ? item("unblock", () => this.#do(server.unblock(this.id)))
      : item("block", () => this.#do(server.block(this.id)));
    this.menu = element(
      "div",
      { class: "menu", role: "menu", hidden: true },
      item("startCode", () => this.composer.askForCode()),
      block,
    );
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const items = [...this.menu.children];
      const step = event.key === "ArrowDown" ? 1 : -1;
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    });
    this.#menuOpen = false;
    this.header.replaceChildren(
      face(user),
      element(
        "div",
        { class: "names", lang: "zh-CN" },
        element("h2", { id }, nameOf(user)),
        element("p", { title: post }, post),
      ),
      this.more,
      iconButton("close", say("closePhone"), () => this.putAway(this.id)),
      this.menu,
    );
  }

  #menu(open, focus = false) {
    this.#menuOpen = open;
    this.menu.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (focus) (open ? this.menu.firstChild : this.more).focus();
  }
}

/** A fetch that found nobody has no sentence of its own. */
function said(error) {
  return error instanceof server.Refused ? error.message : say("noAnswer");
}
