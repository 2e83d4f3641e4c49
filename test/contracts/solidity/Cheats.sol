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

    /// @dev ES256 of a digest by a P-256 key.
    function signP256(uint256 privateKey, bytes32 digest) external pure returns (bytes32 r, bytes32 s);

    function publicKeyP256(uint256 privateKey) external pure returns (uint256 x, uint256 y);
}

/// @dev Where the runner answers: the low 20 bytes of keccak256("hevm cheat code").
Cheats constant CHEATS = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
