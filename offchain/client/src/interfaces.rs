//! The published interfaces, and those of the contracts that the protocol stands on.
#![allow(missing_docs, unreachable_pub, clippy::too_many_arguments)] // generated; documented in abi/*.sol

use alloy_sol_types::sol;

sol!(
    #![sol(all_derives)]
    "../../abi/ILst.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/IWrapper.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/IMarket.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/IRisk.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/IRights.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/ILens.sol"
);
sol!(
    #![sol(all_derives)]
    "../../abi/IBackstop.sol"
);

sol! {
    #![sol(all_derives)]

    interface IWeth {
        event Transfer(address indexed src, address indexed dst, uint256 wad);
        function deposit() external payable;
        function withdraw(uint256 wad) external;
        function approve(address spender, uint256 value) external returns (bool);
        function transfer(address to, uint256 value) external returns (bool);
        function balanceOf(address account) external view returns (uint256);
        function totalSupply() external view returns (uint256);
    }

    interface IFeed {
        error NotOwner(address caller);
        function update(int192 answer) external;
        function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80);
    }

    /// Creates, activates and initialises a program in one transaction.
    interface IStylusDeployer {
        event ContractDeployed(address deployedContract);
        error ContractDeploymentError(bytes bytecode);
        error ContractInitializationError(address newContract, bytes data);
        error RefundExcessValueError(uint256 excessValue);
        error EmptyBytecode();
        error InitValueButNotInitData();
        function deploy(bytes calldata bytecode, bytes calldata initData, uint256 initValue, bytes32 salt)
            external payable returns (address);
    }

    /// A constructor's call: this selector, whatever the arguments behind it.
    interface IConstructor {
        function stylus_constructor() external payable;
    }
}
