// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerAccountHandler} from "./OfficerAccountHandler.sol";

/// @dev Whatever anybody asks of an account: its people are those that enough of them agreed to.
contract OfficerAccountInvariants {
    OfficerAccountHandler private handler;

    function setUp() external {
        handler = new OfficerAccountHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_itsPeopleAreThoseOfTheModel() external view {
        require(handler.agrees(), "other people or another threshold");
    }

    function invariant_enoughPeopleAreThereToSign() external view {
        require(handler.isReachable(), "nobody can sign any more, or too many can");
    }

    function invariant_enoughPeopleAndNoOneElseSign() external view {
        bytes32 seed = keccak256(abi.encode(handler.accepted()));
        for (uint256 i = 0; i < 8; ++i) {
            uint256 mask = uint256(keccak256(abi.encode(seed, i))) & ((1 << (2 + 2 * i)) - 1);
            require(handler.answersFor(mask, seed), "an answer that the model does not give");
        }
    }
}
