// The Memory page looks after a fit until it has ended. Without this, "Look again" does the same.
const waits = document.querySelector("[data-waits]");
const EVERY_MS = 2000;
const LONGEST = 150;

async function look(times) {
  if (times > LONGEST) return;
  try {
    const answer = await fetch(waits.dataset.waits, { headers: { Accept: "application/json" } });
    const { state } = answer.ok ? await answer.json() : {};
    if (state && state !== "waiting" && state !== "running") {
      location.replace(location.pathname);
      return;
    }
  } catch {
    // Off the line: the next look may find it.
  }
  setTimeout(look, EVERY_MS, times + 1);
}

if (waits) setTimeout(look, EVERY_MS, 1);
