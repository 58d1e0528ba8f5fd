// Answers on their way: kept in this tab until the server has stored them. Each carries its own
// id, so that sending one again counts once.
const WAIT_MS = 15000;
const RETRY_MS = 5000;

export class Outbox {
  constructor(person, { changed, late }) {
    this.name = `quizapp-unsent-${person}`;
    this.changed = changed;
    this.late = late;
    this.waiting = JSON.parse(sessionStorage.getItem(this.name) ?? "[]");
    this.why = "";
    addEventListener("online", () => this.flush());
    if (this.waiting.length) this.flush();
  }

  // Send after what waits already; give the reply, or null when the line is away.
  async send(url, form) {
    const item = { url, form: form.toString() };
    this.waiting.push(item);
    this.keep();
    return (await this.flush(item)) ?? null;
  }

  // One flush at a time; each gives the reply to the item that it was asked about.
  flush(wanted) {
    const turn = (this.turn ?? Promise.resolve()).then(() => this.sendAll(wanted));
    this.turn = turn.catch(() => {});
    return turn;
  }

  async sendAll(wanted) {
    clearTimeout(this.timer);
    let found;
    let last;
    while (this.waiting.length) {
      const item = this.waiting[0];
      const reply = await post(item.url, new URLSearchParams(item.form));
      if (reply.again) {
        this.why = reply.again;
        this.timer = setTimeout(() => this.flush(), RETRY_MS);
        break;
      }
      this.waiting.shift();
      this.keep();
      if (item === wanted) found = reply;
      else last = reply;
    }
    this.changed(this.waiting.length, this.why);
    if (last && !found) this.late(last, this.waiting.length);
    return found;
  }

  keep() {
    sessionStorage.setItem(this.name, JSON.stringify(this.waiting));
  }
}

// Give the reply, or {again: why} when nothing is known to be stored.
export async function post(url, form) {
  const token = document.querySelector('[name="csrf_token"]')?.value;
  if (token && form) form.set("csrf_token", token);
  let reply;
  try {
    reply = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(WAIT_MS),
    });
  } catch {
    return { again: "The server cannot be reached." };
  }
  if (reply.redirected) return { again: "You are signed out: sign in again in another tab." };
  if (reply.status >= 500 || reply.status === 429) {
    return { again: "The server is busy." };
  }
  const body = await reply.text();
  try {
    return JSON.parse(body);
  } catch {
    return { refused: true };
  }
}
