// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "./interfaces/IAuthorityRegistry.sol";
import {IDocumentLog} from "./interfaces/IDocumentLog.sol";
import {MerkleFrontier} from "./libraries/MerkleFrontier.sol";
import {AuthorityId} from "./types/AuthorityId.sol";
import {DocumentTypeId} from "./types/DocumentTypeId.sol";

/// @title The document log
/// @notice See {IDocumentLog}.
contract DocumentLog is IDocumentLog {
    using MerkleFrontier for MerkleFrontier.Tree;

    /// @dev One storage slot. `count` 0 means that there is no such entry: an empty batch is refused.
    struct Entry {
        uint64 index;
        uint64 count;
        uint64 anchoredAt;
    }

    IAuthorityRegistry private immutable REGISTRY;

    MerkleFrontier.Tree private _tree;
    /// @dev By authority, document type and batch root; see `_entryAt`.
    mapping(bytes32 key => Entry entry) private _entries;

    /// @notice Starts an empty log, bound to a registry permanently.
    /// @param authorityRegistry the registry whose rules this log enforces
    constructor(IAuthorityRegistry authorityRegistry) {
        REGISTRY = authorityRegistry;
    }

    /// @inheritdoc IDocumentLog
    function append(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) external override returns (uint64 index) {
        return _append(authority, documentType, batchRoot, count);
    }

    /// @inheritdoc IDocumentLog
    function appendMany(Batch[] calldata batches) external override returns (uint64 firstIndex) {
        if (batches.length == 0) revert DocumentLog_NothingToAppend();
        firstIndex = _tree.size;
        for (uint256 i = 0; i < batches.length; ++i) {
            Batch calldata batch = batches[i];
            _append(batch.authority, batch.documentType, batch.batchRoot, batch.count);
        }
    }

    /// @inheritdoc IDocumentLog
    function root() external view override returns (bytes32 logRoot) {
        return _tree.root();
    }

    /// @inheritdoc IDocumentLog
    function size() external view override returns (uint64 entries) {
        return _tree.size;
    }

    /// @inheritdoc IDocumentLog
    function entryOf(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot
    ) external view override returns (uint64 index, uint64 count, uint64 anchoredAt) {
        Entry memory entry = _entryAt(authority, documentType, batchRoot);
        if (entry.count == 0) revert DocumentLog_UnknownBatch(authority, documentType, batchRoot);
        return (entry.index, entry.count, entry.anchoredAt);
    }

    /// @inheritdoc IDocumentLog
    function registry() external view override returns (IAuthorityRegistry authorityRegistry) {
        return REGISTRY;
    }

    function _append(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) private returns (uint64 index) {
        if (count == 0) revert DocumentLog_EmptyBatch(batchRoot);
        Entry storage entry = _entryAt(authority, documentType, batchRoot);
        if (entry.count != 0) revert DocumentLog_AlreadyAppended(authority, documentType, batchRoot, entry.index);
        REGISTRY.assertMayAnchor(authority, documentType, msg.sender);

        uint64 anchoredAt = uint64(block.timestamp);
        bytes32 logRoot;
        (index, logRoot) = _tree.append(_leafHash(authority, documentType, batchRoot, count, anchoredAt));
        (entry.index, entry.count, entry.anchoredAt) = (index, count, anchoredAt);
        emit BatchAppended(index, authority, documentType, batchRoot, count, anchoredAt, logRoot);
    }

    function _entryAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot
    ) private view returns (Entry storage entry) {
        return _entries[keccak256(abi.encode(authority, documentType, batchRoot))];
    }

    function _leafHash(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count,
        uint64 anchoredAt
    ) private pure returns (bytes32 leafHash) {
        return
            sha256(
                abi.encodePacked(
                    MerkleFrontier.LEAF_PREFIX,
                    authority,
                    documentType,
                    batchRoot,
                    count,
                    anchoredAt
                )
            );
    }
}
