// A fact's form: tried out and kept while it is filled in. Without this, its buttons do the same.
import { wordsOf } from "./words.js";

const form = document.getElementById("fact-form");
const aside = document.getElementById("aside");
const keptWords = document.getElementById("kept-words");
const WORDS = wordsOf(keptWords);
const PREVIEW_MS = 600;
const KEEP_MS = 1500;
let previewTimer, keepTimer, asked;
let unkept = false;
let stopped = false;

const version = () => form.elements.version;

function named(name) {
  return form.querySelector(`[data-field="${CSS.escape(name)}"]`);
}

// The preview -----------------------------------------------------------------------------

async function preview() {
  clearTimeout(previewTimer);
  asked?.abort();
  asked = new AbortController();
  aside.classList.add("waiting");
  try {
    const answer = await fetch(form.dataset.preview, {
      method: "POST",
      body: new FormData(form),
      signal: asked.signal,
    });
    if (answer.ok && !answer.redirected) show(await answer.text());
  } catch (error) {
    if (error.name === "AbortError") return;
    // Off the line: what stands there stays, and the next key press tries again.
  }
  aside.classList.remove("waiting");
}

function show(text) {
  const part = new DOMParser().parseFromString(text, "text/html");
  const open = new Map([...aside.querySelectorAll("details.asked")].map((each, n) => [n, each.open]));
  const focused = aside.contains(document.activeElement);
  aside.replaceChildren(...part.body.childNodes);
  if (focused) aside.querySelector("button:not([hidden])")?.focus();
  [...aside.querySelectorAll("details.asked")].forEach((each, n) => {
    if (open.has(n)) each.open = open.get(n);
  });
  placeErrors();
  offerSelection();
  const summary = aside.querySelector("[data-summary]")?.dataset.summary;
  if (summary) document.getElementById("preview-said").textContent = summary;
}

// Each message under its field; those of fields nobody has touched wait for the save.
function placeErrors() {
  const messages = new Map();
  for (const each of aside.querySelectorAll("[data-error-of]")) {
    let name = each.dataset.errorOf;
    while (name && !named(name)) name = name.split(".").slice(0, -1).join(".");
    if (name) messages.set(name, [...(messages.get(name) ?? []), each.textContent]);
  }
  for (const field of form.querySelectorAll("[data-field]")) {
    const found = messages.get(field.dataset.field) ?? [];
    const id = `${field.dataset.field.replaceAll(".", "-")}-error`;
    const place = document.getElementById(id);
    const touched = field.dataset.touched || place?.childElementCount;
    if (!place || !touched) continue;
    place.replaceChildren(...found.map((words) => {
      const line = document.createElement("p");
      line.className = "field-error";
      line.textContent = words;
      return line;
    }));
    const control = field.querySelector("input, textarea, select");
    if (!control || field.matches("fieldset")) continue;
    const known = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
    if (found.length) {
      control.setAttribute("aria-invalid", "true");
      known.push(id);
    } else {
      control.removeAttribute("aria-invalid");
    }
    if (known.length) control.setAttribute("aria-describedby", known.join(" "));
    else control.removeAttribute("aria-describedby");
  }
}

// Kept through a crash --------------------------------------------------------------------

async function keep(leaving = false) {
  clearTimeout(keepTimer);
  if (!unkept || stopped) return;
  unkept = false;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      keepalive: leaving,
    });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    if (answer.ok && told.version) {
      version().value = told.version;
      keptWords.textContent = WORDS.kept;
    } else if (told.conflict) {
      stopped = true;
      document.getElementById("tab-conflict").hidden = false;
      keptWords.textContent = WORDS.changed;
    } else {
      unkept = true;
      keptWords.textContent = WORDS.unkept;
    }
  } catch {
    unkept = true;
    keptWords.textContent = WORDS.away;
  }
}

function changed(target) {
  unkept = true;
  const field = target?.closest?.("[data-field]");
  if (field) field.dataset.touched = "yes";
  clearTimeout(previewTimer);
  clearTimeout(keepTimer);
  previewTimer = setTimeout(preview, PREVIEW_MS);
  keepTimer = setTimeout(keep, KEEP_MS);
}

form.addEventListener("input", (event) => changed(event.target));
form.addEventListener("submit", () => {
  stopped = true;
  clearTimeout(keepTimer);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep(true);
});
addEventListener("pagehide", () => keep(true));
addEventListener("pageshow", () => {
  stopped = !document.getElementById("tab-conflict").hidden;
});

