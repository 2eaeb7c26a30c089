// Keeps the page up to date without losing what somebody does on it: the server renders, this lays the new page over the
// old one, element by element, so that focus, text under way and scroll positions stay. Without it all works by reloading.

import { layOver } from "./layOver.js";

const millisecondsBetween = 1000;

const notice = byId(document, "notice");
const live = byId(document, "live");
const main = byId(document, "main");
let isLive = true;
/** Counts the pages asked for: an answer that was overtaken by a later question is old news. */
let asked = 0;

live.hidden = false;
live.addEventListener("click", () => {
  isLive = !isLive;
  live.setAttribute("aria-pressed", String(isLive));
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  // Attributes, for a button named "action" takes the place of the form's property of that name.
  if (!(form instanceof HTMLFormElement) || form.getAttribute("method") !== "post") return;
  event.preventDefault();
  void press(form, submitter);
});

void keepUp();

/**
 * Every rendering of the page has these.
 * @param {Document} page
 * @param {string} id
 */
function byId(page, id) {
  const element = page.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
}

/** Each wait begins after an answer and grows with it: a large world is not asked again before it has caught its breath. */
async function keepUp() {
  for (;;) {
    const start = performance.now();
    if (isLive && !document.hidden) await refresh();
    const taken = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, Math.max(millisecondsBetween, 5 * taken)));
  }
}

async function refresh() {
  // A form that was sent without this script has left its own address behind.
  const address = location.pathname === "/" ? location.href : `/${location.search}`;
  try {
    const page = await fetchPage(address);
    if (document.body.classList.contains("stale")) say("The simulator answers again.", false);
    document.body.classList.remove("stale");
    if (page !== undefined) show(page);
  } catch {
    if (!document.body.classList.contains("stale")) say("The simulator does not answer.", true);
    document.body.classList.add("stale");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function press(form, submitter) {
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
    const page = await fetchPage(form.getAttribute("action") ?? "", { method: "POST", body });
    if (page === undefined) return;
    const { textContent, className } = byId(page, "notice");
    say(textContent, className === "refused");
    show(page);
  } catch {
    say("The simulator does not answer.", true);
  }
}

/**
 * Undefined if something else was asked meanwhile.
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function fetchPage(address, options) {
  asked += 1;
  const number = asked;
  const response = await fetch(address, options);
  const text = await response.text();
  // What came of a button is shown in any case.
  if (number !== asked && options === undefined) return undefined;
  return new DOMParser().parseFromString(text, "text/html");
}

/**
 * @param {string | null} text
 * @param {boolean} isRefusal
 */
function say(text, isRefusal) {
  notice.className = isRefusal ? "refused" : "";
  notice.textContent = text;
}

/** @param {Document} page */
function show(page) {
  const focused = document.activeElement;
  const row = focused?.closest("tr[id]")?.id;
  const section = focused?.closest("section")?.id;
  layOver(main, byId(page, "main"));
  if (!(focused instanceof HTMLElement) || focused === document.body || focused === document.activeElement) return;
  // Moved elements lose focus; one that is gone leaves it to what is nearest, or a keyboard would start at the top again.
  const heir = focused.isConnected
    ? focused
    : (findIn(row, "button") ?? findIn(row, "th") ?? findIn(section, "a, button"));
  heir?.focus({ preventScroll: true });
}

/**
 * @param {string | undefined} id
 * @param {string} selector
 */
function findIn(id, selector) {
  const found = id === undefined ? undefined : document.getElementById(id)?.querySelector(selector);
  return found instanceof HTMLElement ? found : undefined;
}
