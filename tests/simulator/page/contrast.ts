/** How well text can be read: the contrast of WCAG 2.2, computed from what the browser shows. */
import type { Page } from "playwright-core";

export type TextContrast = { readonly text: string; readonly ratio: number };

/** The least readable piece of text on the page. */
export async function worstContrast(page: Page): Promise<TextContrast> {
  // As text, for what runs in the browser is no part of this program's types.
  return page.evaluate<TextContrast>(`(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const channels = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((value) => value / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backgroundOf = (element) => {
      for (let each = element; each !== null; each = each.parentElement) {
        const { backgroundColor } = getComputedStyle(each);
        if (channels(backgroundColor)[3] === 255) return backgroundColor;
      }
      return "white";
    };
    let worst = { text: "", ratio: 21 };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, nodeValue: text } = walker.currentNode;
      if (text.trim() === "" || element.closest("progress") !== null) continue;
      const [light, dark] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      if (ratio < worst.ratio) worst = { text: text.trim(), ratio };
    }
    return worst;
  })()`);
}
