// While a file is read or taken in, the page says so and how long it has been at it.
for (const form of document.querySelectorAll("form[data-reading]")) {
  form.addEventListener("submit", () => {
    const shown = form.querySelector("[data-progress]");
    const button = form.querySelector("button.main");
    const began = Date.now();
    const tell = () => {
      const seconds = Math.round((Date.now() - began) / 1000);
      shown.textContent = `${form.dataset.reading} ${seconds} s`;
    };
    shown.textContent = form.dataset.reading;
    button.disabled = true;
    setInterval(tell, 1000);
  });
}
