// Makes a facts file of a vendor's API description (OpenAPI 2): names, types, enums and limits, and no sentence of prose.
//   node facts.mjs DESCRIPTION.json > powerstore-4.1-import.facts.json
import { readFileSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { pathToFileURL } from "node:url";

/** What people read; an example that is a number or a truth value is a fact. */
const PROSE = ["description", "summary", "example", "tags", "license", "externalDocs", "contact", "termsOfService"];

/** Below these, keys are names of the vendor's, whatever they are called. */
const NAMES = ["properties", "definitions", "paths", "x-display_enum_text"];

/** @param {any} description @returns {any} */
export function factsOf({ info, ...rest }) {
  const [major, minor] = info.version.split(".");
  const title = `${info.title} ${major}.${minor}, import surface: names, types, enums and limits only`;
  const { swagger, ...parts } = rest;
  return { swagger, info: { title, version: info.version }, ...withoutProse(parts) };
}

/**
 * @param {any} node
 * @param {string} [within] the key that it is under
 * @returns {any}
 */
function withoutProse(node, within = "") {
  if (Array.isArray(node)) return node.map((item) => withoutProse(item));
  if (node === null || typeof node !== "object") return node;
  if (NAMES.includes(within)) return mapValues(node, (value) => withoutProse(value));
  if (within === "responses") return mapValues(node, (value, status) => withStatus(withoutProse(value), status));
  return mapValues(omit(node, PROSE), (value, key) => withoutProse(value, key));
}

/** OpenAPI wants a description of each response: HTTP's own words for the status. @param {object} response @param {string} status */
function withStatus(response, status) {
  return { ...response, description: STATUS_CODES[status] ?? status };
}

/** @param {object} node @param {readonly string[]} names */
function omit(node, names) {
  const isFact = (/** @type {unknown} */ value) => ["number", "boolean"].includes(typeof value) || isLong(value);
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => !names.includes(key) || isFact(value)));
}

/** @param {unknown} value */
function isLong(value) {
  return typeof value === "string" && value.startsWith(LONG);
}

/** @param {object} node @param {(value: any, key: string) => any} map */
function mapValues(node, map) {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, map(value, key)]));
}

/** Limits of 64 bits are more than a number of JavaScript holds: they go through as texts with this mark. */
const LONG = "long integer ";

/** @param {string} text the description's JSON @returns {string} the facts file */
export function toFactsFile(text) {
  const marked = text.replace(/("(?:[^"\\]|\\.)*")|(-?\d{16,})(?![\d.eE])/g, (whole, quoted) =>
    quoted === undefined ? `"${LONG}${whole}"` : whole,
  );
  const facts = JSON.stringify(factsOf(JSON.parse(marked)), undefined, 1);
  return facts.replaceAll(new RegExp(`"${LONG}(-?\\d+)"`, "g"), "$1");
}

const [, script = "", input] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  if (input === undefined) {
    console.error("usage: node facts.mjs DESCRIPTION.json > FACTS.json");
    process.exitCode = 2;
  } else {
    process.stdout.write(toFactsFile(readFileSync(input, "utf8")));
  }
}
