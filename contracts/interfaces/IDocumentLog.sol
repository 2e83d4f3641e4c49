// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";
import {IAuthorityRegistry} from "./IAuthorityRegistry.sol";

/// @title The append-only log of document batches
/// @notice An RFC 9162 Merkle log (SHA-256) whose leaves are entries of 112 bytes:
/// authority (32) || document type (32) || batch root (32) || count (8, big-endian) || anchored at (8, big-endian,
/// block timestamp in Unix seconds). Nothing but roots, ids and counts goes in: no personal data.
interface IDocumentLog is IAuthorityErrors {
    /// @notice Documents of one authority and one type, closed together.
    /// @param batchRoot RFC 9162 root over the documents
    /// @param count how many documents, at least 1
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

    error DocumentLog_EmptyBatch(bytes32 batchRoot);
    /// @notice This authority has this root under this type already. Another authority's entry with the same root
    /// refuses nothing: who sees a root on its way to the log cannot keep it out by being faster.
    error DocumentLog_AlreadyAppended(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 index
    );
    error DocumentLog_UnknownBatch(AuthorityId authority, DocumentTypeId documentType, bytes32 batchRoot);
    error DocumentLog_NothingToAppend();

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

    /// @notice The RFC 9162 root of all entries; of an empty log, SHA-256 of nothing.
    function root() external view returns (bytes32 logRoot);

    /// @notice How many entries there are. Never falls.
    function size() external view returns (uint64 entries);

    /// @notice Where and when an authority's batch was appended.
    function entryOf(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot
    ) external view returns (uint64 index, uint64 count, uint64 anchoredAt);

    /// @notice The registry whose rules this log enforces. It never changes.
    function registry() external view returns (IAuthorityRegistry authorityRegistry);
}
