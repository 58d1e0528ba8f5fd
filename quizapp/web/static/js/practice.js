// Practice without page loads: a form's answer replaces the middle of the page. Keys as in study.
import { prepare } from "./ordering.js";

const place = document.getElementById("practice");
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";
const PRESSED = "button, a, summary, input, textarea, select";
const parser = new DOMParser();
let busy = false;

function show(html, url) {
  const next = parser.parseFromString(html, "text/html").getElementById("practice");
  if (!next) return location.assign(url);
  place.replaceChildren(...next.childNodes);
  enter();
}

function enter() {
  for (const list of place.querySelectorAll("[data-steps]")) prepare(list);
  scrollTo(0, 0);
  const field = place.querySelector(".answer-text");
  const end = place.querySelector("[data-kind=told] [data-main]");
  (field ?? end ?? place.querySelector("[data-focus]"))?.focus({ preventScroll: true });
}

async function load(url, options) {
  if (busy) return;
  busy = true;
  try {
    const reply = await fetch(url, { ...options, headers: { Accept: "text/html" } });
    show(await reply.text(), url);
  } catch {
    say(place.dataset.away);
  } finally {
    busy = false;
  }
}

function say(words) {
  const line = document.createElement("p");
  line.className = "field-error";
  line.role = "alert";
  line.textContent = words;
  place.querySelector(".acts")?.before(line);
}

place.addEventListener("submit", (event) => {
  event.preventDefault();
  const { target: form, submitter } = event;
  const places = [...form.querySelectorAll("[data-steps] select")];
  if (places.every((each) => !each.value)) {
    places.forEach((each, index) => (each.value = String(index + 1)));
  }
  load(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
});

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-main]");
  if (link && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    load(link.href);
    return;
  }
  // A tap on an option answers, on the second side of a pair too; arrow keys only choose.
  const option = event.target.closest("label.option");
  const radio = option?.querySelector("[type=radio]");
  if (!radio || !event.pointerType || !event.detail) return;
  setTimeout(() => {
    const form = radio.form;
    if (form.checkValidity()) form.requestSubmit(form.querySelector("[data-main]"));
  });
});

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target.closest(TYPED)) return;
  if (key === " " || key === "Enter") {
    if (target.closest(PRESSED) && !(key === " " && target.closest("a[data-main]"))) return;
    event.preventDefault();
    place.querySelector("[data-main]")?.click();
    return;
  }
  if (localStorage.getItem("quizapp-keys-off")) return;
  const button = place.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"], [data-digit="${CSS.escape(key)}"]`);
  if (button) button.click();
  else if (/^[1-9]$/.test(key)) {
    const radio = place.querySelectorAll(".ask label.option input")[Number(key) - 1];
    if (!radio) return;
    radio.click();
    radio.focus();
    if (radio.type === "radio") radio.form.requestSubmit(place.querySelector("[data-main]"));
  } else return;
  event.preventDefault();
});

document.documentElement.classList.add("scripted");
for (const list of place.querySelectorAll("[data-steps]")) prepare(list);
