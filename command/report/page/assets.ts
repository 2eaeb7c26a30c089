/** Style and script of the page. They are files of their own, so that they are looked after as what they are; the bundle of the command has them inside. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const style: string = readFileSync(join(__dirname, "page.css"), "utf8");

export const script: string = readFileSync(join(__dirname, "page.js"), "utf8");
