// Studying what was taken along: flashcards, rated by hand, each answer on disk before the next.
import { intervals, open, present, rate, undo, waiting } from "./offline-bundle.js";
import { counted, fill, wordsOf } from "./words.js";

const said = wordsOf(document.getElementById("home"));
const KEYS_OFF = "quizapp-keys-off";
const PRESSED = "button, a, summary, input";

// What an article says is in its own language, which may not be the page's.
function mark(element, language) {
  if (!language || language === document.documentElement.lang) return;
  element.lang = language;
  element.dir = "auto";
}

export class Study {
  // stage: the element to fill. say: a short message. leave: back to the page.
  constructor({ stage, say, leave }) {
    Object.assign(this, { stage, say, leave, done: 0, last: [] });
    stage.addEventListener("submit", (event) => this.submit(event));
    stage.addEventListener("click", (event) => {
      if (event.target.closest("[data-home]")) this.leave();
      if (event.target.closest("[data-undo]")) this.undo();
    });
    addEventListener("keydown", (event) => this.key(event));
  }

  async begin() {
    this.state = await open();
    this.stage.hidden = false;
    this.next();
  }

  next() {
    const now = this.state ? present(this.state.bundle) : 0;
    const cards = this.state ? waiting(this.state, now) : [];
    [this.card] = cards;
    this.left = cards.length;
    if (this.card) this.ask(now);
    else this.end();
  }

  ask(now) {
    this.shown = now;
    const part = this.fill("asking");
    part.querySelector("[data-stage]").textContent = said.stages[this.card.stage] ?? "";
    this.show(part, "[data-stem]");
  }

  turn() {
    const { card, state } = this;
    const part = this.fill("turned");
    part.querySelector("[data-back]").textContent = card.back;
    part.querySelector("[data-explanation]").textContent = card.explanation;
    const given = intervals(state, card, present(state.bundle));
    for (const [place, button] of part.querySelectorAll(".rate").entries()) {
      button.querySelector(".when").textContent = given[place]?.[0] ?? "";
    }
    const passage = state.bundle.passages[card.passage];
    const [before, ...rest] = card.evidence ? passage.text.split(card.evidence) : [passage.text];
    const words = {
      article: fill(said.passage, { title: passage.title, number: passage.number }),
      heading: passage.heading,
      before,
      evidence: rest.length ? card.evidence : "",
      after: rest.join(card.evidence),
    };
    for (const [name, text] of Object.entries(words)) {
      part.querySelector(`[data-${name}]`).textContent = text;
    }
    for (const name of ["back", "explanation", "heading", "prose"]) {
      mark(part.querySelector(`[data-${name}]`), passage.language);
    }
    this.show(part, ".rate.main");
  }

  end() {
    const part = document.getElementById("ended").content.cloneNode(true);
    part.querySelector("[data-words]").textContent = this.done
      ? counted(said.given, this.done)
      : said.none_due;
    part.querySelector("[data-undo]").hidden = !this.last.length;
    this.show(part, ".stem");
  }

  fill(name) {
    const part = document.getElementById(name).content.cloneNode(true);
    const stem = part.querySelector("[data-stem]");
    stem.textContent = this.card.stem;
    mark(stem, this.state.bundle.passages[this.card.passage].language);
    part.querySelector("[data-undo]").hidden = !this.last.length;
    const bar = document.getElementById("session").content.cloneNode(true);
    const progress = bar.querySelector("progress");
    progress.max = this.done + this.left;
    progress.value = this.done;
    bar.querySelector("[data-left]").textContent = counted(said.cards_left, this.left);
    part.prepend(bar);
    return part;
  }

  show(part, focused) {
    this.stage.replaceChildren(part);
    scrollTo(0, 0);
    this.stage.querySelector(focused)?.focus({ preventScroll: true });
  }

  submit(event) {
    event.preventDefault();
    if (this.kind() === "ask") this.turn();
    else if (event.submitter?.value) this.rate(Number(event.submitter.value));
  }

  async rate(rating) {
    if (this.busy) return;
    this.busy = true;
    try {
      const now = present(this.state.bundle);
      const kept = await rate(this.state, this.card, { rating, shown: this.shown, now });
      if (kept) {
        this.done += 1;
        this.last.push(kept);
      } else {
        this.say(said.elsewhere);
        this.state = await open();
      }
      this.next();
    } catch {
      this.say(said.full);
    }
    this.busy = false;
  }

  async undo() {
    if (this.busy || !this.last.length) return;
    this.busy = true;
    if (await undo(this.state, this.last.at(-1))) {
      this.last.pop();
      this.done -= 1;
      this.say(said.back);
      this.next();
    } else {
      this.last = [];
      this.say(said.sent);
    }
    this.busy = false;
  }

  kind() {
    return this.stage.querySelector("[data-kind]")?.dataset.kind;
  }

  key(event) {
    const { key, target } = event;
    if (this.stage.hidden || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (key === " " || key === "Enter") {
      if (target.closest?.(PRESSED)) return;
      event.preventDefault();
      this.stage.querySelector(".rate.main, [data-main]")?.click();
      return;
    }
    if (localStorage.getItem(KEYS_OFF)) return;
    if (/^[1-4]$/.test(key)) this.stage.querySelector(`.rate[value="${key}"]`)?.click();
    else if (key === "u" || key === "U") this.undo();
    else if (key === "p" || key === "P") document.getElementById("passage")?.focus();
    else return;
    event.preventDefault();
  }
}
