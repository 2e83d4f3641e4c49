// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerAccount} from "../../../../contracts/accounts/OfficerAccount.sol";
import {OpenWallet} from "./OpenWallet.sol";

/// @dev An account with people out of a crowd of wallets that anybody can sign for. Sets of people are bit masks: bit `i`
/// is the wallet with the `i`-th lowest keccak256.
abstract contract AccountOfMany {
    uint256 internal constant CROWD = 20;
    uint256 internal constant SIGNERS_MAX = 16;
    uint256 internal constant FIRST_PEOPLE = 7;
    uint64 internal constant FIRST_THRESHOLD = 2;
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERSONAL_SIGN_TYPEHASH = keccak256("PersonalSign(bytes prefixed)");

    OfficerAccount internal account;
    bytes[] internal crowd;

    constructor() {
        address[] memory wallets = new address[](CROWD);
        for (uint256 i = 0; i < CROWD; ++i) {
            wallets[i] = address(new OpenWallet());
            for (uint256 j = i; j > 0 && _idOf(wallets[j]) < _idOf(wallets[j - 1]); --j) {
                (wallets[j], wallets[j - 1]) = (wallets[j - 1], wallets[j]);
            }
        }
        for (uint256 i = 0; i < CROWD; ++i) {
            crowd.push(abi.encodePacked(wallets[i]));
        }
        // The verifiers are never asked: any two contracts do.
        account = new OfficerAccount(
            address(new OpenWallet()),
            address(new OpenWallet()),
            peopleOf(FIRST_PEOPLE),
            FIRST_THRESHOLD
        );
    }

    function peopleOf(uint256 mask) internal view returns (bytes[] memory people) {
        people = new bytes[](ones(mask));
        uint256 count = 0;
        for (uint256 i = 0; i < CROWD; ++i) {
            if ((mask >> i) & 1 == 1) people[count++] = crowd[i];
        }
    }

    /// @dev The account's signature of `hash`, by these people.
    function signedBy(uint256 mask, bytes32 hash) internal view returns (bytes memory signature) {
        bytes[] memory people = peopleOf(mask);
        bytes[] memory signatures = new bytes[](people.length);
        for (uint256 i = 0; i < people.length; ++i) {
            signatures[i] = abi.encode(hash, address(bytes20(people[i])));
        }
        return abi.encode(people, signatures);
    }

    /// @dev What people sign when the account is asked about a hash of no typed data (ERC-7739).
    function personalDigest(bytes32 hash) internal view returns (bytes32 digest) {
        return toDigest(keccak256(abi.encode(PERSONAL_SIGN_TYPEHASH, hash)));
    }

    function toDigest(bytes32 structHash) internal view returns (bytes32 digest) {
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256("Sello Officer Account"),
                keccak256("1"),
                block.chainid,
                address(account)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function ones(uint256 mask) internal pure returns (uint256 count) {
        for (uint256 rest = mask; rest != 0; rest >>= 1) {
            count += rest & 1;
        }
    }

    function _idOf(address wallet) private pure returns (bytes32 id) {
        return keccak256(abi.encodePacked(wallet));
    }
}
