import assert from "node:assert/strict";
import { createJournal, type JournalEntry, journalBytes, toJournalBody } from "../../../simulator/src/http/journal";

function entry(path: string): JournalEntry {
  return { time: "2026-01-01T00:00:00.000Z", method: "GET", path, operation: null, body: null, status: 200 };
}

function paths(journal: ReturnType<typeof createJournal>): string {
  return journal
    .read()
    .entries.map(({ path }) => path)
    .join("");
}

describe("the simulator's journal", () => {
  it("keeps the newest entries in order and counts those it dropped", () => {
    const journal = createJournal(3);
    assert.deepEqual(journal.read(), { entries: [], dropped: 0 });
    for (const path of ["a", "b"]) journal.add(entry(path), 1);
    assert.equal(paths(journal), "ab");
    for (const path of ["c", "d", "e"]) journal.add(entry(path), 1);
    assert.equal(paths(journal), "cde");
    assert.equal(journal.read().dropped, 2);
  });

  it("starts anew when cleared", () => {
    const journal = createJournal(2);
    for (const path of ["a", "b", "c"]) journal.add(entry(path), 1);
    journal.clear();
    journal.add(entry("d"), 1);
    assert.equal(paths(journal), "d");
    assert.equal(journal.read().dropped, 0);
  });

  it("keeps so many bytes of requests at most, and always the newest of these", () => {
    const journal = createJournal(10, 100);
    for (const path of ["a", "b", "c"]) journal.add(entry(path), 40);
    assert.deepEqual([paths(journal), journal.read().dropped], ["bc", 1]);
    journal.add(entry("d"), 1000);
    assert.deepEqual([paths(journal), journal.read().dropped], ["d", 3]);
    for (const path of ["e", "f"]) journal.add(entry(path), 50);
    assert.equal(paths(journal), "ef");
    assert.deepEqual(
      journal.latest(5).map(({ path }) => path),
      ["f", "e"],
    );
    assert.equal(journalBytes("/x", 64 * 1024 + 1), 2, "of a body that is not kept nothing counts");
    assert.equal(journalBytes("/x", 10), 12);
  });

  it("shows the latest entries, newest first, before and after its ring was full", () => {
    const journal = createJournal(3);
    const latest = (count: number) => journal.latest(count).map(({ path }) => path);
    assert.deepEqual(latest(2), []);
    for (const path of ["a", "b"]) journal.add(entry(path), 1);
    assert.deepEqual(latest(5), ["b", "a"]);
    for (const path of ["c", "d", "e"]) journal.add(entry(path), 1);
    assert.deepEqual(latest(2), ["e", "d"]);
    assert.deepEqual(latest(5), ["e", "d", "c"]);
  });

  const bodies = [
    { name: "no body", sent: "", shown: null, reason: "most requests have none" },
    { name: "plain JSON", sent: '{"force":true}', shown: { force: true }, reason: "shown as it is" },
    {
      name: "secrets at any depth",
      sent: '{"remote_password":"p1","import_chap_info":[{"initiator_single_password":"p2","user":"u"}]}',
      shown: {
        remote_password: "[redacted]",
        import_chap_info: [{ initiator_single_password: "[redacted]", user: "u" }],
      },
      reason: "a journal is copied into bug reports",
    },
    {
      name: "an empty password",
      sent: '{"remote_password":""}',
      shown: { remote_password: "" },
      reason: "there is nothing to hide",
    },
    { name: "broken JSON", sent: '{"password":"p1"', shown: "[16 bytes, not JSON]", reason: "it may hold a secret" },
    {
      name: "a very long body",
      sent: JSON.stringify("x".repeat(100_000)),
      shown: "[100002 bytes]",
      reason: "200,000 of them must fit into memory",
    },
  ];
  for (const { name, sent, shown, reason } of bodies) {
    it(`shows ${name} safely: ${reason}`, () => assert.deepEqual(toJournalBody(Buffer.from(sent)), shown));
  }
});
