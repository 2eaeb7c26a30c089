import assert from "node:assert/strict";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createServerCertificate } from "../../simulator/src/server/certificate";
import { expectSuccess, useMigration } from "./migration";

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body: string };

/** One sentence each that says what to do; exit code not 0; the state as before. */
describe("A connection that is not right, on the real engine", () => {
  const migration = useMigration();
  let server: Server | undefined;
  let answer: Answer = { status: 200, body: "" };
  let address: string;
  let certificate: string;

  before(async () => {
    const { declare, up } = migration();
    declare({ database: { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" } });
    await up();
    declare({ database: { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01", paused: true } });
    const made = await createServerCertificate("127.0.0.1");
    certificate = made.caCertificate;
    const listening = createServer({ key: made.privateKey, cert: made.certificate }, (_, response) => {
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    address = `https://127.0.0.1:${(listening.address() as AddressInfo).port}/api/rest`;
  });
  after(() => server?.close());

  async function refuses(settings: Record<string, string>, expected: RegExp) {
    const { engine, simulator, recorded } = migration();
    const before = await recorded();
    const good = {
      "powerstore-import:endpoint": simulator.endpoint,
      "powerstore-import:password": simulator.password,
      "powerstore-import:caFile": simulator.caFile,
      "powerstore-import:caCertificate": "",
      "powerstore-import:username": simulator.username,
    };
    const set = Object.entries({ ...good, ...settings }).flatMap(([key, value]) => [
      key.endsWith("password") ? "--secret" : "--plaintext",
      `${key}=${value}`,
    ]);
    expectSuccess(await engine.run(["config", "set-all", "--stack", engine.stack, ...set]));
    const result = await engine.up();
    const shown = result.stdout + result.stderr;
    assert.notEqual(result.code, 0, shown);
    assert.match(shown, expected);
    assert.doesNotMatch(shown, /\n\s+at .*\.js:\d+/, "no stack trace");
    assert.ok(!shown.includes(settings["powerstore-import:password"] ?? "no such text"), "the password is shown");
    assert.deepEqual(await recorded(), before);
  }

  it("names configuration key and variable when no endpoint is configured", () =>
    refuses({ "powerstore-import:endpoint": "" }, /no endpoint.*powerstore-import:endpoint.*POWERSTORE_ENDPOINT/s));

  it("says which user was refused, and what to do after a rotation, for a wrong password", () =>
    refuses({ "powerstore-import:password": "Wrong-Secret-9" }, /admin.*(refused|401).*POWERSTORE_PASSWORD/s));

  it("names the file to set for an unknown certificate authority", () =>
    refuses({ "powerstore-import:caFile": "" }, /certificate.*powerstore-import:caFile.*POWERSTORE_CA_FILE/s));

  it("says that nothing listens at a closed port", () =>
    refuses({ "powerstore-import:endpoint": "https://127.0.0.1:9/api/rest" }, /127\.0\.0\.1:9.*(refused|listens)/s));

  const answers: [what: string, answer: Answer, expected: RegExp][] = [
    [
      "an HTML page",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>Welcome</html>" },
      /HTML.*management address/s,
    ],
    ["an empty body", { status: 200, headers: { "content-type": "application/json" }, body: "" }, /empty/],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere/login" }, body: "" }, /redirect.*elsewhere/s],
  ];
  for (const [what, given, expected] of answers) {
    it(`asks whether this is a PowerStore when it answers ${what}`, async () => {
      answer = given;
      await refuses(
        {
          "powerstore-import:endpoint": address,
          "powerstore-import:caCertificate": certificate,
          "powerstore-import:caFile": "",
        },
        expected,
      );
    });
  }
});
