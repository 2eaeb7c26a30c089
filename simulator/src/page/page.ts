/** `GET /`: the array to look at in a browser, rendered here; a small script of our own keeps it up to date. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Answer, parseTarget, pathOf, type WireRequest } from "../http/wire";
import { renderDocument } from "./document";
import { performAction } from "./pageActions";
import { type Notice, PAGE_PATH, type PageParts, parseView } from "./view";

/** Nothing from anywhere else, no inline script or style, in no frame: names in the page come from requests. */
const documentHeaders = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
} as const satisfies Readonly<Record<string, string>>;

export type PageHandler = (request: WireRequest) => Answer;

/** Whether a request is the page's to answer; everything else is the API's or the control routes'. */
export function isPage({ method, target }: Pick<WireRequest, "method" | "target">): boolean {
  const path = pathOf(target);
  return (method === "GET" && path === "/") || path.startsWith(`${PAGE_PATH}/`);
}

export function createPageHandler(parts: PageParts): PageHandler {
  return (request) => {
    const { path, query } = parseTarget(request.target);
    const view = parseView(query);
    const show = (status: number, notice?: Notice): Answer => ({
      status,
      headers: documentHeaders,
      contentType: "text/html; charset=utf-8",
      body: renderDocument({ ...parts, view, notice }).toString(),
    });
    if (path === "/") return show(200);
    const below = path.slice(PAGE_PATH.length);
    const asset = request.method === "GET" ? assetAnswer(below.slice(1)) : undefined;
    if (asset !== undefined) return asset;
    const deed = request.method === "POST" ? performAction(parts, below, request) : undefined;
    if (deed !== undefined) return show(deed.status, deed);
    // Without the script a button's address stays in the address bar, and a reload of it must lead back.
    if (request.method === "GET") return { status: 303, headers: { Location: "/" }, body: undefined };
    return show(404, { text: "The page has no such button.", isRefusal: true });
  };
}

const contentTypes = {
  "page.js": "text/javascript; charset=utf-8",
  "layOver.js": "text/javascript; charset=utf-8",
  "theme.css": "text/css; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const satisfies Readonly<Record<string, string>>;

// The same steps up from src and from dist; read, not imported, because browsers read these files as they are.
const folder = join(__dirname, "..", "..", "page");

const texts = new Map<string, string>();

/** Undefined for a name that is none of theirs. */
function assetAnswer(name: string): Answer | undefined {
  if (!Object.hasOwn(contentTypes, name)) return undefined;
  const body = texts.get(name) ?? readFileSync(join(folder, name), "utf8");
  texts.set(name, body);
  const contentType = contentTypes[name as keyof typeof contentTypes];
  return {
    status: 200,
    body,
    contentType,
    headers: { "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" },
  };
}
