// Saves each answer as it is given, keeps what could not be sent, tells the time left, and asks
// the learner where another tab or device has saved another answer meanwhile.
import { answerOf, fieldsOf, fillIn, flagOf, same } from "./quiz-answers.js";
import { makeClock } from "./quiz-clock.js";
import { askWhich } from "./quiz-conflict.js";
import { counted, wordsOf } from "./words.js";

const EVERY = 30000; // Autosave of what changed.
const POLL = 10000; // How long an extension takes to reach the page, at most.
const GRACE = 55000; // After the end, for what is not saved yet.

const form = document.querySelector("#attempt");
const banner = document.querySelector("#quiz-state");
const bar = document.querySelector("#time-left");
const said = wordsOf(form);
const token = form.elements.csrf_token.value;
const store = `quizapp-attempt-${form.dataset.key}`;
const questions = new Map();
const base = new Map(); // What is saved, as far as this page has seen.
const waiting = new Set();
const choosing = new Set();
const refused = new Map();
let sequence = Number(form.elements.sequence.value);
let underWay;
let wait = 1000;
let timer;
let over = false;
let leaving = false;
let news = "";

const TICK = '<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d="M4 10.5l4 4 8-9"/></svg>';

function tell(question, words, kind = "") {
  const place = question.querySelector("[data-saved]");
  place.className = `saved ${kind}`;
  if (kind === "done") {
    place.innerHTML = `${TICK} `;
    place.append(words);
  } else {
    place.textContent = words;
  }
}

function tellSaved(question) {
  const answered = answerOf(question) !== null;
  tell(question, answered ? said.saved : said.empty, answered ? "done" : "");
}

function say() {
  const unsaved = waiting.size && wait > 1000 ? counted(said.waiting, waiting.size) : "";
  const text = choosing.size ? said.both_told : unsaved || news;
  if (banner.textContent !== text) banner.textContent = text;
}

const now = (question) => ({ response: answerOf(question), flagged: flagOf(question).checked });
const body = (question) => fieldsOf(question, { csrf_token: token, sequence: String(sequence) });

// What is not sent yet survives a reload of the page on this device.
function keep() {
  const kept = Object.fromEntries([...waiting, ...choosing].map((id) => [id, { mine: now(questions.get(id)), base: base.get(id) }]));
  try {
    if (waiting.size + choosing.size) localStorage.setItem(store, JSON.stringify(kept));
    else localStorage.removeItem(store);
  } catch {
    // No storage: what is on the page is still sent from it.
  }
}

function changed(question) {
  if (choosing.has(question.id)) return;
  waiting.add(question.id);
  tell(question, said.saving);
  keep();
  if (!leaving) send();
}

function seen(told) {
  sequence = told.sequence;
  form.elements.sequence.value = String(sequence);
  if (told.seconds_left !== undefined) clock.set(told.seconds_left);
}

