// The offline page: says what this browser keeps, sends what waits, studies what was taken along.
import "./offline-queue.js";
import { open, present, refresh, waiting } from "./offline-bundle.js";
import { keepSending, unsentWords, whyWords } from "./offline-session.js";
import { Study } from "./offline-study.js";
import { counted, wordsOf } from "./words.js";

const queue = globalThis.quizappQueue;
const MOST_SHOWN = 20;
const at = (id) => document.getElementById(id);
const home = at("home");
const toast = at("said");
const said = wordsOf(home);
const { lang } = document.documentElement;
// The day before the month, as on the pages.
const LOCALE = lang === "en" ? "en-GB" : lang;
const DAY = { weekday: "long", day: "numeric", month: "long" };
const TIME = { hour: "2-digit", minute: "2-digit" };
let person = 0;

function say(words) {
  toast.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (toast.textContent = ""), 6000);
}

const study = new Study({
  stage: at("stage"),
  say,
  leave() {
    at("stage").hidden = true;
    home.hidden = false;
    at("main").className = "reading";
    document.title = `${said.title} · quizapp`;
    drawCards();
    at("title").focus();
  },
});

async function begin() {
  home.hidden = true;
  at("main").className = "study";
  document.title = `${said.title_study} · quizapp`;
  await study.begin();
}

// The worker puts this page in the place of another one that could not be reached.
const isOnline = () => navigator.onLine && location.pathname === "/offline";

async function drawCards() {
  const state = await open();
  const online = isOnline();
  at("title").textContent = online ? said.online : said.away;
  at("again").textContent = online ? said.today : said.again;
  at("again").href = online ? "/today" : location.pathname === "/offline" ? "/" : location.href;
  at("device").hidden = !person;
  at("fetch").hidden = !online;
  at("remove").hidden = !state;
  const count = state ? waiting(state, present(state.bundle)).length : 0;
  at("begin").hidden = !count;
  at("begin").textContent = counted(said.study, count);
  at("again").classList.toggle("main", !count);
  at("state").textContent = stateWords({ online, state, count });
  at("kept-words").textContent = state ? keptWords(state.bundle) : said.none_kept;
  return count;
}

function stateWords({ online, state, count }) {
  if (online) return said.state_online;
  if (count) return said.state_cards;
  if (state) return said.state_none_due;
  return person ? said.state_no_cards : said.state_unknown;
}

function keptWords(bundle) {
  const last = new Date(bundle.days.at(-1).starts).toLocaleDateString(LOCALE, DAY);
  const asked = new Date(bundle.asked);
  const when = `${asked.toLocaleDateString(LOCALE, DAY)}, ${asked.toLocaleTimeString(LOCALE, TIME)}`;
  const words = [counted(said.kept, bundle.cards.length, { last, when })];
  if (bundle.in_quiz) words.push(counted(said.in_quiz, bundle.in_quiz));
  if (bundle.graded_only) words.push(counted(said.graded, bundle.graded_only));
  if (bundle.by_media) words.push(counted(said.by_media, bundle.by_media));
  return words.join(" ");
}

async function drawWaiting(counts) {
  const { left, refused, others } = counts;
  at("waiting").hidden = !(left || refused || others);
  at("send").hidden = !left;
  at("waiting-words").textContent = left
    ? `${unsentWords({ left })} ${whyWords(counts.why)}`
    : said.all_sent;
  at("refused").hidden = !refused;
  at("others").hidden = !others;
  at("others-words").textContent = counted(said.others, others);
  at("discard-others").textContent = counted(said.discard, others);
  at("discard").textContent = counted(said.discard, refused);
  if (refused) await drawRefused(refused);
}

async function drawRefused(count) {
  const items = (await queue.all()).filter((item) => item.refused);
  const lines = items.slice(0, MOST_SHOWN).map((item) => {
    const line = document.createElement("li");
    const words = document.createElement("p");
    words.className = "soft";
    words.textContent = whyWords(item.refused);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = said.discard_one;
    button.addEventListener("click", async () => {
      await queue.drop([item.n]);
      queue.tell();
    });
    line.append(words, button);
    return line;
  });
  if (count > MOST_SHOWN) {
    const rest = document.createElement("li");
    rest.textContent = counted(said.more, count - MOST_SHOWN);
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
  say(whyWords(await refresh(person, { force: true })) || said.fresh);
  drawCards();
});
at("remove").addEventListener("click", async () => {
  await queue.forget("bundle", "progress");
  say(said.removed);
  drawCards();
});
addEventListener("online", drawCards);
addEventListener("offline", drawCards);

const who = await queue.get("who").catch(() => null);
person = who?.person ?? 0;
if (!person && isOnline()) {
  // Opened before any other page could remember who is signed in.
  person = (await queue.ask("/offline/session")).body?.person ?? 0;
  if (person) await queue.put("who", { person, theme: "", lang });
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
