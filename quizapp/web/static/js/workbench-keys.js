// The keys of the workbench, which the dialog of "?" can switch off, and the mark in the passage.
const NAME = "quizapp-keys-off";
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";

export function listen({ step, press, certify, undo }) {
  const dialog = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  const open = document.querySelector("[data-keys]");
  if (open) {
    open.hidden = false;
    open.addEventListener("click", () => dialog.showModal());
  }
  on.checked = !localStorage.getItem(NAME);
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "yes");
  });
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("accept"),
    c: certify,
    e: () => press("edit"),
    r: () => press("reject"),
    u: undo,
    "?": () => dialog.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (dialog.open || !on.checked || event.target.closest(TYPED)) return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// The next draft that waits: below, else the first above; else the neighbour.
export function later(cards, card) {
  const here = cards.indexOf(card);
  const waits = (each) => each !== card && each.dataset.state === "proposed";
  return cards.slice(here + 1).find(waits) ?? cards.find(waits) ?? cards[here + 1] ?? card;
}

// Mark what a draft rests on in its passage, without touching the text (where browsers can).
export function mark(card) {
  if (!globalThis.Highlight) return;
  CSS.highlights.delete("chosen");
  const passage = card.closest(".bench-row")?.querySelector("[data-passage]");
  const words = card.querySelector("[data-evidence]")?.textContent;
  const start = words ? (passage?.textContent.indexOf(words) ?? -1) : -1;
  if (start < 0) return;
  const range = new Range();
  let at = 0;
  const texts = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  let began = false;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const end = at + node.length;
    if (!began && start < end) {
      range.setStart(node, start - at);
      began = true;
    }
    if (began && start + words.length <= end) {
      range.setEnd(node, start + words.length - at);
      CSS.highlights.set("chosen", new Highlight(range));
      return;
    }
    at = end;
  }
}
