// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityRegistry} from "../../../../contracts/AuthorityRegistry.sol";
import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {OpenWallet} from "../accounts/OpenWallet.sol";
import {CHEATS} from "../Cheats.sol";
import {RequestMaker} from "./RequestMaker.sol";

/// @dev Anybody brings requests, signed well or not, in any order. A request must do what its signer could do by itself
/// at that moment, with the same events, and once only. There are registries of their own to be sealed and to take
/// over, because both end what else can be asked for.
contract SignedRequestsHandler is RequestMaker {
    enum Flaw {
        None,
        Together,
        NonceAhead,
        NonceUsed,
        Late,
        SignedByAnother,
        SignedForAnother,
        Twice
    }

    uint256 private constant SIGNERS = 3;
    uint256 private constant REGISTRIES = 3;
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    address private constant RELAYER = address(0xbee);

    AuthorityRegistry[REGISTRIES] private _registries;
    /// @dev Of the city, of a district, and of nobody.
    address[SIGNERS] private _signers;
    uint192[3] private _keys = [0, 1, type(uint192).max];
    uint64[3][SIGNERS][REGISTRIES] private _next;

    error Tried(bool done, bytes32 events);

    constructor() {
        CHEATS.warp(1_800_000_000);
        for (uint256 i = 0; i < REGISTRIES; ++i) {
            _registries[i] = new AuthorityRegistry(idOf(0), issuerOf(0), "{}", address(this));
        }
        _registries[0] = registry;
        for (uint256 i = 0; i < SIGNERS; ++i) _signers[i] = address(new OpenWallet());
        for (uint256 i = 0; i < REGISTRIES; ++i) _registries[i].setOfficer(idOf(0), _signers[0], 1);
        registry.setOfficer(idOf(1), _signers[1], 1);
    }

    function ask(uint8 operation, uint8 signer, uint16 seed, uint8 key, uint8 flaw) external {
        // Half of all are in order, and half are by the city's signer.
        Flaw kind = Flaw(flaw % 2 == 0 ? 0 : (flaw / 2) % 8);
        signer = signer % 2 == 0 ? 0 : (signer / 2) % uint8(SIGNERS);
        _ask(operation % OPERATIONS, signer, seed, key % 3, kind);
    }

    function pass(uint16 seconds_) external {
        CHEATS.warp(block.timestamp + seconds_);
    }

    /// @dev What the signer's own call would do. Always reverts, so that it is not done.
    function attempt(address target, address signer, bytes calldata call) external {
        // The runner calls it too, and takes a revert for a fault.
        if (msg.sender != address(this)) return;
        CHEATS.recordLogs();
        CHEATS.prank(signer);
        (bool done, ) = target.call(call);
        revert Tried(done, keccak256(abi.encode(CHEATS.getRecordedLogs())));
    }

    /// @dev Every sequence is as long as the requests that were taken under it.
    function noncesAgree() external view returns (bool same) {
        for (uint256 i = 0; i < REGISTRIES; ++i) {
            for (uint256 j = 0; j < SIGNERS; ++j) {
                for (uint256 k = 0; k < 3; ++k) {
                    if (_registries[i].nonces(_signers[j], _keys[k]) != _nonceOf(i, j, k)) return false;
                }
            }
        }
        return true;
    }

    function _ask(uint256 operation, uint256 signer, uint256 seed, uint256 key, Flaw flaw) private {
        uint256 place = operation == SEAL ? 1 : operation == TAKE_OVER ? 2 : 0;
        address target = address(_registries[place]);
        IAuthorityRegistry.Authorization memory consent;
        (consent.signer, consent.nonce) = (_signers[signer], _nonceOf(place, signer, key));
        consent.deadline = block.timestamp;
        bool isGood = flaw == Flaw.None || flaw == Flaw.Together;
        if (flaw == Flaw.NonceAhead) ++consent.nonce;
        if (flaw == Flaw.Late) --consent.deadline;
        if (flaw == Flaw.NonceUsed && _next[place][signer][key] == 0) isGood = true;
        else if (flaw == Flaw.NonceUsed) --consent.nonce;
        // What is signed, if it is not what is asked for.
        uint256 signed = flaw == Flaw.SignedForAnother ? (operation + 1) % OPERATIONS : operation;
        bytes32 digest = _digestOf(target, make(signed, seed, consent.signer, consent).values, consent);
        address by = flaw == Flaw.SignedByAnother ? _signers[(signer + 1) % SIGNERS] : consent.signer;
        consent.signature = abi.encode(digest, by);
        Request memory request = make(operation, seed, consent.signer, consent);
        (bool mayBeDone, bytes32 events) = _attempt(target, consent.signer, request.direct);
        _bring(target, _wrap(target, request.relayed, flaw), isGood && mayBeDone, events);
        if (isGood && mayBeDone) ++_next[place][signer][key];
    }

    function _bring(address target, bytes memory call, bool allowed, bytes32 events) private {
        CHEATS.recordLogs();
        CHEATS.prank(RELAYER);
        (bool done, ) = target.call(call);
        bytes32 seen = keccak256(abi.encode(CHEATS.getRecordedLogs()));
        require(done || !allowed, "refused what the signer could do");
        require(!done || allowed, "done without consent");
        require(!done || seen == events, "not what the signer would have done");
    }

    /// @dev Alone, in a multicall, or twice in one.
    function _wrap(address target, bytes memory call, Flaw flaw) private pure returns (bytes memory wrapped) {
        if (flaw != Flaw.Together && flaw != Flaw.Twice) return call;
        bytes[] memory calls = new bytes[](flaw == Flaw.Twice ? 2 : 1);
        for (uint256 i = 0; i < calls.length; ++i) calls[i] = call;
        return abi.encodeCall(AuthorityRegistry(target).multicall, (calls));
    }

    function _attempt(address target, address signer, bytes memory call) private returns (bool done, bytes32 events) {
        try this.attempt(target, signer, call) {
            require(false, "an attempt was not undone");
        } catch (bytes memory reason) {
            // After the error's selector.
            assembly ("memory-safe") {
                done := mload(add(reason, 0x24))
                events := mload(add(reason, 0x44))
            }
        }
    }

    function _nonceOf(uint256 place, uint256 signer, uint256 key) private view returns (uint256 nonce) {
        return (uint256(_keys[key]) << 64) | _next[place][signer][key];
    }

    function _digestOf(
        address target,
        bytes memory values,
        IAuthorityRegistry.Authorization memory consent
    ) private view returns (bytes32 digest) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Sello Authority Registry"), keccak256("2"), block.chainid, target)
        );
        bytes32 request = keccak256(bytes.concat(values, abi.encode(consent.nonce, consent.deadline)));
        return keccak256(abi.encodePacked(hex"1901", domain, request));
    }
}