// Rows of a list --------------------------------------------------------------------------

function addRow(list) {
  const rows = [...list.querySelectorAll(".row-item")];
  const last = rows.at(-1);
  const at = list.dataset.rows.length + 1;
  const number = Number(last.querySelector("[name]").name.slice(at).split(".")[0]) + 1;
  const row = last.cloneNode(true);
  const start = `${list.dataset.rows}.`;
  const renumber = (text) => text
    .replace(new RegExp(`(${start.replaceAll(".", "[.-]")})\\d+`), (_, head) => head + number);
  for (const each of row.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "value", "data-field", "aria-describedby"]) {
      if (each.hasAttribute(name) && !(name === "value" && each.localName !== "button")) {
        each.setAttribute(name, renumber(each.getAttribute(name)));
      }
    }
    if (each.matches("input, textarea, select")) each.value = "";
    if (each.matches(".field-errors")) each.replaceChildren();
    each.removeAttribute("aria-invalid");
  }
  const words = (text) => text.replace(/\d+$/, rows.length + 1);
  for (const label of row.querySelectorAll("label:not(.new-entity label)")) label.textContent = words(label.textContent);
  const button = row.querySelector("button");
  button.setAttribute("aria-label", words(button.getAttribute("aria-label")));
  last.after(row);
  row.querySelector("input, textarea").focus();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const list = button?.closest("[data-rows]");
  if (!list) return;
  event.preventDefault();
  if ("more" in button.dataset) {
    addRow(list);
    return;
  }
  const row = button.closest(".row-item");
  if (list.querySelectorAll(".row-item").length > 1) row.remove();
  else for (const each of row.querySelectorAll("input, textarea, select")) each.value = "";
  list.querySelector("[data-more]")?.focus();
  changed(list);
});

// Buttons of the preview ------------------------------------------------------------------

function tick(name, value, shown) {
  let box = form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
  if (!box) {
    const holder = document.getElementById("hidden-forms");
    const label = document.createElement("label");
    label.className = "choice";
    box = Object.assign(document.createElement("input"), { type: "checkbox", name, value });
    const words = document.createElement("span");
    words.textContent = shown;
    label.append(box, words);
    holder.append(label);
    holder.hidden = false;
  }
  box.checked = true;
  unfold(box);
  return box;
}

function addLine(name, value) {
  const field = form.elements[name];
  const lines = field.value.split("\n").map((each) => each.trim()).filter(Boolean);
  if (!lines.includes(value)) lines.push(value);
  field.value = lines.join("\n");
  unfold(field);
  return field;
}

function unfold(element) {
  for (let each = element.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
}

aside.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("useSelection" in button.dataset) {
    useSelection();
    return;
  }
  const [verb, name, ...rest] = button.value.split(":");
  const value = rest.join(":");
  if (verb === "tick") changed(tick(name, value, button.dataset.words ?? value));
  else if (verb === "line" && form.elements[name]) changed(addLine(name, value));
  else return;
  event.preventDefault();
  preview();
});

// The words of the passage ----------------------------------------------------------------

function selected() {
  const selection = getSelection();
  const passage = document.getElementById("passage-text");
  if (!passage || !selection.rangeCount || selection.isCollapsed) return "";
  const inside = passage.contains(selection.anchorNode) && passage.contains(selection.focusNode);
  return inside ? selection.toString().trim() : "";
}

function useSelection() {
  const words = selected();
  const field = form.elements.evidence;
  if (!words) {
    keptWords.textContent = WORDS.select;
    return;
  }
  field.value = words;
  field.focus();
  changed(field);
}

function offerSelection() {
  const button = aside.querySelector("[data-use-selection]");
  if (button) button.hidden = false;
}

// Entities: the question about a new one only where the name is not known --------------------

function known(field) {
  const words = field.value.trim().toLowerCase();
  if (!words) return true;
  return [...(field.list?.options ?? [])].some((each) => each.value.toLowerCase() === words);
}

function offerNew(field) {
  const details = field.parentElement.querySelector(".new-entity");
  if (!details) return;
  details.classList.toggle("known", known(field));
  if (!known(field)) details.open = true;
}

form.addEventListener("change", (event) => {
  if ("entity" in event.target.dataset) offerNew(event.target);
});
for (const field of form.querySelectorAll("[data-entity]")) {
  const details = field.parentElement.querySelector(".new-entity");
  details.classList.toggle("known", known(field));
}
for (const button of form.querySelectorAll("[data-plain]")) button.hidden = true;
offerSelection();
