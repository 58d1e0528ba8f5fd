// The page looks after a file until it was read or taken in. Without this, "Look again" does it.
const waits = document.querySelector("[data-waits]");
const bar = waits.querySelector("progress");
const step = waits.querySelector("[data-step]");
const EVERY_MS = 1000;

function show({ step: words, done, of }) {
  // Said again by a screen reader only when it changed.
  if (words && step.textContent !== words) step.textContent = words;
  if (of) {
    bar.max = of;
    bar.value = done;
  } else {
    bar.removeAttribute("value");
  }
}

async function look() {
  try {
    const answer = await fetch(waits.dataset.waits, { headers: { Accept: "application/json" } });
    const told = answer.ok ? await answer.json() : { open: false };
    if (!told.open) {
      location.reload();
      return;
    }
    show(told);
  } catch {
    // Off the line: the next look may find it.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
