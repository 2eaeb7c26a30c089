/** Markup that cannot be broken out of: whatever is put into it is text, unless it was made here. */
import { plain } from "../../text/plain";

/** A piece of a page, made by `html` and `raw` only. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  static of(text: string): Html {
    return new Html(text);
  }
}

/** What a template takes: text is escaped, undefined and false leave nothing. */
export type Insert = string | number | undefined | false | Html | readonly Insert[];

/** Without quotes around an attribute only figures and words of our own may be its value. */
export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Html {
  // Blanks between lines of a template are for its reader: a thousand rows would have a thousand of them.
  return Html.of(strings.map((part, index) => part.replace(/\n\s*/g, "") + render(values[index])).join(""));
}

/** Text of our own that a browser reads as it is: style and script. */
export const raw = (text: string): Html => Html.of(text);

function render(value: Insert): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  return typeof value === "object" ? value.map(render).join("") : escaped(plain(String(value)));
}

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => references[sign] ?? "");
