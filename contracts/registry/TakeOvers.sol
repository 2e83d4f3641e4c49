// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {ISuccession} from "../interfaces/ISuccession.sol";
import {LOG_SIZE_MAX} from "../libraries/Limits.sol";
import {Timeline} from "../libraries/Timeline.sol";
import {AuthorityId, NO_AUTHORITY} from "../types/AuthorityId.sol";
import {DocumentTypeId} from "../types/DocumentTypeId.sol";
import {AuthorityRecords} from "./AuthorityRecords.sol";
import {AuthorityRules} from "./AuthorityRules.sol";
import {NetworkRecords} from "./NetworkRecords.sol";
import {Registration, RegistryState, Sealing, SigningKey} from "./RegistryState.sol";
import {SigningKeys} from "./SigningKeys.sol";

/// @title How one registry ends and another goes on
/// @notice See {ISuccession}. A library with its own address, because the registry's code has a greatest size
/// (EIP-170).
library TakeOvers {
    using Timeline for Timeline.Series;

    /// @notice See {ISuccession-takePiece}.
    function takePiece(RegistryState storage self, bytes calldata piece, bytes32[] calldata path) external {
        Timeline.Series storage state = self.nodes[self.city].state;
        if (state.current != uint8(IAuthorityRegistry.State.TakingOver)) revert ISuccession.Succession_NotTakingOver();
        bytes32 leaf = keccak256(bytes.concat(keccak256(piece)));
        if (!MerkleProof.verifyCalldata(path, self.terms.stateRoot, leaf)) {
            revert ISuccession.Succession_UnknownPiece(leaf);
        }
        (uint256 index, ISuccession.Record[] memory records) = abi.decode(piece, (uint256, ISuccession.Record[]));
        if (index != self.piecesTaken) revert ISuccession.Succession_PieceOutOfOrder(index, self.piecesTaken);
        address account = self.takingOver;
        for (uint256 i = 0; i < records.length; ++i) {
            _takeRecord(self, records[i].kind, records[i].data, account);
        }
        emit ISuccession.PieceTaken(index, records.length);
        ++self.piecesTaken;
        if (self.piecesTaken == self.terms.pieces) _open(self);
    }

    /// @notice See {ISuccession-seal}.
    function seal(
        RegistryState storage self,
        uint256 successorChainId,
        address successorRegistry,
        address successorLog,
        address account
    ) external {
        AuthorityRecords.openCity(self, account);
        if (successorRegistry == address(0) || successorLog == address(0)) {
            revert ISuccession.Succession_InvalidSuccessor(successorRegistry, successorLog);
        }
        self.sealing = Sealing(Timeline.blockTime(), successorRegistry, successorLog, successorChainId);
        self.nodes[self.city].state.set(uint8(IAuthorityRegistry.State.Sealed));
        emit ISuccession.RegistrySealed(
            account,
            successorChainId,
            successorRegistry,
            successorLog,
            Timeline.blockTime()
        );
    }

    /// @notice See {ISuccession-takeOver}.
    function takeOver(RegistryState storage self, ISuccession.TakeOver calldata terms, address account) external {
        Timeline.Series storage state = self.nodes[self.city].state;
        // A piece that fits nothing would end it all: until one was taken, the terms can be signed again.
        if (state.current == uint8(IAuthorityRegistry.State.TakingOver) && self.piecesTaken == 0)
            state.set(uint8(IAuthorityRegistry.State.Active));
        AuthorityRecords.openCity(self, account);
        bool wasBegun = self.terms.predecessorLog != address(0) && (self.terms.pieces == 0 || self.piecesTaken != 0);
        if (self.isFounded || wasBegun) revert ISuccession.Succession_NotFresh();
        if (terms.predecessorLog == address(0) || terms.predecessorSize > LOG_SIZE_MAX) {
            revert ISuccession.Succession_InvalidPredecessor(terms.predecessorLog, terms.predecessorSize);
        }
        if (terms.sealedAt >= Timeline.blockTime())
            revert ISuccession.Succession_TooEarly(terms.sealedAt, Timeline.blockTime());
        (self.terms, self.takingOver) = (terms, account);
        state.set(uint8(IAuthorityRegistry.State.TakingOver));
        emit ISuccession.TakeOverBegun(account, terms, Timeline.blockTime());
        if (terms.pieces == 0) _open(self);
    }

    function _open(RegistryState storage self) private {
        self.nodes[self.city].state.set(uint8(IAuthorityRegistry.State.Active));
        emit ISuccession.TakeOverCompleted(Timeline.blockTime());
    }

    function _takeRecord(
        RegistryState storage self,
        ISuccession.RecordKind kind,
        bytes memory data,
        address account
    ) private {
        if (kind == ISuccession.RecordKind.Authority) _takeAuthority(self, data, account);
        else if (kind == ISuccession.RecordKind.Officer) _takeOfficer(self, data, account);
        else if (kind == ISuccession.RecordKind.Accreditation) _takeAccreditation(self, data, account);
        else if (kind == ISuccession.RecordKind.Key) _takeKey(self, data, account);
        else if (kind == ISuccession.RecordKind.Grant) _takeGrant(self, data, account);
        else if (kind == ISuccession.RecordKind.Validator) _takeValidator(self, data, account);
        else NetworkRecords.changeRelay(self, abi.decode(data, (address)), true, account);
    }

    function _takeAuthority(RegistryState storage self, bytes memory data, address account) private {
        Registration memory taken;
        IAuthorityRegistry.State state;
        (taken.authority, taken.parent, taken.kind, state, taken.issuer, taken.names) = abi.decode(
            data,
            (AuthorityId, AuthorityId, IAuthorityRegistry.Kind, IAuthorityRegistry.State, string, string)
        );
        AuthorityRecords.requirePlace(self, taken);
        AuthorityRecords.requireIssuer(taken);
        if (state == IAuthorityRegistry.State.None || state > IAuthorityRegistry.State.Retired) {
            revert IAuthorityRegistry.AuthorityRegistry_InvalidState(state);
        }
        AuthorityId city = self.city;
        AuthorityRecords.addNode(self, taken, city, account);
        if (state != IAuthorityRegistry.State.Active) self.nodes[taken.authority].state.set(uint8(state));
        // Also of what is active: who knows the authority learns its state from this, not from the registration.
        emit IAuthorityRegistry.AuthorityStateChanged(taken.authority, account, city, state, Timeline.blockTime());
    }

    function _takeOfficer(RegistryState storage self, bytes memory data, address account) private {
        (AuthorityId authority, address officer, uint8 roles) = abi.decode(data, (AuthorityId, address, uint8));
        AuthorityRules.requireRegistered(self, authority);
        // The administrator that signed the takeover keeps its role.
        AuthorityRecords.replaceRoles(
            self,
            authority,
            officer,
            roles | self.roles[authority][officer].current,
            self.city,
            account
        );
    }

    function _takeAccreditation(RegistryState storage self, bytes memory data, address account) private {
        (AuthorityId authority, DocumentTypeId documentType, IAuthorityRegistry.Accreditation level) = abi.decode(
            data,
            (AuthorityId, DocumentTypeId, IAuthorityRegistry.Accreditation)
        );
        AuthorityRules.requireRegistered(self, authority);
        AuthorityRecords.setLevel(self, authority, documentType, level, self.city, account);
    }

    function _takeKey(RegistryState storage self, bytes memory data, address account) private {
        (AuthorityId authority, bytes32 x, bytes32 y, uint64 from, uint64 until, uint64 distrustedFrom) = abi.decode(
            data,
            (AuthorityId, bytes32, bytes32, uint64, uint64, uint64)
        );
        AuthorityRules.requireRegistered(self, authority);
        bytes32 thumbprint = SigningKeys.readKey(x, y);
        SigningKey storage key = self.signingKeys[thumbprint];
        if (!(key.authority == NO_AUTHORITY))
            revert IAuthorityRegistry.AuthorityRegistry_KeyKnown(thumbprint, key.authority);
        if (until != 0 && until < from)
            revert IAuthorityRegistry.AuthorityRegistry_KeyIntervalEmpty(thumbprint, from, until);
        AuthorityRecords.requireTime(from);
        AuthorityRecords.requireTime(until);
        AuthorityRecords.requireTime(distrustedFrom);
        (key.authority, key.from, key.until, key.distrustedFrom) = (authority, from, until, distrustedFrom);
        emit IAuthorityRegistry.SigningKeyChanged(
            authority,
            thumbprint,
            account,
            self.city,
            from,
            until,
            Timeline.blockTime()
        );
        emit IAuthorityRegistry.SigningKeyPublished(authority, thumbprint, x, y);
        if (distrustedFrom == 0) return;
        emit IAuthorityRegistry.SigningKeyDistrusted(
            authority,
            thumbprint,
            account,
            self.city,
            distrustedFrom,
            Timeline.blockTime()
        );
    }

    function _takeGrant(RegistryState storage self, bytes memory data, address account) private {
        (AuthorityId authority, string memory prefix) = abi.decode(data, (AuthorityId, string));
        AuthorityRules.requireRegistered(self, authority);
        NetworkRecords.changePrefix(self, authority, prefix, true, self.city, account);
    }

    function _takeValidator(RegistryState storage self, bytes memory data, address account) private {
        (
            AuthorityId centre,
            bytes memory consensusKey,
            bytes memory nodeKey,
            uint64 power,
            uint64 from,
            uint64 until
        ) = abi.decode(data, (AuthorityId, bytes, bytes, uint64, uint64, uint64));
        AuthorityRecords.requireTime(from);
        AuthorityRecords.requireTime(until);
        NetworkRecords.recordValidator(self, centre, consensusKey, nodeKey, power, from, until, account);
    }
}
