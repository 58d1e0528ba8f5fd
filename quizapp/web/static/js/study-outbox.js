// Answers on their way from the study page: kept in the browser until the server has stored them.
// Each carries its own id, so that sending one again counts once.
const WAIT_MS = 15000;
const loading = import("./offline-queue.js").then(() => globalThis.quizappQueue);

export class Outbox {
  // late: what waited is stored now; gets the last reply.
  constructor(person, { late }) {
    this.person = Number(person);
    this.waits = false;
    loading.then((queue) =>
      addEventListener(queue.TAG, async ({ detail }) => {
        if (!this.waits || detail.own) return;
        const { left } = await queue.counts(this.person);
        if (left) return;
        this.waits = false;
        if (detail.body?.stage || detail.body?.next) late(detail.body);
        else location.reload();
      }),
    );
  }

  // Send after what waits already; give the reply, or null when the line is away.
  async send(url, form) {
    let queue;
    let wanted;
    try {
      queue = await loading;
      const item = { person: this.person, id: form.get("id"), url: new URL(url).pathname };
      wanted = await queue.add({ ...item, form: form.toString() });
    } catch {
      // This browser keeps nothing: then it is sent at once or not at all.
      return post(url, form);
    }
    const own = { person: this.person, token: token() };
    const { reply } = await queue.flush({ own, wanted });
    this.waits = !reply;
    if (!reply) queue.sendLater();
    return reply ?? null;
  }
}

const token = () => document.querySelector('[name="csrf_token"]')?.value;

// Give the reply, or {again: why} when nothing is known to be stored; why is a code, as in the queue.
export async function post(url, form) {
  if (form && token()) form.set("csrf_token", token());
  let reply;
  try {
    reply = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(WAIT_MS),
    });
  } catch {
    return { again: "away" };
  }
  if (reply.redirected) return { again: "out" };
  if (reply.status >= 500 || reply.status === 429) {
    return { again: "busy" };
  }
  try {
    const body = await reply.json();
    return reply.ok ? body : { refused: true };
  } catch {
    return { refused: true };
  }
}
