//! The thread that owns the chain, and the bounded queue before it.

use crate::{error::RpcError, ledger::Ledger};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// Enough for a trace of calls as deep as they go.
const STACK_BYTES: usize = 32 << 20;

type Job = Box<dyn FnOnce(&mut Ledger) + Send>;

/// A way to the chain. Who finds the queue full waits.
#[derive(Clone, Debug)]
pub(crate) struct Handle(mpsc::Sender<Job>);

impl Handle {
    /// Starts the thread. It ends when the last handle is gone.
    pub(crate) fn start(mut ledger: Ledger, queue: usize) -> std::io::Result<Self> {
        let (sender, mut jobs) = mpsc::channel::<Job>(queue);
        thread::Builder::new().name("chain".into()).stack_size(STACK_BYTES).spawn(move || {
            while let Some(job) = jobs.blocking_recv() {
                job(&mut ledger);
            }
        })?;
        Ok(Self(sender))
    }

    /// Does something with the chain and gives what came of it.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, RpcError> + Send + 'static,
    ) -> Result<T, RpcError> {
        let gone = || RpcError { code: -32_603, message: "the chain has stopped".into(), data: None };
        let (answer, done) = oneshot::channel();
        let job: Job = Box::new(move |ledger| {
            // Who asked may have gone.
            let _ = answer.send(work(ledger));
        });
        self.0.send(job).await.map_err(|_| gone())?;
        done.await.map_err(|_| gone())?
    }
}
