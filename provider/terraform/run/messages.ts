/** What there is to say about a call: warnings and errors for its answer, progress for the log. */

import type { Report } from "../../lifecycle/operation/handler";
import type { Message } from "../protocol/messages";
import { inTerraformWords } from "./words";

type Diagnostic = Message<"Diagnostic">;
type Path = Message<"AttributePath">;

const ERROR = 1;
const WARNING = 2;

/** @param log for people who set TF_LOG_PROVIDER=INFO: Terraform shows nothing of a resource while it is at work [TERRAFORM messages] */
export class Messages implements Report {
  readonly #diagnostics: Diagnostic[] = [];
  readonly #log: (text: string) => void;

  constructor(log: (text: string) => void = () => undefined) {
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

  /** Terraform prints the summary as a headline, and shows what is left below the place in the configuration. */
  #add(severity: number, text: string, attribute?: Path): void {
    const words = inTerraformWords(text);
    const { summary, detail } = split(words);
    this.#diagnostics.push({ severity, summary, detail, ...(attribute && { attribute }) });
  }
}

/** The first sentence, as far as one ends before the text does; a colon ends it as well: what was being done, and what came of it. */
function split(text: string): { readonly summary: string; readonly detail: string } {
  const end = /^.{10,200}?[.:](?= [^ ])/s.exec(text)?.[0].length ?? text.length;
  const upper = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  return { summary: upper(text.slice(0, end).replace(/[.:]$/, "")), detail: upper(text.slice(end).trim()) };
}
