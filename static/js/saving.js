// Saves what is written a few seconds after a pause, and says "saved" only when the server said so (PRODUCT D4).
// Works on the form that carries `data-saving`, whose other data attributes hold the words. Each part that carries
// `data-answer` is an answer with its own version; only the parts that somebody changed are sent. Without this script
// the form is sent as a whole by its buttons.

const PAUSE = 2500;
const AGAIN = 8000;

const form = document.querySelector("form[data-saving]");
const state = form.querySelector("[data-save-state]");
const progress = document.querySelector("[data-progress]");
const words = form.dataset;
const changed = new Map(); // the part → how often it was changed; what changes while it is sent stays to be sent
let timer = 0;
let said = "";
let isSending = false;
let isLeaving = false;

// What is said already stays as it is: whoever is about to press what stands beside it does not lose it.
function say(text, kind, link) {
  if (said === text) return;
  said = text;
  state.textContent = text;
  state.parentElement.dataset.kind = kind;
  if (link) state.append(" ", link);
}

function wait(time) {
  clearTimeout(timer);
  timer = setTimeout(send, time);
}

// Whoever leaves a field need not wait for the pause. Nothing is said: leaving it for what stands in the state line,
// the way to sign in or to compare, must not take that away from under the pointer.
function hurry() {
  if (state.parentElement.dataset.kind === "waiting") wait(PAUSE / 5);
}

function note(event) {
  const part = event.target.closest("[data-answer]");
  if (!part) return;
  changed.set(part, (changed.get(part) ?? 0) + 1);
  if (!isSending) say(words.waiting, "waiting");
  wait(event.target.matches("textarea") ? PAUSE : PAUSE / 5);
}

function packed(parts) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const part of parts) {
    for (const field of part.querySelectorAll("input, select, textarea")) {
      if (!field.name || field.disabled || field.type === "submit") continue;
      if (["radio", "checkbox"].includes(field.type) && !field.checked) continue;
      data.append(field.name, field.value);
    }
  }
  return data;
}

async function send() {
  if (isSending || changed.size === 0) return;
  isSending = true;
  const sent = new Map(changed);
  if (state.parentElement.dataset.kind !== "failed") say(words.savingNow, "sending");
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body: packed(sent.keys()),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
  } catch {
    return again();
  } finally {
    isSending = false;
  }
  if (answer.status === 401) return signedOut(await answer.json());
  if (answer.status === 403) return renewToken();
  if (answer.status === 409) return say(words.closed, "failed");
  if (!answer.ok) return again();
  taken(await answer.json(), sent);
}

function again() {
  say(words.failed, "failed");
  wait(AGAIN);
}

function taken(told, sent) {
  for (const [name, version] of Object.entries(told.versions)) form.elements[`${name}-version`].value = version;
  for (const [name, value] of Object.entries(told.fields ?? {})) form.elements[name].value = value;
  const kept = new Set([...told.conflicts, ...Object.keys(told.errors), ...told.refused].map((name) => name.split("-")[0]));
  for (const [part, times] of sent) {
    if (changed.get(part) === times && !kept.has(part.dataset.answer)) changed.delete(part);
  }
  showErrors(told.errors);
  if (progress) {
    progress.textContent = told.progress;
    const bar = progress.parentElement.querySelector("progress");
    bar.value = told.done;
    bar.max = told.total;
    showConditions(told);
  }
  if (told.conflicts.length) {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "button button--quiet";
    button.textContent = words.compare;
    return say(words.conflict, "failed", button);
  }
  if (Object.keys(told.errors).length || told.refused.length) return say(words.invalid, "failed");
  if (changed.size === 0) return say(words.saved.replace("%s", told.saved_at), "saved");
  wait(PAUSE);
}

function showConditions(told) {
  for (const [code, { mark, words }] of Object.entries(told.conditions)) {
    const shown = document.getElementById(code)?.querySelector("[data-condition] .status");
    if (!shown) continue;
    shown.className = `status status--${mark}`;
    shown.textContent = words;
  }
  const count = document.querySelector(".area-tabs [aria-current] [data-count]");
  if (count) count.textContent = `${told.done}/${told.total}`;
}

function showErrors(errors) {
  for (const old of form.querySelectorAll("[data-said-by-script]")) old.remove();
  for (const field of form.querySelectorAll("[data-marked]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("data-marked");
  }
  for (const [name, message] of Object.entries(errors)) {
    const field = form.elements[name];
    if (!field?.insertAdjacentElement) continue;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("data-marked", "");
    const list = document.createElement("ul");
    list.className = "errorlist";
    list.dataset.saidByScript = "";
    list.append(Object.assign(document.createElement("li"), { textContent: message }));
    field.insertAdjacentElement("beforebegin", list);
  }
}

function signedOut(told) {
  const link = document.createElement("a");
  link.href = told.sign_in;
  link.target = "_blank";
  link.textContent = words.signIn;
  say(words.signedOut, "failed", link);
  wait(AGAIN);
}

// After signing in anew in another window the form's token is an old one: a fresh one comes with a fresh page.
async function renewToken() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    const fresh = page.querySelector("form[data-saving] [name=csrfmiddlewaretoken]");
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  } catch {
    // The next try asks again.
  }
  again();
}

form.addEventListener("input", note);
form.addEventListener("change", hurry);
form.addEventListener("submit", () => {
  isLeaving = true;
  clearTimeout(timer);
});
window.addEventListener("online", () => wait(0));
window.addEventListener("beforeunload", (event) => {
  if (changed.size && !isLeaving) event.preventDefault();
});

if (words.ready) say(words.ready, "ready");
