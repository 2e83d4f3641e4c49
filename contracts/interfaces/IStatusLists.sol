// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";
import {IAuthorityRegistry} from "./IAuthorityRegistry.sol";

/// @title The revoked and suspended flags of documents
/// @notice Each authority owns lists of 131,072 entries, numbered from 0 to at most 1,048,575. The contract keeps no
/// flags: it publishes each change in an event, and keeps of every list one word, its head, a running hash over all of
/// its changes in order. The flags are the fold of the changes, which anyone can make:
///
/// - every entry begins as `Valid`, and takes on the value that a change gives it;
/// - `Revoked` is final: what comes later for an entry that was revoked means nothing, and is not refused here.
///
/// The head of a list begins as zero, or where the list ended in a predecessor (see {ISuccession}), and after each
/// change is keccak256 of: the head before (32 bytes) ||
/// owner (32) || list (8, big-endian) || acting (32) || officer (20) || block timestamp (8, big-endian, Unix
/// seconds) || changes.
/// A reader that has folded the events up to a block and arrives at `headOf` at that block has them all, unaltered
/// and in order; one storage slot, which a node can prove (EIP-1186), vouches for the whole list.
interface IStatusLists is IAuthorityErrors {
    /// @notice Values as the IETF Token Status List registers them.
    enum Status {
        Valid,
        Revoked,
        Suspended
    }

    /// @notice Where a list of the predecessor ended.
    struct Head {
        AuthorityId owner;
        uint64 list;
        bytes32 head;
    }

    /// @notice Entries of a list were given new values.
    /// @param acting the authority for which the officer acted: the owner or an ancestor
    /// @param changes as they were given to {changeStatus}
    /// @param head the list's head with this change as its last
    event StatusChanged(
        AuthorityId indexed owner,
        uint64 indexed list,
        AuthorityId indexed acting,
        bytes changes,
        address officer,
        uint64 timestamp,
        bytes32 head
    );

    /// @notice The list goes on from where it ended in the predecessor.
    event StatusHeadTaken(AuthorityId indexed owner, uint64 indexed list, bytes32 head, uint64 timestamp);

    /// @notice Piece `index` was taken; its heads are the events before this one.
    event PieceTaken(uint256 indexed index, uint256 heads);

    error StatusLists_NothingToChange();
    error StatusLists_RaggedChanges(uint256 bytesGiven, uint256 bytesPerEntry);
    error StatusLists_TooManyEntries(uint256 entries, uint256 entriesMax);
    error StatusLists_IndexOutOfRange(uint256 index, uint256 entriesMax);
    /// @notice Indexes must rise strictly, so that a call gives no entry two values.
    error StatusLists_NotAscending(uint256 index, uint256 previous);
    error StatusLists_UnknownStatus(uint256 index, uint256 status);

    error StatusLists_ListOutOfRange(uint64 list, uint256 listsMax);
    error StatusLists_UnknownPiece(bytes32 leaf);
    error StatusLists_PieceOutOfOrder(uint256 index, uint256 expected);
    error StatusLists_RegistryNotOpen();
    error StatusLists_HeadKnown(AuthorityId owner, uint64 list);
    /// @notice No new list begins while heads of the predecessor's are missing: it might be one of them.
    error StatusLists_HeadsMissing(uint64 piecesTaken, uint64 pieces);

    /// @notice Gives entries of one list of `owner` new values. The rules of {IAuthorityRegistry-assertMayAct} hold
    /// for the caller and the role REVOKE. For several lists in one transaction: `multicall`.
    /// @param acting the authority for which the caller acts: the owner or an ancestor
    /// @param changes one to 4,096 entries of 3 bytes, big-endian: 4 * index + {Status}, in strictly rising order of
    /// index (0 to 131,071)
    function changeStatus(AuthorityId owner, AuthorityId acting, uint64 list, bytes calldata changes) external;

    /// @notice Takes the next piece of heads from the predecessor, after all of the registry's. Anybody may bring it.
    /// @param piece `abi.encode(uint256 index, Head[] heads)`
    /// @param path from the leaf keccak256(keccak256(piece)) to {ISuccession-TakeOver}'s `statusRoot`, as
    /// OpenZeppelin's MerkleProof takes it
    function takePiece(bytes calldata piece, bytes32[] calldata path) external;

    /// @notice How many pieces were taken.
    function piecesTaken() external view returns (uint64 count);

    /// @notice The running hash over all changes of a list; zero if there was none.
    function headOf(AuthorityId owner, uint64 list) external view returns (bytes32 head);

    /// @notice The registry whose rules these lists enforce. It never changes.
    function registry() external view returns (IAuthorityRegistry authorityRegistry);
}
