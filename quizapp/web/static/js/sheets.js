// Prints a worksheet; on the wall, keys go on and back.
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const steps = { " ": "next", ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

addEventListener("keydown", (event) => {
  const rel = steps[event.key];
  const link = rel && document.querySelector(`.wall-steps a[rel="${rel}"]`);
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  // Space on a focused link or button is that link's own.
  if (event.key === " " && event.target !== document.body && event.target.closest("a, button")) return;
  event.preventDefault();
  link.click();
});
