// A file that is too large is told of before it is sent: it would be refused after minutes.
for (const input of document.querySelectorAll("input[data-most]")) {
  const look = () => {
    const [file] = input.files;
    const isTooLarge = file !== undefined && file.size > Number(input.dataset.most);
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
    if (isTooLarge) input.reportValidity();
  };
  input.addEventListener("change", look);
  // Back and forward may show the page with its file still chosen.
  addEventListener("pageshow", look);
}
