/** The options of the command: what they are called, and which values fit. */

import { type Command, InvalidArgumentError, Option } from "commander";
import { versions } from "../api/releases";

export function numberFrom(least: number) {
  return (text: string) => parseNumber(text, (value) => value >= least, `a number from ${least} on`);
}

export function numberAbove(limit: number) {
  return (text: string) => parseNumber(text, (value) => value > limit, `a number above ${limit}`);
}

export function wholeFrom(least: number) {
  const fits = (value: number) => Number.isInteger(value) && value >= least;
  return (text: string) => parseNumber(text, fits, `a whole number from ${least} on`);
}

function parseNumber(text: string, fits: (value: number) => boolean, expected: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !fits(value)) throw new InvalidArgumentError(`It must be ${expected}.`);
  return value;
}

export function addReadings(command: Command): Command {
  return command
    .option("--queued-seconds <s>", "simulated time that a session is queued although there is room", numberFrom(0))
    .option("--action-seconds <s>", "simulated time until a pause, a resume and the like have an effect", numberFrom(0))
    .addOption(fateOption("--destination-at-cancelled", "when an import is cancelled"))
    .addOption(fateOption("--destination-at-forced-cancel", "when an import is cancelled with force"))
    .addOption(fateOption("--destination-at-failed", "when an import fails"))
    .addOption(fateOption("--destination-at-purge", "when the record of an import vanishes"))
    .option("--late-seconds <s>", "simulated time for which a changed object still shows as it was", numberFrom(0))
    .option("--late-reads <n>", "reads that still show a changed object as it was", wholeFrom(0))
    .option(
      "--total-copy-bytes-per-second <n>",
      "copy rate of all imports together; 0 lets none slow another one",
      numberFrom(0),
    )
    .addOption(choice("--api-version <version>", "release of the array's API", [...versions]))
    .option(
      "--critical-operation <operation>",
      'an operation that a second person approves, "DELETE /import_session/{id}"; may be given several times',
      (operation: string, before: readonly string[] = []) => [...before, operation],
    )
    .option("--approval-seconds <s>", "simulated time after which an approval has expired", numberFrom(0))
    .option("--discovery-seconds <s>", "simulated time of a discovery", numberFrom(0))
    .option("--agent-seconds <s>", "simulated time until the agent of an import host has answered", numberFrom(0))
    .option("--hosts-per-agent <n>", "rows of host for an import host with iSCSI and FC: 1 or 2", wholeFrom(1))
    .addOption(choice("--chap-mode <mode>", "CHAP mode of the cluster", ["Disabled", "Single", "Mutual"]))
    .addOption(choice("--chap-secrets <need>", "accounts beside a CHAP mode of a source", ["optional", "required"]))
    .addOption(choice("--source-trust <need>", "the certificate of a new source", ["any", "required"]))
    .addOption(choice("--source-renames <answer>", "a new name for a VNX, Unity or PowerMax", ["taken", "refused"]))
    .addOption(
      choice("--groups-at-source-delete <fate>", "what groups do when their Universal source is deleted", [
        "go",
        "hold",
      ]),
    )
    .addOption(choice("--attachments <fate>", "what becomes of hosts and volumes that are attached", ["go", "hold"]))
    .addOption(choice("--schedule-zones <zones>", "zones of a scheduled_timestamp", ["any", "utc"]))
    .addOption(choice("--group-progress <shown>", "what a group shows before all is copied", ["members", "hidden"]))
    .option("--refusal-status <n>", "status of what the array's state forbids: 422 or 400", wholeFrom(400))
    .option("--answers-when-done", "answer an action on a session only when it is done")
    .option("--harsh", "all of this where it makes a client's life harder, see the README")
    .addOption(
      new Option(
        "--ids <form>",
        "ids of what the array makes: UUIDs of this cluster, or the same ones on every array",
      ).choices(["opaque", "counted"]),
    );
}

function choice(flags: string, text: string, choices: readonly string[]): Option {
  return new Option(flags, text).choices(choices);
}

function fateOption(flag: string, when: string): Option {
  return new Option(`${flag} <fate>`, `what becomes of the destination ${when}`).choices(["goes", "stays"]);
}
