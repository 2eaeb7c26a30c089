/** Answers in HTML, as they come from what stands before an array that is not there itself. */
import type { Answer } from "./wire";

/** A page of the status; one that sends elsewhere (3xx) to a page for people. */
export function pageAnswer(status: number): Answer {
  const headers: Record<string, string> = status >= 300 && status < 400 ? { Location: "/ui/login" } : {};
  const title = status >= 400 ? `Error ${status}` : "PowerStore Manager";
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers, body, contentType: "text/html" };
}
