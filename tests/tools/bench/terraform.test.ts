import assert from "node:assert/strict";
import { load } from "../load";

type Figures = {
  command: string;
  requests: number;
  logins: number;
  open: number;
  connections: number;
  seconds: number;
};
type Goal = { figure: string; measured: string; limit: string; isMet: boolean };
type Measured = { imports: number; sessions: Figures[]; wave: Figures[]; dells?: Figures[]; start: object };

const commands = ["create", "no change", "refresh", "destroy"];
const least: Record<string, number> = { create: 410, "no change": 4, refresh: 4, destroy: 810 };
const lifeOf = (seconds: number, changes: Partial<Figures> = {}): Figures[] =>
  commands.map((command) => ({
    ...{ command, requests: least[command] ?? 0, logins: 1, open: 0, connections: 12, seconds },
    ...changes,
  }));
const start = { own: 115, bare: 100 };

async function goalsOf(measured: Measured): Promise<Goal[]> {
  return (await load<{ goalsOf(measured: Measured): Goal[] }>("bench/terraform/goals.mjs")).goalsOf(measured);
}
const missed = (goals: readonly Goal[]) => goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure);

describe("the goals of the bench of Terraform", () => {
  it("are met by what asks for the least, and compare no time with a provider that was not run", async () => {
    const goals = await goalsOf({ imports: 400, sessions: lifeOf(10), wave: lifeOf(2), start });
    assert.deepEqual(missed(goals), []);
    assert.deepEqual(
      goals.filter(({ figure }) => figure.startsWith("wall time")),
      [],
    );
  });

  it("compare times with Dell's provider where it was run", async () => {
    const goals = await goalsOf({ imports: 400, sessions: lifeOf(6), wave: lifeOf(3), dells: lifeOf(10), start });
    assert.deepEqual(missed(goals), [
      "wall time against Dell's: sessions, no change",
      ...commands.map((command) => `wall time against Dell's: wave, ${command}`),
    ]);
  });

  const cases = [
    {
      what: "a look for each session",
      sessions: { requests: 811 },
      missed: /^requests: sessions, (create|no|refresh)/,
    },
    { what: "a log-in for each call", sessions: { logins: 3 }, missed: /^log-ins of a command: sessions/ },
    { what: "a log-in that stays", sessions: { open: 1 }, missed: /^log-ins left open: sessions/ },
    { what: "a connection too many", sessions: { connections: 13 }, missed: /^TLS connections .*: sessions/ },
  ];
  for (const { what, sessions, missed: expected } of cases) {
    it(`are missed by ${what}, and no other is`, async () => {
      const goals = await goalsOf({ imports: 400, sessions: lifeOf(10, sessions), wave: lifeOf(2), start });
      assert.notDeepEqual(missed(goals), []);
      for (const figure of missed(goals)) assert.match(figure, expected);
    });
  }

  it("are missed by a start that parses too much", async () => {
    const goals = await goalsOf({
      imports: 400,
      sessions: lifeOf(10),
      wave: lifeOf(2),
      start: { own: 117, bare: 100 },
    });
    assert.deepEqual(missed(goals), ["CPU of the provider's start against a bare gRPC server"]);
  });
});

describe("the stacks of the bench of Terraform", () => {
  it("find our provider in its folder, and Dell's where it is named", async () => {
    const { settingsOf } = await load<{ settingsOf(providers: object): string }>("bench/terraform/programs.mjs");
    const provider = "/built/terraform-provider-powerstore-import";
    const own = '    "pulumi-powerstore-import/powerstore-import" = "/built"\n';
    assert.ok(settingsOf({ provider }).includes(`dev_overrides {\n${own}  }`));
    const both = settingsOf({ provider, dellsProvider: "/dell" });
    assert.ok(both.includes(`${own}    "dell/powerstore" = "/dell"\n`));
  });
});
