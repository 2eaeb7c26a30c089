import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { currentBackend } from "../../../provider/surface/currentBackend";

const CLOUD = "https://api.pulumi.com";
const tokens = { accessTokens: { [CLOUD]: "pul-secret" }, accounts: { [CLOUD]: { accessToken: "pul-secret" } } };

describe("The backend that pulumi login has chosen", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "powerstore-import-home-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const file = () => path.join(folder, "credentials.json");
  const read = () => currentBackend({ PULUMI_HOME: folder });

  const cases: readonly [reason: string, text: string, backend: string | undefined][] = [
    ["the engine's way of writing", JSON.stringify({ current: CLOUD, ...tokens }, undefined, 4), CLOUD],
    ["one line", JSON.stringify({ current: "s3://states?region=eu", ...tokens }), "s3://states?region=eu"],
    ["nobody is logged in: tokens come first", JSON.stringify(tokens), undefined],
    ["tokens come first, by another writer", JSON.stringify({ ...tokens, current: CLOUD }), undefined],
    ["another kind of value", JSON.stringify({ current: { url: CLOUD }, ...tokens }), undefined],
    ["an encrypted file", "\u0000\u0001\u0002no JSON", undefined],
    ["cut off", '{"current": "https://api', undefined],
    ["no end in sight", `{"current": "${"x".repeat(5000)}"}`, undefined],
    ["an empty file", "", undefined],
  ];
  for (const [reason, text, backend] of cases) {
    it(`is ${backend ?? "not known"}: ${reason}`, () => {
      fs.writeFileSync(file(), text);
      assert.equal(read(), backend);
    });
  }

  it("is not known without a file, and never an error", () => {
    assert.equal(read(), undefined);
    fs.mkdirSync(file());
    assert.equal(read(), undefined);
  });

  it("is read where the engine keeps it, which a variable can move", () => {
    fs.writeFileSync(file(), JSON.stringify({ current: CLOUD }));
    assert.equal(currentBackend({ PULUMI_HOME: "/nowhere", PULUMI_CREDENTIALS_PATH: folder }), CLOUD);
  });

  it("is read without a byte of what follows it, be it a token", () => {
    const secrets = JSON.stringify({ current: CLOUD, ...tokens });
    for (const text of [secrets, JSON.stringify(tokens)]) {
      fs.writeFileSync(file(), text);
      const bytes = countingReads(() => read());
      assert.ok(bytes <= text.indexOf(text === secrets ? ',"accessTokens' : ":"), `${bytes} bytes`);
    }
  });
});

/** How many bytes are read from files meanwhile. */
function countingReads(work: () => unknown): number {
  const { readSync } = fs;
  let bytes = 0;
  fs.readSync = ((...args: Parameters<typeof readSync>) => {
    const count = readSync(...args);
    bytes += count;
    return count;
  }) as typeof readSync;
  try {
    work();
  } finally {
    fs.readSync = readSync;
  }
  return bytes;
}
