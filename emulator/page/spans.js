// Text with Telegram's entities, as elements. Offsets count UTF-16 units, as JavaScript does.

import { element } from "/page/element.js";

const names = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** An address one may follow from a chat; anything else (javascript:, data:) is only text. */
export function safeAddress(url) {
  try {
    const { protocol, href } = new URL(url.includes(":") ? url : `https://${url}`);
    return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

function link(url) {
  const href = safeAddress(url);
  if (href === null) return element("span");
  return element("a", { href, target: "_blank", rel: "noreferrer noopener" });
}

function shell(entity, text, oncommand) {
  const { type } = entity;
  if (type in names) return element(names[type]);
  if (type === "text_link") return link(entity.url ?? "");
  if (type === "url") return link(text);
  if (type === "email") return link(`mailto:${text}`);
  if (type === "phone_number") return link(`tel:${text.replace(/[^\d+]/g, "")}`);
  if (type === "spoiler") {
    return element("span", {
      class: "spoiler",
      tabindex: 0,
      onclick: (event) => event.currentTarget.classList.add("seen"),
    });
  }
  if (type === "bot_command" && oncommand) {
    return element("button", { type: "button", class: "command", onclick: () => oncommand(text) });
  }
  return element("span", { class: `is-${type.replaceAll("_", "-")}` });
}

/** The nodes of `text` with its entities; `oncommand` is called when a /command is pressed. */
export function spans(text, entities, oncommand) {
  // The outer one first, so that what lies inside is drawn inside it.
  const order = [...(entities ?? [])]
    .filter(({ offset, length }) => length > 0 && offset >= 0 && offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);

  function draw(from, until, inside) {
    const nodes = [];
    let at = from;
    let rest = inside;
    while (rest.length > 0) {
      const [first, ...others] = rest;
      const begin = Math.max(first.offset, at);
      const end = Math.min(first.offset + first.length, until);
      if (end <= begin) {
        rest = others;
        continue;
      }
      if (begin > at) nodes.push(text.slice(at, begin));
      const within = others.filter(({ offset }) => offset < end);
      const made = shell(first, text.slice(begin, end), oncommand);
      made.append(...draw(begin, end, within));
      nodes.push(made);
      at = end;
      // One that reaches beyond this one is cut in two rather than lost.
      rest = others.filter(({ offset, length }) => offset + length > end);
    }
    if (at < until) nodes.push(text.slice(at, until));
    return nodes;
  }

  return draw(0, text.length, order);
}
