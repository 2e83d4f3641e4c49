import type { DocumentId } from "@sello/sdk";
import type { DeviceCopies } from "../../accounts/residents/DeviceCopies.ts";
import type { ResidentSession } from "../../http/Caller.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";

/** Tables `resident_copies` and `withdrawn_copies`. */
export class PgDeviceCopies implements DeviceCopies {
  async note(
    tx: Transaction,
    { account, passkey }: Pick<ResidentSession, "account" | "passkey">,
    document: DocumentId,
    numbers: readonly number[],
  ): Promise<void> {
    await tx.query(
      `insert into resident_copies (document_id, copy_number, account, passkey)
       select $1, unnest($2::int[]), $3, $4`,
      [document, numbers, account, passkey],
    );
  }

  async withdraw(
    tx: Transaction,
    account: string,
    passkeys: readonly string[] | null,
  ): Promise<number> {
    const { rowCount } = await tx.query(
      `insert into withdrawn_copies (document_id, copy_number)
       select document_id, copy_number from resident_copies
       where account = $1 and ($2::uuid[] is null or passkey = any($2::uuid[]) or passkey is null)
       order by document_id, copy_number
       on conflict (document_id, copy_number) do nothing`,
      [account, passkeys],
    );
    return rowCount;
  }
}
