// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "./interfaces/IAuthorityRegistry.sol";
import {IDocumentLog} from "./interfaces/IDocumentLog.sol";
import {ILogFrontier} from "./interfaces/ILogFrontier.sol";
import {BATCH_COUNT_MAX} from "./libraries/Limits.sol";
import {MerkleFrontier} from "./libraries/MerkleFrontier.sol";
import {LogFrontier} from "./LogFrontier.sol";
import {AuthorityId} from "./types/AuthorityId.sol";
import {DocumentTypeId} from "./types/DocumentTypeId.sol";

/// @title The document log
/// @notice See {IDocumentLog}.
contract DocumentLog is IDocumentLog {
    /// @dev One storage slot. `anchoredAt` 0 means that there is no such entry.
    struct Entry {
        uint64 index;
        uint64 anchoredAt;
    }

    /// @dev SHA-256 of "sello/log/predecessor".
    DocumentTypeId private constant PREDECESSOR = DocumentTypeId.wrap(sha256("sello/log/predecessor"));

    IAuthorityRegistry private immutable REGISTRY;
    ILogFrontier private immutable FRONTIER;

    /// @dev By authority, document type, batch root and count; see `_entryAt`.
    mapping(bytes32 key => Entry entry) private _entries;
    bool private _isSealed;

    /// @notice Starts an empty log, bound to a registry permanently.
    /// @param authorityRegistry the registry whose rules this log enforces
    constructor(IAuthorityRegistry authorityRegistry) {
        REGISTRY = authorityRegistry;
        FRONTIER = new LogFrontier();
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
        firstIndex = FRONTIER.size();
        for (uint256 i = 0; i < batches.length; ++i) {
            Batch calldata batch = batches[i];
            _append(batch.authority, batch.documentType, batch.batchRoot, batch.count);
        }
    }

    /// @inheritdoc IDocumentLog
    function commitPredecessor() external override {
        (IAuthorityRegistry.TakeOver memory terms, uint64 piecesTaken) = REGISTRY.predecessor();
        if (terms.predecessorLog == address(0)) revert DocumentLog_NoPredecessor();
        if (piecesTaken != terms.pieces) revert DocumentLog_TakeOverUnfinished(piecesTaken, terms.pieces);
        if (FRONTIER.size() != 0) revert DocumentLog_PredecessorCommitted();
        (uint64 sealedAt, , , ) = REGISTRY.sealing();
        if (sealedAt != 0) revert DocumentLog_AlreadySealed();
        AuthorityId log = AuthorityId.wrap(
            sha256(abi.encodePacked(terms.predecessorChainId, terms.predecessorLog))
        );
        (bytes32 batchRoot, uint64 count) = (terms.predecessorRoot, terms.predecessorSize);
        _write(_entryAt(log, PREDECESSOR, batchRoot, count), log, PREDECESSOR, batchRoot, count);
    }

    /// @inheritdoc IDocumentLog
    function seal() external override {
        (uint64 sealedAt, , , ) = REGISTRY.sealing();
        if (sealedAt == 0) revert DocumentLog_RegistryNotSealed();
        if (_isSealed) revert DocumentLog_AlreadySealed();
        _isSealed = true;
        emit LogSealed(FRONTIER.size(), FRONTIER.root(), sealedAt);
    }

    /// @inheritdoc IDocumentLog
    function isSealed() external view override returns (bool sealed_) {
        return _isSealed;
    }

    /// @inheritdoc IDocumentLog
    function frontier() external view override returns (ILogFrontier logFrontier) {
        return FRONTIER;
    }

    /// @inheritdoc IDocumentLog
    function root() external view override returns (bytes32 logRoot) {
        return FRONTIER.root();
    }

    /// @inheritdoc IDocumentLog
    function size() external view override returns (uint64 entries) {
        return FRONTIER.size();
    }

    /// @inheritdoc IDocumentLog
    function entryOf(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) external view override returns (uint64 index, uint64 anchoredAt) {
        Entry memory entry = _entryAt(authority, documentType, batchRoot, count);
        if (entry.anchoredAt == 0) revert DocumentLog_UnknownBatch(authority, documentType, batchRoot, count);
        return (entry.index, entry.anchoredAt);
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
        if (count > BATCH_COUNT_MAX) revert DocumentLog_BatchTooLarge(batchRoot, count, BATCH_COUNT_MAX);
        Entry storage entry = _entryAt(authority, documentType, batchRoot, count);
        if (entry.anchoredAt != 0) {
            revert DocumentLog_AlreadyAppended(authority, documentType, batchRoot, count, entry.index);
        }
        REGISTRY.assertMayAnchor(authority, documentType, msg.sender);
        index = _write(entry, authority, documentType, batchRoot, count);
        if (index == 0 && REGISTRY.hasPredecessor()) revert DocumentLog_PredecessorFirst();
    }

    function _write(
        Entry storage entry,
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) private returns (uint64 index) {
        uint64 anchoredAt = uint64(block.timestamp);
        bytes32 logRoot;
        (index, logRoot) = FRONTIER.append(_leafHash(authority, documentType, batchRoot, count, anchoredAt));
        (entry.index, entry.anchoredAt) = (index, anchoredAt);
        emit BatchAppended(index, authority, documentType, batchRoot, count, anchoredAt, logRoot);
    }

    function _entryAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        bytes32 batchRoot,
        uint64 count
    ) private view returns (Entry storage entry) {
        return _entries[keccak256(abi.encode(authority, documentType, batchRoot, count))];
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
