// One message as a bubble: text, picture, file, buttons, and the small marks beside the time.

import { element, icon, iconButton } from "/page/element.js";
import { withMinutes } from "/page/hour.js";
import { localAddress } from "/page/server.js";
import { safeAddress, spans } from "/page/spans.js";
import { language, say } from "/page/words.js";

/** A message's instant in milliseconds; Telegram counts seconds. */
export const instant = (date) => date * 1000;

/** What decides how a bubble looks: two equal strings need no new drawing. */
export function looks(message, quoted) {
  return JSON.stringify([language(), message, quoted?.text ?? quoted?.caption ?? null]);
}

/** The first words of a message, for a quotation or a list. */
export function gist(message) {
  if (!message) return say("gap");
  const text = message.text ?? message.caption;
  if (text) return text.split("\n").find((line) => line.trim() !== "") ?? "";
  return message.document?.file_name ?? say("picture");
}

/**
 * A message as an article. `hands` is what the phone can do with it: press(message, button),
 * command(text), reply(message), enlarge(photo); `quoted` is the message it answers.
 */
export function bubble(message, quoted, hands) {
  const mine = message.from === "user";
  const balloon = element("div", { class: "balloon" });
  if (message.reply_to) balloon.append(element("div", { class: "quote" }, gist(quoted)));
  if (message.photo) balloon.append(picture(message.photo, hands));
  if (message.document) balloon.append(file(message.document));
  if (message.voice) {
    balloon.append(element("audio", { controls: true, src: localAddress(message.voice.url) }));
  }
  const words = message.text ?? message.caption;
  if (words) {
    const body = element("div", { class: "words", lang: "zh-CN" });
    body.append(...spans(words, message.entities, hands.command));
    balloon.append(body);
  }
  balloon.append(marks(message));

  const article = element(
    "article",
    {
      class: `message ${mine ? "mine" : "theirs"}`,
      "data-message": message.message_id,
      tabindex: -1,
      "aria-label": say(mine ? "you" : "bot"),
    },
    balloon,
  );
  if (!mine) {
    const reply = iconButton("reply", say("reply"), () => hands.reply(message));
    reply.classList.add("answer");
    balloon.append(reply);
  }
  if (message.keyboard?.length) article.append(keyboard(message, hands));
  return article;
}

function picture(photo, hands) {
  const source = localAddress(photo.url);
  const image = element("img", {
    src: source,
    alt: say("picture"),
    width: photo.width,
    height: photo.height,
  });
  return element(
    "button",
    { type: "button", class: "shot", "aria-label": say("enlarge"), onclick: () => hands.enlarge(source) },
    image,
  );
}

function file({ file_name: name, size, url }) {
  return element(
    "a",
    {
      class: "file",
      href: localAddress(url),
      download: name ?? "",
      "aria-label": say("downloadOf", { name }),
    },
    element("span", { class: "sheet" }, icon("file")),
    element(
      "span",
      { class: "about" },
      element("b", {}, name ?? ""),
      element("small", {}, `${bytes(size)} · ${say("download")}`),
    ),
  );
}

function bytes(size) {
  if (!(size > 0)) return "";
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

function marks(message) {
  const line = element("div", { class: "marks" });
  if (message.protected) line.append(mark("lock", say("protected")));
  if (message.silent) line.append(mark("silent", say("silent")));
  if (message.edit_date) {
    const at = withMinutes(instant(message.edit_date));
    line.append(element("span", { title: say("editedAt", { at }) }, say("edited")));
  }
  const at = instant(message.date);
  const time = element("time", { datetime: new Date(at).toISOString() }, withMinutes(at));
  line.append(time);
  return line;
}

function mark(name, meaning) {
  return element("span", { class: "mark-of", title: meaning, role: "img", "aria-label": meaning }, icon(name));
}

function keyboard(message, hands) {
  const rows = message.keyboard.map((row) =>
    element("div", { class: "row" }, ...row.map((button) => key(message, button, hands))),
  );
  return element("div", { class: "keyboard", role: "group", lang: "zh-CN" }, ...rows);
}

function key(message, button, hands) {
  if (button.url) {
    const href = safeAddress(button.url);
    if (href === null) return element("span", { class: "key" }, button.text);
    return element(
      "a",
      { class: "key", href, target: "_blank", rel: "noreferrer noopener", title: say("link") },
      button.text,
    );
  }
  return element(
    "button",
    {
      type: "button",
      class: "key",
      "data-press": button.data,
      onclick: () => hands.press(message, button),
    },
    button.text,
  );
}
