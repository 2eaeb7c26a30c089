// Finds and sorts in the table, and says how old the report is. Without it all is there, in the order of need.

/** @typedef {{ readonly row: HTMLTableRowElement, readonly text: string }} Entry */
/** @typedef {{ readonly select: HTMLSelectElement, readonly column: number }} Choice */

const NEED = "-1 1";

const MINUTE = 60_000;

sayAge();
// It lies open for hours, and a browser that sleeps, or has put it by, keeps no minutes.
setInterval(sayAge, MINUTE);
document.addEventListener("visibilitychange", sayAge);
addEventListener("pageshow", sayAge);
addEventListener("beforeprint", sayAge);
enableTable();

function sayAge() {
  const at = Date.parse(document.querySelector("#at")?.getAttribute("datetime") ?? "");
  const minutes = Math.round((Date.now() - at) / MINUTE);
  const age = document.querySelector("#age");
  if (age === null || !(minutes > 0)) return;
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const [count, unit] = days > 1 ? [days, "days"] : hours > 1 ? [hours, "hours"] : [minutes, "min"];
  age.textContent = `, ${count} ${unit} ago`;
}

function enableTable() {
  const [form, body, find, order, shown] = [
    document.querySelector("form"),
    document.querySelector("tbody"),
    document.querySelector("input"),
    selectOf("order"),
    document.querySelector("output"),
  ];
  // Without imports there is no table.
  if (!form || !body || !find || !order || !shown) return;
  /** @type {HTMLElement[]} */
  const titles = [...document.querySelectorAll("thead th:not(.when)")].filter((each) => each instanceof HTMLElement);
  const choices = choicesOf(titles.map(({ textContent }) => textContent));
  const entries = [...body.rows].map((row) => ({ row, text: wordsOf(row).toLowerCase() }));

  const filter = () => {
    shown.textContent = `${show(entries, find.value, choices)} of ${entries.length}`;
  };
  const sort = () => {
    const [column = -1, direction = 1] = order.value.split(" ").map(Number);
    body.append(...inOrder(entries, column, direction).map(({ row }) => row));
    for (const [index, title] of titles.entries()) {
      title.ariaSort = index !== column ? null : direction < 0 ? "descending" : "ascending";
    }
  };
  offerOrders(titles, order, sort);
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  findStates(
    () => form.reset(),
    choices,
    () => {
      sort();
      filter();
    },
  );
  findByKey(find);
  form.hidden = false;
  // A browser that comes back to a page puts in what was there.
  if (order.value !== NEED) sort();
  filter();
}

/** @param {string} id */
function selectOf(id) {
  const element = document.getElementById(id);
  return element instanceof HTMLSelectElement ? element : undefined;
}

/** @param {readonly string[]} titles */
function choicesOf(titles) {
  return ["State", "Array", "Wave"].flatMap((title) => {
    const select = selectOf(title.toLowerCase());
    return select ? [{ select, column: titles.indexOf(title) }] : [];
  });
}

/**
 * All that a row says, what unfolds included: so an id is found.
 * @param {HTMLTableRowElement} row
 */
function wordsOf(row) {
  return [...row.cells].map(({ textContent }) => textContent).join(" ");
}

/**
 * Hides what does not fit, and says how many do.
 * @param {readonly Entry[]} entries
 * @param {string} sought
 * @param {readonly Choice[]} choices
 */
function show(entries, sought, choices) {
  const words = sought.toLowerCase().split(/\s+/);
  const chosen = choices.filter(({ select }) => select.value !== "");
  let count = 0;
  for (const { row, text } of entries) {
    const fits =
      words.every((word) => text.includes(word)) &&
      chosen.every(({ select, column }) => row.cells[column]?.textContent === select.value);
    row.hidden = !fits;
    if (fits) count += 1;
  }
  return count;
}

/**
 * Those without a value come last, in either direction.
 * @param {readonly Entry[]} entries as they came: in the order of need
 * @param {number} column negative: as they came
 * @param {number} direction
 */
function inOrder(entries, column, direction) {
  if (column < 0) return entries;
  const { compare } = new Intl.Collator("en", { numeric: true });
  const keyed = entries.map((entry) => ({ ...entry, key: keyOf(entry.row.cells[column]) }));
  return keyed.sort((one, other) => {
    if (one.key === "" || other.key === "") return Number(one.key === "") - Number(other.key === "");
    return direction * compare(one.key, other.key);
  });
}

/** @param {HTMLTableCellElement | undefined} cell */
function keyOf(cell) {
  return cell?.querySelector("time")?.dateTime ?? cell?.textContent ?? "";
}

/**
 * A heading is a button: up, down, as it was. Where headings have no room, the list has the same.
 * @param {readonly HTMLElement[]} titles
 * @param {HTMLSelectElement} order
 * @param {() => void} sort
 */
function offerOrders(titles, order, sort) {
  order.append(new Option("need", NEED));
  for (const [index, title] of titles.entries()) {
    const name = title.textContent;
    const [up, down] = [`${index} 1`, `${index} -1`];
    order.append(new Option(name, up), new Option(`${name}, last first`, down));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      order.value = order.value === up ? down : order.value === down ? NEED : up;
      sort();
    });
    title.replaceChildren(button);
  }
  order.addEventListener("change", sort);
}

/**
 * Links above the table show those that they speak of.
 * @param {() => void} reset
 * @param {readonly Choice[]} choices
 * @param {() => void} update
 */
function findStates(reset, choices, update) {
  document.addEventListener("click", ({ target }) => {
    const wanted = target instanceof HTMLElement ? target.dataset.state : undefined;
    const [states] = choices;
    if (wanted === undefined || states === undefined) return;
    reset();
    states.select.value = wanted;
    update();
  });
}

/** @param {HTMLInputElement} find */
function findByKey(find) {
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (key !== "/" || isTyping || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    find.focus();
  });
}
