// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Officers' requests that anyone may relay
/// @notice How an officer consents, and why a request is refused.
interface ISignedRequests {
    /// @notice An officer's signed consent to one operation, for a relayer to submit.
    /// @dev The EIP-712 type of the message is named like the operation (`SetState` for `setState`). Its members are
    /// `address signer`, then the operation's parameters by name and in order (those of a struct one by one), then
    /// `uint256 nonce, uint256 deadline`. Enums are `uint8`, ids `bytes32`. The domain is
    /// {name: "Sello Authority Registry", version: "2", chainId, verifyingContract}.
    /// @param signer the officer's account; a contract wallet signs by ERC-1271
    /// @param nonce what `nonces(signer, key)` answers when the request is executed: the upper 192 bits are a key that
    /// the officer chooses, the lower 64 count the requests under it. Requests under different keys do not wait for
    /// each other.
    /// @param deadline the last block timestamp, in Unix seconds, at which the request may be executed
    /// @param signature 65 bytes (r, s, v) for a plain account; what the wallet accepts otherwise
    struct Authorization {
        address signer;
        uint256 nonce;
        uint256 deadline;
        bytes signature;
    }

    error AuthorityRegistry_RequestExpired(uint256 deadline, uint256 timestamp);
    error AuthorityRegistry_InvalidSignature(address signer);
}
