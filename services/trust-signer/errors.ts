import type { ErrorData } from "@sello/sdk";
import { ServiceError } from "../platform/errors.ts";

export type HeadRefusedCode =
  /** The entries of the authorities are others than the office's own node gives; `data` has both trees. */
  | "trust_list.other_root"
  /** The validators are others than the registry's events give. */
  | "trust_list.other_validators"
  /** The document types are others than those of the office's own files and those that it has accepted; `data` has both trees, and the SHA-256 of the files of those. */
  | "trust_list.other_types"
  /** What the registry said some time ago is not in it. */
  | "trust_list.behind"
  /** The version is not greater than the one that the office has signed; `data.version` is that one. */
  | "trust_list.not_newer"
  /** The version is further ahead than versions come. */
  | "trust_list.version"
  /** Another head of this version was signed; `data.version`. */
  | "trust_list.other_head"
  /** Other signers, another quorum, or a key that nobody introduced. */
  | "trust_list.signers"
  /** Valid for longer than lists are, or said to be of a later or earlier time than it can be. */
  | "trust_list.time"
  /** Another public address than before. */
  | "trust_list.public_url"
  /** A registry that neither the office's operator nor the registry before it names. */
  | "trust_list.unknown_registry"
  /** A log is said to be sealed that is not, or with another end. */
  | "trust_list.not_sealed"
  /** The node tells another past than it did before. */
  | "trust_list.other_chain"
  /** The request cannot be read. */
  | "trust_list.request";

/** An office does not sign a head. */
export class HeadRefused extends ServiceError<HeadRefusedCode> {
  constructor(code: HeadRefusedCode, message: string, data: ErrorData = {}) {
    super(409, code, message, data);
  }
}
