/**
 * Makes an element like another one, and keeps what is the same.
 * @param {Element} old
 * @param {Element} fresh
 */
export function layOver(old, fresh) {
  copyAttributes(old, fresh);
  const known = new Map(named(old).map((child) => [child.id, child]));
  const wanted = new Set(named(fresh).map(({ id }) => id));
  let place = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    // Those that are gone go first, so that those behind them need not be moved.
    while (place !== null && idOf(place) !== "" && !wanted.has(idOf(place))) place = removeAt(place);
    const match = idOf(child) !== "" ? known.get(idOf(child)) : isAlike(place, child) ? place : null;
    if (match === undefined || match === null) {
      old.insertBefore(child, place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    if (match instanceof Element && child instanceof Element) layOver(match, child);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (place !== null) place = removeAt(place);
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** @param {Element} element */
function named(element) {
  return [...element.children].filter(({ id }) => id !== "");
}

/** @param {Node} node */
function idOf(node) {
  return node instanceof Element ? node.id : "";
}

/**
 * Removes a node; answers the one behind it.
 * @param {ChildNode} node
 */
function removeAt(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/**
 * @param {Node | null} old
 * @param {Node} fresh
 */
function isAlike(old, fresh) {
  return old !== null && idOf(old) === "" && old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName;
}
