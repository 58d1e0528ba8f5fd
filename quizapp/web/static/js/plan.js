// Shows the number of a slider while it is moved; without this script the next page says it.
for (const slider of document.querySelectorAll("[data-shown-in]")) {
  const shown = document.getElementById(slider.dataset.shownIn);
  shown.textContent = `${slider.value} %`;
  shown.hidden = false;
  slider.addEventListener("input", () => {
    shown.textContent = `${slider.value} %`;
  });
}
