// A form is sent once: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  button?.setAttribute("aria-disabled", "true");
  // A download or a stopped load leaves the page: give the button back after a while.
  setTimeout(() => {
    delete form.dataset.sent;
    button?.removeAttribute("aria-disabled");
  }, 4000);
});

// Back and forward may show this very page again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-disabled="true"]')) {
    button.removeAttribute("aria-disabled");
  }
});

// The zone of this browser, for forms that make an account.
for (const field of document.querySelectorAll("input[data-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}
