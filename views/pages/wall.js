// Keeps the page true: what the stream says is put in place, and silence is said aloud.
const STALE_MS = 20_000;
const AGAIN_MS = 5_000;

const { stream, live, lost } = document.body.dataset;
const place = Object.fromEntries(
  ["as-of", "day", "line", "news", "wall"].map((id) => [id, document.getElementById(id)]),
);

let source;
let waiting;
let again;

// Words are only changed where they differ: a screen reader says each change.
function say(id, words) {
  if (place[id].textContent !== words) place[id].textContent = words;
}

function isLost() {
  document.body.classList.add("lost");
  say("line", lost);
}

function heard() {
  document.body.classList.remove("lost");
  say("line", live);
  clearTimeout(waiting);
  // A line that is cut without a word looks like a quiet one.
  waiting = setTimeout(() => {
    isLost();
    begin();
  }, STALE_MS);
}

function shown(event) {
  const { as_of: asOf, body, day, news } = JSON.parse(event.data);
  say("as-of", asOf);
  say("day", day);
  if (body !== undefined) place.wall.innerHTML = body;
  if (news !== undefined) say("news", news);
  heard();
}

function begin() {
  source?.close();
  clearTimeout(again);
  source = new EventSource(stream);
  source.addEventListener("wall", shown);
  // The link is no longer good: the page asks once more and shows why.
  source.addEventListener("over", () => {
    source.close();
    location.reload();
  });
  source.addEventListener("error", () => {
    isLost();
    // The browser begins anew by itself, except where it was turned away.
    if (source.readyState === EventSource.CLOSED) again = setTimeout(begin, AGAIN_MS);
  });
}

addEventListener("pageshow", (event) => {
  if (event.persisted) begin();
});
begin();
