// The answer in the controls of one question: read it, put another in, say it in words.
const controls = (question) => [...question.querySelectorAll(".ask input, .ask select")];
const name = (field) => field.name.replace(/^q\d+-/, "");

export const flagOf = (question) => question.querySelector(".flag input");

export function fieldsOf(question, more) {
  const body = new URLSearchParams(more);
  for (const field of [...controls(question), flagOf(question)]) {
    if (!["radio", "checkbox"].includes(field.type) || field.checked) body.append(field.name, field.value);
  }
  return body;
}

// As the server stores it, so that two answers can be compared; null where it is empty.
export function answerOf(question) {
  const fields = controls(question);
  const [first] = fields;
  if (!first) return null;
  const kind = name(first).split("-")[0];
  const chosen = fields.filter((field) => field.checked).map((field) => field.value);
  if (kind === "option") return chosen.length ? { option: Number(chosen[0]) } : null;
  if (kind === "options") return chosen.length ? { options: chosen.map(Number) } : null;
  if (kind === "value") return chosen.length ? { value: chosen[0] === "true" } : null;
  if (kind === "text") return first.value.trim() ? { text: first.value } : null;
  if (kind === "right") {
    const rights = fields.map((field) => (field.value === "" ? null : Number(field.value)));
    return rights.some((each) => each !== null) ? { rights } : null;
  }
  const steps = fields.filter((field) => field.value !== "");
  if (!steps.length) return null;
  const order = steps.sort((one, other) => Number(one.value) - Number(other.value));
  return { order: order.map((field) => Number(name(field).split("-")[1])) };
}

export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export function fillIn(question, response) {
  const given = response ?? {};
  for (const field of controls(question)) {
    const [kind, row] = name(field).split("-");
    if (kind === "option") field.checked = "option" in given && Number(field.value) === given.option;
    else if (kind === "options") field.checked = (given.options ?? []).includes(Number(field.value));
    else if (kind === "value") field.checked = "value" in given && field.value === String(given.value);
    else if (kind === "text") field.value = given.text ?? "";
    else if (kind === "right") field.value = String(given.rights?.[Number(row)] ?? "");
    else if (kind === "place") field.value = given.order ? String(given.order.indexOf(Number(row)) + 1) : "";
  }
  if (!given.order) return;
  const list = question.querySelector("[data-steps]");
  const place = (step) => Number(step.querySelector("select").value);
  for (const step of [...list.children].sort((one, other) => place(one) - place(other))) list.append(step);
}

// What somebody answered, as the page words it.
export function wordsFor(question, response, nothing) {
  if (!response) return nothing;
  const label = (value) => question.querySelector(`.ask input[value="${value}"]`)?.closest("label")?.textContent.trim() ?? "";
  if ("option" in response) return label(response.option);
  if ("options" in response) return response.options.map(label).join("; ");
  if ("value" in response) return label(response.value);
  if ("text" in response) return response.text;
  if ("rights" in response) {
    const rows = [...question.querySelectorAll(".pair select")];
    return rows
      .map((field, row) => {
        const left = field.closest("label").querySelector("span").textContent.trim();
        const right = response.rights[row];
        return `${left}: ${right === null ? nothing : field.querySelector(`option[value="${right}"]`).textContent.trim()}`;
      })
      .join("; ");
  }
  const text = (step) => question.querySelector(`select[name$="place-${step}"]`).closest("li").querySelector(".step-text").textContent.trim();
  return response.order.map((step, place) => `${place + 1}. ${text(step)}`).join(" ");
}
