import { ServiceError } from "../../platform/errors.ts";

export type BackupErrorCode =
  /** The file is no backup of ours, or is cut off. */
  | "backup.format"
  /** What the file holds is not what was written into it. */
  | "backup.damaged"
  /** It was made by a newer program, whose schema this one does not know. */
  | "backup.newer"
  /** There is data where it should be restored to. */
  | "backup.data_exists"
  /** The file to be written exists. */
  | "backup.file_exists"
  /** What documents say is not sealed in the data that should be copied: no key could be kept apart. */
  | "backup.unsealed"
  /** The keys file of the backup is not there. */
  | "backup.keys_missing"
  /** The backup has documents that the keys file does not know. */
  | "backup.keys_older"
  /** The keys file is of another deployment. */
  | "backup.keys_other"
  /** It holds secrets of digests that are sealed with another secret than the backup. */
  | "backup.keys_resealed"
  /** A keys file was named for a backup of an earlier edition, which holds all keys itself. */
  | "backup.keys_needless"
  /** The backup does not hold the sealing key, and none was named. */
  | "backup.sealing_key_missing"
  /** What was brought as the newest checkpoint is not one that this log's key signed. */
  | "backup.resume";

/** A backup cannot be made or restored; nothing was changed. */
export class BackupError extends ServiceError<BackupErrorCode> {
  constructor(
    code: BackupErrorCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(409, code, message, data);
  }
}
