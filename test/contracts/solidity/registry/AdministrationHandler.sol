// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {TestCity} from "../TestCity.sol";

/// @dev Anybody gives and takes roles, accepts, and changes states. At first the city has one administrator. The model
/// is a table of roles and one of who has shown that it can act.
contract AdministrationHandler is TestCity {
    uint256 private constant NOBODY = type(uint256).max;
    /// @dev So many take turns at the city, so that the last one is met often.
    uint256 private constant FEW = 3;

    uint8[OFFICERS][AUTHORITIES] private _roles;
    bool[OFFICERS][AUTHORITIES] private _accepted;

    constructor() {
        for (uint256 i = 0; i < AUTHORITIES; ++i) _roles[i][i] = 15;
        _accept(0, 0);
        registry.setOfficer(idOf(0), address(this), 0);
    }

    /// @dev By the officer of the authority above as a rule.
    function setAny(uint8 caller, uint8 authority, uint8 holder, uint8 roles) external {
        authority %= uint8(AUTHORITIES);
        uint256 by = caller % 4 == 0 ? (caller / 4) % OFFICERS : parents[authority];
        _setOfficer(by, authority, holder % OFFICERS, roles % 17);
    }

    /// @dev The first step of handing the city over, and the removal that may follow it.
    function setOfCity(uint8 caller, uint8 holder, bool isAdministrator) external {
        _setOfficer(caller % FEW, 0, holder % FEW, isAdministrator ? 1 : 2);
    }

    function acceptAny(uint8 caller, uint8 authority) external {
        _accept(caller % OFFICERS, authority % AUTHORITIES);
    }

    /// @dev The second step.
    function acceptCity(uint8 caller) external {
        _accept(caller % FEW, 0);
    }

    /// @dev Seldom a final one.
    function setState(uint8 caller, uint8 authority, uint8 state) external {
        uint8 wanted = state % 4 == 0 ? (state / 4) % 6 : 1 + ((state / 4) % 2);
        _setState(someone(caller), authority % AUTHORITIES, IAuthorityRegistry.State(wanted));
    }

    /// @dev From what the registry says alone.
    function cityHasAnAdministrator() external view returns (bool has) {
        for (uint256 i = 0; i < OFFICERS; ++i) {
            bool holds = registry.rolesAt(idOf(0), officer(i), uint64(block.timestamp)) & 1 == 1;
            if (holds && registry.hasAccepted(idOf(0), officer(i))) return true;
        }
        return false;
    }

    function agrees() external view returns (bool same) {
        uint64 time = uint64(block.timestamp);
        for (uint256 i = 0; i < AUTHORITIES; ++i) {
            if (registry.stateAt(idOf(i), time) != states[i]) return false;
            for (uint256 j = 0; j < OFFICERS; ++j) {
                if (registry.rolesAt(idOf(i), officer(j), time) != _roles[i][j]) return false;
                if (registry.hasAccepted(idOf(i), officer(j)) != _accepted[i][j]) return false;
            }
        }
        return true;
    }

    function _setOfficer(uint256 caller, uint256 authority, uint256 holder, uint8 roles) private {
        uint256 acting = _actingFor(caller, parents[authority]);
        bool allowed = acting != NOBODY && states[authority] != IAuthorityRegistry.State.Retired;
        allowed = allowed && roles < 16 && roles != _roles[authority][holder];
        bool isRemoval = roles % 2 == 0;
        if (authority == 0 && isRemoval && _accepted[0][holder]) allowed = allowed && _isAnotherThere(caller, holder);
        bytes memory call = abi.encodeCall(registry.setOfficer, (idOf(authority), officer(holder), roles));
        if (!attempt(caller, call, allowed)) return;
        _accepted[acting][caller] = true;
        _roles[authority][holder] = roles;
        if (isRemoval) _accepted[authority][holder] = false;
    }

    function _accept(uint256 caller, uint256 authority) private {
        bool allowed = _roles[authority][caller] % 2 == 1 && !_accepted[authority][caller];
        allowed = allowed && modelIsActive(authority);
        bytes memory call = abi.encodeCall(registry.acceptAdministration, (idOf(authority)));
        if (attempt(caller, call, allowed)) _accepted[authority][caller] = true;
    }

    function _setState(uint256 caller, uint256 authority, IAuthorityRegistry.State state) private {
        uint256 acting = _actingFor(caller, parents[authority]);
        bool allowed = acting != NOBODY && authority != 0 && state != states[authority];
        allowed = allowed && states[authority] != IAuthorityRegistry.State.Retired;
        allowed = allowed && state != IAuthorityRegistry.State.None && state <= IAuthorityRegistry.State.Retired;
        bytes memory call = abi.encodeCall(registry.setState, (idOf(authority), state));
        if (!attempt(caller, call, allowed)) return;
        _accepted[acting][caller] = true;
        states[authority] = state;
    }

    /// @dev Whether somebody else has shown that it can administer the city; who acts shows it by that.
    function _isAnotherThere(uint256 caller, uint256 holder) private view returns (bool is_) {
        for (uint256 i = 0; i < OFFICERS; ++i) {
            if (i != holder && (i == caller || _accepted[0][i])) return true;
        }
        return false;
    }

    /// @dev The nearest authority, from `scope` up, through which the caller may act.
    function _actingFor(uint256 caller, uint256 scope) private view returns (uint256 acting) {
        if (_roles[scope][caller] % 2 == 1 && modelIsActive(scope)) return scope;
        return scope == 0 ? NOBODY : _actingFor(caller, parents[scope]);
    }
}
