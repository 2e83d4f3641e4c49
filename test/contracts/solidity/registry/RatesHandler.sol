// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "../Cheats.sol";
import {TestCity} from "../TestCity.sol";

/// @dev Officers register and change a few records at a time, late on a day on which most of what the rates allow is
/// used up. The model counts what was done that day for each authority by itself, and sums by recursion.
contract RatesHandler is TestCity {
    uint256 private constant MOST = 256;
    uint256 private constant USED = 250;
    /// @dev The officer without roles.
    uint256 private constant NOBODY = OFFICERS - 1;

    /// @dev On this day, directly under each authority, and of each record by others than the city.
    uint256[AUTHORITIES] private _registered;
    uint256[AUTHORITIES] private _changed;
    uint256 private _day = 20_000;
    uint256 private _count;

    constructor() {
        CHEATS.warp(20_000 days + 20 hours);
        for (uint256 i = 0; i < USED; ++i) {
            _register(1, i % 2 == 0 ? 1 : 3);
            _register(2, 4);
            _change(1, 3);
            _change(2, 4);
        }
    }

    function register(uint8 caller, uint8 parent, uint8 times) external {
        for (uint256 i = 0; i < 1 + (times % 3); ++i) _register(caller % OFFICERS, parent % AUTHORITIES);
    }

    function change(uint8 caller, uint8 authority, uint8 times) external {
        for (uint256 i = 0; i < 1 + (times % 3); ++i) _change(caller % OFFICERS, authority % AUTHORITIES);
    }

    /// @dev Up to an hour: about half of all runs see the next day.
    function pass(uint16 seconds_) external {
        CHEATS.warp(block.timestamp + seconds_ % 1 hours);
        if (block.timestamp / 1 days == _day) return;
        _day = block.timestamp / 1 days;
        delete _registered;
        delete _changed;
    }

    function isWithinRates() external view returns (bool within) {
        for (uint256 i = 1; i < AUTHORITIES; ++i) {
            if (_registeredBelow(i) > MOST || _changed[i] > MOST) return false;
        }
        return true;
    }

    function _register(uint256 caller, uint256 parent) private {
        // A branch of the caller's own name, so that the name is never why it is refused.
        string memory issuer = string.concat(issuerOf(caller), "-", Strings.toString(_count));
        bytes memory call = abi.encodeCall(
            registry.registerAuthority,
            (AuthorityId.wrap(sha256(bytes(issuer))), idOf(parent), IAuthorityRegistry.Kind.Department, issuer, "{}")
        );
        bool allowed = caller < AUTHORITIES && modelIsSameOrAbove(caller, parent) && _isRoomBelow(parent);
        if (!attempt(caller, call, allowed)) return;
        ++_count;
        ++_registered[parent];
    }

    function _change(uint256 caller, uint256 authority) private {
        uint8 roles = registry.rolesAt(idOf(authority), officer(NOBODY), uint64(block.timestamp)) ^ 2;
        bytes memory call = abi.encodeCall(registry.setOfficer, (idOf(authority), officer(NOBODY), roles));
        bool allowed = modelMayChange(caller, authority) && (caller == 0 || _changed[authority] < MOST);
        if (attempt(caller, call, allowed) && caller != 0) ++_changed[authority];
    }

    function _isRoomBelow(uint256 authority) private view returns (bool is_) {
        return authority == 0 || (_registeredBelow(authority) < MOST && _isRoomBelow(parents[authority]));
    }

    function _registeredBelow(uint256 authority) private view returns (uint256 count) {
        count = _registered[authority];
        for (uint256 i = 1; i < AUTHORITIES; ++i) {
            if (parents[i] == authority) count += _registeredBelow(i);
        }
    }
}
