// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOfficerAccount} from "../../../../contracts/interfaces/IOfficerAccount.sol";
import {AccountOfMany} from "./AccountOfMany.sol";

/// @dev Anybody asks for any change of the account's people, signed by anybody. The model is one mask and one number; the
/// account must agree with it on what is allowed.
contract OfficerAccountHandler is AccountOfMany {
    bytes32 private constant CHANGE_SIGNERS_TYPEHASH =
        keccak256(
            "ChangeSigners(bytes[] added,bytes[] removed,uint64 newThreshold,uint256 nonce,uint256 deadline)"
        );

    uint256 private _people = FIRST_PEOPLE;
    uint256 private _needed = FIRST_THRESHOLD;
    mapping(uint192 key => uint64 next) private _next;
    uint256 public accepted;

    /// @dev Few of the crowd sign or change at once, so that some of it is allowed.
    function changeAny(uint32 signing, uint32 adding, uint32 removing, uint64 needed, uint8 key, bool late) external {
        _change(signing, adding & (adding >> 9), removing & (removing >> 7), needed % 18, key % 3, late);
    }

    /// @dev By all of the account's people, from few changes that are possible.
    function changeOwn(uint32 chosen, uint8 growing, uint64 needed) external {
        uint256 changed = chosen & ((1 << CROWD) - 1) & (chosen >> 8);
        if (growing % 3 != 0) _change(_people, changed & ~_people, 0, needed % 6, 0, false);
        else _change(_people, 0, changed & _people, needed % 4, 1, false);
    }

    function agrees() external view returns (bool same) {
        if (account.threshold() != _needed || account.getSignerCount() != ones(_people)) return false;
        for (uint256 i = 0; i < CROWD; ++i) {
            if (account.isSigner(crowd[i]) != ((_people >> i) & 1 == 1)) return false;
        }
        return true;
    }

    function isReachable() external view returns (bool reachable) {
        uint256 count = account.getSignerCount();
        return account.threshold() > 0 && account.threshold() <= count && count <= SIGNERS_MAX;
    }

    /// @dev Whether the account's answer about a hash is what the model says.
    function answersFor(uint256 mask, bytes32 hash) external view returns (bool right) {
        bytes memory signature = signedBy(mask, personalDigest(hash));
        bool isTaken = account.isValidSignature(hash, signature) == account.isValidSignature.selector;
        return isTaken == maySign(mask);
    }

    function maySign(uint256 mask) public view returns (bool may) {
        return mask & ~_people == 0 && ones(mask) >= _needed;
    }

    function _change(
        uint256 signing,
        uint256 adding,
        uint256 removing,
        uint64 needed,
        uint192 key,
        bool late
    ) private {
        uint256 crowdMask = (1 << CROWD) - 1;
        (signing, adding, removing) = (signing & crowdMask, adding & crowdMask, removing & crowdMask);
        uint256 nonce = (uint256(key) << 64) | _next[key];
        if (late) ++nonce;
        IOfficerAccount.Consent memory consent = IOfficerAccount.Consent(nonce, type(uint256).max, "");
        bytes[] memory added = peopleOf(adding);
        bytes[] memory removed = peopleOf(removing);
        consent.signature = signedBy(signing, _digestOf(added, removed, needed, consent));
        uint256 after_ = (_people | adding) & ~removing;
        bool allowed = !late && maySign(signing) && adding & _people == 0;
        allowed = allowed && removing & ~(_people | adding) == 0;
        allowed = allowed && needed > 0 && needed <= ones(after_) && ones(after_) <= SIGNERS_MAX;
        try account.changeSigners(added, removed, needed, consent) {
            require(allowed, "changed what the rules forbid");
            (_people, _needed) = (after_, needed);
            ++_next[key];
            ++accepted;
        } catch {
            require(!allowed, "refused what the rules allow");
        }
    }

    function _digestOf(
        bytes[] memory added,
        bytes[] memory removed,
        uint64 needed,
        IOfficerAccount.Consent memory consent
    ) private view returns (bytes32 digest) {
        bytes32 request = keccak256(
            abi.encode(
                CHANGE_SIGNERS_TYPEHASH,
                _hashAll(added),
                _hashAll(removed),
                needed,
                consent.nonce,
                consent.deadline
            )
        );
        return toDigest(request);
    }

    function _hashAll(bytes[] memory list) private pure returns (bytes32 hash) {
        bytes memory hashes;
        for (uint256 i = 0; i < list.length; ++i) {
            hashes = abi.encodePacked(hashes, keccak256(list[i]));
        }
        return keccak256(hashes);
    }
}
