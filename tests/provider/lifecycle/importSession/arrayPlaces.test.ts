import assert from "node:assert/strict";
import type { OwnBegin } from "../../../../provider/lifecycle/importSession/decide/arrayPlaces";
import { activeNow, activeStates, takenText } from "../../../../provider/lifecycle/importSession/decide/arrayPlaces";

const shown = (id: string, parentSessionId?: string) => ({
  id,
  name: `name-${id}`,
  state: "Copy_In_Progress" as const,
  parentSessionId,
});

type Case = {
  readonly name: string;
  readonly sessions?: readonly ReturnType<typeof shown>[];
  readonly begins?: readonly OwnBegin[];
  readonly left?: readonly (readonly [id: string, at: number])[];
  /** Ids or names of who is active, those of others with a mark. */
  readonly active: readonly string[];
};

/** The array was asked at 1,000,000 ms. */
const ASKED_AT = 1_000_000;
const SECONDS = 1000;

const cases: readonly Case[] = [
  { name: "nobody, where the array shows nobody", active: [] },
  { name: "whom the array shows, whoever began it", sessions: [shown("a")], active: ["a*"] },
  { name: "a group once, not its members as well", sessions: [shown("g"), shown("m", "g")], active: ["g*"] },
  { name: "who is about to be begun", begins: [{ name: "x" }], active: ["x"] },
  {
    name: "who was begun after the array was asked",
    begins: [{ name: "x", id: "b", endedAt: ASKED_AT + SECONDS }],
    active: ["b"],
  },
  {
    name: "who was begun a moment before, and the array does not show yet",
    begins: [{ name: "x", id: "b", endedAt: ASKED_AT - 59 * SECONDS }],
    active: ["b"],
  },
  {
    name: "not who was begun long before, and the array shows no more: it has gone on",
    begins: [{ name: "x", id: "b", endedAt: ASKED_AT - 60 * SECONDS }],
    active: [],
  },
  {
    name: "who was begun and is shown, once",
    sessions: [shown("b")],
    begins: [{ name: "name-b", id: "b", endedAt: ASKED_AT - SECONDS }],
    active: ["b"],
  },
  {
    name: "who may have been begun, for its answer was lost, as long as the array may be late",
    begins: [{ name: "x", endedAt: ASKED_AT - SECONDS }],
    active: ["x"],
  },
  {
    name: "who may have been begun and is shown under its name, once",
    sessions: [shown("b")],
    begins: [{ name: "name-b", endedAt: ASKED_AT - SECONDS }],
    active: ["b"],
  },
  {
    name: "not who was seen to leave since the array was asked",
    sessions: [shown("a"), shown("b")],
    left: [["a", ASKED_AT + SECONDS]],
    active: ["b*"],
  },
  {
    name: "who is shown although it was seen to leave before: the array is asked again soon",
    sessions: [shown("a")],
    left: [["a", ASKED_AT - SECONDS]],
    active: ["a*"],
  },
];

describe("Who is active on an array", () => {
  for (const { name, sessions = [], begins = [], left = [], active } of cases) {
    it(`is ${name}`, () => {
      const found = activeNow({ askedAt: ASKED_AT, sessions }, begins, new Map(left));
      assert.deepEqual(
        found.map((each) => `${each.id ?? each.name}${each.isOwn ? "" : "*"}`),
        active,
      );
    });
  }

  it("is from the queue to the end of the copy, paused or not, and not who waits for its time", () => {
    assert.deepEqual(activeStates, [
      "Queued",
      "In_Progress",
      "Mirror_Enabled",
      "Ready_To_Start_Copy",
      "Copy_In_Progress",
      "Paused",
    ]);
  });
});

describe("What is said of the places of an array", () => {
  const own = { id: "1", name: "own", isOwn: true };
  const other = (name: string | undefined) => ({ id: `id-${name}`, name, isOwn: false });
  const texts: readonly (readonly [reason: string, active: Parameters<typeof takenText>[0], text: RegExp])[] = [
    ["names nobody where all are own", [own], /^1 of 2 \(maxActivePerArray\) are taken on https:\/\/a$/],
    ["names the others", [own, other("z"), other("y")], /on https:\/\/a, 2 of them by others \("y", "z"\)$/],
    [
      "names three of many",
      ["a", "b", "c", "d", "e"].map(other),
      /5 of 2 .*, 5 of them by others \("a", "b", "c" and 2 more\)$/,
    ],
    ["has the id of one whose name the array does not show", [other(undefined)], /others \(id-undefined\)$/],
  ];
  for (const [reason, active, text] of texts) {
    it(reason, () => assert.match(takenText(active, 2, "https://a"), text));
  }
});
