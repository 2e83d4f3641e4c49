// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DocumentLogHandler} from "./DocumentLogHandler.sol";

/// @dev What holds of the log after any sequence of appends by anyone, while the registry changes.
contract DocumentLogInvariants {
    DocumentLogHandler private handler;

    function setUp() external {
        handler = new DocumentLogHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev The handler has checked each append against the model: nobody appended what was not accredited.
    function invariant_onlyWhatWasAllowedIsInTheLog() external view {
        require(handler.log().size() == handler.accepted(), "size");
    }

    function invariant_rootIsThatOfRfc9162() external view {
        require(handler.log().root() == handler.expectedRoot(), "root");
    }

    function invariant_sizeNeverFalls() external view {
        require(handler.log().size() >= handler.sizeSeen(), "size fell");
    }
}
