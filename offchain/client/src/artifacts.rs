//! What is deployed: WASM from the build, init code from published packages.

use ballast_chain::Bytes;
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// The bytes that are deployed.
#[derive(Clone)]
pub struct Artifacts {
    /// blETH.
    pub lst: Vec<u8>,
    /// wblETH.
    pub wrapper: Vec<u8>,
    /// The judge.
    pub risk: Vec<u8>,
    /// Authorisations by signature.
    pub rights: Vec<u8>,
    /// The treasurer.
    pub market: Vec<u8>,
    /// What accounts can do, for every market.
    pub lens: Vec<u8>,
    /// What stands in for bad debt before suppliers do.
    pub backstop: Vec<u8>,
    /// Init code of WETH9.
    pub weth: Bytes,
    /// Init code of a price feed that its owner sets.
    pub feed: Bytes,
    /// Init code of StylusDeployer.
    pub deployer: Bytes,
}

/// Why the artifacts could not be read.
#[derive(Debug, Error)]
pub enum ArtifactError {
    /// Not there; it has to be built.
    #[error("{path}: {source} (scripts/build-wasm and scripts/build-solidity make it)")]
    Missing {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There, and not as it should be.
    #[error("{0} holds no bytecode")]
    NoBytecode(PathBuf),
}

impl Artifacts {
    /// Reads them below the repository's root.
    pub fn load(root: &Path) -> Result<Self, ArtifactError> {
        let wasm = |name: &str| read(root.join(format!("target/wasm/{name}.wasm")));
        let evm = |name: &str| init_code(root.join(format!("target/artifacts/{name}.json")));
        Ok(Self {
            lst: wasm("lst")?,
            wrapper: wasm("wrapper")?,
            risk: wasm("risk")?,
            rights: wasm("rights")?,
            market: wasm("market")?,
            lens: wasm("lens")?,
            backstop: wasm("backstop")?,
            weth: evm("WETH9")?,
            feed: evm("Feed")?,
            deployer: evm("StylusDeployer")?,
        })
    }
}

fn read(path: PathBuf) -> Result<Vec<u8>, ArtifactError> {
    fs::read(&path).map_err(|source| ArtifactError::Missing { path, source })
}

fn init_code(path: PathBuf) -> Result<Bytes, ArtifactError> {
    let text = read(path.clone())?;
    serde_json::from_slice::<serde_json::Value>(&text)
        .ok()
        .and_then(|json| json.get("bytecode")?.as_str()?.parse().ok())
        .ok_or(ArtifactError::NoBytecode(path))
}
