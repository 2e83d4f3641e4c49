// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityId} from "../types/AuthorityId.sol";
import {IAuthorityErrors} from "./IAuthorityErrors.sol";
import {IAuthorityRegistry} from "./IAuthorityRegistry.sol";

/// @title The revoked and suspended flags of documents
/// @notice Each authority owns numbered lists of 131,072 entries of 2 bits: 1,024 words of 128. Entry `i` stands in
/// word `i / 128` at bits `2 * (i % 128)` and above, from the least significant. A word written out least
/// significant byte first is therefore 32 bytes of an IETF Token Status List with `bits: 2`.
interface IStatusLists is IAuthorityErrors {
    /// @notice Values as the IETF Token Status List registers them. `Revoked` is final.
    enum Status {
        Valid,
        Revoked,
        Suspended
    }

    /// @notice One word's change: new = (old & ~mask) | flags.
    /// @param word position in the list, 0 to 1,023
    /// @param mask the entries to set, both bits of each
    /// @param flags their values, 0 outside the mask
    struct Change {
        uint32 word;
        uint256 mask;
        uint256 flags;
    }

    /// @notice A word of a list changed. Not emitted for a change that changes nothing.
    /// @param acting the authority for which the officer acted: the owner or an ancestor
    /// @param flags the whole word after the change
    event StatusChanged(
        AuthorityId indexed owner,
        uint64 indexed list,
        AuthorityId indexed acting,
        uint32 word,
        uint256 flags,
        address officer,
        uint64 timestamp
    );

    error StatusLists_NothingToChange();
    error StatusLists_WordOutOfRange(uint32 word, uint32 wordsMax);
    error StatusLists_IndexOutOfRange(uint32 index, uint32 entriesMax);
    /// @notice The mask is empty or holds half of an entry.
    error StatusLists_InvalidMask(uint32 word, uint256 mask);
    /// @notice A flag lies outside the mask, or an entry has the value 3, which means nothing.
    error StatusLists_InvalidFlags(uint32 word, uint256 mask, uint256 flags);
    /// @notice `revoked` has a bit for each revoked entry that the change would have altered.
    error StatusLists_RevokedIsFinal(uint32 word, uint256 revoked);

    /// @notice Sets flags in one list of `owner`. The rules of {IAuthorityRegistry-assertMayAct} hold for the caller
    /// and the role REVOKE. Setting a revoked entry to revoked again is allowed and changes nothing.
    /// For several lists in one transaction: `multicall`.
    function setFlags(AuthorityId owner, AuthorityId acting, uint64 list, Change[] calldata changes) external;

    /// @notice The status of entry `index` (0 to 131,071).
    function statusOf(AuthorityId owner, uint64 list, uint32 index) external view returns (Status status);

    /// @notice A word of a list; 0 if it was never set.
    function wordOf(AuthorityId owner, uint64 list, uint32 word) external view returns (uint256 flags);

    /// @notice The registry whose rules these lists enforce, for ever.
    function registry() external view returns (IAuthorityRegistry authorityRegistry);
}
