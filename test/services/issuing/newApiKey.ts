import { hash, randomUUID } from "node:crypto";
import { type AuthorityId, fromHex } from "@sello/sdk";
import type { Database } from "../../../services/platform/database/Database.ts";

/** An API key that idempotency keys may be of. @returns its id */
export async function newApiKey(database: Database, authority: AuthorityId): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into api_keys (id, authority_id, label, secret_digest, actions, expires_at)
     values ($1, $2, 'test', $3, '{}', now() + interval '1 day')`,
    [id, fromHex(authority), hash("sha256", id, "buffer")],
  );
  return id;
}
