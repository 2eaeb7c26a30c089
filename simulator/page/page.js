// Keeps the page up to date without losing what somebody does on it: the server renders, this lays the new page over the
// old one, element by element, so that focus, text under way and scroll positions stay. Without it all works by reloading.

const millisecondsBetween = 1000;

const notice = document.getElementById("notice");
const live = document.getElementById("live");
const main = document.getElementById("main");
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
  if (form.getAttribute("method") !== "post") return;
  event.preventDefault();
  void press(form, submitter);
});

void keepUp();

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

async function press(form, submitter) {
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const page = await fetchPage(form.getAttribute("action"), { method: "POST", body });
    if (page === undefined) return;
    const { textContent, className } = page.getElementById("notice");
    say(textContent, className === "refused");
    show(page);
  } catch {
    say("The simulator does not answer.", true);
  }
}

/** Undefined if something else was asked meanwhile. */
async function fetchPage(address, options) {
  asked += 1;
  const number = asked;
  const response = await fetch(address, options);
  const text = await response.text();
  // What came of a button is shown in any case.
  if (number !== asked && options === undefined) return undefined;
  return new DOMParser().parseFromString(text, "text/html");
}

function say(text, isRefusal) {
  notice.className = isRefusal ? "refused" : "";
  notice.textContent = text;
}

function show(page) {
  const focused = document.activeElement;
  const row = focused?.closest("tr[id]")?.id;
  const section = focused?.closest("section")?.id;
  layOver(main, page.getElementById("main"));
  if (focused === null || focused === document.body || focused === document.activeElement) return;
  // Moved elements lose focus; one that is gone leaves it to what is nearest, or a keyboard would start at the top again.
  const heir = focused.isConnected
    ? focused
    : (findIn(row, "button") ?? findIn(row, "th") ?? findIn(section, "a, button"));
  heir?.focus({ preventScroll: true });
}

function findIn(id, selector) {
  return id === undefined ? undefined : (document.getElementById(id)?.querySelector(selector) ?? undefined);
}

/** Makes an element like another one, and keeps what is the same. */
function layOver(old, fresh) {
  copyAttributes(old, fresh);
  const known = new Map(named(old).map((child) => [child.id, child]));
  const wanted = new Set(named(fresh).map(({ id }) => id));
  let place = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    // Those that are gone go first, so that those behind them need not be moved.
    while (place?.id && !wanted.has(place.id)) place = removeAt(place);
    const match = child.id ? known.get(child.id) : isAlike(place, child) ? place : undefined;
    if (match === undefined) {
      old.insertBefore(child, place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    if (match.nodeType === Node.ELEMENT_NODE) layOver(match, child);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (place !== null) place = removeAt(place);
}

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function named(element) {
  return [...element.children].filter(({ id }) => id !== "");
}

/** Removes a node; answers the one behind it. */
function removeAt(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function isAlike(old, fresh) {
  return old !== null && !old.id && old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName;
}
