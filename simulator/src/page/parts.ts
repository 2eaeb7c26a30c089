/** What the page shows and acts on. */
import type { World } from "../api/contract";
import type { ClockDriver } from "../http/clock";
import type { Faults } from "../http/faults";
import type { Journal } from "../http/journal";
import type { View } from "./view";

export type PageParts = {
  readonly world: World;
  readonly clock: ClockDriver;
  readonly faults: Faults;
  readonly journal: Journal;
};

/** What came of a button; shown, and read out by a screen reader. */
export type Notice = { readonly text: string; readonly isRefusal: boolean };

/** One rendering of the page. */
export type Rendering = PageParts & { readonly view: View; readonly notice: Notice | undefined };

/** Below this path are the page's script, style and buttons. */
export const pagePath = "/_simulator/page";
