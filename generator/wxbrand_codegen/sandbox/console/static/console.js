// The console's only script. Without it the pages work too, after a reload.
//
// data-live="TOPIC ..."   with an id: replaced by its newest version when one of the topics changes
// data-inplace            on a form: sent without leaving the page; then all data-live elements are replaced
// data-submit             on a select: sends its form when another option is chosen
// data-rows               on a table: rows with a link are opened by click, j, k and Enter
// data-back="URL"         on an element: where Escape leads
// data-search             on an input: / moves to it, and its form is sent while typing
// data-copy="ID"          on a button: copies the text of that element, then shows data-done
// data-fetch="URL"        on a button: copies what is at that address
// data-script             hidden in the HTML, shown by this script
"use strict";

const live = document.getElementById("live");
let paused = false;
let changedWhilePaused = false;
let source = null;

// Replacing parts of the page

function replaceParts(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html"); // scripts in it do not run
  for (const part of document.querySelectorAll("[data-live][id]")) {
    const newer = fresh.getElementById(part.id);
    if (newer && newer.innerHTML !== part.innerHTML && !part.contains(editedField())) {
      const known = new Set([...part.querySelectorAll("tr[id]")].map((row) => row.id));
      const chosen = part.querySelector("tr.chosen")?.id;
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      const opened = new Set([...part.querySelectorAll("details[open][id]")].map((each) => each.id));
      const imported = document.importNode(newer, true);
      if (known.size) {
        for (const row of imported.querySelectorAll("tr[id]")) row.classList.toggle("new", !known.has(row.id));
      }
      for (const each of imported.querySelectorAll("details[id]")) if (opened.has(each.id)) each.open = true;
      part.replaceChildren(...imported.childNodes);
      if (chosen) document.getElementById(chosen)?.classList.add("chosen");
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      prepare(part);
    }
  }
}

function editedField() {
  const field = document.activeElement;
  return field && field.matches("input:not([type=hidden]), textarea, select") ? field : null;
}

let refreshing = null;
let again = false;

function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = (async () => {
    do {
      again = false;
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (response.ok) replaceParts(await response.text());
    } while (again);
  })()
    .catch(() => show("off"))
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

// Events of the sandbox. A hidden page closes its stream, because browsers allow only six connections to one host.

function show(state) {
  if (!live) return;
  live.hidden = false;
  live.className = `live ${state}`;
  live.textContent = live.dataset[state];
}

function connect() {
  if (source || !document.querySelector("[data-live]")) return;
  source = new EventSource("/sandbox/events");
  source.onopen = () => {
    show(paused ? "paused" : "on");
    if (paused) changedWhilePaused = true;
    else refresh(); // what happened before the stream was open, the first time since the page was made, was not told
  };
  source.onerror = () => show("off");
  source.addEventListener("changed", (event) => {
    const isShown = [...document.querySelectorAll("[data-live]")].some((part) =>
      part.dataset.live.split(" ").includes(event.data),
    );
    if (!isShown) return;
    if (paused) changedWhilePaused = true;
    else refresh();
  });
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    connect();
    if (!paused) refresh();
  }
});

// Forms

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-inplace]")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  const keepalive = String(fields).length < 60_000; // sent although the page is left at once; browsers allow 64 KiB for that
  fetch(form.action, { method: "POST", body: fields, keepalive })
    .then(async (response) => {
      document.activeElement?.blur();
      if (response.redirected && new URL(response.url).pathname !== location.pathname) location.href = response.url;
      else replaceParts(await response.text());
    })
    .catch(() => show("off"));
});

let typing = 0;
document.addEventListener("input", (event) => {
  if (!event.target.matches("input[data-search]")) return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const form = event.target.form;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    history.replaceState(null, "", query.size ? `${form.action}?${query}` : form.action);
    refresh();
  }, 150);
});

// Buttons

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copy || button?.dataset.fetch) {
    const text = button.dataset.fetch
      ? await (await fetch(button.dataset.fetch)).text()
      : document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 1500);
  } else if (button?.id === "pause") {
    paused = !paused;
    button.textContent = paused ? button.dataset.resume : button.dataset.pause;
    button.setAttribute("aria-pressed", String(paused));
    show(paused ? "paused" : "on");
    if (!paused && changedWhilePaused) refresh();
    changedWhilePaused = false;
  } else if (button?.id === "show-keys") {
    document.getElementById("keys").showModal();
  }
  const row = event.target.closest("table[data-rows] tbody tr");
  if (row && !event.target.closest("a, button, input, select") && !String(getSelection())) openRow(row);
});

function openRow(row) {
  const link = row.querySelector("a[href]");
  if (link) location.href = link.href;
}

// Keys

function choose(step) {
  const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
  if (!rows.length) return;
  const current = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = current < 0 ? 0 : Math.min(Math.max(current + step, 0), rows.length - 1);
  rows[current]?.classList.remove("chosen");
  rows[next].classList.add("chosen");
  rows[next].querySelector("a[href]")?.focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const field = editedField();
  if (event.key === "Escape") {
    const back = document.querySelector("[data-back]");
    if (field) field.blur();
    else if (back) {
      event.preventDefault(); // else the browser may take the key to mean: stop loading
      location.href = back.dataset.back;
    }
    return;
  }
  if (field) return;
  if (event.key === "j") choose(1);
  else if (event.key === "k") choose(-1);
  else if (event.key === "/") document.querySelector("input[data-search]")?.focus();
  else if (event.key === "?") document.getElementById("keys").showModal();
  else return;
  event.preventDefault();
});

// Controls that need this script are hidden in the HTML

function prepare(part) {
  for (const hidden of part.querySelectorAll("[data-script][hidden], #show-keys[hidden]")) hidden.hidden = false;
}

prepare(document);
connect();
