// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "../Cheats.sol";
import {TestCity} from "../TestCity.sol";
import {TestKeys} from "./TestKeys.sol";

/// @dev Anybody adds, ends and distrusts few keys for any authority, while states change and time passes.
contract SigningKeysHandler is TestCity {
    struct Key {
        AuthorityId owner;
        uint64 from;
        uint64 until;
        uint64 distrustedFrom;
    }

    uint256 private constant KEYS = 3;

    bytes32[KEYS] private _thumbprints;
    Key[KEYS] private _keys;
    /// @dev The earliest distrust of each key that was ever seen before a call of any kind; 0: none.
    uint64[KEYS] private _distrustSeen;

    modifier seesDistrust() {
        for (uint256 i = 0; i < KEYS; ++i) {
            (, , , uint64 since) = registry.signingKeyOf(_thumbprints[i]);
            if (since != 0 && (_distrustSeen[i] == 0 || since < _distrustSeen[i])) _distrustSeen[i] = since;
        }
        _;
    }

    constructor() {
        CHEATS.warp(1_800_000_000);
        for (uint256 i = 0; i < KEYS; ++i) {
            _thumbprints[i] = TestKeys.thumbprintOf(i + 1);
        }
    }

    /// @dev Half of the keys sign for any authority, which seldom is the one that they are added to.
    function add(
        uint8 caller,
        uint8 authority,
        uint8 key,
        uint8 signed,
        uint16 from,
        uint16 until
    ) external seesDistrust {
        (authority, key) = (authority % uint8(AUTHORITIES), key % uint8(KEYS));
        AuthorityId signedFor = idOf(signed % 2 == 0 ? (signed / 2) % AUTHORITIES : authority);
        Key memory wanted = Key(idOf(authority), _near(from), _near(until), 0);
        bytes memory signature = TestKeys.introduce(key + 1, address(registry), signedFor, wanted.from, wanted.until);
        (bytes32 x, bytes32 y) = TestKeys.pointOf(key + 1);
        bytes memory call = abi.encodeCall(
            registry.addSigningKey,
            (wanted.owner, x, y, wanted.from, wanted.until, signature)
        );
        if (wanted.from == 0) wanted.from = uint64(block.timestamp);
        bool allowed = _isOpen(caller, authority) && signedFor == wanted.owner && _keys[key].from == 0;
        allowed = allowed && wanted.from >= block.timestamp && (wanted.until == 0 || wanted.until > wanted.from);
        if (attempt(someone(caller), call, allowed)) _keys[key] = wanted;
    }

    function end(uint8 caller, uint8 authority, uint8 key, uint16 until) external seesDistrust {
        authority = _ownerOrAny(authority, key);
        Key storage known = _keys[key % KEYS];
        uint64 wanted = _near(until);
        bytes32 thumbprint = _thumbprints[key % KEYS];
        bytes memory call = abi.encodeCall(registry.endSigningKey, (idOf(authority), thumbprint, wanted));
        if (wanted != 0 && wanted < block.timestamp) wanted = uint64(block.timestamp);
        if (wanted != 0 && wanted < known.from) wanted = known.from;
        bool allowed = _isOpen(caller, authority) && known.owner == idOf(authority);
        allowed = allowed && (known.until == 0 || known.until > block.timestamp) && known.until != wanted;
        if (attempt(someone(caller), call, allowed)) known.until = wanted;
    }

    function distrust(uint8 caller, uint8 authority, uint8 key, uint16 since) external seesDistrust {
        authority = _ownerOrAny(authority, key);
        Key storage known = _keys[key % KEYS];
        uint64 wanted = _near(since);
        bytes32 thumbprint = _thumbprints[key % KEYS];
        bytes memory call = abi.encodeCall(registry.distrustSigningKey, (idOf(authority), thumbprint, wanted));
        if (wanted == 0) wanted = uint64(block.timestamp);
        bool allowed = modelMayChange(someone(caller), authority) && known.owner == idOf(authority);
        allowed = allowed && wanted <= block.timestamp;
        allowed = allowed && (known.distrustedFrom == 0 || wanted < known.distrustedFrom);
        if (attempt(someone(caller), call, allowed)) known.distrustedFrom = wanted;
    }

    function setState(uint8 authority, uint8 state) external seesDistrust {
        authority %= uint8(AUTHORITIES);
        if (states[authority] == IAuthorityRegistry.State.Retired) return;
        changeState(authority, state % 8 != 0);
        if (authority == 0 || state % 16 != 1) return;
        registry.setState(idOf(authority), IAuthorityRegistry.State.Retired);
        states[authority] = IAuthorityRegistry.State.Retired;
    }

    function pass(uint16 seconds_) external seesDistrust {
        CHEATS.warp(block.timestamp + seconds_ % 2000);
    }

    function agrees() external view returns (bool same) {
        for (uint256 i = 0; i < KEYS; ++i) {
            (AuthorityId owner, uint64 from, uint64 until, uint64 since) = registry.signingKeyOf(_thumbprints[i]);
            Key storage known = _keys[i];
            if (!(owner == known.owner) || from != known.from) return false;
            if (until != known.until || since != known.distrustedFrom) return false;
        }
        return true;
    }

    /// @dev From what the registry said before alone: from the time of a distrust on there is no trust again.
    function distrustStands() external view returns (bool stands) {
        for (uint256 i = 0; i < KEYS; ++i) {
            uint64 seen = _distrustSeen[i];
            if (seen == 0) continue;
            (AuthorityId owner, , , uint64 since) = registry.signingKeyOf(_thumbprints[i]);
            if (since == 0 || since > seen) return false;
            for (uint64 time = seen; time < seen + 8000; time += 500) {
                if (registry.isKeyCurrentAt(owner, _thumbprints[i], time)) return false;
            }
        }
        return true;
    }

    function _isOpen(uint8 caller, uint256 authority) private view returns (bool open) {
        bool isRetired = states[authority] == IAuthorityRegistry.State.Retired;
        return modelMayChange(someone(caller), authority) && !isRetired;
    }

    /// @dev The key's own authority as a rule, so that much is allowed.
    function _ownerOrAny(uint8 random, uint8 key) private view returns (uint8 authority) {
        for (uint8 i = 0; random % 4 != 0 && i < AUTHORITIES; ++i) {
            if (idOf(i) == _keys[key % KEYS].owner) return i;
        }
        return (random / 4) % uint8(AUTHORITIES);
    }

    /// @dev 0 for one in three, else a time near now.
    function _near(uint16 random) private view returns (uint64 time) {
        return random % 3 == 0 ? 0 : uint64(block.timestamp) - 2000 + (random % 4000);
    }
}
