// What this browser keeps: answers that wait to be sent, and the cards that were taken along.
// Answers are sent in order, once, and only as the account that gave them. A page imports this
// file, the service worker loads it as a script: so it exports nothing and sets one global name.
// Why something waits is a code, for which a page has the words in its language; what the server
// says of an answer is kept as it said it.
(() => {
  const WAIT_MS = 15000;
  const BATCH = 100;
  const FORM = /^\/study\/[a-z]+$/;
  const REVIEWS = "/api/v1/reviews";
  const AWAY = "away";
  const SIGNED_OUT = "out";
  const OTHERS = "other";
  const UNREADABLE = "damaged";
  const TAG = "quizapp-outbox";
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const DAY_MS = 24 * 3600 * 1000;
  const channel = globalThis.BroadcastChannel && new BroadcastChannel(TAG);
  channel?.addEventListener("message", ({ data }) => heed({ ...data, far: true }));

  let opened;
  function open() {
    opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open("quizapp", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
        asked.result.createObjectStore("kept");
      };
      asked.onsuccess = () => {
        // Another tab with newer files may change the stores: let go of them.
        asked.result.onversionchange = () => asked.result.close();
        done(asked.result);
      };
      asked.onerror = () => fail(asked.error);
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  // One transaction over both stores; what `work` gives is there once all of it is on disk.
  async function within(mode, work) {
    const database = await open();
    const all = database.transaction(["outbox", "kept"], mode, { durability: "strict" });
    const ended = new Promise((done, fail) => {
      all.oncomplete = done;
      all.onabort = () => fail(all.error ?? new Error("The browser could not store it."));
    });
    ended.catch(() => {});
    try {
      const given = await work(all.objectStore("outbox"), all.objectStore("kept"));
      await ended;
      return given;
    } catch (error) {
      // Half of it must not stay.
      if (all.error === null) all.abort();
      throw error;
    }
  }

  const result = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  const all = () => within("readonly", (outbox) => result(outbox.getAll()));
  const get = (name) => within("readonly", (_, kept) => result(kept.get(name)));
  const put = (name, value) => within("readwrite", (_, kept) => result(kept.put(value, name)));
  const forget = (...names) =>
    within("readwrite", async (_, kept) => {
      for (const name of names) await result(kept.delete(name));
    });

  async function add(item) {
    const n = await within("readwrite", (outbox) => result(outbox.add(item)));
    tell();
    return n;
  }

  async function drop(numbers) {
    await within("readwrite", async (outbox) => {
      for (const n of numbers) await result(outbox.delete(n));
    });
  }

  // A refused answer stays until its owner throws it away.
  const refuse = (pairs) =>
    within("readwrite", async (outbox) => {
      for (const [item, why] of pairs) await result(outbox.put({ ...item, refused: why }));
    });

  const isWhole = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;

  // Whether the server could read it at all: what was edited by hand may be anything.
  function isReview(value) {
    return (
      UUID.test(value.id) &&
      isWhole(value.card_id, 1, Number.MAX_SAFE_INTEGER) &&
      isWhole(value.question_id, 1, Number.MAX_SAFE_INTEGER) &&
      typeof value.variant === "string" &&
      value.variant.length === 16 &&
      value.response === null &&
      isWhole(value.rating, 1, 4) &&
      !Number.isNaN(Date.parse(value.shown_at)) &&
      isWhole(value.duration_ms, 0, DAY_MS)
    );
  }

  const isReadable = (item) =>
    Number.isInteger(item.person) &&
    (item.review
      ? isReview(item.review)
      : typeof item.url === "string" && FORM.test(item.url) && typeof item.form === "string");

  async function counts(person) {
    const found = { left: 0, refused: 0, others: 0 };
    for (const item of await all()) {
      if (item.refused) found.refused += 1;
      else if (item.person === person || !isReadable(item)) found.left += 1;
      else found.others += 1;
    }
    return found;
  }

  // Say in every tab that something changed.
  function tell(more = {}) {
    channel?.postMessage(more);
    heed(more);
  }

  const heed = (detail) => globalThis.dispatchEvent(new CustomEvent(TAG, { detail }));

  // Give {body}, {refused, body}, {again: why it may be tried again} or {stale: true}.
  async function ask(url, options) {
    let reply;
    try {
      reply = await fetch(url, {
        ...options,
        headers: { Accept: "application/json", ...options?.headers },
        redirect: "manual",
        signal: AbortSignal.timeout(WAIT_MS),
      });
    } catch {
      return { again: AWAY };
    }
    if (reply.type === "opaqueredirect" || reply.status === 401) return { again: SIGNED_OUT };
    if (reply.status >= 500 || reply.status === 429) return { again: "busy" };
    let body;
    try {
      body = await reply.json();
    } catch {
      // Not our server: the sign-in page of a train's network, for one.
      return { again: "between" };
    }
    if (reply.ok) return body.bad ? { refused: body.said, body } : { body };
    if (body.error?.code === "form_token") return { stale: true };
    return { refused: body.error?.message ?? "refused" };
  }

  async function session() {
    const { body, again } = await ask("/offline/session");
    return body ? { person: body.person, token: body.token } : { why: again ?? SIGNED_OUT };
  }

  function sendForm(item, who) {
    const body = new URLSearchParams(item.form);
    body.set("csrf_token", who.token);
    return ask(item.url, { method: "POST", body });
  }

  function sendReviews(items, who) {
    return ask(REVIEWS, {
      method: "POST",
      body: JSON.stringify({ reviews: items.map((item) => item.review) }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": who.token },
    });
  }

  // Send the first of these; give how many are dealt with, or why none is.
  async function sendFirst(mine, who) {
    if (mine[0].review) {
      const end = mine.findIndex((item) => !item.review);
      return sendRun(mine.slice(0, Math.min(end < 0 ? mine.length : end, BATCH)), who);
    }
    const reply = await sendForm(mine[0], who);
    if (reply.again || reply.stale) return reply;
    if (reply.refused) await refuse([[mine[0], reply.refused]]);
    else await drop([mine[0].n]);
    return { count: 1, body: reply.body ?? { refused: reply.refused } };
  }

  async function sendRun(run, who) {
    const reply = await sendReviews(run, who);
    if (reply.again || reply.stale) return reply;
    if (reply.refused && run.length > 1) {
      // One that cannot be read spoils all of its batch: halves tell which.
      const middle = Math.ceil(run.length / 2);
      return sendRun(run.slice(0, middle), who);
    }
    const told = reply.body?.results ?? [{ message: reply.refused }];
    const isStored = (_, place) => /^(stored|duplicate)$/.test(told[place]?.status);
    const bad = run.flatMap((item, place) =>
      isStored(item, place) ? [] : [[item, told[place]?.message || UNREADABLE]],
    );
    await refuse(bad);
    await drop(run.filter(isStored).map((item) => item.n));
    return { count: run.length, body: reply.body };
  }

  async function sendAll({ own, wanted }) {
    let who = own;
    let renewed = !own;
    let reply;
    for (;;) {
      const waiting = (await all()).filter((item) => !item.refused);
      const sound = waiting.filter(isReadable);
      const damaged = waiting.filter((item) => !isReadable(item));
      await refuse(damaged.map((item) => [item, UNREADABLE]));
      if (!sound.length) return { why: "", reply };
      who ??= await session();
      if (who.why) return { why: who.why, reply };
      let mine = sound.filter((item) => item.person === who.person);
      if (!mine.length) return { why: OTHERS, reply };
      while (mine.length) {
        const done = await sendFirst(mine, who);
        if (done.stale && !renewed) {
          renewed = true;
          who = await session();
          break;
        }
        if (!done.count) return { why: done.again ?? SIGNED_OUT, reply };
        if (mine.slice(0, done.count).some((item) => item.n === wanted)) reply = done.body;
        mine = mine.slice(done.count);
        tell({ body: done.body, own: wanted !== undefined });
      }
    }
  }

  // One sender at a time among all tabs and the worker; where there is no lock, in this one.
  let turn = Promise.resolve();
  function alone(work) {
    if (globalThis.navigator.locks) return navigator.locks.request(TAG, work);
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  }

  // own: {person, token} of the page, which saves asking. wanted: the item whose reply is asked for.
  async function flush({ own, wanted } = {}) {
    const done = await alone(() => sendAll({ own, wanted }));
    tell({ why: done.why });
    return done;
  }

  // Let the browser send when the line is back, even if no tab is open then.
  async function sendLater() {
    const registration = await globalThis.navigator.serviceWorker?.getRegistration();
    await registration?.sync?.register(TAG).catch(() => {});
  }

  // Take back an answer that was not sent; `change` what is kept beside it, in the same stroke.
  const takeBack = (n, change) =>
    alone(() =>
      within("readwrite", async (outbox, kept) => {
        const item = await result(outbox.get(n));
        if (!item || item.refused) return false;
        await result(outbox.delete(n));
        await change(kept);
        return true;
      }),
    );

  // Also where the page did not come by https, and the browser offers no randomUUID.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  globalThis.quizappQueue = {
    TAG,
    add,
    all,
    ask,
    counts,
    drop,
    flush,
    forget,
    get,
    put,
    result,
    sendLater,
    takeBack,
    tell,
    uuid,
    within,
  };
})();
