// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OfficerAccount} from "../../../contracts/accounts/OfficerAccount.sol";

/// @dev Anybody signs for it: its signature of a hash is the hash and a zero word, whose last bytes say where ERC-7739's
/// type ends (a symbolic end is more than the tool can follow).
contract SymbolicWallet {
    function isValidSignature(bytes32 hash, bytes calldata signature) external pure returns (bytes4 magicValue) {
        if (keccak256(signature) == keccak256(abi.encode(hash, 0))) magicValue = 0x1626ba7e;
    }
}

/// @dev For all hashes and choices of signers: the account says yes to two of three, each once and in order, and to nothing
/// else.
contract OfficerAccountSymbolic {
    bytes4 private constant YES = 0x1626ba7e;
    uint256 private constant PEOPLE = 3;
    uint64 private constant NEEDED = 2;

    OfficerAccount private account;
    bytes[] private people;

    function setUp() external {
        address[] memory wallets = new address[](PEOPLE);
        for (uint256 i = 0; i < PEOPLE; ++i) {
            wallets[i] = address(new SymbolicWallet());
            for (uint256 j = i; j > 0 && _idOf(wallets[j]) < _idOf(wallets[j - 1]); --j) {
                (wallets[j], wallets[j - 1]) = (wallets[j - 1], wallets[j]);
            }
        }
        for (uint256 i = 0; i < PEOPLE; ++i) {
            people.push(abi.encodePacked(wallets[i]));
        }
        address verifier = address(new SymbolicWallet());
        account = new OfficerAccount(verifier, address(new SymbolicWallet()), people, NEEDED);
    }

    function check_enoughPeopleSign(bytes32 hash, bool[PEOPLE] memory signed) external view {
        uint256 count = 0;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (signed[i]) ++count;
        }
        uint256[] memory chosen = new uint256[](count);
        uint256 next = 0;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (signed[i]) chosen[next++] = i;
        }
        assert(_isTaken(hash, chosen) == (count >= NEEDED));
    }

    /// @dev The tool follows no symbolic place of a list: every pair is tried.
    function check_nobodySignsTwiceOrOutOfTurn(bytes32 hash) external view {
        uint256[] memory chosen = new uint256[](NEEDED);
        for (uint256 pair = 0; pair < PEOPLE * PEOPLE; ++pair) {
            (chosen[0], chosen[1]) = (pair / PEOPLE, pair % PEOPLE);
            assert(_isTaken(hash, chosen) == (chosen[0] < chosen[1]));
        }
    }

    function _isTaken(bytes32 hash, uint256[] memory chosen) private view returns (bool isTaken) {
        bytes[] memory signers = new bytes[](chosen.length);
        bytes[] memory signatures = new bytes[](chosen.length);
        for (uint256 i = 0; i < chosen.length; ++i) {
            signers[i] = people[chosen[i]];
            signatures[i] = abi.encode(_personalDigest(hash), 0);
        }
        return account.isValidSignature(hash, abi.encode(signers, signatures)) == YES;
    }

    /// @dev ERC-7739, `PersonalSign` in the account's domain.
    function _personalDigest(bytes32 hash) private view returns (bytes32 digest) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Sello Officer Account"),
                keccak256("1"),
                block.chainid,
                address(account)
            )
        );
        bytes32 contents = keccak256(abi.encode(keccak256("PersonalSign(bytes prefixed)"), hash));
        return keccak256(abi.encodePacked(hex"1901", domain, contents));
    }

    function _idOf(address wallet) private pure returns (bytes32 id) {
        return keccak256(abi.encodePacked(wallet));
    }
}
