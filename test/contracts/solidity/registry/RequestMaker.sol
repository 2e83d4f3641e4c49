// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IAuthorityRegistry as Registry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {ISuccession} from "../../../../contracts/interfaces/ISuccession.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {TestCity} from "../TestCity.sol";
import {TestKeys} from "./TestKeys.sol";

/// @dev Each operation of the registry that can be signed, with few values, so that the same ones come again.
abstract contract RequestMaker is TestCity {
    uint256 internal constant OPERATIONS = 13;
    uint256 internal constant SEAL = 11;
    uint256 internal constant TAKE_OVER = 12;
    uint256 private constant SIGNING_KEY = 7;

    /// @dev One operation as its signer would call it, as it is signed (EIP-712, without nonce and deadline), and as
    /// anybody brings it.
    struct Request {
        bytes direct;
        bytes values;
        bytes relayed;
    }

    function make(
        uint256 operation,
        uint256 seed,
        address signer,
        Registry.Authorization memory consent
    ) internal view returns (Request memory request) {
        AuthorityId id = idOf(seed % AUTHORITIES);
        if (operation == 0) return _register(seed, signer, consent);
        if (operation == 1) {
            Registry.State state = Registry.State(1 + ((seed / 8) % 2));
            request.direct = abi.encodeCall(registry.setState, (id, state));
            request.values = abi.encode(_type("SetState", "bytes32 authority,uint8 state"), signer, id, state);
            request.relayed = abi.encodeCall(registry.setStateBySig, (id, state, consent));
        } else if (operation == 2) {
            (address holder, uint8 roles) = (officer((seed / 8) % 2), uint8(seed / 16) % 4);
            bytes32 typeHash = _type("SetOfficer", "bytes32 authority,address officer,uint8 roles");
            request.direct = abi.encodeCall(registry.setOfficer, (id, holder, roles));
            request.values = abi.encode(typeHash, signer, id, holder, roles);
            request.relayed = abi.encodeCall(registry.setOfficerBySig, (id, holder, roles, consent));
        } else if (operation == 3) return _addKey(id, signer, consent);
        else if (operation == 4) {
            bytes32 key = TestKeys.thumbprintOf(SIGNING_KEY);
            uint64 until = uint64(block.timestamp + (seed / 8) % 3);
            bytes32 typeHash = _type("EndSigningKey", "bytes32 authority,bytes32 thumbprint,uint64 until");
            request.direct = abi.encodeCall(registry.endSigningKey, (id, key, until));
            request.values = abi.encode(typeHash, signer, id, key, until);
            request.relayed = abi.encodeCall(registry.endSigningKeyBySig, (id, key, until, consent));
        } else if (operation == 5) {
            (bytes32 key, uint64 since) = (TestKeys.thumbprintOf(SIGNING_KEY), uint64(1 + (seed / 8) % 99));
            bytes32 typeHash = _type("DistrustSigningKey", "bytes32 authority,bytes32 thumbprint,uint64 since");
            request.direct = abi.encodeCall(registry.distrustSigningKey, (id, key, since));
            request.values = abi.encode(typeHash, signer, id, key, since);
            request.relayed = abi.encodeCall(registry.distrustSigningKeyBySig, (id, key, since, consent));
        } else if (operation == 6) {
            Registry.Accreditation level = Registry.Accreditation((seed / 8) % 3);
            bytes32 typeHash = _type("SetAccreditation", "bytes32 authority,bytes32 documentType,uint8 level");
            request.direct = abi.encodeCall(registry.setAccreditation, (id, typeOf(0), level));
            request.values = abi.encode(typeHash, signer, id, typeOf(0), level);
            request.relayed = abi.encodeCall(registry.setAccreditationBySig, (id, typeOf(0), level, consent));
        } else return _makeOfCity(operation, seed, signer, consent);
    }

    function _makeOfCity(
        uint256 operation,
        uint256 seed,
        address signer,
        Registry.Authorization memory consent
    ) private view returns (Request memory request) {
        (AuthorityId id, bool isOn) = (idOf(seed % AUTHORITIES), seed / 8 % 2 == 0);
        if (operation == 7) {
            bytes32 typeHash = _type("GrantIssuerPrefix", "bytes32 authority,string prefix,bool granted");
            string memory prefix = seed / 16 % 2 == 0 ? "https://one.example/" : "https://two.example/";
            request.direct = abi.encodeCall(registry.grantIssuerPrefix, (id, prefix, isOn));
            request.values = abi.encode(typeHash, signer, id, keccak256(bytes(prefix)), isOn);
            request.relayed = abi.encodeCall(registry.grantIssuerPrefixBySig, (id, prefix, isOn, consent));
        } else if (operation == 8) return _setValidator(id, seed, signer, consent);
        else if (operation == 9) {
            bytes32 typeHash = _type("SetRelay", "address account,bool permitted");
            request.direct = abi.encodeCall(registry.setRelay, (officer(seed % 2), isOn));
            request.values = abi.encode(typeHash, signer, officer(seed % 2), isOn);
            request.relayed = abi.encodeCall(registry.setRelayBySig, (officer(seed % 2), isOn, consent));
        } else if (operation == 10) {
            request.direct = abi.encodeCall(registry.acceptAdministration, (id));
            request.values = abi.encode(_type("AcceptAdministration", "bytes32 authority"), signer, id);
            request.relayed = abi.encodeCall(registry.acceptAdministrationBySig, (id, consent));
        } else if (operation == SEAL) {
            (address next, address log) = (officer(seed % 3), officer(seed / 4 % 3));
            bytes memory fields = "uint256 successorChainId,address successorRegistry,address successorLog";
            request.direct = abi.encodeCall(registry.seal, (seed, next, log));
            request.values = abi.encode(_type("Seal", fields), signer, seed, next, log);
            request.relayed = abi.encodeCall(registry.sealBySig, (seed, next, log, consent));
        } else return _takeOver(seed, signer, consent);
    }

    function _register(
        uint256 seed,
        address signer,
        Registry.Authorization memory consent
    ) private view returns (Request memory request) {
        bytes memory fields = "bytes32 authority,bytes32 parent,uint8 kind,string issuer,string names";
        string memory issuer = string.concat(issuerOf(seed % 3), "-", Strings.toString(seed / 8));
        (AuthorityId id, AuthorityId parent) = (AuthorityId.wrap(sha256(bytes(issuer))), idOf(seed % 3));
        Registry.Kind kind = Registry.Kind.Department;
        request.direct = abi.encodeCall(registry.registerAuthority, (id, parent, kind, issuer, "{ }"));
        request.values = abi.encode(
            _type("RegisterAuthority", fields),
            signer,
            id,
            parent,
            kind,
            keccak256(bytes(issuer)),
            keccak256("{ }")
        );
        request.relayed = abi.encodeCall(registry.registerAuthorityBySig, (id, parent, kind, issuer, "{ }", consent));
    }

    function _addKey(
        AuthorityId id,
        address signer,
        Registry.Authorization memory consent
    ) private view returns (Request memory request) {
        bytes memory fields = "bytes32 authority,bytes32 x,bytes32 y,uint64 from,uint64 until,bytes keySignature";
        (bytes32 x, bytes32 y) = TestKeys.pointOf(SIGNING_KEY);
        bytes memory signature = TestKeys.introduce(SIGNING_KEY, address(registry), id, 0, 0);
        request.direct = abi.encodeCall(registry.addSigningKey, (id, x, y, 0, 0, signature));
        request.values = abi.encode(_type("AddSigningKey", fields), signer, id, x, y, 0, 0, keccak256(signature));
        request.relayed = abi.encodeCall(registry.addSigningKeyBySig, (id, x, y, 0, 0, signature, consent));
    }

    function _setValidator(
        AuthorityId id,
        uint256 seed,
        address signer,
        Registry.Authorization memory consent
    ) private view returns (Request memory request) {
        bytes memory fields =
            "bytes32 centre,bytes consensusKey,bytes nodeKey,uint64 power,uint64 from,uint64 until";
        (bytes memory key, bytes memory node) = (abi.encodePacked("c", id), abi.encodePacked("n", seed));
        (uint64 power, uint64 until) = (uint64(seed / 8 % 4), uint64(seed / 32 % 3) * uint64(block.timestamp + 99));
        request.direct = abi.encodeCall(registry.setValidator, (id, key, node, power, 0, until));
        request.values = abi.encode(
            _type("SetValidator", fields),
            signer,
            id,
            keccak256(key),
            keccak256(node),
            power,
            0,
            until
        );
        request.relayed = abi.encodeCall(registry.setValidatorBySig, (id, key, node, power, 0, until, consent));
    }

    function _takeOver(
        uint256 seed,
        address signer,
        Registry.Authorization memory consent
    ) private view returns (Request memory request) {
        bytes memory fields =
            "bytes32 stateRoot,uint64 pieces,bytes32 statusRoot,uint64 statusPieces,uint256 predecessorChainId,"
            "address predecessorLog,uint64 predecessorSize,bytes32 predecessorRoot,uint64 sealedAt";
        ISuccession.TakeOver memory terms = ISuccession.TakeOver(
            bytes32(seed),
            1 + uint64(seed % 3),
            bytes32(seed + 1),
            2,
            seed,
            officer(0),
            uint64(seed % 99),
            bytes32(seed + 2),
            uint64(block.timestamp - 1 + seed % 2)
        );
        request.direct = abi.encodeCall(registry.takeOver, (terms));
        request.values = abi.encode(_type("TakeOver", fields), signer, terms);
        request.relayed = abi.encodeCall(registry.takeOverBySig, (terms, consent));
    }

    /// @dev ISignedRequests.Authorization: the signer, the operation's parameters, then nonce and deadline.
    function _type(bytes memory name, bytes memory fields) private pure returns (bytes32 hash) {
        return keccak256(bytes.concat(name, "(address signer,", fields, ",uint256 nonce,uint256 deadline)"));
    }
}
