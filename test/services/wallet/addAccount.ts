import { randomUUID } from "node:crypto";
import type { Queryable } from "../../../services/platform/database/Transaction.ts";

/** A resident's account, as far as what they show needs one. @returns its id */
export async function addAccount(database: Queryable): Promise<string> {
  const id = randomUUID();
  await database.query(
    "insert into resident_accounts (id, language, created_at, last_used_at) values ($1, 'zh', now(), now())",
    [id],
  );
  return id;
}
