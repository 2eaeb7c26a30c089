import { readFileSync } from "node:fs";
import path from "node:path";
import { afterSeconds, systemClock } from "../../clock";
import type { Ledger } from "../../lifecycle/engineRun/ledger";
import type { Connection } from "../../powerstore/http/contract";
import type { ConnectOptions } from "../../powerstore/powerStore";
import { once } from "../../surface/once";
import type { TerraformRun } from "../run/terraformRun";
import { untilCalled } from "./called";
import { createCertificate } from "./certificate";
import { serve } from "./server";

/** go-plugin's mark of who starts a plugin; no secret [TERRAFORM start]. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** Loaded with the first call: Terraform waits for the handshake, five times in a command. */
function openRun(environment: NodeJS.ProcessEnv): TerraformRun {
  const { TerraformRun } = require("../run/terraformRun") as typeof import("../run/terraformRun");
  return new TerraformRun({ environment, clock: systemClock, connect, ledger: commandLedger });
}

/** Loaded with the first call that needs an array, like the lifecycle. */
function connect(connection: Connection, options: ConnectOptions) {
  const { connect } = require("../../powerstore/powerStore") as typeof import("../../powerstore/powerStore");
  return connect(connection, options);
}

/** Terraform's log has lines of this form; without TF_LOG_PROVIDER nobody sees them [TERRAFORM messages]. */
function log(text: string): void {
  process.stderr.write(`${JSON.stringify({ "@level": "info", "@message": text, "@module": "powerstore-import" })}\n`);
}

/**
 * The executable provider: prints the handshake, and nothing else ever, on stdout. It ends when Terraform says so or is gone; stdin is the user's, and never
 * read [TERRAFORM start].
 */
export async function main(): Promise<void> {
  const { env } = process;
  if (env.TF_PLUGIN_MAGIC_COOKIE !== COOKIE) {
    process.stderr.write(
      "This is a provider for Terraform and OpenTofu, which start it themselves: name it in required_providers and run terraform init. See docs/terraform.md.\n",
    );
    process.exit(1);
  }
  let run: TerraformRun | undefined;
  const open = () => {
    called();
    run ??= openRun(env);
    return run;
  };
  const client = env.PLUGIN_CLIENT_CERT;
  const certificates = client ? { own: createCertificate(systemClock.now()), client } : undefined;
  const leave = async (isGone: boolean) => {
    await run?.end(END_SECONDS, isGone);
    // A create that was stopped has answered with its id, and the answer must leave before the process does.
    await Promise.race([server.drain(), systemClock.sleep(DRAIN_SECONDS)]);
    process.exit(0);
  };
  const end = once((isGone: boolean) => void leave(isGone));
  const called = untilCalled(afterSeconds, () => end(true));
  const server = await serve({
    open,
    log,
    certificates,
    called,
    shutdown: () => end(false),
    left: () => end(true),
  });
  listen(end);
  process.stdout.write(`1|6|tcp|127.0.0.1:${server.port}|grpc|${certificates?.own.line ?? ""}\n`);
}

function listen(end: (isGone: boolean) => void): void {
  // Ctrl-C reaches this process, too. Terraform tells by itself what is to be done [TERRAFORM end].
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => end(false));
  // The terminal is gone; Terraform may live on (nohup, tmux), and where it does not, its streams tell. Node would end: it takes no signal for ignored that was.
  process.on("SIGHUP", () => undefined);
  // Who reads the log may go before: an error that nobody hears would end this process.
  process.stderr.on("error", () => undefined);
}

/** Terraform kills what has not ended 2 s after it has said so [TERRAFORM end]: all of it together has to be well before. */
const END_SECONDS = 1.4;
const DRAIN_SECONDS = 0.3;

/** All processes of a command have the command itself as parent. What a dead one has left is for later commands in the same folder and workspace. */
function commandLedger(): Ledger {
  const { commandLedger: open } = require("../../surface/runFolder") as typeof import("../../surface/runFolder");
  return open(process.ppid, ["terraform", process.cwd(), workspace()]);
}

/** Nobody tells a provider: this is where Terraform keeps it. */
function workspace(): string {
  const { TF_WORKSPACE, TF_DATA_DIR } = process.env;
  if (TF_WORKSPACE) return TF_WORKSPACE;
  try {
    return readFileSync(path.join(TF_DATA_DIR || ".terraform", "environment"), "utf8").trim() || "default";
  } catch {
    return "default";
  }
}
