// Saves each answer as it is given, keeps what could not be sent, and tells the time left.
import { counted, fill, wordsOf } from "./words.js";

const form = document.querySelector("#attempt");
const banner = document.querySelector("#quiz-state");
const clock = document.querySelector("#time-left");
const said = wordsOf(form);
const token = form.elements.csrf_token.value;
const store = `quizapp-attempt-${form.dataset.key}`;
const questions = new Map();
const waiting = new Set();
let sending = false;
let wait = 1000;
let timer;
let over = false;

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

function say() {
  banner.textContent = waiting.size && wait > 1000
    ? counted(said.waiting, waiting.size)
    : "";
}

function fields(question) {
  const body = new URLSearchParams({ csrf_token: token });
  for (const field of question.querySelectorAll("input, select")) {
    if (!["radio", "checkbox"].includes(field.type) || field.checked) body.append(field.name, field.value);
  }
  return body;
}

// What is not sent yet survives a reload of the page on this device.
function keep() {
  const kept = Object.fromEntries(
    [...waiting].map((id) => [id, fields(questions.get(id)).toString().replace(/csrf_token=[^&]*&?/, "")]),
  );
  try {
    if (waiting.size) localStorage.setItem(store, JSON.stringify(kept));
    else localStorage.removeItem(store);
  } catch {
    // No storage: what is on the page is still sent from it.
  }
}

function changed(question) {
  waiting.add(question.id);
  tell(question, said.saving);
  keep();
  if (!over) send();
}

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  while (waiting.size) {
    const [id] = waiting;
    const question = questions.get(id);
    const body = fields(question);
    let reply;
    try {
      reply = await fetch(question.dataset.save, { method: "POST", body, redirect: "manual" });
    } catch {
      later();
      break;
    }
    if (reply.status >= 500 || reply.status === 429) {
      later();
      break;
    }
    wait = 1000;
    // Changed again meanwhile: it is sent anew with what it says now.
    if (fields(question).toString() === body.toString()) waiting.delete(id);
    const goOn = await answered(question, reply);
    keep();
    say();
    if (!goOn) break;
  }
  sending = false;
}

function later() {
  for (const id of waiting) tell(questions.get(id), said.away, "failed");
  wait = Math.min(wait * 2, 30000);
  say();
  timer = setTimeout(send, wait);
}

async function answered(question, reply) {
  if (reply.type === "opaqueredirect") {
    waiting.add(question.id);
    over = true;
    tell(question, said.out, "failed");
    return false;
  }
  const told = await reply.json().catch(() => ({ saved: false, message: said.failed }));
  if (!told.saved) {
    tell(question, told.message, "failed");
    if (reply.status === 409) {
      over = true;
      location.reload();
    }
    return reply.status !== 409;
  }
  if (!waiting.has(question.id)) tell(question, answer(question) ? said.saved : said.empty, answer(question) ? "done" : "");
  if (told.seconds_left !== null) begin(told.seconds_left);
  return true;
}

function answer(question) {
  return [...question.querySelectorAll(".ask input, .ask select")].some((field) =>
    ["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== "");
}

// The server says how many seconds are left; this only counts them on.
let ends;
function begin(seconds) {
  ends = performance.now() + seconds * 1000;
}

function words(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return said.moment;
  if (minutes < 60) return counted(said.minutes, minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return counted(said.days, Math.floor(hours / 24));
  const values = { hours, minutes: minutes % 60 };
  return fill(values.minutes ? said.both : said.hours, values);
}

function tick() {
  if (ends === undefined) return;
  const left = (ends - performance.now()) / 1000;
  const place = clock.querySelector("span");
  const text = left > 0 ? words(left) : said.over;
  if (place.textContent !== text) place.textContent = text;
  if (left <= 0 && !over) {
    over = true;
    // The server hands in what it has saved and leads to the result.
    setTimeout(() => location.reload(), 1500);
  }
}

for (const question of form.querySelectorAll("[data-save]")) questions.set(question.id, question);
document.body.classList.add("saves-itself");

try {
  const kept = JSON.parse(localStorage.getItem(store) ?? "{}");
  for (const [id, text] of Object.entries(kept)) {
    const question = questions.get(id);
    if (!question) continue;
    const given = new URLSearchParams(text);
    for (const field of question.querySelectorAll("input, select")) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = given.getAll(field.name).includes(field.value);
      else field.value = given.get(field.name) ?? "";
    }
    changed(question);
  }
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
  if (question) changed(question);
});
addEventListener("online", () => send());
addEventListener("beforeunload", (event) => {
  if (waiting.size && !over) event.preventDefault();
});
form.addEventListener("submit", () => {
  // The form carries every answer itself.
  over = true;
});
if (clock.dataset.secondsLeft) {
  begin(Number(clock.dataset.secondsLeft));
  setInterval(tick, 1000);
}
