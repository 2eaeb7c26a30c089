import type { Output } from "../process/surroundings";

const CSI = "\u001b[";
const enter = `${CSI}?1049h${CSI}?25l`;
const leave = `${CSI}?25h${CSI}?1049l`;
/** A terminal that knows it shows all between the two at once; others pass over it. */
const [beginFrame, endFrame] = [`${CSI}?2026h`, `${CSI}?2026l`];
const [home, clearToEnd, clearBelow] = [`${CSI}H`, `${CSI}K`, `${CSI}J`];
const USUAL_ROWS = 24;

export interface Screen {
  page(lines: readonly string[]): void;
  /** Leaves the terminal as it was found, below the last page. */
  close(): void;
}

/** Draws over the page before, in one go, on the terminal's other screen. */
export function screenOn(output: Output): Screen {
  let isOpen = false;
  let last: readonly string[] = [];
  return {
    page(lines) {
      const shown = lines.slice(0, Math.max(1, (output.rows ?? USUAL_ROWS) - 1));
      if (isOpen && shown.length === last.length && shown.every((line, index) => line === last[index])) return;
      const body = shown.map((line) => `${line}${clearToEnd}`).join("\r\n");
      output.write(`${isOpen ? "" : enter}${beginFrame}${home}${body}\r\n${clearBelow}${endFrame}`);
      isOpen = true;
      last = shown;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      output.write(`${leave}${last.join("\n")}\n`);
    },
  };
}
