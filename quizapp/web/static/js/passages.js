// Passages: what was typed and not saved survives in this tab; splitting at the cursor.
import { wordsOf } from "./words.js";

const NAME = `quizapp-typed-passages-${location.pathname}`;
const kept = new Map(JSON.parse(sessionStorage.getItem(NAME) ?? "[]"));
const said = document.getElementById("said");
const WORDS = wordsOf(said);

function keep() {
  sessionStorage.setItem(NAME, JSON.stringify([...kept]));
}

// Numbers change when passages are merged or split; the text that an edit began from does not.
for (const form of document.querySelectorAll("[data-passage-form]")) {
  const { text, seen } = form.elements;
  const note = form.querySelector("[data-unsaved]");
  const show = () => (note.hidden = text.value === text.dataset.stored);
  text.dataset.stored = text.defaultValue;
  const before = kept.get(seen.value);
  if (before && before.stored === text.defaultValue) text.value = before.value;
  show();
  text.addEventListener("input", () => {
    if (text.value === text.dataset.stored) kept.delete(seen.value);
    else kept.set(seen.value, { stored: text.dataset.stored, value: text.value });
    keep();
    show();
  });
  form.addEventListener("submit", () => {
    kept.delete(seen.value);
    keep();
  });

  const split = form.querySelector("[data-split]");
  const other = form.parentElement.querySelector("[data-split-form]");
  split.hidden = false;
  split.addEventListener("click", () => {
    if (text.value !== text.dataset.stored) {
      said.textContent = WORDS.save;
      return;
    }
    const words = text.value.slice(0, text.selectionStart).trim();
    if (!words || words === text.value.trim()) {
      said.textContent = WORDS.cursor;
      text.focus();
      return;
    }
    other.elements.after.value = words;
    other.requestSubmit();
  });
}
