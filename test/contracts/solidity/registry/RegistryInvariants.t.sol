// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AdministrationHandler} from "./AdministrationHandler.sol";
import {NetworkRecordsHandler} from "./NetworkRecordsHandler.sol";
import {RatesHandler} from "./RatesHandler.sol";
import {SignedRequestsHandler} from "./SignedRequestsHandler.sol";
import {SigningKeysHandler} from "./SigningKeysHandler.sol";
import {SuccessionHandler} from "./SuccessionHandler.sol";

/// @dev Roles are given and taken by anybody: officers are what those who may have made them, and the city is never
/// without an administrator that can act. The handler has checked each act against the model.
contract AdministrationInvariants {
    AdministrationHandler private handler;

    function setUp() external {
        handler = new AdministrationHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_theCityIsHandedOverAndNeverLost() external view {
        require(handler.cityHasAnAdministrator(), "nobody can administer the city");
        require(handler.agrees(), "other roles or states than the model's");
    }
}

/// @dev What is the city's alone to decide is as the city decided it.
contract NetworkRecordsInvariants {
    NetworkRecordsHandler private handler;

    function setUp() external {
        handler = new NetworkRecordsHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_theRecordsAreThoseOfTheModel() external view {
        require(handler.agrees(), "other validators, relays or prefixes than the model's");
    }
}

/// @dev A key is one authority's for good, and once it is distrusted it stays so.
contract SigningKeysInvariants {
    SigningKeysHandler private handler;

    function setUp() external {
        handler = new SigningKeysHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_distrustIsForGood() external view {
        require(handler.distrustStands(), "trusted again");
        require(handler.agrees(), "other keys than the model's");
    }
}

/// @dev A signed request does what its signer could do by itself, once.
contract SignedRequestsInvariants {
    SignedRequestsHandler private handler;

    function setUp() external {
        handler = new SignedRequestsHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_noncesRiseByOneForEachRequest() external view {
        require(handler.noncesAgree(), "another nonce than the requests that were taken");
    }
}

/// @dev No authority has more registered or changed in a day than its rate, and none is refused before it.
contract RatesInvariants {
    RatesHandler private handler;

    function setUp() external {
        handler = new RatesHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_ratesHold() external view {
        require(handler.isWithinRates(), "more than a day's");
    }
}

/// @dev A takeover is finished once, and the successor then holds what was signed.
contract SuccessionInvariants {
    SuccessionHandler private handler;

    function setUp() external {
        handler = new SuccessionHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_aTakeoverIsFinishedOnceAndHoldsWhatWasSigned() external view {
        require(handler.termsStand(), "other terms, or finished twice");
        require(handler.holdsWhatWasSigned(), "other records than what was signed");
    }
}
