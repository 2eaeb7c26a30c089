/** A real Chromium for the page's tests; skipped, and that loudly, where there is none. */
import { existsSync } from "node:fs";
import { after, before } from "mocha";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { Simulator } from "../../../simulator/src";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

// Nothing but the page itself: no updates, no first-run pages, no network of the browser's own.
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What a visitor would find in the developer tools: errors, violations of the policy, requests to anywhere else. */
export type Visit = { readonly page: Page; readonly complaints: readonly string[]; leave(): Promise<void> };

/** One browser for a suite; each visit has a profile of its own. */
export function useBrowser(): (simulator: Simulator, path?: string, options?: BrowserContextOptions) => Promise<Visit> {
  const open = useChromium();
  return (simulator, path = "/", options = {}) => {
    const { origin } = new URL(simulator.endpoint);
    // The authority of each run is its own; that clients can verify it is tested with node and curl.
    return open(`${origin}${path}`, `${origin}/`, { ignoreHTTPSErrors: true, ...options });
  };
}

/** The same for any page: `own` is how addresses begin that it may ask for. */
export function useChromium(): (address: string, own: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser | undefined;
  before(async function () {
    if (!existsSync(executablePath)) {
      const missing = `no browser at ${executablePath}: install chromium or set CHROMIUM_PATH.`;
      if (process.env.POWERSTORE_IMPORT_REQUIRE_BROWSER === "1") throw new Error(missing);
      console.warn(`\n    SKIPPED: ${missing}`);
      this.skip();
    }
    browser = await chromium.launch({ executablePath, args });
  });
  after(() => browser?.close());

  return async (address, own, options = {}) => {
    if (browser === undefined) throw new Error("the browser runs inside of tests only");
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() !== "log") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(own)) complaints.push(`request to ${request.url()}`);
    });
    await page.goto(address);
    return { page, complaints, leave: () => context.close() };
  };
}
