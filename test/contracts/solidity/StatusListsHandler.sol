// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusLists} from "../../../contracts/StatusLists.sol";
import {IStatusLists} from "../../../contracts/interfaces/IStatusLists.sol";
import {AuthorityId} from "../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "./Cheats.sol";
import {TestCity} from "./TestCity.sol";

/// @dev Anybody sets anything in a corner of every authority's lists, entry by entry or by whole words, while states
/// change. The model keeps one value an entry; the contract must agree on what is allowed and on every value.
contract StatusListsHandler is TestCity {
    uint256 private constant LISTS = 2;
    uint256 private constant WORDS = 2;
    uint256 private constant ENTRIES = WORDS * 128;

    StatusLists public lists;
    uint256 public accepted;
    uint8[ENTRIES][LISTS][AUTHORITIES] private _values;

    constructor() {
        lists = new StatusLists(registry);
    }

    function setEntry(uint8 caller, uint8 owner, uint8 acting, uint8 list, uint8 index, uint8 value) external {
        IStatusLists.Change memory change = _toChange(index, value % 4);
        _set(caller % OFFICERS, owner % AUTHORITIES, acting % AUTHORITIES, list % LISTS, change);
    }

    /// @dev By the owner's own officer, so that most are allowed.
    function setOwnEntry(uint8 owner, uint8 list, uint8 index, uint8 value) external {
        IStatusLists.Change memory change = _toChange(index, value % 3);
        _set(owner % AUTHORITIES, owner % AUTHORITIES, owner % AUTHORITIES, list % LISTS, change);
    }

    function setWord(uint8 owner, uint8 list, uint8 word, uint256 mask, uint256 flags) external {
        uint256 byOwner = owner % AUTHORITIES;
        _set(byOwner, byOwner, byOwner, list % LISTS, IStatusLists.Change(word % 2, mask, flags));
    }

    function setActive(uint8 authority, bool active) external {
        changeState(authority % AUTHORITIES, active);
    }

    /// @dev Every word of every authority against the model: what one set did not change another's.
    function agrees() external view returns (bool same) {
        for (uint256 owner = 0; owner < AUTHORITIES; ++owner) {
            for (uint256 list = 0; list < LISTS; ++list) {
                for (uint32 word = 0; word < WORDS; ++word) {
                    if (lists.wordOf(idOf(owner), uint64(list), word) != _modelWord(owner, list, word)) return false;
                }
            }
        }
        return true;
    }

    function _set(
        uint256 caller,
        uint256 owner,
        uint256 acting,
        uint256 list,
        IStatusLists.Change memory change
    ) private {
        bool allowed = caller == acting && modelIsSameOrAbove(acting, owner) && modelIsActive(acting);
        allowed = allowed && _isAllowedChange(owner, list, change);
        IStatusLists.Change[] memory changes = new IStatusLists.Change[](1);
        changes[0] = change;
        // Before the prank, which the call of the SHA-256 precompile would use up.
        (AuthorityId ownerId, AuthorityId actingId) = (idOf(owner), idOf(acting));
        CHEATS.prank(officer(caller));
        try lists.setFlags(ownerId, actingId, uint64(list), changes) {
            require(allowed, "set what the rules forbid");
            _applyToModel(owner, list, change);
            ++accepted;
        } catch {
            require(!allowed, "refused what the rules allow");
        }
    }

    /// @dev Entry by entry, where the contract works on all of a word at once.
    function _isAllowedChange(
        uint256 owner,
        uint256 list,
        IStatusLists.Change memory change
    ) private view returns (bool allowed) {
        if (change.mask == 0) return false;
        for (uint256 i = 0; i < 128; ++i) {
            uint256 mask = (change.mask >> (2 * i)) & 3;
            uint256 value = (change.flags >> (2 * i)) & 3;
            if (mask == 0 ? value != 0 : (mask != 3 || value == 3)) return false;
            bool revoked = _values[owner][list][change.word * 128 + i] == 1;
            if (mask == 3 && revoked && value != 1) return false;
        }
        return true;
    }

    function _applyToModel(uint256 owner, uint256 list, IStatusLists.Change memory change) private {
        for (uint256 i = 0; i < 128; ++i) {
            if ((change.mask >> (2 * i)) & 3 == 0) continue;
            _values[owner][list][change.word * 128 + i] = uint8((change.flags >> (2 * i)) & 3);
        }
    }

    function _modelWord(uint256 owner, uint256 list, uint256 word) private view returns (uint256 flags) {
        for (uint256 i = 0; i < 128; ++i) {
            flags |= uint256(_values[owner][list][word * 128 + i]) << (2 * i);
        }
    }

    /// @dev One of eight entries, on both sides of where two words meet, so that the same ones come again.
    function _toChange(uint8 index, uint8 value) private pure returns (IStatusLists.Change memory change) {
        uint32 entry = 124 + (index % 8);
        uint256 shift = 2 * (entry % 128);
        return IStatusLists.Change(entry / 128, 3 << shift, uint256(value) << shift);
    }
}
