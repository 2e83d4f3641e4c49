// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What these tests use of the cheatcodes that Hardhat's Solidity test runner offers.
interface Cheats {
    /// @dev Sets `block.timestamp`.
    function warp(uint256 timestamp) external;

    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// @dev Forgets earlier events and keeps those from here on.
    function recordLogs() external;

    /// @dev The events kept since {recordLogs}.
    function getRecordedLogs() external returns (Log[] memory logs);

    /// @dev The next call comes from this account.
    function prank(address account) external;
}

/// @dev Where the runner answers: the low 20 bytes of keccak256("hevm cheat code").
Cheats constant CHEATS = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
