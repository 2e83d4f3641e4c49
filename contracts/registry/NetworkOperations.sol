// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {INetworkRecords} from "../interfaces/INetworkRecords.sol";
import {ISuccession} from "../interfaces/ISuccession.sol";
import {AuthorityId} from "../types/AuthorityId.sol";
import {AuthorityTree} from "./AuthorityTree.sol";
import {NetworkRecords} from "./NetworkRecords.sol";
import {Sealing, Validator} from "./RegistryState.sol";
import {SignedRequests} from "./SignedRequests.sol";
import {TakeOvers} from "./TakeOvers.sol";

/// @title Changes that are the city's alone, by the account itself or by its signature
/// @notice See {INetworkRecords} and {ISuccession}.
abstract contract NetworkOperations is AuthorityTree, SignedRequests {
    /// @inheritdoc INetworkRecords
    function grantIssuerPrefix(AuthorityId authority, string calldata prefix, bool granted) external override {
        NetworkRecords.grantIssuerPrefix(_state, authority, prefix, granted, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function grantIssuerPrefixBySig(
        AuthorityId authority,
        string calldata prefix,
        bool granted,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(
            GRANT_ISSUER_PREFIX_TYPEHASH,
            authorization.signer,
            authority,
            keccak256(bytes(prefix)),
            granted
        );
        NetworkRecords.grantIssuerPrefix(_state, authority, prefix, granted, _authorize(request, authorization));
    }

    /// @inheritdoc INetworkRecords
    function setValidator(
        AuthorityId centre,
        bytes calldata consensusKey,
        bytes calldata nodeKey,
        uint64 power,
        uint64 from,
        uint64 until
    ) external override {
        NetworkRecords.setValidator(_state, centre, consensusKey, nodeKey, power, from, until, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setValidatorBySig(
        AuthorityId centre,
        bytes calldata consensusKey,
        bytes calldata nodeKey,
        uint64 power,
        uint64 from,
        uint64 until,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(
            SET_VALIDATOR_TYPEHASH,
            authorization.signer,
            centre,
            keccak256(consensusKey),
            keccak256(nodeKey),
            power,
            from,
            until
        );
        NetworkRecords.setValidator(
            _state,
            centre,
            consensusKey,
            nodeKey,
            power,
            from,
            until,
            _authorize(request, authorization)
        );
    }

    /// @inheritdoc INetworkRecords
    function setRelay(address account, bool permitted) external override {
        NetworkRecords.setRelay(_state, account, permitted, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function setRelayBySig(address account, bool permitted, Authorization calldata authorization) external override {
        bytes memory request = abi.encode(SET_RELAY_TYPEHASH, authorization.signer, account, permitted);
        NetworkRecords.setRelay(_state, account, permitted, _authorize(request, authorization));
    }

    /// @inheritdoc ISuccession
    function seal(uint256 successorChainId, address successorRegistry, address successorLog) external override {
        TakeOvers.seal(_state, successorChainId, successorRegistry, successorLog, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function sealBySig(
        uint256 successorChainId,
        address successorRegistry,
        address successorLog,
        Authorization calldata authorization
    ) external override {
        bytes memory request = abi.encode(
            SEAL_TYPEHASH,
            authorization.signer,
            successorChainId,
            successorRegistry,
            successorLog
        );
        TakeOvers.seal(_state, successorChainId, successorRegistry, successorLog, _authorize(request, authorization));
    }

    /// @inheritdoc ISuccession
    function takeOver(TakeOver calldata terms) external override {
        TakeOvers.takeOver(_state, terms, msg.sender);
    }

    /// @inheritdoc IAuthorityRegistry
    function takeOverBySig(TakeOver calldata terms, Authorization calldata authorization) external override {
        bytes memory request = abi.encode(TAKE_OVER_TYPEHASH, authorization.signer, terms);
        TakeOvers.takeOver(_state, terms, _authorize(request, authorization));
    }

    /// @inheritdoc ISuccession
    function takePiece(bytes calldata piece, bytes32[] calldata path) external override {
        TakeOvers.takePiece(_state, piece, path);
    }

    /// @inheritdoc INetworkRecords
    function hasIssuerPrefix(
        AuthorityId authority,
        string calldata prefix
    ) external view override returns (bool granted) {
        return _state.prefixes[authority][keccak256(bytes(prefix))];
    }

    /// @inheritdoc INetworkRecords
    function validatorOf(
        bytes calldata consensusKey
    ) external view override returns (AuthorityId centre, uint64 power, uint64 from, uint64 until) {
        Validator storage validator = _state.validators[keccak256(consensusKey)];
        return (validator.centre, validator.power, validator.from, validator.until);
    }

    /// @inheritdoc INetworkRecords
    function isRelay(address account) external view override returns (bool permitted) {
        return _state.relays[account];
    }

    /// @inheritdoc ISuccession
    function sealing()
        external
        view
        override
        returns (uint64 sealedAt, uint256 successorChainId, address successorRegistry, address successorLog)
    {
        Sealing storage kept = _state.sealing;
        return (kept.sealedAt, kept.successorChainId, kept.successorRegistry, kept.successorLog);
    }

    /// @inheritdoc ISuccession
    function predecessor() external view override returns (TakeOver memory terms, uint64 piecesTaken) {
        return (_state.terms, _state.piecesTaken);
    }

    /// @inheritdoc ISuccession
    function statusPieces() external view override returns (bytes32 statusRoot, uint64 pieces) {
        return (_state.terms.statusRoot, _state.terms.statusPieces);
    }

    /// @inheritdoc ISuccession
    function hasPredecessor() external view override returns (bool has) {
        return _state.terms.predecessorLog != address(0);
    }
}
