// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";
import {IAuthorityRegistry} from "./IAuthorityRegistry.sol";
import {ILogFrontier} from "./ILogFrontier.sol";

/// @title The append-only log of document batches
/// @notice An RFC 9162 Merkle log (SHA-256) whose leaves are entries of 112 bytes:
/// authority (32) || document type (32) || batch root (32) || count (8, big-endian) || anchored at (8, big-endian,
/// block timestamp in Unix seconds). Nothing but roots, ids and counts goes in: no personal data.
///
/// A log that goes on from another (see {ISuccession}) has the other's last size and root as its entry 0: authority =
/// sha256(predecessor's chain id (32, big-endian) || predecessor's log (20)), document type =
/// sha256("sello/log/predecessor"), batch root = its root, count = its size. Nothing is appended before it.
interface IDocumentLog is IAuthorityErrors {
    /// @notice Documents of one authority and one type, closed together.
    /// @param batchRoot RFC 9162 root over the documents
    /// @param count how many documents, 1 to 1,048,576
    struct Batch {
        AuthorityId authority;
        DocumentTypeId documentType;
        bytes32 batchRoot;
        uint64 count;
    }

    /// @notice A batch became the entry `index` (from 0) of the log.
    /// @param logRoot the log's root with this entry as its last, so of size `index + 1`
    event BatchAppended(
        uint64 indexed index,
        AuthorityId indexed authority,
        DocumentTypeId indexed documentType,
        bytes32 batchRoot,
        uint64 count,
        uint64 anchoredAt,
        bytes32 logRoot
    );

    /// @notice The log ended with this size and root: its registry was sealed at `sealedAt`.
    event LogSealed(uint64 size, bytes32 logRoot, uint64 sealedAt);

    error DocumentLog_EmptyBatch(bytes32 batchRoot);
    error DocumentLog_BatchTooLarge(bytes32 batchRoot, uint64 count, uint256 countMax);
    /// @notice This authority has this root with this count under this type already. Another authority's entry with the
    /// same root refuses nothing: who sees a root on its way to the log cannot keep it out by being faster.
    error DocumentLog_AlreadyAppended(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count,
        uint64 index
    );
    error DocumentLog_UnknownBatch(AuthorityId authority, DocumentTypeId documentType, bytes32 batchRoot, uint64 count);
    error DocumentLog_NothingToAppend();
    /// @notice {commitPredecessor} has to be called first, by anyone.
    error DocumentLog_PredecessorFirst();
    error DocumentLog_NoPredecessor();
    error DocumentLog_TakeOverUnfinished(uint64 piecesTaken, uint64 pieces);
    error DocumentLog_PredecessorCommitted();
    error DocumentLog_RegistryNotSealed();
    error DocumentLog_AlreadySealed();

    /// @notice Appends a batch. The rules of {IAuthorityRegistry-assertMayAnchor} hold for the caller at this moment.
    /// @return index the entry's position, from 0
    function append(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) external returns (uint64 index);

    /// @notice Appends all batches, in order, or none.
    /// @return firstIndex the position of the first; the others follow it
    function appendMany(Batch[] calldata batches) external returns (uint64 firstIndex);

    /// @notice Appends the entry that commits to the predecessor's log, once the registry has taken all pieces, and
    /// before it is sealed. By anyone, once.
    function commitPredecessor() external;

    /// @notice Reports the final size and root, once the registry is sealed. By anyone, once.
    function seal() external;

    /// @notice Whether {seal} was called. Nothing is appended from the registry's sealing on.
    function isSealed() external view returns (bool sealed_);

    /// @notice The contract that keeps the tree, whose storage proves size and root.
    function frontier() external view returns (ILogFrontier logFrontier);

    /// @notice The RFC 9162 root of all entries; of an empty log, SHA-256 of nothing.
    function root() external view returns (bytes32 logRoot);

    /// @notice How many entries there are. Never falls.
    function size() external view returns (uint64 entries);

    /// @notice Where and when an authority's batch was appended. A batch that was appended with a wrong count is
    /// another entry: the right one can still be appended.
    function entryOf(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) external view returns (uint64 index, uint64 anchoredAt);

    /// @notice The registry whose rules this log enforces. It never changes.
    function registry() external view returns (IAuthorityRegistry authorityRegistry);
}
