import { SelloError } from "../SelloError.ts";

export type MerkleErrorCode = "merkle.size" | "merkle.index" | "merkle.levels" | "merkle.frontier";

export class MerkleError extends SelloError<MerkleErrorCode> {}
