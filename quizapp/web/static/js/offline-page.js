// The offline page: says what this browser keeps, sends what waits, studies what was taken along.
import "./offline-queue.js";
import { open, present, refresh, waiting } from "./offline-bundle.js";
import { counted, keepSending } from "./offline-session.js";
import { Study } from "./offline-study.js";

const queue = globalThis.quizappQueue;
const MOST_SHOWN = 20;
const at = (id) => document.getElementById(id);
const home = at("home");
const said = at("said");
const DAY = { weekday: "long", day: "numeric", month: "long" };
const TIME = { hour: "2-digit", minute: "2-digit" };
let person = 0;

function say(words) {
  said.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (said.textContent = ""), 6000);
}

const study = new Study({
  stage: at("stage"),
  say,
  leave() {
    at("stage").hidden = true;
    home.hidden = false;
    at("main").className = "reading";
    document.title = "Offline · quizapp";
    drawCards();
    at("title").focus();
  },
});

async function begin() {
  home.hidden = true;
  at("main").className = "study";
  document.title = "Study offline · quizapp";
  await study.begin();
}

// The worker puts this page in the place of another one that could not be reached.
const isOnline = () => navigator.onLine && location.pathname === "/offline";

async function drawCards() {
  const state = await open();
  const online = isOnline();
  at("title").textContent = online ? "Studying offline" : "No connection";
  at("again").textContent = online ? "To Today" : "Try again";
  at("again").href = online ? "/today" : location.pathname === "/offline" ? "/" : location.href;
  at("device").hidden = !person;
  at("fetch").hidden = !online;
  at("remove").hidden = !state;
  const count = state ? waiting(state, present(state.bundle)).length : 0;
  at("begin").hidden = !count;
  at("begin").textContent = `Study ${counted(count, "card")}`;
  at("again").classList.toggle("main", !count);
  at("state").textContent = stateWords({ online, state, count });
  at("kept-words").textContent = state ? keptWords(state.bundle) : "No cards are kept here yet.";
  return count;
}

function stateWords({ online, state, count }) {
  if (online) return "This is what this browser keeps for the time without a connection.";
  if (count) return "The server cannot be reached, but you can go on: your cards are here.";
  if (state) return "The server cannot be reached. Of the cards that are here, none is due now.";
  return person
    ? "The server cannot be reached, and no cards were fetched to this device yet."
    : "The server cannot be reached. Once you have signed in here, your next cards are kept for such times.";
}

function keptWords(bundle) {
  const last = new Date(bundle.days.at(-1).starts).toLocaleDateString("en-GB", DAY);
  const asked = new Date(bundle.asked);
  const when = `${asked.toLocaleDateString("en-GB", DAY)}, ${asked.toLocaleTimeString("en-GB", TIME)}`;
  const words = [`${counted(bundle.cards.length, "card")} for the days until ${last}, fetched ${when}.`];
  if (bundle.in_quiz) words.push(`${counted(bundle.in_quiz, "card")} left out: a quiz asks about them.`);
  if (bundle.graded_only) {
    words.push(`${counted(bundle.graded_only, "card")} left out: they have no flashcard form.`);
  }
  return words.join(" ");
}

async function drawWaiting({ left, refused, others, why }) {
  at("waiting").hidden = !(left || refused || others);
  at("send").hidden = !left;
  at("waiting-words").textContent = left
    ? `${counted(left, "answer is", "answers are")} not sent yet. ${why}`
    : "Everything of yours was sent.";
  at("refused").hidden = !refused;
  at("others").hidden = !others;
  at("others-words").textContent =
    `${counted(others, "answer")}: only the account that gave them can send them. Sign in as it, or throw them away.`;
  at("discard-others").textContent = `Throw away ${counted(others, "answer")}`;
  at("discard").textContent = `Throw away ${refused === 1 ? "this answer" : `all ${refused}`}`;
  if (refused) await drawRefused(refused);
}

async function drawRefused(count) {
  const items = (await queue.all()).filter((item) => item.refused);
  const lines = items.slice(0, MOST_SHOWN).map((item) => {
    const line = document.createElement("li");
    const words = document.createElement("p");
    words.className = "soft";
    words.textContent = String(item.refused);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "Throw away";
    button.addEventListener("click", async () => {
      await queue.drop([item.n]);
      queue.tell();
    });
    line.append(words, button);
    return line;
  });
  if (count > MOST_SHOWN) {
    const rest = document.createElement("li");
    rest.textContent = `and ${count - MOST_SHOWN} more.`;
    lines.push(rest);
  }
  at("refused-list").replaceChildren(...lines);
}

async function discard(isGone) {
  await queue.drop((await queue.all()).filter(isGone).map((item) => item.n));
  queue.tell();
}

at("begin").addEventListener("click", begin);
at("send").addEventListener("click", () => keepSending.now());
at("discard").addEventListener("click", () => discard((item) => item.refused));
at("discard-others").addEventListener("click", () =>
  discard((item) => !item.refused && item.person !== person),
);
at("fetch").addEventListener("click", async () => {
  say((await refresh(person, { force: true })) || "The cards are those of now.");
  drawCards();
});
at("remove").addEventListener("click", async () => {
  await queue.forget("bundle", "progress");
  say("The cards are removed. They are fetched again when you next study with a connection.");
  drawCards();
});
addEventListener("online", drawCards);
addEventListener("offline", drawCards);

const who = await queue.get("who").catch(() => null);
person = who?.person ?? 0;
if (!person && isOnline()) {
  // Opened before any other page could remember who is signed in.
  person = (await queue.ask("/offline/session")).body?.person ?? 0;
  if (person) await queue.put("who", { person, theme: "" });
}
if (who?.theme) document.documentElement.dataset.theme = who.theme;
document.documentElement.classList.add("scripted");
at("title").tabIndex = -1;
const count = await drawCards();
if (count && location.pathname === "/study") await begin();
await keepSending(person, drawWaiting);
if (person && location.pathname === "/offline") {
  await refresh(person);
  await drawCards();
}
