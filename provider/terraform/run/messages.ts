/** What there is to say about a call: warnings and errors for its answer, progress for the log. */

import type { Report } from "../../lifecycle/operation/handler";
import type { Message } from "../protocol/messages";
import { inTerraformWords } from "../values/words";

type Diagnostic = Message<"Diagnostic">;
type Path = Message<"AttributePath">;

const ERROR = 1;
const WARNING = 2;

/** How a text becomes a diagnostic: Terraform prints the summary as a headline, and the detail below the place in the configuration. */
export type Wording = (text: string) => { readonly summary: string; readonly detail: string };

/**
 * In Terraform's words. The first sentence is the headline, as far as one ends before the text does; a colon ends it as well: what was being done, and what
 * came of it. So does a line, of which there are several in a table: Terraform wraps none that begins with a space.
 */
export const terraformWording: Wording = (text) => {
  const said = inTerraformWords(text);
  const end = /^.{10,200}?(?:[.:](?= [^ ])|(?=\n))/s.exec(said)?.[0].length ?? said.length;
  const detail = said
    .slice(end)
    .replace(/^ |^\n/, "")
    .trimEnd();
  return { summary: begun(said.slice(0, end).replace(/[.:]$/, "")), detail: begun(detail) };
};

/** With a capital where it is a sentence: what is only a name, or the first of several, keeps its own letters. */
const begun = (part: string): string => (/^[a-z]+ /.test(part) ? part.charAt(0).toUpperCase() + part.slice(1) : part);

/** Warnings and errors of one call. */
export class Messages implements Report {
  readonly #diagnostics: Diagnostic[] = [];
  readonly #wording: Wording;
  readonly #log: (text: string) => void;

  /** @param log for people who set TF_LOG_PROVIDER=INFO: Terraform shows nothing of a resource while it is at work [TERRAFORM messages] */
  constructor(wording: Wording, log: (text: string) => void = () => undefined) {
    this.#wording = wording;
    this.#log = log;
  }

  warning(text: string): void {
    this.#add(WARNING, text);
  }

  info(text: string): void {
    this.#add(WARNING, text);
  }

  progress(text: string): void {
    this.#log(inTerraformWords(text));
  }

  error(text: string, attribute?: Path): void {
    this.#add(ERROR, text, attribute);
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some(({ severity }) => severity === ERROR);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  #add(severity: number, text: string, attribute?: Path): void {
    this.#diagnostics.push({ severity, ...this.#wording(text), ...(attribute && { attribute }) });
  }
}
