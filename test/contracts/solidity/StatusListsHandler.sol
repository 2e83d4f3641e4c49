// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusLists} from "../../../contracts/StatusLists.sol";
import {AuthorityId} from "../../../contracts/types/AuthorityId.sol";
import {CHEATS, Cheats} from "./Cheats.sol";
import {TestCity} from "./TestCity.sol";

/// @dev Anybody changes anything in every authority's lists while states change and time passes. The model keeps one
/// value an entry and refuses nothing for what an entry was; the contract must agree on what is allowed, and whoever
/// reads nothing but its events must arrive at its heads and at the model's values.
contract StatusListsHandler is TestCity {
    uint256 private constant LISTS = 2;
    /// @dev Few, so that the same ones come again.
    uint256 private constant ENTRIES = 8;
    uint256 private constant FIRST_ENTRY = 131_072 - ENTRIES;

    StatusLists public lists;
    uint256 public accepted;
    uint8[ENTRIES][LISTS][AUTHORITIES] private _values;
    /// @dev What a reader of the events knows.
    bytes32[LISTS][AUTHORITIES] private _heads;
    uint8[ENTRIES][LISTS][AUTHORITIES] private _folded;

    constructor() {
        lists = new StatusLists(registry);
    }

    /// @dev Any two entries by anybody: most are refused for one reason or another.
    function changeAny(uint8 caller, uint8 owner, uint8 acting, uint8 list, uint32 first, uint32 second) external {
        uint256[] memory entries = new uint256[](2);
        (entries[0], entries[1]) = (_near(first), _near(second));
        _change(caller % OFFICERS, owner % AUTHORITIES, acting % AUTHORITIES, list % LISTS, entries);
    }

    /// @dev By the owner's own officer, one entry after another from `chosen`, so that most are allowed.
    function changeOwn(uint8 owner, uint8 list, uint8 chosen, uint16 values) external {
        uint256[] memory entries = new uint256[](_ones(chosen));
        uint256 count = 0;
        for (uint256 i = 0; i < ENTRIES; ++i) {
            if ((chosen >> i) & 1 == 0) continue;
            entries[count++] = 4 * (FIRST_ENTRY + i) + ((values >> (2 * i)) & 3) % 3;
        }
        _change(owner % AUTHORITIES, owner % AUTHORITIES, owner % AUTHORITIES, list % LISTS, entries);
    }

    function setActive(uint8 authority, bool active) external {
        changeState(authority % AUTHORITIES, active);
    }

    function pass(uint16 seconds_) external {
        CHEATS.warp(block.timestamp + seconds_);
    }

    /// @dev Every list of every authority: what one changed did not change another's.
    function headsAgree() external view returns (bool same) {
        for (uint256 owner = 0; owner < AUTHORITIES; ++owner) {
            for (uint256 list = 0; list < LISTS; ++list) {
                if (lists.headOf(idOf(owner), uint64(list)) != _heads[owner][list]) return false;
            }
        }
        return true;
    }

    function valuesAgree() external view returns (bool same) {
        for (uint256 owner = 0; owner < AUTHORITIES; ++owner) {
            for (uint256 list = 0; list < LISTS; ++list) {
                for (uint256 i = 0; i < ENTRIES; ++i) {
                    if (_folded[owner][list][i] != _values[owner][list][i]) return false;
                }
            }
        }
        return true;
    }

    function _change(
        uint256 caller,
        uint256 owner,
        uint256 acting,
        uint256 list,
        uint256[] memory entries
    ) private {
        bool allowed = caller == acting && modelIsSameOrAbove(acting, owner) && modelIsActive(acting);
        allowed = allowed && _areAllowed(entries);
        // Before the prank, which the call of the SHA-256 precompile would use up.
        (AuthorityId ownerId, AuthorityId actingId) = (idOf(owner), idOf(acting));
        CHEATS.recordLogs();
        CHEATS.prank(officer(caller));
        try lists.changeStatus(ownerId, actingId, uint64(list), _pack(entries)) {
            require(allowed, "changed what the rules forbid");
            _applyToModel(owner, list, entries);
            _read(owner, list);
            ++accepted;
        } catch {
            require(!allowed, "refused what the rules allow");
        }
    }

    function _areAllowed(uint256[] memory entries) private pure returns (bool allowed) {
        for (uint256 i = 0; i < entries.length; ++i) {
            bool isRising = i == 0 || entries[i] / 4 > entries[i - 1] / 4;
            if (!isRising || entries[i] / 4 >= 131_072 || entries[i] % 4 == 3) return false;
        }
        return entries.length != 0;
    }

    function _applyToModel(uint256 owner, uint256 list, uint256[] memory entries) private {
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 place = entries[i] / 4 - FIRST_ENTRY;
            if (_values[owner][list][place] == 1) continue;
            _values[owner][list][place] = uint8(entries[i] % 4);
        }
    }

    /// @dev As a reader does, from the event's topics and data alone; where the model says the event must be.
    function _read(uint256 owner, uint256 list) private {
        Cheats.Log[] memory logs = CHEATS.getRecordedLogs();
        require(logs.length == 1 && logs[0].emitter == address(lists), "one event a change");
        bytes32[] memory topics = logs[0].topics;
        require(topics[1] == AuthorityId.unwrap(idOf(owner)) && uint256(topics[2]) == list, "of another list");
        (bytes memory changes, address by, uint64 timestamp, bytes32 head) = abi.decode(
            logs[0].data,
            (bytes, address, uint64, bytes32)
        );
        _heads[owner][list] = keccak256(
            abi.encodePacked(_heads[owner][list], topics[1], uint64(uint256(topics[2])), topics[3], by, timestamp, changes)
        );
        require(head == _heads[owner][list] && timestamp == block.timestamp, "head or time");
        for (uint256 i = 0; i < changes.length; i += 3) {
            uint256 entry = (uint256(uint8(changes[i])) << 16) | (uint256(uint8(changes[i + 1])) << 8);
            entry |= uint8(changes[i + 2]);
            uint256 place = entry / 4 - FIRST_ENTRY;
            if (_folded[owner][list][place] != 1) _folded[owner][list][place] = uint8(entry % 4);
        }
    }

    function _pack(uint256[] memory entries) private pure returns (bytes memory changes) {
        for (uint256 i = 0; i < entries.length; ++i) {
            changes = abi.encodePacked(changes, uint24(entries[i]));
        }
    }

    /// @dev Entries on both sides of the last that a list has, with any value.
    function _near(uint32 random) private pure returns (uint256 entry) {
        return 4 * (FIRST_ENTRY + ((random >> 2) % (ENTRIES + 1))) + (random % 4);
    }

    function _ones(uint8 bits) private pure returns (uint256 count) {
        for (uint256 i = 0; i < 8; ++i) {
            count += (bits >> i) & 1;
        }
    }
}
