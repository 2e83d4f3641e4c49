// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IAuthorityRegistry} from "../../../../contracts/interfaces/IAuthorityRegistry.sol";
import {AuthorityId} from "../../../../contracts/types/AuthorityId.sol";
import {CHEATS} from "../Cheats.sol";
import {TestCity} from "../TestCity.sol";

/// @dev Anybody changes validators, relays and prefixes, and registers authorities under any prefix, while states
/// change and time passes.
contract NetworkRecordsHandler is TestCity {
    struct Validator {
        AuthorityId centre;
        uint64 power;
        uint64 from;
        uint64 until;
    }

    uint256 private constant KEYS = 2;
    uint256 private constant RELAYS = 2;
    string[3] private _prefixes = [
        "https://city.example/authorities/",
        "https://one.example/",
        "https://two.example/a/"
    ];

    Validator[KEYS] private _validators;
    bool[RELAYS] private _relays;
    bool[3][AUTHORITIES] private _grants;
    uint256 private _registered;

    constructor() {
        CHEATS.warp(1_800_000_000);
    }

    function setRelay(uint8 caller, uint8 relay, bool permitted) external {
        relay %= uint8(RELAYS);
        bool allowed = someone(caller) == 0 && _relays[relay] != permitted;
        if (!attempt(someone(caller), abi.encodeCall(registry.setRelay, (officer(relay), permitted)), allowed)) return;
        _relays[relay] = permitted;
    }

    function grantPrefix(uint8 caller, uint8 authority, uint8 prefix, bool granted) external {
        (authority, prefix) = (authority % uint8(AUTHORITIES), prefix % 3);
        bool allowed = someone(caller) == 0 && _grants[authority][prefix] != granted;
        bytes memory call = abi.encodeCall(registry.grantIssuerPrefix, (idOf(authority), _prefixes[prefix], granted));
        if (attempt(someone(caller), call, allowed)) _grants[authority][prefix] = granted;
    }

    /// @dev Times are often 0, and else near now.
    function setValidator(uint8 caller, uint8 key, uint8 centre, uint64 power, uint16 from, uint16 until) external {
        if (power % 4 != 0) power = 1 + (power % 1_000_000);
        Validator storage known = _validators[key % KEYS];
        uint64 start = from % 4 == 0 ? known.from : _near(from);
        Validator memory wanted = Validator(idOf(centre % 3), power, start, _near(until));
        bytes memory call = abi.encodeCall(
            registry.setValidator,
            (wanted.centre, _keyOf(key % KEYS), "node", power, start, wanted.until)
        );
        bool allowed = power > 0 && power <= 1_000_000 && someone(caller) == 0;
        allowed = _settleTerm(known, wanted) && allowed;
        if (known.from != 0) allowed = allowed && known.centre == wanted.centre;
        if (attempt(someone(caller), call, allowed)) _validators[key % KEYS] = wanted;
    }

    /// @dev A department whose name begins with that of authority `branch`; that of the last is nobody's.
    function register(uint8 caller, uint8 parent, uint8 prefix, uint8 branch) external {
        (parent, prefix, branch) = (parent % uint8(AUTHORITIES), prefix % 3, branch % uint8(AUTHORITIES + 1));
        string memory slug = string.concat(string(abi.encodePacked(bytes1(97 + branch))), "-");
        string memory issuer = string.concat(_prefixes[prefix], slug, Strings.toString(_registered));
        AuthorityId id = AuthorityId.wrap(sha256(bytes(issuer)));
        bytes memory call = abi.encodeCall(
            registry.registerAuthority,
            (id, idOf(parent), IAuthorityRegistry.Kind.Department, issuer, "{}")
        );
        uint256 acting = someone(caller);
        bool mayAct = acting < AUTHORITIES && modelIsSameOrAbove(acting, parent) && modelIsActive(parent);
        bool mayName = prefix == 0 && (acting == 0 || branch == acting);
        if (!attempt(someone(caller), call, mayAct && (mayName || _isGranted(acting, prefix)))) return;
        require(registry.parentOf(id) == idOf(parent), "under another");
        ++_registered;
    }

    function setActive(uint8 authority, bool active) external {
        // Seldom, so that those below can act as a rule.
        if (authority % 4 != 0) active = true;
        changeState(authority / 4 % AUTHORITIES, active);
    }

    function pass(uint16 seconds_) external {
        CHEATS.warp(block.timestamp + seconds_ % 2000);
    }

    function agrees() external view returns (bool same) {
        for (uint256 i = 0; i < RELAYS; ++i) {
            if (registry.isRelay(officer(i)) != _relays[i]) return false;
        }
        for (uint256 i = 0; i < AUTHORITIES; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                if (registry.hasIssuerPrefix(idOf(i), _prefixes[j]) != _grants[i][j]) return false;
            }
        }
        for (uint256 i = 0; i < KEYS; ++i) {
            (AuthorityId centre, uint64 power, uint64 from, uint64 until) = registry.validatorOf(_keyOf(i));
            Validator storage known = _validators[i];
            if (!(centre == known.centre) || power != known.power) return false;
            if (from != known.from || until != known.until) return false;
        }
        return true;
    }

    /// @dev Makes the wanted term the one that is to be recorded, if there is one.
    function _settleTerm(Validator storage known, Validator memory wanted) private view returns (bool possible) {
        uint64 time = uint64(block.timestamp);
        if (known.from == 0 || (known.until != 0 && known.until <= time)) {
            if (wanted.from == 0) wanted.from = time;
            return wanted.from >= time && (wanted.until == 0 || wanted.until > wanted.from);
        }
        if (wanted.from != 0 && wanted.from != known.from) return false;
        wanted.from = known.from;
        if (wanted.until != 0 && wanted.until < time) wanted.until = time;
        if (wanted.until != 0 && wanted.until < wanted.from) wanted.until = wanted.from;
        return true;
    }

    /// @dev Of the authority or one above it.
    function _isGranted(uint256 authority, uint256 prefix) private view returns (bool granted) {
        return _grants[authority][prefix] || (authority != 0 && _isGranted(parents[authority], prefix));
    }

    function _near(uint16 random) private view returns (uint64 time) {
        return random % 3 == 0 ? 0 : uint64(block.timestamp) - 1000 + (random % 4000);
    }

    function _keyOf(uint256 index) private pure returns (bytes memory key) {
        return abi.encodePacked("consensus", index);
    }
}
