// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityRegistry} from "../../../../contracts/AuthorityRegistry.sol";
import {DocumentLog} from "../../../../contracts/DocumentLog.sol";
import {ISuccession} from "../../../../contracts/interfaces/ISuccession.sol";
import {CHEATS} from "../Cheats.sol";
import {TestCity} from "../TestCity.sol";

/// @notice What the handlers found, and what was mended.
contract SealedAndRatedTest is TestCity {
    /// @dev "Nothing is appended from the registry's sealing on" (IDocumentLog.isSealed).
    function test_commitAfterSealing() external {
        CHEATS.warp(1_800_000_000);
        AuthorityRegistry next = new AuthorityRegistry(idOf(0), issuerOf(0), "{}", address(this));
        DocumentLog log = new DocumentLog(next);
        ISuccession.TakeOver memory terms;
        terms.predecessorLog = address(1);
        next.takeOver(terms);
        next.seal(9, address(2), address(3));
        log.seal();
        CHEATS.prank(address(0xbad));
        (bool done, ) = address(log).call(abi.encodeCall(log.commitPredecessor, ()));
        require(!done && log.size() == 0, "a sealed log has grown, by a call of anybody");
    }

    /// @dev "at most 256 in a day, but for those by the city's administrators" (IAuthorityRegistry).
    function test_ratesBindACityAdministrator() external {
        CHEATS.warp(20_000 days);
        // A stolen account of district 1 makes the city's officer an administrator of department 3, and then uses up the
        // day's changes of the record of department 5, under it.
        address officer0 = officer(0);
        bytes memory call = abi.encodeCall(registry.setOfficer, (idOf(3), officer0, 1));
        CHEATS.prank(officer(1));
        (bool done, ) = address(registry).call(call);
        require(done, "appointing");
        for (uint256 i = 0; i < 256; ++i) {
            call = abi.encodeCall(registry.setOfficer, (idOf(5), officer(6), i % 2 == 0 ? 2 : 0));
            CHEATS.prank(officer(1));
            (done, ) = address(registry).call(call);
            require(done, "using up");
        }
        call = abi.encodeCall(registry.setOfficer, (idOf(5), officer(6), 4));
        CHEATS.prank(officer0);
        (done, ) = address(registry).call(call);
        require(done, "the city's administrator is refused: TooManyToday");
    }
}
