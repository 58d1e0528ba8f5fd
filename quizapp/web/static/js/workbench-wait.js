// What takes seconds says so on its button.
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.takes;
  if (words && !event.defaultPrevented) event.submitter.textContent = words;
});
