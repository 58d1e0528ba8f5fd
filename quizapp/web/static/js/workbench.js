// Judge drafts without page loads: what was pressed is shown at once, and taken back when it failed.
import { later, listen, mark } from "./workbench-keys.js";
import "./workbench-wait.js";
import { wordsOf } from "./words.js";

const WAITS_MS = [400, 1500, 4000];
const PATIENCE_MS = 15000;
const form = document.getElementById("judge");
const said = document.getElementById("said");
const WORDS = wordsOf(said);
const undone = [];
let chosen = null;

const cards = () => [...document.querySelectorAll("[data-draft]")];
const cardOf = (id) => document.getElementById(`draft-${id}`);

function say(words) {
  said.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (said.textContent = ""), 8000);
}

function choose(card, { focus = true } = {}) {
  if (!card) return;
  chosen?.removeAttribute("data-chosen");
  chosen = card;
  card.dataset.chosen = "";
  mark(card);
  if (!focus) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

const parse = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

// Put the server's card in the place of ours; whoever was on it stays on it.
function replace(card, html) {
  const fresh = parse(html);
  const held = card.contains(document.activeElement);
  const wasChosen = chosen === card;
  card.replaceWith(fresh);
  if (wasChosen) choose(fresh, { focus: held });
}

function take(reply, id) {
  if (reply.card) replace(cardOf(id), reply.card);
  if (reply.cell) {
    const fresh = parse(reply.cell);
    document.getElementById(fresh.id)?.replaceWith(fresh);
  }
  for (const name of ["progress", "choices"]) {
    if (reply[name]) document.getElementById(name).innerHTML = reply[name];
  }
}

// Send until there is an answer. Each press names the version that it saw, so that one which
// arrives twice counts once.
async function send(url, body) {
  for (let turn = 0; ; turn += 1) {
    let reply;
    try {
      reply = await fetch(url, {
        method: "POST",
        body: new URLSearchParams(body),
        headers: { Accept: "application/json" },
        redirect: "error",
        // Whoever goes on to another page at once has judged this draft all the same.
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      reply = null;
    }
    const isJson = reply?.headers.get("content-type")?.startsWith("application/json");
    if (isJson) return { status: reply.status, ...(await reply.json()) };
    const mayHelp = !reply || reply.status === 503 || reply.status === 502 || reply.status === 429;
    if (!mayHelp || turn === WAITS_MS.length) return { status: reply?.status ?? 0 };
    say(WORDS.again);
    await new Promise((done) => setTimeout(done, WAITS_MS[turn]));
  }
}

const SHOWN = { accept: "accepted", reject: "rejected", undo: "proposed" };

async function judge(card, button) {
  const id = card.dataset.draft;
  if (card.dataset.busy) return;
  const act = button.dataset.do;
  const before = card.dataset.state;
  const body = new FormData(form, button);
  card.dataset.busy = "";
  card.dataset.state = SHOWN[act];
  if (chosen !== card) choose(card, { focus: false });
  if (act !== "undo") choose(later(cards(), card));
  const reply = await send(button.formAction, body);
  const place = cardOf(id);
  delete place.dataset.busy;
  place.dataset.state = before;
  take(reply, id);
  say(reply.said ?? WORDS.failed);
  if (reply.status === 200) {
    if (act !== "undo") undone.push(id);
    return;
  }
  choose(cardOf(id));
}

form?.addEventListener("submit", (event) => {
  const card = event.submitter?.closest("[data-draft]");
  if (!card) return;
  event.preventDefault();
  judge(card, event.submitter);
});

function press(act) {
  chosen?.querySelector(`[data-do="${act}"]`)?.click();
}

// Tick every question of the chosen draft that wants one right answer, or none where all are.
function certify() {
  const boxes = [...(chosen?.querySelectorAll(".certain input") ?? [])];
  const ticked = boxes.every((each) => each.checked);
  for (const each of boxes) each.checked = !ticked;
}

function step(by) {
  const all = cards();
  const here = all.indexOf(chosen);
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
  if (next) choose(next);
  else if (by > 0 && document.querySelector("[data-later]")) {
    document.querySelector("[data-later]").focus();
    say(WORDS.lastHere);
  } else say(by > 0 ? WORDS.last : WORDS.first);
}

function undo() {
  if (chosen && chosen.dataset.state !== "proposed") {
    press("undo");
    return;
  }
  let card;
  while (undone.length && !card) {
    card = cardOf(undone.pop());
    if (card?.dataset.state === "proposed") card = null;
  }
  if (!card) {
    say(WORDS.noUndo);
    return;
  }
  choose(card);
  press("undo");
}

function target() {
  const place = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  return place?.closest("[data-draft]") ?? null;
}

if (form) {
  listen({ step, press, certify, undo });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-draft]");
    if (card && card !== chosen) choose(card, { focus: false });
  });
  const waits = (card) => card?.dataset.state === "proposed";
  const named = target();
  // Who comes back from a draft that is judged by now goes on with the next one that waits.
  const next = named && !waits(named) ? later(cards(), named) : named;
  choose((waits(next) && next) || named || cards().find(waits), { focus: Boolean(named) });
}
