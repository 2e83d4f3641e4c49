// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityRegistry} from "../../../../contracts/AuthorityRegistry.sol";
import {StatusLists} from "../../../../contracts/StatusLists.sol";
import {IAuthorityRegistry as Registry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {ISuccession} from "../../../../contracts/interfaces/ISuccession.sol";
import {IStatusLists} from "../../../../contracts/interfaces/IStatusLists.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {TestCity} from "../TestCity.sol";
import {TestKeys} from "./TestKeys.sol";

/// @dev What a successor takes over, made from a seed: three pieces for the registry, two for the lists. Of some
/// seeds the terms leave out the registry's last piece, or all three, though the root has them.
abstract contract TakenCity is TestCity {
    uint64 internal constant PIECES = 3;
    uint64 internal constant STATUS_PIECES = 2;
    string private constant PREFIX = "https://one.example/";

    /// @dev Whether the registry holds what the pieces of this seed say, and nothing of it if there are none.
    function holdsAllOf(AuthorityRegistry successor, uint256 seed) internal view returns (bool holds) {
        bool isTaken = pieceCountOf(seed) != 0;
        uint64 time = uint64(block.timestamp);
        for (uint256 i = 1; i < AUTHORITIES; ++i) {
            Registry.State state = isTaken ? _stateOf(seed, i) : Registry.State.None;
            if (successor.stateAt(idOf(i), time) != state) return false;
            if (isTaken && !(successor.parentOf(idOf(i)) == idOf(parents[i]))) return false;
            if (successor.rolesAt(idOf(i), officer(i), time) != (isTaken ? _rolesOf(seed, i) : 0)) return false;
            if (uint8(successor.accreditationAt(idOf(i), typeOf(0), time)) != (isTaken ? _levelOf(seed, i) : 0))
                return false;
        }
        if (pieceCountOf(seed) == PIECES) return _holdsKey(successor, seed) && _holdsOfNetwork(successor, seed);
        (, uint64 power, , ) = successor.validatorOf("key");
        return power == 0;
    }

    function holdsHeadsOf(StatusLists lists, uint256 seed) internal view returns (bool holds) {
        for (uint256 i = 0; i < STATUS_PIECES; ++i) {
            if (lists.headOf(idOf(i), uint64(seed % 9)) != keccak256(abi.encode(seed, i))) return false;
        }
        return true;
    }

    function pieceCountOf(uint256 seed) internal pure returns (uint64 count) {
        if (seed % 8 == 0) return 0;
        return seed % 4 == 1 ? PIECES - 1 : PIECES;
    }

    function pieceOf(uint256 seed, uint256 index) internal view returns (bytes memory piece) {
        ISuccession.Record[] memory records;
        if (index == 1) records = _officersAndGrants(seed);
        else if (index == 2) records = _keyAndNetwork(seed);
        else {
            records = new ISuccession.Record[](AUTHORITIES - 1);
            for (uint256 i = 1; i < AUTHORITIES; ++i) {
                bytes memory data = abi.encode(
                    idOf(i),
                    idOf(parents[i]),
                    i < 3 ? Registry.Kind.Industry : Registry.Kind.Department,
                    _stateOf(seed, i),
                    issuerOf(i),
                    "{}"
                );
                records[i - 1] = ISuccession.Record(ISuccession.RecordKind.Authority, data);
            }
        }
        return abi.encode(index, records);
    }

    function statusPieceOf(uint256 seed, uint256 index) internal pure returns (bytes memory piece) {
        IStatusLists.Head[] memory heads = new IStatusLists.Head[](1);
        heads[0] = IStatusLists.Head(idOf(index), uint64(seed % 9), keccak256(abi.encode(seed, index)));
        return abi.encode(index, heads);
    }

    function rootOf(uint256 seed) internal view returns (bytes32 root) {
        bytes32 first = _pair(_leaf(pieceOf(seed, 0)), _leaf(pieceOf(seed, 1)));
        return _pair(first, _leaf(pieceOf(seed, 2)));
    }

    function pathOf(uint256 seed, uint256 index) internal view returns (bytes32[] memory path) {
        path = new bytes32[](index == 2 ? 1 : 2);
        if (index == 2) path[0] = _pair(_leaf(pieceOf(seed, 0)), _leaf(pieceOf(seed, 1)));
        else (path[0], path[1]) = (_leaf(pieceOf(seed, 1 - index)), _leaf(pieceOf(seed, 2)));
    }

    function statusRootOf(uint256 seed) internal pure returns (bytes32 root) {
        return _pair(_leaf(statusPieceOf(seed, 0)), _leaf(statusPieceOf(seed, 1)));
    }

    function statusPathOf(uint256 seed, uint256 index) internal pure returns (bytes32[] memory path) {
        path = new bytes32[](1);
        path[0] = _leaf(statusPieceOf(seed, 1 - index));
    }

    function _officersAndGrants(uint256 seed) private view returns (ISuccession.Record[] memory records) {
        records = new ISuccession.Record[](2 * AUTHORITIES - 1);
        for (uint256 i = 1; i < AUTHORITIES; ++i) {
            bytes memory data = abi.encode(idOf(i), officer(i), _rolesOf(seed, i));
            records[2 * i - 2] = ISuccession.Record(ISuccession.RecordKind.Officer, data);
            data = abi.encode(idOf(i), typeOf(0), _levelOf(seed, i));
            records[2 * i - 1] = ISuccession.Record(ISuccession.RecordKind.Accreditation, data);
        }
        // What the pieces say of the city's administrator does not take its role away.
        records[2 * AUTHORITIES - 2] = ISuccession.Record(
            ISuccession.RecordKind.Officer,
            abi.encode(idOf(0), officer(0), seed & 14)
        );
    }

    function _keyAndNetwork(uint256 seed) private view returns (ISuccession.Record[] memory records) {
        records = new ISuccession.Record[](4);
        (bytes32 x, bytes32 y) = TestKeys.pointOf(1);
        AuthorityId owner = _ownerOf(seed);
        (uint64 from, uint64 until, uint64 distrustedFrom) = _termOf(seed);
        bytes memory data = abi.encode(owner, x, y, from, until, distrustedFrom);
        records[0] = ISuccession.Record(ISuccession.RecordKind.Key, data);
        records[1] = ISuccession.Record(ISuccession.RecordKind.Grant, abi.encode(owner, PREFIX));
        data = abi.encode(owner, bytes("key"), bytes("node"), 1 + seed, from, until);
        records[2] = ISuccession.Record(ISuccession.RecordKind.Validator, data);
        records[3] = ISuccession.Record(ISuccession.RecordKind.Relay, abi.encode(officer(seed % OFFICERS)));
    }

    function _holdsKey(AuthorityRegistry successor, uint256 seed) private view returns (bool holds) {
        (AuthorityId owner, uint64 from, uint64 until, uint64 since) = successor.signingKeyOf(TestKeys.thumbprintOf(1));
        (uint64 wantedFrom, uint64 wantedUntil, uint64 wantedSince) = _termOf(seed);
        return owner == _ownerOf(seed) && from == wantedFrom && until == wantedUntil && since == wantedSince;
    }

    function _holdsOfNetwork(AuthorityRegistry successor, uint256 seed) private view returns (bool holds) {
        (AuthorityId centre, uint64 power, uint64 from, uint64 until) = successor.validatorOf("key");
        (uint64 wantedFrom, uint64 wantedUntil, ) = _termOf(seed);
        holds = centre == _ownerOf(seed) && power == 1 + seed && from == wantedFrom && until == wantedUntil;
        if (!successor.isRelay(officer(seed % OFFICERS)) || !successor.hasIssuerPrefix(centre, PREFIX)) return false;
        return holds && successor.rolesAt(idOf(0), officer(0), uint64(block.timestamp)) == 1 | (seed & 14);
    }

    function _stateOf(uint256 seed, uint256 authority) private pure returns (Registry.State state) {
        return Registry.State(1 + ((seed >> authority) % 3));
    }

    function _rolesOf(uint256 seed, uint256 authority) private pure returns (uint8 roles) {
        return uint8(seed >> authority) % 16;
    }

    function _levelOf(uint256 seed, uint256 authority) private pure returns (uint8 level) {
        return uint8(seed >> (2 * authority)) % 3;
    }

    function _ownerOf(uint256 seed) private pure returns (AuthorityId owner) {
        return idOf(1 + (seed % (AUTHORITIES - 1)));
    }

    function _termOf(uint256 seed) private pure returns (uint64 from, uint64 until, uint64 distrustedFrom) {
        from = uint64(100 + seed);
        until = seed % 3 == 0 ? 0 : from + uint64(seed % 5);
        distrustedFrom = seed % 4 == 1 ? 0 : uint64(seed);
    }

    /// @dev As OpenZeppelin's MerkleProof has them.
    function _leaf(bytes memory piece) private pure returns (bytes32 leaf) {
        return keccak256(abi.encode(keccak256(piece)));
    }

    function _pair(bytes32 left, bytes32 right) private pure returns (bytes32 node) {
        return left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
    }
}
