// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IAuthorityRegistry} from "./interfaces/IAuthorityRegistry.sol";
import {IStatusLists} from "./interfaces/IStatusLists.sol";
import {AuthorityId} from "./types/AuthorityId.sol";
import {REVOKE} from "./types/Roles.sol";

/// @title The status lists
/// @notice See {IStatusLists}. `multicall` puts several lists into one transaction, with the same caller.
contract StatusLists is IStatusLists, Multicall {
    uint32 private constant WORDS_MAX = 1024;
    uint32 private constant ENTRIES_PER_WORD = 128;
    uint32 private constant ENTRIES_MAX = WORDS_MAX * ENTRIES_PER_WORD;

    /// @dev The lower bit of each of a word's 128 entries.
    uint256 private constant LOW_BITS = type(uint256).max / 3;

    IAuthorityRegistry private immutable REGISTRY;

    mapping(AuthorityId owner => mapping(uint64 list => mapping(uint32 word => uint256 flags))) private _words;

    /// @notice Binds the lists to a registry for ever.
    /// @param authorityRegistry the registry whose rules these lists enforce
    constructor(IAuthorityRegistry authorityRegistry) {
        REGISTRY = authorityRegistry;
    }

    /// @inheritdoc IStatusLists
    function setFlags(AuthorityId owner, AuthorityId acting, uint64 list, Change[] calldata changes) external override {
        if (changes.length == 0) revert StatusLists_NothingToChange();
        REGISTRY.assertMayAct(owner, acting, msg.sender, REVOKE);
        for (uint256 i = 0; i < changes.length; ++i) {
            _apply(owner, acting, list, changes[i]);
        }
    }

    /// @inheritdoc IStatusLists
    function statusOf(AuthorityId owner, uint64 list, uint32 index) external view override returns (Status status) {
        if (index >= ENTRIES_MAX) revert StatusLists_IndexOutOfRange(index, ENTRIES_MAX);
        uint256 flags = _words[owner][list][index / ENTRIES_PER_WORD];
        return Status((flags >> (2 * (index % ENTRIES_PER_WORD))) & 3);
    }

    /// @inheritdoc IStatusLists
    function wordOf(AuthorityId owner, uint64 list, uint32 word) external view override returns (uint256 flags) {
        return _words[owner][list][word];
    }

    /// @inheritdoc IStatusLists
    function registry() external view override returns (IAuthorityRegistry authorityRegistry) {
        return REGISTRY;
    }

    function _apply(AuthorityId owner, AuthorityId acting, uint64 list, Change calldata change) private {
        uint32 word = change.word;
        _requireWellFormed(word, change.mask, change.flags);
        uint256 before = _words[owner][list][word];
        uint256 flags = (before & ~change.mask) | change.flags;
        // The value 3 is never stored, so a set lower bit is a revoked entry (01) by itself.
        uint256 altered = _entriesOf(before & LOW_BITS) & (before ^ flags);
        if (altered != 0) revert StatusLists_RevokedIsFinal(word, altered);
        if (flags == before) return;
        _words[owner][list][word] = flags;
        emit StatusChanged(owner, list, acting, word, flags, msg.sender, uint64(block.timestamp));
    }

    function _requireWellFormed(uint32 word, uint256 mask, uint256 flags) private pure {
        if (word >= WORDS_MAX) revert StatusLists_WordOutOfRange(word, WORDS_MAX);
        if (mask == 0 || mask != _entriesOf(mask & LOW_BITS)) revert StatusLists_InvalidMask(word, mask);
        bool holdsThree = flags & (flags >> 1) & LOW_BITS != 0;
        if (flags & ~mask != 0 || holdsThree) revert StatusLists_InvalidFlags(word, mask, flags);
    }

    /// @dev Both bits of each entry whose lower bit is given.
    function _entriesOf(uint256 lowBits) private pure returns (uint256 entries) {
        return lowBits | (lowBits << 1);
    }
}
