import assert from "node:assert/strict";
import { checkCertificate, checkClock, checkLogin } from "../../command/preflight/checkArray";
import { checkTimes } from "../../command/preflight/checkTimes";
import { matchImports } from "../../command/preflight/matchImports";
import type { WantedImport } from "../../command/program/program";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { RemoteSystem } from "../../provider/powerstore/api/schemas/remoteSystem";

const once = [{ schedule: "2026-11-30T22:00", duration: "4h" }];

describe("What preflight makes of windows that are over", () => {
  const NOW = Date.parse("2026-12-01T12:00:00Z");
  const lists = { startWindows: once, copyWindows: once, cutoverWindows: once };
  const said: [state: string | undefined, over: readonly string[], why: string][] = [
    [undefined, ["startWindows", "copyWindows", "cutoverWindows"], "it is to begin yet"],
    ["Scheduled", ["startWindows", "copyWindows", "cutoverWindows"], "it has yet to start"],
    ["Copy_In_Progress", ["copyWindows", "cutoverWindows"], "it has started"],
    ["Ready_For_Cutover", ["cutoverWindows"], "it is copied"],
    ["Import_Completed", [], "nothing of it is left to do"],
    ["Cleanup_Failed", [], "it goes no further"],
    ["Failed", ["startWindows", "copyWindows", "cutoverWindows"], "it is begun anew"],
    ["Cancelled", ["startWindows", "copyWindows", "cutoverWindows"], "if anything, it is begun anew"],
    ["Teleporting", ["startWindows", "copyWindows", "cutoverWindows"], "what comes after it nobody knows"],
  ];
  for (const [state, over, why] of said) {
    it(`of an import that is ${state ?? "not there"}: ${over.join(", ") || "nothing"}, for ${why}`, () => {
      const inputs = { name: "db-01", remoteSystemId: "rs-1", sourceResourceId: "v-1", timeZone: "UTC", ...lists };
      const wanted = { label: "db-01", inputs: inputs as unknown as WantedImport["inputs"] };
      const session = { id: "s-1", name: "db-01", sourceResourceId: "v-1", state: state ?? "" };
      const sessions = state === undefined ? [] : [session as ListedSession];
      const matched = matchImports({ remoteSystems: [], sources: [], sessions, volumes: [] }, [wanted]);
      const found = checkTimes(matched, NOW).map((finding) => `${finding.severity}: ${finding.found}`);
      const expected = over.map((list) => `error: ${list} never open again`);
      assert.deepEqual(found, expected.length > 0 ? expected : ["ok: all windows open again"]);
    });
  }
});

describe("What preflight makes of an import whose record is gone from the array", () => {
  const inputs = { name: "db-01", remoteSystemId: "rs-1", sourceResourceId: "v-1" } as WantedImport["inputs"];
  const remoteSystems = [{ id: "rs-1", type: "Unity", dataConnections: [] }] as unknown as readonly RemoteSystem[];
  const sourceThat = (importableCriteria: string) => [{ type: "Unity", id: "v-1", importableCriteria }] as const;
  const stageOf = (recorded: WantedImport["recorded"], more: object = {}) => {
    const wanted = { label: "db-01", inputs, sessionId: "s-1", recorded };
    const [matched] = matchImports({ remoteSystems, sources: [], sessions: [], volumes: [], ...more }, [wanted]);
    return matched?.stage;
  };

  it("goes by what the stack has recorded of it, and by its source, as a run does", () => {
    const imported = { sources: sourceThat("Imported") };
    assert.equal(stageOf({ state: "Import_Completed" }), "completed");
    assert.equal(stageOf({ state: "Import_Completed_With_Errors" }, { sources: sourceThat("Ready") }), "completed");
    assert.equal(stageOf({ state: "Copy_In_Progress" }, imported), "completed");
    assert.equal(stageOf({ state: "Copy_In_Progress" }, { sources: sourceThat("Ready") }), "open");
    assert.equal(stageOf({ state: "Copy_In_Progress" }), "open", "nothing proves that it was completed");
    assert.equal(stageOf({ state: "Failed" }, imported), "open", "another session has imported its source");
  });

  it("takes a cut-over that was under way for done where its volume is there, and nobody can ask its source", () => {
    const recorded = { state: "Cutover_In_Progress", destinationResourceId: "volume-1" } as const;
    assert.equal(stageOf(recorded, { volumes: [{ id: "volume-1", name: "db-01" }] }), "completed");
    assert.equal(stageOf(recorded), "open");
  });

  it("asks for nothing that is recorded where the array has the session", () => {
    const sessions = [{ id: "s-1", name: "db-01", sourceResourceId: "v-1", state: "Failed" }];
    assert.equal(stageOf({ state: "Import_Completed" }, { sessions }), "open");
  });
});

/** What the simulated array never says of itself. */
describe("What preflight makes of an array", () => {
  const account = { user: "admin", roleIds: ["1"], mustChangePassword: false };

  it("that wants a new password of the user: a warning that comes first, and how to set it", () => {
    const [first, ...others] = checkLogin({ account: { ...account, mustChangePassword: true } });
    assert.deepEqual(first, {
      check: "login",
      severity: "warning",
      found: "admin has to set a new password",
      todo: "log in to PowerStore Manager once as this user and set it",
    });
    assert.deepEqual(
      others.map(({ severity }) => severity),
      ["note"],
    );
    assert.deepEqual(
      checkLogin({ account }).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("that tells neither user nor role, or has told nothing", () => {
    const [note] = checkLogin({ account: { user: undefined, roleIds: [], mustChangePassword: false } });
    assert.match(note?.found ?? "", /^the user is let in \(role not told\)/);
    assert.deepEqual(checkLogin({ account: undefined }), []);
  });

  it("whose answers have no date", () => {
    assert.deepEqual(checkClock({ secondsAhead: undefined }), [
      { check: "clock", severity: "note", found: "not told: no answer was dated" },
    ]);
  });

  it("whose clock is off by five minutes, and by a second more", () => {
    const severities = [300, -300, 301, -301].map((secondsAhead) => checkClock({ secondsAhead })[0]?.severity);
    assert.deepEqual(severities, ["ok", "ok", "warning", "warning"]);
  });

  it("that shows no certificate by itself", () => {
    const findings = checkCertificate({ certificate: undefined, isVerified: true, trusted: [] }, 0);
    assert.deepEqual(
      findings.map(({ severity, found }) => `${severity}: ${found}`),
      ["note: not told: the server shows none by itself"],
    );
  });

  it("that trusts certificates of sources which end, by the days that are left", () => {
    const DAY = 86_400_000;
    const trusted = [31, 29, 0].map((days) => ({ address: `in-${days}`, issuer: "CN=old", validTo: days * DAY }));
    const [, ...sources] = checkCertificate({ certificate: undefined, isVerified: true, trusted }, 0);
    assert.deepEqual(
      sources.map(({ severity, subjects, todo }) => [severity, subjects?.join(), todo?.split(". ")[0]]),
      [
        ["ok", "in-31", undefined],
        ["warning", "in-29", "29 days are left"],
        ["error", "in-0", "it has ended"],
      ],
    );
  });
});
