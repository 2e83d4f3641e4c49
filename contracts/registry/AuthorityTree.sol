// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {ANCHOR} from "../types/Roles.sol";
import {AuthorityRules} from "./AuthorityRules.sol";
import {Node, RegistryState, SigningKey} from "./RegistryState.sol";

/// @title What the registry answers about authorities
/// @notice Changes nothing.
abstract contract AuthorityTree is IAuthorityRegistry {
    using Timeline for Timeline.Series;

    AuthorityId internal immutable CITY;

    RegistryState internal _state;

    constructor(AuthorityId cityId) {
        CITY = cityId;
        _state.city = cityId;
    }

    /// @inheritdoc IAuthorityRegistry
    function assertMayAnchor(
        AuthorityId authority,
        DocumentTypeId documentType,
        address account
    ) external view override {
        bool permitted = false;
        uint8 needed = uint8(Accreditation.Held);
        AuthorityId id = authority;
        while (true) {
            Node storage node = _state.nodes[id];
            AuthorityRules.requireActive(node, authority, id);
            if (_state.accreditations[id][documentType].current < needed) {
                revert AuthorityRegistry_NotAccredited(authority, documentType, id);
            }
            if (!permitted) permitted = AuthorityRules.holds(_state, id, account, ANCHOR);
            if (id == CITY) break;
            needed = uint8(Accreditation.Delegable);
            id = node.parent;
        }
        if (!permitted) revert AuthorityRegistry_MissingRole(authority, account, ANCHOR);
    }

    /// @inheritdoc IAuthorityRegistry
    function assertMayAct(AuthorityId owner, AuthorityId acting, address account, uint8 role) external view override {
        AuthorityRules.requireRegistered(_state, owner);
        if (!_isSameOrAbove(acting, owner)) revert AuthorityRegistry_NotAbove(acting, owner);
        if (!AuthorityRules.holds(_state, acting, account, role))
            revert AuthorityRegistry_MissingRole(acting, account, role);
        AuthorityRules.requireActiveToCity(_state, acting);
    }

    /// @inheritdoc IAuthorityRegistry
    function isActiveAt(AuthorityId authority, uint64 timestamp) external view override returns (bool active) {
        AuthorityId id = authority;
        while (_state.nodes[id].state.valueAt(timestamp) == uint8(State.Active)) {
            if (id == CITY) return true;
            id = _state.nodes[id].parent;
        }
        return false;
    }

    /// @inheritdoc IAuthorityRegistry
    function isAccreditedAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view override returns (bool accredited) {
        return AuthorityRules.isAccreditedAt(_state, authority, documentType, timestamp, Accreditation.Held);
    }

    /// @inheritdoc IAuthorityRegistry
    function isKeyCurrentAt(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 timestamp
    ) external view override returns (bool current) {
        SigningKey storage key = _state.signingKeys[thumbprint];
        bool known = key.authority == authority && !(authority == NO_AUTHORITY);
        if (!known || timestamp < key.from) return false;
        if (key.until != 0 && timestamp >= key.until) return false;
        return key.distrustedFrom == 0 || timestamp < key.distrustedFrom;
    }

    /// @inheritdoc IAuthorityRegistry
    function rolesAt(
        AuthorityId authority,
        address officer,
        uint64 timestamp
    ) external view override returns (uint8 roles) {
        return _state.roles[authority][officer].valueAt(timestamp);
    }

    /// @inheritdoc IAuthorityRegistry
    function stateAt(AuthorityId authority, uint64 timestamp) external view override returns (State state) {
        return State(_state.nodes[authority].state.valueAt(timestamp));
    }

    /// @inheritdoc IAuthorityRegistry
    function accreditationAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view override returns (Accreditation level) {
        return Accreditation(_state.accreditations[authority][documentType].valueAt(timestamp));
    }

    /// @inheritdoc IAuthorityRegistry
    function signingKeyOf(
        bytes32 thumbprint
    ) external view override returns (AuthorityId authority, uint64 from, uint64 until, uint64 distrustedFrom) {
        SigningKey storage key = _state.signingKeys[thumbprint];
        return (key.authority, key.from, key.until, key.distrustedFrom);
    }

    /// @inheritdoc IAuthorityRegistry
    function hasAccepted(AuthorityId authority, address account) external view override returns (bool accepted) {
        return _state.accepted[authority][account];
    }

    /// @inheritdoc IAuthorityRegistry
    function parentOf(AuthorityId authority) external view override returns (AuthorityId parent) {
        return _state.nodes[authority].parent;
    }

    /// @inheritdoc IAuthorityRegistry
    function kindOf(AuthorityId authority) external view override returns (Kind kind) {
        return _state.nodes[authority].kind;
    }

    /// @inheritdoc IAuthorityRegistry
    function city() external view override returns (AuthorityId authority) {
        return CITY;
    }

    function _isSameOrAbove(AuthorityId upper, AuthorityId lower) private view returns (bool above) {
        AuthorityId id = lower;
        while (!(id == upper)) {
            if (id == CITY) return false;
            id = _state.nodes[id].parent;
        }
        return true;
    }
}
