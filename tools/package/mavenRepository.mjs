import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheRoot } from "../cacheRoot.cjs";
import { addEntry } from "../engine/cachePlacing.mjs";
import { findOnPath } from "../engine/probe.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";

/** Whether this machine can compile Java. */
export const hasMaven = () => ["mvn", "javac"].every((name) => findOnPath(name, process.env) !== undefined);

/** Where an SDK goes that was installed: it is generated anew each time, and must not be found by another run. */
const own = join("io", "github");

/** Compiles a program and lists the jars that it needs. */
const goals = [
  "compile",
  "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
  "-Dmdep.outputFile=target/classpath",
  "-Dmdep.pathSeparator=;",
];

/**
 * Installs a generated SDK into a Maven repository of one run, and compiles a program with it into `app.jar`, which runs where it lies. What else
 * both need is kept between runs beside the engines.
 * @param {string} repository a folder that does not exist yet
 * @param {string} sdk
 * @param {string} program
 * @param {string} mainClass
 */
export async function compileJava(repository, sdk, program, mainClass) {
  const kept = join(cacheRoot(process.env), `maven-${keyOf([sdk, program])}`);
  const warm = existsSync(kept);
  if (warm) {
    cpSync(kept, repository, { recursive: true });
  }
  const flags = ["--batch-mode", "--quiet", `-Dmaven.repo.local=${repository}`, ...(warm ? ["--offline"] : [])];
  await succeed("mvn", [...flags, "install"], sdk);
  await succeed("mvn", [...flags, ...goals], program);
  if (!warm) {
    const findDamage = async () => (existsSync(kept) ? undefined : "missing");
    await addEntry({ path: kept, findDamage }, async (folder) =>
      cpSync(repository, folder, { recursive: true, filter: (file) => relative(repository, file) !== own }),
    );
  }
  writeFileSync(join(program, "manifest"), manifestOf(mainClass, join(program, "target")));
  await succeed("jar", ["--create", "--file", "app.jar", "--manifest", "manifest"], program);
}

/** @param {readonly string[]} projects */
function keyOf(projects) {
  const hash = createHash("sha256").update(JSON.stringify(goals));
  for (const project of projects) {
    hash.update(readFileSync(join(project, "pom.xml")));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Of a jar that holds nothing itself. A line has at most 72 bytes; what does not fit goes on after a blank.
 * @param {string} mainClass
 * @param {string} target folder that Maven compiled into
 */
function manifestOf(mainClass, target) {
  const jars = readFileSync(join(target, "classpath"), "utf8").trim().split(";");
  const paths = [`${join(target, "classes")}/`, ...jars].map((path) => pathToFileURL(path).href);
  const line = `Class-Path: ${paths.join(" ")}`;
  return `Main-Class: ${mainClass}\n${line.slice(0, 70)}${line.slice(70).replaceAll(/.{1,69}/g, "\n $&")}\n`;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function succeed(command, args, cwd) {
  // A process that lives for seconds has nothing of the second compiler.
  const env = { ...process.env, MAVEN_OPTS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" };
  const { code, stdout, stderr } = await run(command, args, { cwd, env });
  if (code !== 0) {
    throw new Failure(`${command} in ${cwd} failed (exit code ${code}): ${(stdout + stderr).trim()}`, 1);
  }
}
