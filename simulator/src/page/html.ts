/** Markup that cannot be broken out of: whatever is put into it is text, unless it was made here. */

/** A piece of a page, made by `html` only. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  static of(strings: readonly string[], values: readonly Insert[]): Html {
    return new Html(strings.map((part, index) => part + render(values[index])).join(""));
  }
}

/** What a template takes: text is escaped, null, undefined and false leave nothing. */
export type Insert = string | number | null | undefined | false | Html | readonly Html[];

/** Attributes have to be quoted: then no value gets out of them. */
export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return Html.of(strings, values);
}

function render(value: Insert): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  return Array.isArray(value) ? value.join("") : escapeText(String(value));
}

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => references[character] ?? "");
}
