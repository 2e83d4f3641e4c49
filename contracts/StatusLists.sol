// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IAuthorityRegistry} from "./interfaces/IAuthorityRegistry.sol";
import {IStatusLists} from "./interfaces/IStatusLists.sol";
import {STATUS_ENTRIES_PER_CALL_MAX, STATUS_LISTS_MAX, STATUS_LIST_ENTRIES} from "./libraries/Limits.sol";
import {AuthorityId} from "./types/AuthorityId.sol";
import {REVOKE} from "./types/Roles.sol";

/// @title The status lists
/// @notice See {IStatusLists}. `multicall` puts several lists into one transaction, with the same caller.
contract StatusLists is IStatusLists, Multicall {
    /// @dev One storage slot; a struct, so that code can point at it.
    struct List {
        bytes32 head;
    }

    uint256 private constant BYTES_PER_ENTRY = 3;

    /// @dev The first value of two bits that is no {Status}.
    uint256 private constant NO_STATUS = 3;

    IAuthorityRegistry private immutable REGISTRY;

    /// @dev In slot 0, so that a reader who asks a node for a proof knows where (docs/formats.md).
    mapping(AuthorityId owner => mapping(uint64 list => List state)) private _lists;
    uint64 private _piecesTaken;

    /// @notice Binds the lists to a registry permanently.
    /// @param authorityRegistry the registry whose rules these lists enforce
    constructor(IAuthorityRegistry authorityRegistry) {
        REGISTRY = authorityRegistry;
    }

    /// @inheritdoc IStatusLists
    function changeStatus(
        AuthorityId owner,
        AuthorityId acting,
        uint64 list,
        bytes calldata changes
    ) external override {
        uint256 length = changes.length;
        if (length == 0) revert StatusLists_NothingToChange();
        if (length % BYTES_PER_ENTRY != 0) revert StatusLists_RaggedChanges(length, BYTES_PER_ENTRY);
        if (length > BYTES_PER_ENTRY * STATUS_ENTRIES_PER_CALL_MAX) {
            revert StatusLists_TooManyEntries(length / BYTES_PER_ENTRY, STATUS_ENTRIES_PER_CALL_MAX);
        }
        if (list >= STATUS_LISTS_MAX) revert StatusLists_ListOutOfRange(list, STATUS_LISTS_MAX);
        _requireRising(changes);
        REGISTRY.assertMayAct(owner, acting, msg.sender, REVOKE);
        uint64 timestamp = uint64(block.timestamp);
        // Packed: all but the last have a fixed length, so no two inputs give the same bytes.
        List storage state = _lists[owner][list];
        bytes32 before = state.head;
        // Only of a list that begins: one that goes on from a predecessor has its head already.
        if (before == bytes32(0)) _requireHeadsTaken();
        bytes32 head = keccak256(abi.encodePacked(before, owner, list, acting, msg.sender, timestamp, changes));
        state.head = head;
        emit StatusChanged(owner, list, acting, changes, msg.sender, timestamp, head);
    }

    /// @inheritdoc IStatusLists
    function takePiece(bytes calldata piece, bytes32[] calldata path) external override {
        (bytes32 statusRoot, ) = REGISTRY.statusPieces();
        bytes32 leaf = keccak256(bytes.concat(keccak256(piece)));
        if (!MerkleProof.verifyCalldata(path, statusRoot, leaf)) revert StatusLists_UnknownPiece(leaf);
        // The registry's own pieces come first: after that, nobody signs other roots.
        AuthorityId city = REGISTRY.city();
        if (!REGISTRY.isActiveAt(city, uint64(block.timestamp))) revert StatusLists_RegistryNotOpen();
        (uint256 index, Head[] memory heads) = abi.decode(piece, (uint256, Head[]));
        if (index != _piecesTaken) revert StatusLists_PieceOutOfOrder(index, _piecesTaken);
        ++_piecesTaken;
        for (uint256 i = 0; i < heads.length; ++i) {
            (AuthorityId owner, uint64 list, bytes32 head) = (heads[i].owner, heads[i].list, heads[i].head);
            if (list >= STATUS_LISTS_MAX) revert StatusLists_ListOutOfRange(list, STATUS_LISTS_MAX);
            List storage state = _lists[owner][list];
            if (state.head != bytes32(0)) revert StatusLists_HeadKnown(owner, list);
            state.head = head;
            emit StatusHeadTaken(owner, list, head, uint64(block.timestamp));
        }
        emit PieceTaken(index, heads.length);
    }

    /// @inheritdoc IStatusLists
    function piecesTaken() external view override returns (uint64 count) {
        return _piecesTaken;
    }

    /// @inheritdoc IStatusLists
    function headOf(AuthorityId owner, uint64 list) external view override returns (bytes32 head) {
        return _lists[owner][list].head;
    }

    /// @inheritdoc IStatusLists
    function registry() external view override returns (IAuthorityRegistry authorityRegistry) {
        return REGISTRY;
    }

    function _requireHeadsTaken() private view {
        (, uint64 pieces) = REGISTRY.statusPieces();
        if (_piecesTaken < pieces) revert StatusLists_HeadsMissing(_piecesTaken, pieces);
    }

    /// @dev What a reader could not fold must not get into the hash, where nobody could take it out again.
    /// `changes` are whole entries, at least one.
    function _requireRising(bytes calldata changes) private pure {
        // The least index that may come next.
        uint256 least = 0;
        uint256 offset = 0;
        do {
            uint256 entry;
            // Bounds checks, which the loop makes needless, would treble what an entry costs.
            // solhint-disable-next-line no-inline-assembly
            assembly ("memory-safe") {
                entry := shr(232, calldataload(add(changes.offset, offset)))
            }
            uint256 index = entry >> 2;
            if (index < least) revert StatusLists_NotAscending(index, least - 1);
            if (entry & NO_STATUS == NO_STATUS) revert StatusLists_UnknownStatus(index, NO_STATUS);
            unchecked {
                least = index + 1;
                offset += BYTES_PER_ENTRY;
            }
        } while (offset < changes.length);
        // They rise, so the last is the greatest.
        if (least > STATUS_LIST_ENTRIES) revert StatusLists_IndexOutOfRange(least - 1, STATUS_LIST_ENTRIES);
    }
}