function send() {
  underWay ??= sendAll().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

async function sendAll() {
  clearTimeout(timer);
  while (waiting.size) {
    const [id] = waiting;
    const question = questions.get(id);
    const sent = now(question);
    let reply;
    try {
      reply = await fetch(question.dataset.save, { method: "POST", body: body(question), redirect: "manual" });
    } catch {
      later();
      return;
    }
    if (reply.status >= 500 || reply.status === 429) {
      later();
      return;
    }
    wait = 1000;
    // Changed again meanwhile: it is sent anew with what it says now.
    if (same(now(question), sent)) waiting.delete(id);
    const goOn = await answered(question, sent, reply);
    keep();
    say();
    if (!goOn) return;
  }
}

function later() {
  for (const id of waiting) tell(questions.get(id), said.away, "failed");
  wait = Math.min(wait * 2, 30000);
  say();
  timer = setTimeout(send, wait);
}

async function answered(question, sent, reply) {
  if (reply.type === "opaqueredirect") {
    waiting.add(question.id);
    tell(question, said.out, "failed");
    return false;
  }
  const told = await reply.json().catch(() => ({ saved: false, message: said.failed }));
  if (told.saved) {
    seen(told);
    base.set(question.id, sent);
    if (!waiting.has(question.id)) tellSaved(question);
    return true;
  }
  if (told.answers && !told.closed) {
    waiting.add(question.id);
    merge(told);
    return true;
  }
  tell(question, told.message ?? said.over, "failed");
  refused.set(question.id, sent);
  if (reply.status === 409) finish();
  return reply.status !== 409;
}

// Another tab or device was faster: what only it changed is taken over, what only this page
// changed is sent again, and where both did the learner is asked.
function merge(told) {
  seen(told);
  for (const [id, question] of questions) {
    const theirs = told.answers[question.dataset.item] ?? { response: null, flagged: false };
    const before = base.get(id);
    const mine = now(question);
    if (choosing.has(id)) continue;
    if (!same(theirs.flagged, before.flagged) && same(mine.flagged, before.flagged)) flagOf(question).checked = theirs.flagged;
    if (same(theirs.response, before.response) || same(theirs.response, mine.response)) {
      base.set(id, theirs);
      if (same(now(question), theirs) && waiting.delete(id)) tellSaved(question);
    } else if (same(mine.response, before.response)) {
      fillIn(question, theirs.response);
      base.set(id, theirs);
      tellSaved(question);
      news = said.fresh;
    } else {
      choose(question, theirs);
    }
  }
  keep();
  say();
}

function choose(question, theirs) {
  const id = question.id;
  choosing.add(id);
  waiting.delete(id);
  tell(question, said.both_told, "failed");
  askWhich(question, {
    mine: answerOf(question),
    theirs: theirs.response,
    said,
    onChoice(keepsMine) {
      choosing.delete(id);
      base.set(id, theirs);
      if (keepsMine) changed(question);
      else {
        fillIn(question, theirs.response);
        tellSaved(question);
        keep();
      }
      say();
    },
  });
}

function collect() {
  for (const [id, question] of questions) {
    const mine = now(question);
    const pending = !same(mine, base.get(id)) && !same(mine, refused.get(id));
    if (pending && !choosing.has(id)) {
      waiting.add(id);
      tell(question, said.saving);
    }
  }
  keep();
}

// Sends what is left, then leads to the result: the server has handed in what it has.
async function finish() {
  if (over) return;
  over = true;
  const until = performance.now() + GRACE;
  collect();
  for (const field of form.querySelectorAll(".ask input, .ask select, .flag input, .ask button")) field.disabled = true;
  await send();
  while (waiting.size && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await send();
  }
  leaving = true;
  setTimeout(() => location.assign(form.dataset.result), 1500);
}

const clock = makeClock({
  place: bar,
  voice: document.querySelector("#time-said"),
  said,
  onEnd: finish,
  onMove(words) {
    news = words;
    document.querySelector("#ends-at")?.remove();
    say();
  },
});

async function poll() {
  if (over || leaving || underWay || document.visibilityState !== "visible") return;
  try {
    const reply = await fetch(form.dataset.state, { redirect: "manual" });
    if (!reply.ok) return;
    const told = await reply.json();
    if (told.closed) {
      finish();
      return;
    }
    clock.set(told.seconds_left);
    for (const [item, how] of Object.entries(told.dropped)) drop(questions.get(`q${item}`), how);
    if (told.sequence > sequence && !underWay) {
      const all = await fetch(`${form.dataset.state}?answers=1`, { redirect: "manual" });
      if (all.ok && !underWay) merge(await all.json());
    }
  } catch {
    // No line: the next answer says so.
  }
}

function drop(question, how) {
  if (!question) return;
  questions.delete(question.id);
  waiting.delete(question.id);
  choosing.delete(question.id);
  const note = document.createElement("p");
  note.className = "saved";
  note.setAttribute("role", "status");
  note.textContent = how === "credit" ? said.credit : said.removed;
  for (const part of question.querySelectorAll(".ask, .saved-row, .flag, .fine, .conflict, [name=here]")) part.remove();
  question.append(note);
  keep();
  say();
}

for (const question of form.querySelectorAll("[data-save]")) {
  questions.set(question.id, question);
  base.set(question.id, JSON.parse(question.dataset.given));
}
document.body.classList.add("saves-itself");

try {
  const kept = JSON.parse(localStorage.getItem(store) ?? "{}");
  for (const [id, { mine, base: then }] of Object.entries(kept)) {
    const question = questions.get(id);
    if (!question || same(mine, base.get(id))) continue;
    const theirs = base.get(id);
    fillIn(question, mine.response);
    flagOf(question).checked = mine.flagged;
    if (same(theirs.response, then.response) || same(theirs.response, mine.response)) changed(question);
    else choose(question, theirs);
  }
  keep();
} catch {
  // Nothing was kept, or it can't be read.
}

let typing;
form.addEventListener("input", (event) => {
  if (!event.target.matches(".answer-text")) return;
  clearTimeout(typing);
  const question = event.target.closest("[data-save]");
  typing = setTimeout(() => changed(question), 700);
});
form.addEventListener("change", (event) => {
  const question = event.target.closest("[data-save]");
  if (question && questions.has(question.id)) changed(question);
});
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  collect();
  if (!waiting.size && !choosing.size && !underWay) {
    leaving = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  const sent = send();
  // A choice that is open now ends this press, however long the sending takes.
  if (!choosing.size) await sent;
  if (choosing.size) document.querySelector(".conflict button")?.focus();
  if (waiting.size || choosing.size) return;
  leaving = true;
  form.requestSubmit(submitter);
});
addEventListener("online", () => send());
addEventListener("beforeunload", (event) => {
  if ((waiting.size || choosing.size) && !over && !leaving) event.preventDefault();
});
document.addEventListener("visibilitychange", poll);
setInterval(poll, POLL);
setInterval(() => {
  if (over || leaving) return;
  collect();
  if (waiting.size) send();
}, EVERY);
if (bar.dataset.secondsLeft) clock.set(Number(bar.dataset.secondsLeft), { first: true });
