// One key for each act. They can be switched off in the dialog that "?" opens.
const NAME = "quizapp-keys-off";
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";
const PRESSED = "button, a, summary, input, textarea, select";

export function listen({ stage, spread, turn }) {
  const dialog = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  on.checked = !localStorage.getItem(NAME);
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "yes");
  });

  const number = (digit) => {
    const flag = stage.querySelector(`.flags[open] [value="${digit}"]`);
    if (flag) return flag.click();
    if (spread().dataset.kind !== "ask") {
      return stage.querySelector(`.rate[value="${digit}"]`)?.click();
    }
    const option = stage.querySelectorAll("label.option input")[digit - 1];
    if (!option) return;
    option.click();
    option.focus();
    if (option.type === "radio") turn().requestSubmit(stage.querySelector("[data-main]"));
  };

  const passage = () => {
    const place = document.getElementById("passage");
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "start" });
  };

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || dialog.open) return;
    if (target.closest(TYPED)) return;
    if (key === " " || key === "Enter") {
      if (target.closest(PRESSED)) {
        // Space on a link does nothing by itself; Enter on an option hands in by itself.
        if (!(key === " " && target.closest("a[data-main]"))) return;
      }
      event.preventDefault();
      (stage.querySelector(".rate.main") ?? stage.querySelector("[data-main]"))?.click();
      return;
    }
    if (!on.checked) return;
    if (/^\d$/.test(key)) number(Number(key));
    else if (key === "?") dialog.showModal();
    else if (key === "p" || key === "P") passage();
    else {
      const act = /^[a-z]$/i.test(key) && stage.querySelector(`[data-key="${key.toLowerCase()}"]`);
      if (!act) return;
      const folded = act.closest("details");
      if (folded) {
        folded.open = true;
        folded.querySelector("div button, textarea").focus();
      } else act.click();
    }
    event.preventDefault();
  });
}
