// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {AuthorityRegistry} from "../../../../contracts/AuthorityRegistry.sol";
import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {ISuccession} from "../../../../contracts/interfaces/ISuccession.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "../Cheats.sol";
import {TestCity} from "../TestCity.sol";

/// @dev What is taken over counts against no rate: more than a day's goes in, and the day's is still there.
contract TakenRatesTest is TestCity {
    uint256 private constant MOST = 256;

    AuthorityRegistry private successor;

    function test_whatIsTakenOverCountsAgainstNoRate() external {
        CHEATS.warp(20_000 days);
        _takeOver();
        for (uint256 i = 0; i < MOST; ++i) {
            require(_register(i) && _change(i), "less than a day's is left");
        }
        require(!_register(MOST) && !_change(MOST), "more than a day's is left");
    }

    /// @dev One piece: a district, its officer, more departments under it than in a day, and as many changes of one.
    function _takeOver() private {
        successor = new AuthorityRegistry(idOf(0), issuerOf(0), "{}", address(this));
        ISuccession.Record[] memory records = new ISuccession.Record[](2 * (MOST + 2));
        records[0] = _authority(idOf(1), idOf(0), issuerOf(1), IAuthorityRegistry.Kind.District);
        records[1] = _officer(idOf(1), officer(1), 1);
        for (uint256 i = 0; i <= MOST; ++i) {
            string memory issuer = _issuerOf("old-", i);
            records[2 * i + 2] = _authority(_idOf(issuer), idOf(1), issuer, IAuthorityRegistry.Kind.Department);
            records[2 * i + 3] = _officer(_idOf(_issuerOf("old-", 0)), officer(i), 2);
        }
        bytes memory piece = abi.encode(0, records);
        ISuccession.TakeOver memory terms;
        (terms.stateRoot, terms.pieces) = (keccak256(abi.encode(keccak256(piece))), 1);
        terms.predecessorLog = address(1);
        successor.takeOver(terms);
        successor.takePiece(piece, new bytes32[](0));
    }

    function _register(uint256 index) private returns (bool done) {
        string memory issuer = _issuerOf("new-", index);
        AuthorityId id = _idOf(issuer);
        bytes memory call = abi.encodeCall(
            successor.registerAuthority,
            (id, idOf(1), IAuthorityRegistry.Kind.Department, issuer, "{}")
        );
        return _try(call);
    }

    function _change(uint256 index) private returns (bool done) {
        AuthorityId id = _idOf(_issuerOf("old-", 0));
        return _try(abi.encodeCall(successor.setOfficer, (id, officer(999), index % 2 == 0 ? 2 : 4)));
    }

    function _try(bytes memory call) private returns (bool done) {
        CHEATS.prank(officer(1));
        (done, ) = address(successor).call(call);
    }

    function _authority(
        AuthorityId id,
        AuthorityId parent,
        string memory issuer,
        IAuthorityRegistry.Kind kind
    ) private pure returns (ISuccession.Record memory record) {
        IAuthorityRegistry.State state = IAuthorityRegistry.State.Active;
        bytes memory data = abi.encode(id, parent, kind, state, issuer, "{}");
        return ISuccession.Record(ISuccession.RecordKind.Authority, data);
    }

    function _officer(
        AuthorityId id,
        address holder,
        uint8 roles
    ) private pure returns (ISuccession.Record memory record) {
        return ISuccession.Record(ISuccession.RecordKind.Officer, abi.encode(id, holder, roles));
    }

    function _issuerOf(string memory start, uint256 index) private pure returns (string memory issuer) {
        return string.concat(issuerOf(1), "-", start, Strings.toString(index));
    }

    function _idOf(string memory issuer) private pure returns (AuthorityId id) {
        return AuthorityId.wrap(sha256(bytes(issuer)));
    }
}
