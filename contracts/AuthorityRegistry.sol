// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IAuthorityRegistry} from "./interfaces/IAuthorityRegistry.sol";
import {Timeline} from "./libraries/Timeline.sol";
import {AuthorityTree} from "./registry/AuthorityTree.sol";
import {SignedRequests} from "./registry/SignedRequests.sol";
import {AuthorityId, NO_AUTHORITY} from "./types/AuthorityId.sol";
import {DocumentTypeId} from "./types/DocumentTypeId.sol";
import {ADMINISTER, ALL_ROLES} from "./types/Roles.sol";

/// @title The city's authorities
/// @notice See {IAuthorityRegistry}. `multicall` puts several operations into one transaction.
contract AuthorityRegistry is AuthorityTree, SignedRequests, Multicall {
    using Timeline for Timeline.Series;

    uint256 private constant ISSUER_BYTES_MAX = 256;
    uint256 private constant NAMES_BYTES_MAX = 1024;

    uint256 private _cityAdministrators;

    /// @notice Registers the city with its first administrator.
    /// @param cityId SHA-256 of `issuer`
    /// @param issuer the city centre's `iss` URL
    /// @param names its display names, compact JSON
    /// @param firstAdministrator who holds ADMINISTER on the city from now on
    constructor(
        AuthorityId cityId,
        string memory issuer,
        string memory names,
        address firstAdministrator
    ) AuthorityTree(cityId) {
        _addNode(cityId, NO_AUTHORITY, Kind.City, issuer, names, cityId, msg.sender);
        _replaceRoles(cityId, firstAdministrator, ADMINISTER, cityId, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function registerAuthority(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names
    ) external override {
        _registerAuthority(authority, parent, kind, issuer, names, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function registerAuthorityBySig(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names,
        Authorization calldata authorization
    ) external override {
        bytes32 request = keccak256(
            abi.encode(
                REGISTER_AUTHORITY_TYPEHASH,
                authority,
                parent,
                kind,
                keccak256(bytes(issuer)),
                keccak256(bytes(names)),
                authorization.nonce,
                authorization.deadline
            )
        );
        _registerAuthority(authority, parent, kind, issuer, names, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function setState(AuthorityId authority, State state) external override {
        _setState(authority, state, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setStateBySig(AuthorityId authority, State state, Authorization calldata authorization) external override {
        bytes32 request = keccak256(
            abi.encode(SET_STATE_TYPEHASH, authority, state, authorization.nonce, authorization.deadline)
        );
        _setState(authority, state, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function setOfficer(AuthorityId authority, address officer, uint8 roles) external override {
        _setOfficer(authority, officer, roles, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setOfficerBySig(
        AuthorityId authority,
        address officer,
        uint8 roles,
        Authorization calldata authorization
    ) external override {
        bytes32 request = keccak256(
            abi.encode(
                SET_OFFICER_TYPEHASH,
                authority,
                officer,
                roles,
                authorization.nonce,
                authorization.deadline
            )
        );
        _setOfficer(authority, officer, roles, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function setSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 from, uint64 until) external override {
        _setSigningKey(authority, thumbprint, from, until, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 from,
        uint64 until,
        Authorization calldata authorization
    ) external override {
        bytes32 request = keccak256(
            abi.encode(
                SET_SIGNING_KEY_TYPEHASH,
                authority,
                thumbprint,
                from,
                until,
                authorization.nonce,
                authorization.deadline
            )
        );
        _setSigningKey(authority, thumbprint, from, until, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function setAccreditation(
        AuthorityId authority,
        DocumentTypeId documentType,
        Accreditation level
    ) external override {
        _setAccreditation(authority, documentType, level, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setAccreditationBySig(
        AuthorityId authority,
        DocumentTypeId documentType,
        Accreditation level,
        Authorization calldata authorization
    ) external override {
        bytes32 request = keccak256(
            abi.encode(
                SET_ACCREDITATION_TYPEHASH,
                authority,
                documentType,
                level,
                authorization.nonce,
                authorization.deadline
            )
        );
        _setAccreditation(authority, documentType, level, _authorize(request, authorization));
    }

    function _registerAuthority(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names,
        address account
    ) private {
        _requireRegistered(parent);
        if (_nodes[authority].kind != Kind.None) revert AuthorityRegistry_AlreadyRegistered(authority);
        if (!_mayStandUnder(kind, _nodes[parent].kind)) {
            revert AuthorityRegistry_KindNotAllowed(kind, _nodes[parent].kind);
        }
        if (_nodes[parent].depth == MAX_DEPTH) revert AuthorityRegistry_TooDeep(parent, MAX_DEPTH);
        AuthorityId acting = _actingAdministrator(parent, account);
        _requireActiveToCity(parent);
        _addNode(authority, parent, kind, issuer, names, acting, account);
    }

    function _setState(AuthorityId authority, State state, address account) private {
        AuthorityId acting = _openRecord(authority, account);
        if (authority == CITY) revert AuthorityRegistry_CityStaysActive(authority);
        if (state == State.None) revert AuthorityRegistry_InvalidState(state);
        Timeline.Series storage series = _nodes[authority].state;
        if (series.current == uint8(state)) revert AuthorityRegistry_Unchanged(authority);
        series.set(uint8(state));
        emit AuthorityStateChanged(authority, account, acting, state, _now());
    }

    function _setOfficer(AuthorityId authority, address officer, uint8 roles, address account) private {
        AuthorityId acting = _openRecord(authority, account);
        if (roles & ~ALL_ROLES != 0) revert AuthorityRegistry_InvalidRoles(roles);
        if (_roles[authority][officer].current == roles) revert AuthorityRegistry_Unchanged(authority);
        _replaceRoles(authority, officer, roles, acting, account);
    }

    function _setSigningKey(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 from,
        uint64 until,
        address account
    ) private {
        AuthorityId acting = _openRecord(authority, account);
        SigningKey storage key = _signingKeys[thumbprint];
        if (key.authority == NO_AUTHORITY) {
            _addKey(key, authority, thumbprint, from, until);
        } else if (key.authority == authority) {
            _moveKeyEnd(key, thumbprint, from, until);
        } else {
            revert AuthorityRegistry_KeyOfAnother(thumbprint, key.authority);
        }
        emit SigningKeyChanged(authority, thumbprint, account, acting, key.from, key.until, _now());
    }

    function _setAccreditation(
        AuthorityId authority,
        DocumentTypeId documentType,
        Accreditation level,
        address account
    ) private {
        AuthorityId acting = _openRecord(authority, account);
        Timeline.Series storage series = _accreditations[authority][documentType];
        if (series.current == uint8(level)) revert AuthorityRegistry_Unchanged(authority);
        if (level != Accreditation.None && !(authority == CITY)) {
            AuthorityId parent = _nodes[authority].parent;
            if (!_isAccreditedAt(parent, documentType, _now(), Accreditation.Delegable)) {
                revert AuthorityRegistry_NotAccredited(authority, documentType, parent);
            }
        }
        series.set(uint8(level));
        emit AccreditationChanged(authority, documentType, account, acting, level, _now());
    }

    function _addNode(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string memory issuer,
        string memory names,
        AuthorityId acting,
        address account
    ) private {
        _requireLength(issuer, ISSUER_BYTES_MAX);
        _requireLength(names, NAMES_BYTES_MAX);
        AuthorityId expected = AuthorityId.wrap(sha256(bytes(issuer)));
        if (!(authority == expected)) revert AuthorityRegistry_IssuerMismatch(authority, expected);
        Node storage node = _nodes[authority];
        node.parent = parent;
        node.kind = kind;
        node.depth = _nodes[parent].depth + 1;
        node.state.set(uint8(State.Active));
        emit AuthorityRegistered(authority, parent, account, acting, kind, node.depth, issuer, names, _now());
    }

    function _replaceRoles(
        AuthorityId authority,
        address officer,
        uint8 roles,
        AuthorityId acting,
        address account
    ) private {
        if (officer == address(0)) revert AuthorityRegistry_InvalidOfficer(officer);
        if (authority == CITY) _countCityAdministrators(officer, roles);
        _roles[authority][officer].set(roles);
        emit OfficerChanged(authority, officer, account, acting, roles, _now());
    }

    function _countCityAdministrators(address officer, uint8 roles) private {
        if (roles & ADMINISTER != 0) ++_cityAdministrators;
        if (!_holds(CITY, officer, ADMINISTER)) return;
        --_cityAdministrators;
        if (_cityAdministrators == 0) revert AuthorityRegistry_LastAdministrator(CITY, officer);
    }

    function _addKey(
        SigningKey storage key,
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 from,
        uint64 until
    ) private {
        if (thumbprint == bytes32(0)) revert AuthorityRegistry_InvalidThumbprint(thumbprint);
        uint64 start = from;
        if (from == 0) start = _now();
        if (start < _now()) revert AuthorityRegistry_KeyBackdated(thumbprint, from, _now());
        if (until != 0 && until <= start) revert AuthorityRegistry_KeyIntervalEmpty(thumbprint, start, until);
        key.authority = authority;
        key.from = start;
        key.until = until;
    }

    function _moveKeyEnd(SigningKey storage key, bytes32 thumbprint, uint64 from, uint64 until) private {
        if (key.until != 0 && key.until <= _now()) revert AuthorityRegistry_KeyEnded(thumbprint, key.until);
        if (from != 0 && from != key.from) {
            revert AuthorityRegistry_KeyStartFixed(thumbprint, from, key.from);
        }
        uint64 end = until;
        if (until != 0) end = uint64(Math.max(until, Math.max(key.from, _now())));
        if (end == key.until) revert AuthorityRegistry_Unchanged(key.authority);
        key.until = end;
    }

    /// @dev The start of every change to an existing record: who may make it, and that it is not closed.
    function _openRecord(AuthorityId authority, address account) private view returns (AuthorityId acting) {
        _requireRegistered(authority);
        Node storage node = _nodes[authority];
        AuthorityId scope = node.parent;
        if (authority == CITY) scope = CITY;
        acting = _actingAdministrator(scope, account);
        if (node.state.current == uint8(State.Retired)) revert AuthorityRegistry_Retired(authority);
    }

    function _now() private view returns (uint64 timestamp) {
        return uint64(block.timestamp);
    }

    function _mayStandUnder(Kind kind, Kind parentKind) private pure returns (bool allowed) {
        if (kind == Kind.District) return parentKind == Kind.City;
        if (kind == Kind.Industry) return parentKind == Kind.City || parentKind == Kind.District;
        return kind == Kind.Department;
    }

    function _requireLength(string memory text, uint256 bytesMax) private pure {
        uint256 length = bytes(text).length;
        if (length == 0 || length > bytesMax) revert AuthorityRegistry_TextLength(length, bytesMax);
    }
}
