// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title An officer's account that takes m of n people
/// @notice An account that may hold roles in the registry (ERC-1271), with one to 16 signers of three kinds, written
/// as in ERC-7913:
///
/// - a wallet: its address, 20 bytes; a plain account or a contract that answers ERC-1271;
/// - a P-256 key, as hardware modules have it: {p256Verifier} || x || y, 84 bytes; it signs by r || s, s the lower;
/// - a passkey: {webAuthnVerifier} || x || y, 84 bytes; it signs by an assertion whose user was verified.
///
/// A signature of the account is abi.encode(bytes[] signers, bytes[] signatures): at least {threshold} of the
/// signers, each once, in rising order of keccak256(signer), and the signature of each in the same order. What is not
/// of this form is answered with "no", never with a revert.
///
/// What each signer signs names this account, so that it counts for no other account of the same people:
///
/// - typed data of a contract (the registry's requests): `TypedDataSign` of ERC-7739, in that contract's domain, with
///   the request readable in it and this account's domain after it;
/// - any other hash: `PersonalSign` of ERC-7739, in this account's domain;
/// - {changeSigners} and {execute}: typed data in this account's domain. Its type is named like the operation and has
///   its parameters, by name and in order, followed by the consent's `uint256 nonce, uint256 deadline`.
///
/// This account's domain is {name: "Sello Officer Account", version: "1", chainId, verifyingContract}.
/// The account takes no money.
interface IOfficerAccount {
    /// @notice The signers' consent to one operation of the account, for anybody to relay.
    /// @param nonce what `nonces(account, key)` answers when the request is executed; requests with different keys do
    /// not wait for each other
    /// @param deadline the last block timestamp, in Unix seconds, at which the request may be executed
    /// @param signature of the account, as described above
    struct Consent {
        uint256 nonce;
        uint256 deadline;
        bytes signature;
    }

    /// @notice The account called another contract.
    event Executed(address indexed target, uint256 indexed nonce, bytes data);

    /// @notice The signer is of no known kind, or must not or cannot sign: this account, zero, a precompile, a key off
    /// the curve.
    error OfficerAccount_InvalidSigner(bytes signer);
    /// @notice The key is a signer of the other kind: its holder would count twice.
    error OfficerAccount_KeyOfTwoKinds(bytes signer);
    error OfficerAccount_TooManySigners(uint256 signers, uint256 signersMax);
    /// @notice There is no contract at the verifier's address, or both verifiers are one.
    error OfficerAccount_InvalidVerifier(address verifier);
    error OfficerAccount_RequestExpired(uint256 deadline, uint256 timestamp);
    error OfficerAccount_InvalidSignature();

    /// @notice Adds signers, sets how many must sign, and removes signers, in this order.
    /// @dev With nothing to change it uses up its nonce, and so voids another request with the same one.
    /// @param newThreshold how many must sign from now on
    function changeSigners(
        bytes[] calldata added,
        bytes[] calldata removed,
        uint64 newThreshold,
        Consent calldata consent
    ) external;

    /// @notice Calls a contract as this account: for contracts that ask who calls and take no signatures.
    /// @return result what the contract returned; what it reverts with is passed on
    function execute(
        address target,
        bytes calldata data,
        Consent calldata consent
    ) external returns (bytes memory result);

    /// @notice Judges signatures by P-256 keys (ERC-7913).
    function p256Verifier() external view returns (address verifier);

    /// @notice Judges signatures by passkeys (ERC-7913).
    function webAuthnVerifier() external view returns (address verifier);
}
