// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title Calls that are made when control comes here, and what came of them
abstract contract Plan {
    struct Step {
        address to;
        uint256 value;
        bytes data;
    }

    struct Outcome {
        bool ok;
        bytes data;
    }

    Step[] internal steps;
    Outcome[] private log;
    bool private running;

    function plan(address to, uint256 value, bytes calldata data) external {
        steps.push(Step(to, value, data));
    }

    function clear() external {
        delete steps;
        delete log;
    }

    function outcomes() external view returns (Outcome[] memory) {
        return log;
    }

    /// @notice Calls on, and passes an error on as it is.
    function relay(address to, bytes calldata data) external returns (bytes memory answer) {
        bool ok;
        (ok, answer) = to.call(data);
        if (!ok) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function _act() internal {
        if (running) return;
        running = true;
        for (uint256 i = 0; i < steps.length; i++) {
            (bool ok, bytes memory data) = steps[i].to.call{value: steps[i].value}(steps[i].data);
            log.push(Outcome(ok, data));
        }
        running = false;
    }
}

/// @title Whom ether is paid to
contract Attacker is Plan {
    enum Mode {
        Act,
        Refuse,
        Burn,
        RefuseAtLength,
        AcceptAtLength
    }

    Mode private mode;

    function set(Mode mode_) external {
        mode = mode_;
    }

    receive() external payable {
        if (mode == Mode.Act) _act();
        if (mode == Mode.Refuse) revert("no");
        while (mode == Mode.Burn) {}
        if (mode == Mode.RefuseAtLength) {
            assembly {
                revert(0, 500000)
            }
        }
        if (mode == Mode.AcceptAtLength) {
            assembly {
                return(0, 500000)
            }
        }
    }
}

/// @title A token that acts while it moves, keeps a part of what moves, and answers as it likes
contract HookToken is Plan {
    enum Answer {
        True,
        Nothing,
        False,
        Half
    }

    uint8 public constant decimals = 18;
    uint256 public feeBps;
    Answer private answer;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function set(uint256 feeBps_, Answer answer_) external {
        (feeBps, answer) = (feeBps_, answer_);
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        return true;
    }

    function transfer(address to, uint256 value) external {
        _move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        require(allowed >= value, "allowance");
        allowance[from][msg.sender] = allowed - value;
        _move(from, to, value);
    }

    /// @dev Acts before and after, and ends the call.
    function _move(address from, address to, uint256 value) private {
        _act();
        balanceOf[from] -= value;
        balanceOf[to] += value - value * feeBps / 10000;
        _act();
        Answer a = answer;
        assembly {
            mstore(0, 1)
            if eq(a, 1) { return(0, 0) }
            if eq(a, 2) {
                mstore(0, 0)
                return(0, 32)
            }
            if eq(a, 3) { return(0, 16) }
            return(0, 32)
        }
    }
}

/// @title A feed that acts while it is read: it has an answer only if each of its calls fails without a reason, or `Locked()`
contract HookFeed is Plan {
    uint8 public constant decimals = 18;
    bool private burns;

    function burn(bool burns_) external {
        burns = burns_;
    }

    function latestRoundData() external returns (uint80, int256, uint256, uint256, uint80) {
        int256 answer = 1 ether;
        while (burns) {}
        for (uint256 i = 0; i < steps.length; i++) {
            (bool ok, bytes memory data) = steps[i].to.call(steps[i].data);
            if (ok || (data.length != 0 && bytes4(data) != bytes4(keccak256("Locked()")))) answer = 0;
        }
        return (1, answer, block.timestamp, block.timestamp, 1);
    }
}
