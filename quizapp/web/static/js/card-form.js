// Writing a card: Ctrl and Enter adds it, and another kind of card keeps what was typed.
const form = document.getElementById("card");

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.main"));
});

for (const link of document.querySelectorAll("a[data-kind]")) {
  link.addEventListener("click", (event) => {
    const typed = [...form.querySelectorAll("textarea")].some((field) => field.value.trim());
    if (!typed) return;
    event.preventDefault();
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "as";
    field.value = link.dataset.kind;
    form.append(field);
    form.noValidate = true;
    form.requestSubmit();
  });
}
