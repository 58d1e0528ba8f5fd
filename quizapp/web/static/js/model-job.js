// The workbench looks after the model until it is done. Without this, "Look again" does the same.
const waits = document.querySelector("#model-job[data-waits]");
const progress = waits?.querySelector("[data-progress]");
const EVERY_MS = 2000;
const LONGEST = 200;

async function look(times) {
  if (times > LONGEST) return;
  try {
    const answer = await fetch(waits.dataset.waits, { headers: { Accept: "application/json" } });
    const { state, answered, passages } = answer.ok ? await answer.json() : {};
    if (state && state !== "waiting" && state !== "running") {
      location.reload();
      return;
    }
    if (passages && progress) {
      const words = progress.dataset.words.replace("{done}", answered).replace("{all}", passages);
      // Said again by a screen reader only when it changed.
      if (progress.textContent !== words) progress.textContent = words;
    }
  } catch {
    // Off the line: the next look may find it.
  }
  setTimeout(look, EVERY_MS, times + 1);
}

if (waits) setTimeout(look, EVERY_MS, 1);
