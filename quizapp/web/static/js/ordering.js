// Ordering: buttons that move a step up and down and fill in everybody's place.
// Without this the places are chosen one by one.
const make = (sign, words, step) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = sign;
  button.setAttribute("aria-label", `${words}: ${step}`);
  return button;
};

export function prepare(list) {
  if (list.dataset.prepared) return;
  list.dataset.prepared = "yes";
  const number = () => {
    [...list.children].forEach((step, index) => {
      step.querySelector("select").value = String(index + 1);
    });
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const step of list.children) {
    const words = step.querySelector(".step-text").textContent;
    const moves = document.createElement("span");
    moves.className = "step-moves";
    const up = make("↑", list.dataset.up, words);
    const down = make("↓", list.dataset.down, words);
    up.addEventListener("click", () => {
      step.previousElementSibling?.before(step);
      number();
      up.focus();
    });
    down.addEventListener("click", () => {
      step.nextElementSibling?.after(step);
      number();
      down.focus();
    });
    moves.append(up, down);
    step.append(moves);
  }
}

for (const list of document.querySelectorAll("[data-steps]")) prepare(list);
