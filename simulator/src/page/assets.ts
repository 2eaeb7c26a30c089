/** The page's own files: a script in two files, two styles, one icon. Nothing comes from anywhere else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "../http/wire";

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
export function assetAnswer(name: string): Answer | undefined {
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
