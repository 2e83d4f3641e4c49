// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {AuthorityRecords} from "./AuthorityRecords.sol";
import {AuthorityRules} from "./AuthorityRules.sol";
import {AuthorityTree} from "./AuthorityTree.sol";
import {Registration, SigningKey} from "./RegistryState.sol";
import {SignedRequests} from "./SignedRequests.sol";
import {SigningKeys} from "./SigningKeys.sol";

/// @title Changes of one authority's record, by the account itself or by its signature
/// @notice See {IAuthorityRegistry}.
abstract contract AuthorityOperations is AuthorityTree, SignedRequests {
    using Timeline for Timeline.Series;

    /// @inheritdoc IAuthorityRegistry
    function registerAuthority(
        AuthorityId authority,
        AuthorityId parent,
        Kind kind,
        string calldata issuer,
        string calldata names
    ) external override {
        AuthorityRecords.register(_state, Registration(authority, parent, kind, issuer, names), msg.sender);
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
        bytes memory request = abi.encode(
            REGISTER_AUTHORITY_TYPEHASH,
            authorization.signer,
            authority,
            parent,
            kind,
            keccak256(bytes(issuer)),
            keccak256(bytes(names))
        );
        address account = _authorize(request, authorization);
        AuthorityRecords.register(_state, Registration(authority, parent, kind, issuer, names), account);
    }

    /// @inheritdoc IAuthorityRegistry
    function setState(AuthorityId authority, State state) external override {
        _setState(authority, state, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setStateBySig(AuthorityId authority, State state, Authorization calldata authorization) external override {
        bytes memory request = abi.encode(SET_STATE_TYPEHASH, authorization.signer, authority, state);
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
        bytes memory request = abi.encode(SET_OFFICER_TYPEHASH, authorization.signer, authority, officer, roles);
        _setOfficer(authority, officer, roles, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function addSigningKey(
        AuthorityId authority,
        bytes32 x,
        bytes32 y,
        uint64 from,
        uint64 until,
        bytes calldata keySignature
    ) external override {
        _addSigningKey(authority, x, y, from, until, keySignature, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function addSigningKeyBySig(
        AuthorityId authority,
        bytes32 x,
        bytes32 y,
        uint64 from,
        uint64 until,
        bytes calldata keySignature,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(
            ADD_SIGNING_KEY_TYPEHASH,
            authorization.signer,
            authority,
            x,
            y,
            from,
            until,
            keccak256(keySignature)
        );
        _addSigningKey(authority, x, y, from, until, keySignature, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function endSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 until) external override {
        _endSigningKey(authority, thumbprint, until, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function endSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 until,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(END_SIGNING_KEY_TYPEHASH, authorization.signer, authority, thumbprint, until);
        _endSigningKey(authority, thumbprint, until, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function distrustSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 since) external override {
        _distrustSigningKey(authority, thumbprint, since, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function distrustSigningKeyBySig(
        AuthorityId authority,
        bytes32 thumbprint,
        uint64 since,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(
            DISTRUST_SIGNING_KEY_TYPEHASH,
            authorization.signer,
            authority,
            thumbprint,
            since
        );
        _distrustSigningKey(authority, thumbprint, since, _authorize(request, authorization));
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
        bytes memory request = abi.encode(
            SET_ACCREDITATION_TYPEHASH,
            authorization.signer,
            authority,
            documentType,
            level
        );
        _setAccreditation(authority, documentType, level, _authorize(request, authorization));
    }

    /// @inheritdoc IAuthorityRegistry
    function acceptAdministration(AuthorityId authority) external override {
        AuthorityRecords.acceptAdministration(_state, authority, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function acceptAdministrationBySig(AuthorityId authority, Authorization calldata authorization) external override {
        bytes memory request = abi.encode(ACCEPT_ADMINISTRATION_TYPEHASH, authorization.signer, authority);
        AuthorityRecords.acceptAdministration(_state, authority, _authorize(request, authorization));
    }

    function _setState(AuthorityId authority, State state, address account) private {
        AuthorityId acting = AuthorityRecords.openRecord(_state, authority, account);
        if (authority == CITY) revert AuthorityRegistry_CityStaysActive(authority);
        if (state == State.None || state > State.Retired) revert AuthorityRegistry_InvalidState(state);
        Timeline.Series storage series = _state.nodes[authority].state;
        if (series.current == uint8(state)) revert AuthorityRegistry_Unchanged(authority);
        series.set(uint8(state));
        emit AuthorityStateChanged(authority, account, acting, state, Timeline.blockTime());
    }

    function _setOfficer(AuthorityId authority, address officer, uint8 roles, address account) private {
        AuthorityId acting = AuthorityRecords.openRecord(_state, authority, account);
        if (_state.roles[authority][officer].current == roles) revert AuthorityRegistry_Unchanged(authority);
        AuthorityRecords.replaceRoles(_state, authority, officer, roles, acting, account);
    }

    function _addSigningKey(
        AuthorityId authority,
        bytes32 x,
        bytes32 y,
        uint64 from,
        uint64 until,
        bytes calldata keySignature,
        address account
    ) private {
        AuthorityId acting = AuthorityRecords.openRecord(_state, authority, account);
        bytes32 thumbprint = SigningKeys.requireOwnSignature(authority, from, until, x, y, keySignature);
        SigningKey storage key = _state.signingKeys[thumbprint];
        if (!(key.authority == NO_AUTHORITY)) revert AuthorityRegistry_KeyKnown(thumbprint, key.authority);
        uint64 start = AuthorityRecords.newTerm(thumbprint, from, until);
        (key.authority, key.from, key.until) = (authority, start, until);
        emit SigningKeyChanged(authority, thumbprint, account, acting, start, until, Timeline.blockTime());
        emit SigningKeyPublished(authority, thumbprint, x, y);
    }

    function _endSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 until, address account) private {
        AuthorityId acting = AuthorityRecords.openRecord(_state, authority, account);
        SigningKey storage key = _keyOf(authority, thumbprint);
        uint64 end = AuthorityRecords.movedEnd(thumbprint, key.from, key.until, until);
        if (end == key.until) revert AuthorityRegistry_Unchanged(authority);
        key.until = end;
        emit SigningKeyChanged(authority, thumbprint, account, acting, key.from, end, Timeline.blockTime());
    }

    function _distrustSigningKey(AuthorityId authority, bytes32 thumbprint, uint64 since, address account) private {
        AuthorityId acting = AuthorityRecords.openAnyRecord(_state, authority, account);
        SigningKey storage key = _keyOf(authority, thumbprint);
        uint64 start = since;
        if (since == 0) start = Timeline.blockTime();
        if (start > Timeline.blockTime())
            revert AuthorityRegistry_KeyDistrustAhead(thumbprint, since, Timeline.blockTime());
        if (key.distrustedFrom != 0 && key.distrustedFrom <= start) revert AuthorityRegistry_Unchanged(authority);
        key.distrustedFrom = start;
        emit SigningKeyDistrusted(authority, thumbprint, account, acting, start, Timeline.blockTime());
    }

    function _setAccreditation(
        AuthorityId authority,
        DocumentTypeId documentType,
        Accreditation level,
        address account
    ) private {
        AuthorityId acting = AuthorityRecords.openRecord(_state, authority, account);
        if (_state.accreditations[authority][documentType].current == uint8(level)) {
            revert AuthorityRegistry_Unchanged(authority);
        }
        if (level != Accreditation.None && !(authority == CITY)) {
            AuthorityId parent = _state.nodes[authority].parent;
            if (
                !AuthorityRules.isAccreditedAt(
                    _state,
                    parent,
                    documentType,
                    Timeline.blockTime(),
                    Accreditation.Delegable
                )
            ) {
                revert AuthorityRegistry_NotAccredited(authority, documentType, parent);
            }
        }
        _state.isFounded = true;
        AuthorityRecords.setLevel(_state, authority, documentType, level, acting, account);
    }

    function _keyOf(AuthorityId authority, bytes32 thumbprint) private view returns (SigningKey storage key) {
        key = _state.signingKeys[thumbprint];
        if (!(key.authority == authority)) revert AuthorityRegistry_UnknownKey(authority, thumbprint);
    }
}
