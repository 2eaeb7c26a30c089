import assert from "node:assert/strict";
import { inspect } from "node:util";
import { openConnections } from "../../../provider/lifecycle/array/connections";
import { ConfigurationError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import type { Settings } from "../../../provider/lifecycle/settings/settings";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";

describe("Connections to several arrays", () => {
  let east: Simulator;
  let west: Simulator;
  before(async () => {
    east = await startSimulator({ cluster: { name: "east", globalId: "PSeast" } });
    west = await startSimulator({ cluster: { name: "west", globalId: "PSwest" }, password: "West-Secret-1" });
  });
  after(async () => {
    await east.close();
    await west.close();
  });

  const settingsOf = (simulator: Simulator) => ({
    endpoint: simulator.endpoint,
    username: simulator.username,
    password: simulator.password,
    caCertificate: simulator.caCertificate,
  });

  const open = (settings: Settings, environment = {}) => openConnections({ settings, environment, connect });

  it("lead each profile to its own array, with one login each", async () => {
    const connections = open({
      ...settingsOf(east),
      arrays: JSON.stringify({ west: settingsOf(west), again: settingsOf(west) }),
    });
    east.clearJournal();
    west.clearJournal();
    const ids = await Promise.all(
      [undefined, "west", "again", "west"].map((profile) => connections.array(profile).clusterId()),
    );
    assert.deepEqual(ids, ["PSeast", "PSwest", "PSwest", "PSwest"]);
    for (const simulator of [east, west]) {
      assert.equal(simulator.journal().entries.filter(({ path }) => path.includes("login_session")).length, 1);
    }
    await connections.close(1);
    assert.equal(west.journal().entries.at(-1)?.path, "/api/rest/logout");
  });

  it("look a name up anew once this process has deleted what bore it", async () => {
    const connections = open(settingsOf(east));
    const array = connections.array(undefined);
    const id = await array.resolve("remote_system", "name:Unity-01");
    assert.equal(await array.resolve("remote_system", "name:Unity-01"), id);
    await array.powerStore.remoteSystems.deleteRemoteSystem(id);
    await assert.rejects(array.resolve("remote_system", "name:Unity-01"), /no remote_system has this name/);
    await connections.close(1);
    east.reset();
  });

  it("verify the array of a profile that asks for it, although another profile of the same array does not", async () => {
    const { endpoint, username, password } = settingsOf(west);
    const careless = { endpoint, username, password, insecure: true };
    const careful = { endpoint, username, password };
    const connections = open({ arrays: JSON.stringify({ careless, careful }) });
    assert.equal(await connections.array("careless").clusterId(), "PSwest");
    await assert.rejects(connections.array("careful").clusterId(), /certificate/);
    await connections.close(1);
  });

  it("do not use the environment's password for a profile: it is meant for the default connection", async () => {
    const connections = open({ arrays: { west: settingsOf(west) } }, { POWERSTORE_PASSWORD: "for-the-default" });
    assert.equal(await connections.array("west").clusterId(), "PSwest");
    await connections.close(1);
  });

  it("that an array refuses are corrected where they are configured, which no environment variable is for a profile", async () => {
    const wrong = { ...settingsOf(west), password: "Not-The-Secret" };
    const connections = open({ ...wrong, arrays: { west: { ...wrong, password: "Not-The-Secret-2" } } });
    await assert.rejects(
      connections.array("west").clusterId(),
      (error: Error) =>
        /correct username and password of profile "west" in powerstore-import:arrays; after/.test(error.message) &&
        !/POWERSTORE_|Not-The-Secret/.test(error.message),
    );
    await assert.rejects(connections.array().clusterId(), /powerstore-import:password, or POWERSTORE_USERNAME and/);
    await connections.close(1);
  });

  it("say that the environment's password is not for a profile, where the profile has none", () => {
    const arrays = { north: { endpoint: "https://x", username: "u" } };
    assert.throws(() => open({ arrays }, { POWERSTORE_PASSWORD: "for-the-default" }).array("north"), {
      message:
        /it lacks password\. POWERSTORE_PASSWORD is set, but left out: the environment does not count for a conn/,
    });
  });

  describe("whose certificate is not verified", () => {
    const careless = () => {
      const { caCertificate, ...settings } = settingsOf(west);
      return { ...settings, insecure: true };
    };
    const heard: string[] = [];
    const report = { warning: (text: string) => heard.push(text) };
    beforeEach(() => heard.splice(0));

    it("say so once for each array, however many resources, profiles and operations there are", () => {
      const arrays = { west: careless(), again: careless(), east: settingsOf(east) };
      const connections = open({ ...settingsOf(east), arrays });
      for (const profile of [undefined, "west", "again", "east", "west"]) connections.array(profile, report);
      assert.equal(heard.length, 1);
      assert.ok(
        heard[0]?.startsWith(`the certificate of ${west.endpoint} is not verified, because insecure of profile "west"`),
      );
      assert.ok(!heard[0]?.includes(west.password));
    });

    const causes: { name: string; settings: object; environment: object; says: string }[] = [
      {
        name: "the setting",
        settings: { insecure: "true" },
        environment: {},
        says: "powerstore-import:insecure says so",
      },
      {
        name: "the variable",
        settings: {},
        environment: { POWERSTORE_INSECURE: "1" },
        says: "POWERSTORE_INSECURE says so",
      },
    ];
    for (const { name, settings, environment, says } of causes) {
      it(`name ${name} that does it`, () => {
        open({ ...settingsOf(east), ...settings }, environment).array(undefined, report);
        assert.match(heard[0] ?? "", new RegExp(`because ${says}`));
      });
    }

    it("wait for somebody who listens: a check has nobody to tell", () => {
      const connections = open({ arrays: { west: careless() } });
      connections.array("west");
      connections.array("west", report);
      assert.equal(heard.length, 1);
    });

    it("say nothing while they verify", () => {
      open(settingsOf(east), { POWERSTORE_INSECURE: "false" }).array(undefined, report);
      assert.deepEqual(heard, []);
    });
  });

  const refusals: [reason: string, arrays: unknown, message: RegExp][] = [
    ["an unknown profile, with the known ones", { east: {}, west: {} }, /"north".*known are east, west/],
    ["a profile when none is configured", undefined, /"north".*none is configured/],
    ["a profile that lacks settings", { north: { endpoint: "https://x" } }, /"north".*lacks username and password/],
    [
      "a profile whose endpoint is no URL, in the profile's words",
      { north: { endpoint: "array", username: "u", password: "Top-Secret-7" } },
      /the endpoint lacks its scheme.*\. Set endpoint of profile "north" in powerstore-import:arrays to/,
    ],
    [
      "a profile with a word that is no yes or no, in the profile's words",
      { north: { endpoint: "https://x", username: "u", password: "Top-Secret-7", insecure: "perhaps" } },
      /reading insecure of profile "north" in powerstore-import:arrays: it must be true or false/,
    ],
    [
      "a profile with a mistyped setting",
      { north: { endpiont: "https://x", username: "u", password: "Top-Secret-7" } },
      /profile "north".*"endpiont" is no setting of a profile; did you mean endpoint\?/,
    ],
    [
      "a profile with a setting that holds for all",
      { north: { endpoint: "https://x", username: "u", password: "Top-Secret-7", forceCancel: true } },
      /forceCancel is no setting of a profile: powerstore-import:forceCancel holds for all/,
    ],
    [
      "a profile with a limit that holds for each of them",
      { north: { endpoint: "https://x", username: "u", password: "Top-Secret-7", maxActivePerArray: 8 } },
      /maxActivePerArray is no setting of a profile: powerstore-import:maxActivePerArray holds for all/,
    ],
    [
      "a profile whose password is a number, without showing it",
      { north: { endpoint: "https://x", username: "u", password: 12345678 } },
      /reading password of profile "north" in powerstore-import:arrays: it must be text/,
    ],
    [
      "a profile whose certificate is none, in the profile's words",
      { north: { endpoint: "https://x", username: "u", password: "Top-Secret-7", caCertificate: "Top-Secret-7" } },
      /certificates of caCertificate of profile "north".*no certificate in PEM form/,
    ],
    ["text that is no JSON, without showing it", '{"north": {"password": "Top-Secret-7"', /must be a JSON object/],
    ["JSON that is no object", "[1]", /must be a JSON object/],
  ];
  for (const [reason, arrays, message] of refusals) {
    it(`refuse ${reason}`, () => {
      assert.throws(
        () => open({ arrays }).array("north"),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, message);
          assert.doesNotMatch(inspect(error, { depth: 9 }), /Top-Secret-7/);
          return true;
        },
      );
    });
  }
});
