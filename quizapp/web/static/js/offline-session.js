// On every page, once it stands: sends what waits, says how much does, keeps the cards fresh,
// and leaves nothing behind when somebody signs out.
import "./offline-queue.js";
import { refresh } from "./offline-bundle.js";
import { counted, wordsOf } from "./words.js";

const queue = globalThis.quizappQueue;
const SOON_MS = 5000;
const LATEST_MS = 60000;
const LOOK_MS = 100;
const said = wordsOf(document.getElementById("offline"));
const LEAVES = /^\/(sign-out|account\/delete)$/;

export async function start(person) {
  try {
    await know(person);
  } catch {
    return; // This browser keeps nothing, so that there is nothing to send either.
  }
  if (person) {
    document.addEventListener("submit", (event) => leave(event, person), true);
    await keepSending(person, draw);
    // Without a worker no page opens offline, and the cards would be of no use.
    if (navigator.serviceWorker) await refresh(person).catch(() => {});
  }
}

// Remember who is signed in here; forget the cards of who no longer is.
async function know(person) {
  const who = await queue.get("who");
  const { theme = "" } = document.documentElement.dataset;
  const { lang } = document.documentElement;
  if (person && who?.person === person && who.theme === theme && who.lang === lang) return;
  if (person) {
    if (who && who.person !== person) await queue.forget("bundle", "progress");
    await queue.put("who", { person, theme, lang });
    return;
  }
  // An error page may not know who is signed in; where the sign-in form stands, nobody is.
  if (!who || !document.querySelector("[name=password]")) return;
  await queue.forget("who", "bundle", "progress");
  // Signed out on purpose, after a warning; who was only signed out finds their answers again.
  if (who.leaving) {
    const own = (await queue.all()).filter((item) => item.person === who.person);
    await queue.drop(own.map((item) => item.n));
  }
}

// Send whenever there is hope; call `changed` with the counts, and why something waits.
export async function keepSending(person, changed) {
  let timer;
  let wait = SOON_MS;
  let why = "";
  let soon;
  const look = async () => changed({ ...(await queue.counts(person)), why });
  // Many answers may be sent in one go: counting after each would take longer than sending.
  const lookSoon = () => {
    soon ??= setTimeout(() => {
      soon = undefined;
      look();
    }, LOOK_MS);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };
  const flush = async () => {
    clearTimeout(timer);
    const { left, others } = await queue.counts(person);
    if (left || others) why = (await queue.flush()).why;
    if (left && why) {
      later();
      wait = Math.min(wait * 2, LATEST_MS);
    } else wait = SOON_MS;
    await look();
  };
  addEventListener(queue.TAG, ({ detail }) => {
    why = detail.why ?? why;
    if (detail.why) later();
    lookSoon();
  });
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") flush();
  });
  keepSending.now = flush;
  await flush();
}

// What the server said of an answer stands as it is.
export const whyWords = (why) => said.why[why] ?? String(why ?? "");

export const unsentWords = (counts) =>
  ["left", "others", "refused"]
    .filter((kind) => counts[kind])
    .map((kind) => counted(said[kind], counts[kind]))
    .join(" ");

function draw(now) {
  const words = unsentWords(now);
  const banner = document.getElementById("unsent") ?? (words && makeBanner());
  if (!banner) return;
  banner.hidden = !words;
  banner.querySelector("[data-count]").textContent = words;
  banner.querySelector("[data-why]").textContent = now.left || now.others ? whyWords(now.why) : "";
  banner.querySelector("button").hidden = !now.left;
  banner.querySelector("button").onclick = () => keepSending.now();
  if (!banner.querySelector("a")) {
    const link = document.createElement("a");
    link.href = "/offline";
    link.textContent = said.see;
    banner.querySelector("p").append(" ", link);
  }
}

function makeBanner() {
  const banner = document.createElement("div");
  banner.id = "unsent";
  banner.className = "notice";
  banner.setAttribute("role", "status");
  const words = document.createElement("p");
  const count = document.createElement("strong");
  count.dataset.count = "";
  const why = document.createElement("span");
  why.dataset.why = "";
  words.append(count, " ", why);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = said.send;
  banner.append(words, button);
  document.getElementById("main").prepend(banner);
  return banner;
}

async function leave(event, person) {
  const form = event.target;
  if (!LEAVES.test(new URL(form.action).pathname) || form.dataset.leaving) return;
  event.preventDefault();
  event.stopPropagation();
  const { submitter } = event;
  await queue.flush().catch(() => {});
  const { left } = await queue.counts(person);
  if (left && !(await isSure(left))) return;
  await queue.put("who", { person, leaving: true });
  form.dataset.leaving = "yes";
  form.requestSubmit(submitter);
}

function isSure(left) {
  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  title.id = "leave-title";
  title.textContent = counted(said.leaving.title, left);
  dialog.setAttribute("aria-labelledby", title.id);
  const words = document.createElement("p");
  words.textContent = said.leaving.text;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  for (const [value, text, kind] of [
    ["stay", said.leaving.stay, "button main"],
    ["leave", said.leaving.go, "button danger"],
  ]) {
    const button = document.createElement("button");
    button.value = value;
    button.textContent = text;
    button.className = kind;
    form.append(button);
  }
  dialog.append(title, words, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "leave");
    });
  });
}
