// Questions of a quiz in the making can be dragged by a handle. Without this there are buttons.
for (const list of document.querySelectorAll("[data-questions]")) {
  let held = null;
  for (const item of list.children) {
    if (!item.querySelector('input[name="question"]')) continue;
    const handle = document.createElement("span");
    handle.className = "drag";
    handle.textContent = "⠿";
    handle.setAttribute("aria-hidden", "true");
    handle.draggable = true;
    item.querySelector(".question-head .fine").append(handle);
    handle.addEventListener("dragstart", (event) => {
      held = item;
      item.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(item, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      item.classList.remove("dragged");
      held = null;
    });
    item.addEventListener("dragover", (event) => {
      if (!held || held === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) item.before(held);
      else item.after(held);
      for (const [index, each] of [...list.children].entries()) {
        each.querySelector(".question-number").textContent = String(index + 1);
      }
    });
    item.addEventListener("drop", (event) => event.preventDefault());
  }
}
