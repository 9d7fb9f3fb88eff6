// The emulator's control interface: calls, and the stream that says what has changed.

/** What the server refused, in its own sentence. */
export class Refused extends Error {}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const text = await response.text();
  let answer = null;
  try {
    answer = text === "" ? null : JSON.parse(text);
  } catch {
    // an error page is no JSON; the status below says enough
  }
  if (!response.ok) throw new Refused(answer?.error ?? `HTTP ${response.status}`);
  return answer;
}

const of = (id, what) => `/control/users/${id}/${what}`;

export const clock = () => call("GET", "/control/clock");
export const setClock = (change) => call("POST", "/control/clock", change);
export const weather = async () => (await call("GET", "/control/faults")).weather;
export const setWeather = (name) => call("POST", "/control/faults", { weather: name });
export const clearFaults = () => call("DELETE", "/control/faults");
export const users = async () => (await call("GET", "/control/users")).users;
export const screen = (id) => call("GET", of(id, "screen"));
export const markRead = (id) => call("POST", of(id, "read"), {});
export const block = (id) => call("POST", of(id, "block"), {});
export const unblock = (id) => call("POST", of(id, "unblock"), {});
export const shareContact = (id) => call("POST", of(id, "contact"), {});

/** Press Start, with the code of a deep link if there is one. */
export const start = (id, code) => call("POST", of(id, "start"), code ? { payload: code } : {});

/** Say something, perhaps in reply to a message. */
export const say = (id, text, replyTo) =>
  call("POST", of(id, "text"), replyTo ? { text, reply_to: replyTo } : { text });

/** Press the button that bears these data; answers the id of the callback query. */
export const press = async (id, messageId, data) =>
  (await call("POST", of(id, "press"), { message_id: messageId, data })).callback_query_id;

/** Send a picture or any other file. */
export function sendFile(id, file) {
  const form = new FormData();
  form.set("kind", file.type.startsWith("image/") ? "photo" : "document");
  form.set("file", file, file.name);
  return call("POST", of(id, "file"), form);
}

/** A file's address on this very server, whatever host name the server believes it has. */
export function localAddress(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

/**
 * Follow what happens: `heard(event)` for each event, `there(true | false)` as the server comes
 * and goes. Begins again by itself, also where the browser's own EventSource gives up.
 */
export function follow(heard, there) {
  const source = new EventSource("/control/events");
  source.addEventListener("open", () => there(true));
  source.addEventListener("message", (message) => heard(JSON.parse(message.data)));
  source.addEventListener("error", () => {
    there(false);
    source.close();
    setTimeout(() => follow(heard, there), 1000);
  });
}
