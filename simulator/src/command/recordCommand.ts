/** `powerstore-import-simulator record`: writes the inventory of a real array down, to be loaded with `--seed` later. */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { stringify } from "yaml";
import { createProxy } from "../record/proxy";
import { createRecordedInventory, type RecordedSeed } from "../record/recordedInventory";
import { createUpstream } from "../record/upstream";
import { walkArray } from "../record/walk";
import { createServerCertificate, writeCaFile } from "../server/certificate";
import { createServer } from "../server/server";
import { wholeFrom } from "./commandOptions";
import { requireWritable, writeWhole } from "./snapshotFile";
import { type Surroundings, waitForStop } from "./surroundings";

type RecordOptions = {
  readonly target: string;
  readonly out: string;
  readonly targetCa?: string;
  readonly insecure?: boolean;
  readonly walk?: boolean;
  readonly port: number;
};

function parse(argv: readonly string[], { stdout, stderr }: Surroundings): RecordOptions {
  return new Command("powerstore-import-simulator record")
    .description(
      "Records the inventory of a real array into a seed file: with --walk all of it at once, otherwise what a client reads " +
        "through this proxy until it is stopped. Only GET goes through, and no secret is written.",
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .requiredOption("--target <url>", "the array: https://array.example")
    .requiredOption("--out <file>", "seed file to write, JSON or, by its name, YAML")
    .option("--target-ca <file>", "PEM of the authority that signed the array's certificate")
    .option("--insecure", "do not verify the array's certificate")
    .option("--walk", "read everything, as POWERSTORE_USERNAME with POWERSTORE_PASSWORD, and stop")
    .option("--port <n>", "port of the proxy; 0 takes a free one", wholeFrom(0), 0)
    .parse(argv, { from: "user" })
    .opts<RecordOptions>();
}

/** Throws a CommanderError for a wrong use, and the system's error where something cannot be reached or written. */
export async function runRecord(argv: readonly string[], surroundings: Surroundings): Promise<void> {
  const options = parse(argv, surroundings);
  const { target, targetCa, insecure } = options;
  // Before hours of recording, not after them.
  requireWritable(options.out);
  const upstream = createUpstream({ target, insecure, ca: targetCa && readFileSync(targetCa, "utf8") });
  const inventory = createRecordedInventory();
  try {
    if (options.walk === true) {
      const { POWERSTORE_USERNAME: username = "", POWERSTORE_PASSWORD: password = "" } = surroundings.env;
      await walkArray(upstream, inventory, { username, password }, (collection, status) => {
        surroundings.stderr.write(`${collection} was left out: the array answered ${status}\n`);
      });
    } else {
      await serveProxy(createProxy(upstream, inventory), options, surroundings);
    }
    write(options.out, inventory.toSeed());
  } finally {
    upstream.close();
  }
}

async function serveProxy(
  proxy: ReturnType<typeof createProxy>,
  { port }: RecordOptions,
  surroundings: Surroundings,
): Promise<void> {
  const host = "127.0.0.1";
  const certificate = await createServerCertificate(host);
  const server = createServer(certificate, proxy);
  const origin = await server.listen({ port, host });
  const caFile = await writeCaFile(certificate.caCertificate, undefined);
  const stopped = waitForStop(surroundings, false);
  surroundings.stdout.write(`${JSON.stringify({ endpoint: `${origin}/api/rest`, caFile: caFile.path })}\n`);
  await stopped;
  await server.close();
  await caFile.remove();
}

function write(file: string, seed: RecordedSeed): void {
  writeWhole(file, /\.ya?ml$/.test(file) ? stringify(seed) : `${JSON.stringify(seed, undefined, 2)}\n`);
}
