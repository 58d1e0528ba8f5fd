// Shows the number of a slider while it is moved.
for (const slider of document.querySelectorAll("[data-shown-in]")) {
  const shown = document.getElementById(slider.dataset.shownIn);
  slider.addEventListener("input", () => {
    shown.textContent = `${slider.value} %`;
  });
}
