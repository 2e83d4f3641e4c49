// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {ADMINISTER, ANCHOR} from "../types/Roles.sol";

/// @title What the registry knows, and every question that walks up the tree
/// @notice Changes nothing: {AuthorityRegistry} writes what is kept here. A walk ends at the city, after at most
/// MAX_DEPTH steps, because an authority is registered only below a registered one.
abstract contract AuthorityTree is IAuthorityRegistry {
    using Timeline for Timeline.Series;

    struct Node {
        AuthorityId parent;
        Kind kind;
        uint8 depth;
        Timeline.Series state;
    }

    struct SigningKey {
        AuthorityId authority;
        uint64 from;
        uint64 until;
    }

    uint8 internal constant MAX_DEPTH = 8;

    AuthorityId internal immutable CITY;

    mapping(AuthorityId authority => Node node) internal _nodes;
    mapping(AuthorityId authority => mapping(address officer => Timeline.Series roles)) internal _roles;
    mapping(AuthorityId authority => mapping(DocumentTypeId documentType => Timeline.Series level))
        internal _accreditations;
    mapping(bytes32 thumbprint => SigningKey key) internal _signingKeys;

    constructor(AuthorityId cityId) {
        CITY = cityId;
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
            Node storage node = _nodes[id];
            _requireActive(node, authority, id);
            if (_accreditations[id][documentType].current < needed) {
                revert AuthorityRegistry_NotAccredited(authority, documentType, id);
            }
            if (!permitted) permitted = _holds(id, account, ANCHOR);
            if (id == CITY) break;
            needed = uint8(Accreditation.Delegable);
            id = node.parent;
        }
        if (!permitted) revert AuthorityRegistry_MissingRole(authority, account, ANCHOR);
    }

    /// @inheritdoc IAuthorityRegistry
    function assertMayAct(AuthorityId owner, AuthorityId acting, address account, uint8 role) external view override {
        _requireRegistered(owner);
        if (!_isSameOrAbove(acting, owner)) revert AuthorityRegistry_NotAbove(acting, owner);
        if (!_holds(acting, account, role)) revert AuthorityRegistry_MissingRole(acting, account, role);
        _requireActiveToCity(acting);
    }

    /// @inheritdoc IAuthorityRegistry
    function isActiveAt(AuthorityId authority, uint64 timestamp) external view override returns (bool active) {
        AuthorityId id = authority;
        while (_nodes[id].state.valueAt(timestamp) == uint8(State.Active)) {
            if (id == CITY) return true;
            id = _nodes[id].parent;
        }
        return false;
    }

    /// @inheritdoc IAuthorityRegistry
    function isAccreditedAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view override returns (bool accredited) {
        return _isAccreditedAt(authority, documentType, timestamp, Accreditation.Held);
    }

    /// @inheritdoc IAuthorityRegistry
    function isKeyCurrentAt(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 timestamp
    ) external view override returns (bool current) {
        SigningKey storage key = _signingKeys[thumbprint];
        bool known = key.authority == authority && !(authority == NO_AUTHORITY);
        return known && key.from <= timestamp && (key.until == 0 || timestamp < key.until);
    }

    /// @inheritdoc IAuthorityRegistry
    function rolesAt(
        AuthorityId authority,
        address officer,
        uint64 timestamp
    ) external view override returns (uint8 roles) {
        return _roles[authority][officer].valueAt(timestamp);
    }

    /// @inheritdoc IAuthorityRegistry
    function stateAt(AuthorityId authority, uint64 timestamp) external view override returns (State state) {
        return State(_nodes[authority].state.valueAt(timestamp));
    }

    /// @inheritdoc IAuthorityRegistry
    function accreditationAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp
    ) external view override returns (Accreditation level) {
        return Accreditation(_accreditations[authority][documentType].valueAt(timestamp));
    }

    /// @inheritdoc IAuthorityRegistry
    function signingKeyOf(
        bytes32 thumbprint
    ) external view override returns (AuthorityId authority, uint64 from, uint64 until) {
        SigningKey storage key = _signingKeys[thumbprint];
        return (key.authority, key.from, key.until);
    }

    /// @inheritdoc IAuthorityRegistry
    function parentOf(AuthorityId authority) external view override returns (AuthorityId parent) {
        return _nodes[authority].parent;
    }

    /// @inheritdoc IAuthorityRegistry
    function kindOf(AuthorityId authority) external view override returns (Kind kind) {
        return _nodes[authority].kind;
    }

    /// @inheritdoc IAuthorityRegistry
    function city() external view override returns (AuthorityId authority) {
        return CITY;
    }

    function _isAccreditedAt(
        AuthorityId authority,
        DocumentTypeId documentType,
        uint64 timestamp,
        Accreditation level
    ) internal view returns (bool accredited) {
        AuthorityId id = authority;
        uint8 needed = uint8(level);
        while (_accreditations[id][documentType].valueAt(timestamp) >= needed) {
            if (id == CITY) return true;
            needed = uint8(Accreditation.Delegable);
            id = _nodes[id].parent;
        }
        return false;
    }

    /// @dev The authority through which `account` administers `scope`: the nearest of `scope` and those above it on
    /// which it holds ADMINISTER and which is active with all above. One found below an inactive one does not count.
    function _actingAdministrator(
        AuthorityId scope,
        address account
    ) internal view returns (AuthorityId acting) {
        bool found = false;
        AuthorityId id = scope;
        while (true) {
            Node storage node = _nodes[id];
            if (node.state.current != uint8(State.Active)) {
                found = false;
            } else if (!found && _holds(id, account, ADMINISTER)) {
                found = true;
                acting = id;
            }
            if (id == CITY) break;
            id = node.parent;
        }
        if (!found) revert AuthorityRegistry_NotAdministrator(scope, account);
    }

    function _requireRegistered(AuthorityId authority) internal view {
        if (_nodes[authority].kind == Kind.None) revert AuthorityRegistry_UnknownAuthority(authority);
    }

    function _holds(AuthorityId authority, address account, uint8 role) internal view returns (bool held) {
        return _roles[authority][account].current & role != 0;
    }

    function _requireActiveToCity(AuthorityId authority) internal view {
        AuthorityId id = authority;
        while (true) {
            Node storage node = _nodes[id];
            _requireActive(node, authority, id);
            if (id == CITY) break;
            id = node.parent;
        }
    }

    /// @dev `id` is `authority`, perhaps not registered, or one above it.
    function _requireActive(Node storage node, AuthorityId authority, AuthorityId id) internal view {
        uint8 state = node.state.current;
        if (state == uint8(State.Active)) return;
        if (state == uint8(State.None)) revert AuthorityRegistry_UnknownAuthority(authority);
        revert AuthorityRegistry_NotActive(authority, id);
    }

    function _isSameOrAbove(AuthorityId upper, AuthorityId lower) private view returns (bool above) {
        AuthorityId id = lower;
        while (!(id == upper)) {
            if (id == CITY) return false;
            id = _nodes[id].parent;
        }
        return true;
    }
}
