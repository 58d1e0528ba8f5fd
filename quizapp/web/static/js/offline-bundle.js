// The cards that were taken along, and how far one came with them.
import "./offline-queue.js";

const queue = globalThis.quizappQueue;
const FRESH_MS = 15 * 60 * 1000;
const SKEW_MS = 2 * 60 * 1000;
const AHEAD_MS = 20 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
const RELEARN_MIN = 10;

// Fetch the cards if those at hand are old; nothing changes while answers wait to be sent.
// Give why they could not be fetched, as a code of the page's words, or "".
export async function refresh(person, { force = false } = {}) {
  const had = await queue.get("bundle");
  const own = had?.person === person ? had : null;
  if (!force && own && Date.now() - own.asked < FRESH_MS && own.asked <= Date.now()) return "";
  if ((await queue.counts(person)).left) return "";
  const device = (await queue.get("device")) ?? queue.uuid();
  await queue.put("device", device);
  let reply;
  try {
    reply = await fetch(`/offline/cards?device=${device}`, {
      headers: { Accept: "application/json", ...(own && { "If-None-Match": `W/"${own.version}"` }) },
      redirect: "manual",
    });
  } catch {
    return "away";
  }
  const asked = Date.now();
  if (reply.status === 304) {
    await queue.put("bundle", { ...own, asked });
    return "";
  }
  if (!reply.ok) return reply.type === "opaqueredirect" ? "out" : "busy";
  const bundle = await reply.json();
  if (bundle.person !== person) return "changed";
  // A clock that is wrong here would ask the cards on the wrong day.
  const off = Date.parse(reply.headers.get("Date")) - asked;
  const skew = Math.abs(off) > SKEW_MS ? off : 0;
  await queue.within("readwrite", async (outbox, kept) => {
    // An answer may have come to wait meanwhile: its card then is not as this bundle has it.
    const waiting = await queue.result(outbox.getAll());
    if (waiting.some((item) => item.person === person && !item.refused)) return;
    await queue.result(kept.put({ ...bundle, asked, skew }, "bundle"));
    await queue.result(kept.put({ version: bundle.version, cards: {} }, "progress"));
  });
  return "";
}

// Give {bundle, progress, person} of who was last signed in here, or null.
export async function open() {
  const who = await queue.get("who");
  const bundle = await queue.get("bundle");
  if (!who || bundle?.person !== who.person) return null;
  return { person: who.person, bundle, progress: await progressOf(bundle) };
}

async function progressOf(bundle) {
  const progress = await queue.get("progress");
  return progress?.version === bundle.version ? progress : { version: bundle.version, cards: {} };
}

export const present = (bundle) => Date.now() + bundle.skew;

// The study day of an instant, or the nearest that the bundle knows.
export function dayOf(bundle, now) {
  const { days } = bundle;
  const found = days.find((day) => now < day.ends) ?? days.at(-1);
  return { day: found.day, known: now >= found.starts && now < found.ends };
}

// What can be asked now, first to last: steps that are due, then cards, then steps ahead of time.
export function waiting({ bundle, progress }, now) {
  const today = dayOf(bundle, now).day;
  const met = bundle.cards.filter((card) => progress.cards[card.card]?.day === today);
  const facts = new Set(met.map((card) => card.fact));
  let room = bundle.cards.filter((card) => card.stage === "new" && card.day === today).length;
  room -= met.filter((card) => card.stage === "new").length;
  const steps = [];
  const fresh = [];
  for (const card of bundle.cards) {
    const done = progress.cards[card.card];
    const due = done ? done.due : card.due;
    if (card.day > today || (done?.used ?? 0) >= card.variants.length) continue;
    if (done ? due !== null : due) steps.push({ card, due });
    else if (!done && !facts.has(card.fact)) {
      if (card.stage === "new" && room-- <= 0) continue;
      facts.add(card.fact);
      fresh.push(card);
    }
  }
  steps.sort((one, other) => one.due - other.due);
  const until = (limit) => steps.filter((step) => step.due <= limit).map((step) => step.card);
  const ready = [...until(now), ...fresh];
  return ready.length ? ready : until(now + AHEAD_MS);
}

// What each rating comes to, as [text, minutes or null]; empty where the server alone can say it.
export function intervals({ bundle, progress }, card, now) {
  const { day, known } = dayOf(bundle, now);
  return known && !progress.cards[card.card] ? (card.intervals[day] ?? []) : [];
}

// The step of the scheduler after a second answer to a card: what it comes to the server says.
function againMs(bundle, card) {
  const fresh = card.stage === "new" || card.stage === "learning";
  return (fresh ? (bundle.first_step ?? 1) : RELEARN_MIN) * MINUTE_MS;
}

// Keep an answer and what it changes in one stroke; null when the card was answered elsewhere.
export async function rate(state, card, { rating, shown, now }) {
  const { bundle, person } = state;
  const used = state.progress.cards[card.card]?.used ?? 0;
  const said = intervals(state, card, now)[rating - 1];
  const minutes = said ? said[1] : null;
  const step = said ? minutes && minutes * 60_000 : rating === 1 && againMs(bundle, card);
  const review = {
    id: queue.uuid(),
    card_id: card.card,
    question_id: card.question,
    variant: card.variants[used],
    response: null,
    rating,
    shown_at: new Date(shown).toISOString(),
    duration_ms: Math.max(0, Math.round(now - shown)),
  };
  const done = { used: used + 1, due: step ? now + step : null, day: dayOf(bundle, now).day };
  const kept = await queue.within("readwrite", async (outbox, store) => {
    const progress = await queue.result(store.get("progress"));
    const fresh = progress?.version === bundle.version;
    const sound = fresh ? progress : { version: bundle.version, cards: {} };
    const isCurrent = (await queue.result(store.get("bundle")))?.version === bundle.version;
    if (!isCurrent || (sound.cards[card.card]?.used ?? 0) !== used) return null;
    const n = await queue.result(outbox.add({ person, id: review.id, review }));
    const next = { ...sound, cards: { ...sound.cards, [card.card]: done } };
    await queue.result(store.put(next, "progress"));
    return { n, card: card.card, before: sound.cards[card.card], next };
  });
  if (!kept) return null;
  state.progress = kept.next;
  queue.tell();
  queue.sendLater();
  return kept;
}

// Take back the last answer, if it was not sent yet.
export async function undo(state, kept) {
  const isBack = await queue.takeBack(kept.n, async (store) => {
    const progress = await queue.result(store.get("progress"));
    const { [kept.card]: _, ...others } = progress.cards;
    progress.cards = kept.before ? { ...others, [kept.card]: kept.before } : others;
    await queue.result(store.put(progress, "progress"));
    state.progress = progress;
  });
  queue.tell();
  return isBack;
}
