/** Reads the whole inventory of an array, page by page. */
import { basePath } from "../api/facts";
import { seedCollections } from "../seed/seedSchema";
import type { RecordedInventory } from "./recordedInventory";
import type { Upstream, UpstreamReply } from "./upstream";

const PAGE_ROWS = 2000;

export type Credentials = { readonly username: string; readonly password: string };

/**
 * One login for all requests, so that the array's list of logins stays short. Rejects where the login is refused; collections
 * that this array does not have are told to `skipped`.
 */
export async function walkArray(
  upstream: Upstream,
  inventory: RecordedInventory,
  { username, password }: Credentials,
  skipped: (collection: string, status: number) => void,
): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const login = await upstream.get(`${basePath}/login_session`, { authorization });
  if (login.status !== 200) throw new Error(`the login was refused with ${login.status}`);
  const headers = cookieOf(login) ?? { authorization };
  for (const collection of seedCollections) {
    const status = await readPages(upstream, inventory, collection, headers);
    if (status >= 300) skipped(collection, status);
  }
}

function cookieOf({ headers }: UpstreamReply): Record<string, string> | undefined {
  const cookie = headers["set-cookie"]?.map((each) => each.split(";")[0]).join("; ");
  return cookie === undefined ? undefined : { cookie };
}

/** The status of the last page. */
async function readPages(
  upstream: Upstream,
  inventory: RecordedInventory,
  collection: string,
  headers: Record<string, string>,
): Promise<number> {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const path = `${basePath}/${collection}?select=*&limit=${PAGE_ROWS}&offset=${offset}`;
    const { status, headers: received, body } = await upstream.get(path, headers);
    if (status >= 300) return status;
    const rows: unknown = JSON.parse(body.toString("utf8"));
    inventory.take(`/${collection}`, rows);
    const [, total = "0"] = /\/(\d+)$/.exec(received["content-range"] ?? "") ?? [];
    if (offset + PAGE_ROWS >= Number(total)) return status;
  }
}
