// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The tree of a document log, in a contract of its own
/// @notice Size and root of the log can be proved to those who trust only a block's state root (EIP-1186). Here such
/// a proof stays short: the contract's storage holds at most 65 words, however many entries the log has. Slot 0 is
/// the size; slot 1 + k is the root over the 2^k leaves that bit k of the size names. Words of clear bits are
/// left over.
interface ILogFrontier {
    error LogFrontier_NotTheLog(address account);

    /// @notice Adds a leaf at the right end. Only the log that deployed this contract may.
    /// @param leafHash RFC 9162 §2.1.1 hash of the entry
    /// @return index the new leaf's position
    /// @return newRoot the root of the tree with it
    function append(bytes32 leafHash) external returns (uint64 index, bytes32 newRoot);

    /// @notice The RFC 9162 root of all leaves; of none, SHA-256 of nothing.
    function root() external view returns (bytes32 currentRoot);

    /// @notice How many leaves there are.
    function size() external view returns (uint64 leaves);
}
