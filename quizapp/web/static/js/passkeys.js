// Passkeys: each form with data-passkey asks the device, puts its answer into the form and sends it.
import { wordsOf } from "./words.js";

const FRESH_MS = 8 * 60 * 1000; // A challenge ends after ten minutes.
const WHY = {
  NotAllowedError: "stopped",
  AbortError: "stopped",
  InvalidStateError: "held",
  SecurityError: "address",
  NetworkError: "away",
};

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const list = (found = []) => found.map((each) => ({ ...each, id: bytes(each.id) }));

// What the server wrote as text, with the bytes that the browser wants.
function read(options) {
  const found = { ...options, challenge: bytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) found.excludeCredentials = list(options.excludeCredentials);
  if (options.allowCredentials) found.allowCredentials = list(options.allowCredentials);
  return found;
}

// The device's answer as text; a registration and a signature have different parts.
function write({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(said) });
}

async function optionsOf(form) {
  if (form.dataset.options) return read(JSON.parse(form.dataset.options));
  const answer = await fetch(form.dataset.optionsFrom).catch(() => ({ ok: false }));
  if (!answer.ok) throw new DOMException("no options", "NetworkError");
  return read(await answer.json());
}

function say(form, words) {
  const problem = form.querySelector("[data-problem]");
  problem.textContent = words;
  problem.hidden = !words;
}

// Let the browser offer passkeys in the field of the name, until the button is pressed.
let offer;

async function offerInField(form) {
  const can = await PublicKeyCredential.isConditionalMediationAvailable?.();
  if (!can) return;
  offer = new AbortController();
  const { signal } = offer;
  const again = setTimeout(() => {
    offer.abort();
    offerInField(form);
  }, FRESH_MS);
  try {
    const publicKey = await optionsOf(form);
    finish(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal }));
  } catch {
    // Nobody asked for it: the button is still there.
  } finally {
    clearTimeout(again);
  }
}

function finish(form, credential) {
  form.elements.answer.value = write(credential);
  form.submit();
}

async function ask(form) {
  offer?.abort();
  const publicKey = await optionsOf(form);
  const how = form.dataset.passkey === "create" ? "create" : "get";
  finish(form, await navigator.credentials[how]({ publicKey }));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const words = wordsOf(form);
  const button = form.querySelector("button");
  if (window.PublicKeyCredential) {
    button.disabled = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      say(form, "");
      try {
        await ask(form);
      } catch (error) {
        say(form, words[WHY[error.name] ?? "failed"]);
        button.disabled = false;
      }
    });
    if ("autofill" in form.dataset) offerInField(form);
  } else {
    say(form, words.none);
  }
}
