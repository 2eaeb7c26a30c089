/** `GET /`: the array to look at in a browser, rendered here; a small script of our own keeps it up to date. */
import { type Answer, parseTarget, pathOf, type WireRequest } from "../http/wire";
import { performAction } from "./actions";
import { assetAnswer } from "./assets";
import { renderDocument } from "./document";
import { type Notice, type PageParts, pagePath } from "./parts";
import { parseView } from "./view";

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
  return (method === "GET" && path === "/") || path.startsWith(`${pagePath}/`);
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
    const below = path.slice(pagePath.length);
    const asset = request.method === "GET" ? assetAnswer(below.slice(1)) : undefined;
    if (asset !== undefined) return asset;
    const deed = request.method === "POST" ? performAction(parts, below, request) : undefined;
    if (deed !== undefined) return show(deed.status, deed);
    // Without the script a button's address stays in the address bar, and a reload of it must lead back.
    if (request.method === "GET") return { status: 303, headers: { Location: "/" }, body: undefined };
    return show(404, { text: "The page has no such button.", isRefusal: true });
  };
}
