// Study without page loads: the next questions stand ready, answers wait when the line is away.
import { listen } from "./study-keys.js";
import { Outbox, post } from "./study-outbox.js";
import { wordsOf } from "./words.js";

const stage = document.getElementById("stage");
const toast = document.getElementById("said");
const heard = document.getElementById("heard");
const unsent = document.getElementById("unsent");
const said = wordsOf(unsent);
let ready = [];
let began = performance.now();
let busy = false;
let kept = null;

const spread = () => stage.querySelector("[data-kind]");
const turn = () => stage.querySelector("form.turn");
const parse = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
};

const outbox = new Outbox(unsent.dataset.person, {
  // What waited is stored now.
  late(reply) {
    say(said.stored);
    if (kept && reply.stage) show(reply.stage);
    if (reply.next) keepReady(reply.next);
  },
});

function say(words) {
  toast.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (toast.textContent = ""), 6000);
}

// The question that stands here is not one of the next.
function keepReady(fragments) {
  const here = spread().dataset.kind === "told" ? null : spread().dataset.card;
  ready = fragments.filter((each) => parse(each).querySelector("[data-card]").dataset.card !== here);
}

function enter({ first = false, same = false } = {}) {
  const { kind, form } = spread().dataset;
  for (const list of stage.querySelectorAll("[data-steps]")) {
    import("./ordering.js").then(({ prepare }) => prepare(list));
  }
  document.documentElement.dataset.stage = kind;
  for (const { dataset } of stage.querySelectorAll("[data-removed]")) {
    const option = stage.querySelectorAll("label.option input")[dataset.removed];
    option.disabled = true;
    option.closest("label").classList.add("struck");
  }
  if (same) {
    const field = stage.querySelector(".answer-text") ?? stage.querySelector(".hint-button");
    (field ?? stage.querySelector("[data-main]")).focus();
    heard.textContent = stage.querySelector(".hints li:last-child")?.textContent ?? "";
    return;
  }
  began = performance.now();
  if (kind === "ask" && !first) turn().elements.shown.value = Date.now();
  if (kind === "told") heard.textContent = stage.querySelector("[data-heard]").dataset.heard;
  else heard.textContent = "";
  const field = kind === "ask" && form === "text" && stage.querySelector(".answer-text");
  if (first) {
    // Not on a phone: there the keyboard would cover the page that was just opened.
    if (field && matchMedia("(hover: hover)").matches) field.focus();
    return;
  }
  scrollTo(0, 0);
  const stem = stage.querySelector(".stem");
  const target =
    field ||
    (kind === "told" && stage.querySelector("[data-main]")) ||
    (kind === "back" && stage.querySelector(".rate.main")) ||
    stem;
  if (target === stem) stem.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function show(html, { same = false } = {}) {
  kept = null;
  stage.replaceChildren(parse(html));
  enter({ same });
}

// A flag or a note: the page stays, and what is done next needs an id of its own.
function mark({ flag, flagged, id, note }) {
  if (note !== undefined) stage.querySelector("[name=note-version]").value = note;
  if (flag === undefined) return;
  const flags = stage.querySelector(".flags");
  flags.dataset.flag = flag;
  flags.open = false;
  flags.querySelector("[data-flagged]").textContent = flagged || said.flag;
  turn().elements.id.value = id;
  flags.querySelector("summary").focus();
}

function goOn() {
  if (ready.length) show(ready.shift());
  else location.assign(turn().querySelector("a[data-main]")?.href ?? location.href);
}

// The line is away: what was answered waits, and another question may stand ready.
function wait() {
  kept = spread().dataset.card;
  for (const field of turn().querySelectorAll("input, select, button")) field.disabled = true;
  turn().querySelector(".question").append(document.getElementById("kept").content.cloneNode(true));
  if (!ready.length) return;
  const next = document.createElement("button");
  next.type = "button";
  next.className = "button main";
  next.dataset.main = "";
  next.textContent = said.go_on;
  next.addEventListener("click", goOn);
  turn().querySelector(".acts").replaceChildren(next);
  next.focus();
}

function take(reply) {
  if (reply.refused) location.reload();
  if (reply.said) say(reply.said);
  if (reply.stage) show(reply.stage, reply);
  mark(reply);
  if (reply.next) {
    ready = reply.next;
    if (!reply.stage) goOn();
  }
}

const isEmpty = (form) => {
  const { form: kind } = spread().dataset;
  const fields = [...form.querySelectorAll(".ask input, .ask select")];
  if (kind === "ordering" && fields.every((each) => !each.value)) {
    fields.forEach((each, place) => (each.value = String(place + 1)));
  }
  return !fields.some((each) =>
    /radio|checkbox/.test(each.type) ? each.checked : each.value.trim(),
  );
};

stage.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter;
  if (busy || kept) return;
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const asks = spread().dataset.kind === "ask" && !button?.name && url === form.action;
  if (asks && spread().dataset.form !== "flashcard" && isEmpty(form)) {
    say(said.empty);
    form.querySelector(".ask input, .ask select")?.focus();
    return;
  }
  if (button?.getAttribute("aria-current")) {
    goOn();
    return;
  }
  const body = new URLSearchParams(new FormData(form, button));
  if (!body.get("duration")) body.set("duration", Math.round(performance.now() - began));
  const keeps = /\/(answer|rate|bury|suspend)$/.test(url);
  if (keeps) form.elements.duration.value = body.get("duration");
  busy = true;
  stage.classList.add("busy");
  const reply = keeps ? await outbox.send(url, body) : await post(url, body);
  busy = false;
  stage.classList.remove("busy");
  if (!reply) wait();
  else if (reply.again) say(said.again[reply.again]);
  else take(reply);
});

stage.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-main]");
  if (link && spread().dataset.kind === "told" && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    goOn();
  }
  if (event.target.closest("[data-keys]")) document.getElementById("keys").showModal();
  // A tap on an option answers; arrow keys only move the choice.
  const option = event.target.closest("label.option");
  if (option?.querySelector("[type=radio]") && event.pointerType && event.detail) {
    setTimeout(() => turn().requestSubmit(turn().querySelector("[data-main]")));
  }
});

listen({ stage, spread, turn });
if (matchMedia("(any-pointer: coarse)").matches) {
  import("./study-swipe.js").then(({ swipe }) => swipe({ stage, spread }));
}
document.documentElement.classList.add("scripted");
enter({ first: true });
if (spread().dataset.kind !== "end") {
  const rest = await post(location.href);
  if (rest.next && !ready.length) keepReady(rest.next);
}
