// Instants as people in the school read them: always Asia/Shanghai, wherever the browser stands.

import { tag } from "/page/words.js";

const zone = "Asia/Shanghai";
const dayMs = 86_400_000;
// China has kept one time since 1991, without summer time.
const offsetMs = 8 * 3_600_000;

const made = new Map();

function format(options) {
  const key = tag() + JSON.stringify(options);
  if (!made.has(key)) {
    const locale = tag() === "en" ? "en-GB" : "zh-CN";
    made.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return made.get(key);
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** 07:30:05 */
export const withSeconds = (ms) => format({ ...clock, second: "2-digit" }).format(ms);

/** 07:30 */
export const withMinutes = (ms) => format(clock).format(ms);

/** 11月23日 星期一 */
export const dayOf = (ms) =>
  tag() === "en"
    ? format({ weekday: "short", day: "numeric", month: "short" }).format(ms)
    : `${format({ month: "long", day: "numeric" }).format(ms)} ${format({ weekday: "long" }).format(ms)}`;

/** The same with the year, for the tooltip of the clock. */
export const fullDayOf = (ms) => format({ dateStyle: "full" }).format(ms);

/** A number that is the same for all instants of one school day. */
export const dayNumber = (ms) => Math.floor((ms + offsetMs) / dayMs);

/** The instant of "07:30" on the day of `ms`, or some days later. */
export function instantOf(at, ms, daysLater = 0) {
  const [hours, minutes] = at.split(":").map(Number);
  return (dayNumber(ms) + daysLater) * dayMs - offsetMs + (hours * 60 + minutes) * 60_000;
}
