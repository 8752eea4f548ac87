//! State changes in wire order. `tower-lsp-server` runs the handlers of notifications concurrently, so that an edit can
//! overtake another and a cancellation waits behind what it is to cancel. This service stands in front of it: changes
//! of state are applied before the next message is read, and each request gets the state that stood when it arrived.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use futures::{
    FutureExt,
    future::{BoxFuture, ready},
};
use serde_json::Value;
use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Request, Response};

use super::input::Pending;

/// What the service keeps in order.
pub trait Ordered: Send + Sync + 'static {
    /// What a request sees of the state.
    type Snapshot: Clone + Send + Sync + 'static;

    /// Applies a notification at once; `false` when it is none of the state's and is to go its usual way.
    fn apply(&self, method: &str, params: &Value) -> bool;

    fn snapshot(&self) -> Self::Snapshot;

    /// Runs `request` so that its handlers see `snapshot`.
    fn scope<F>(snapshot: Self::Snapshot, request: F) -> impl Future<Output = F::Output> + Send
    where
        F: Future + Send;
}

/// How far the session has come; kept here too, since notifications no longer pass the inner service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    New,
    Running,
    /// Shut down; only `exit` is to come.
    Down,
    /// Left by `exit`, after `shutdown` or without it.
    Left {
        orderly: bool,
    },
}

pub struct InOrder<S, O> {
    pub inner: S,
    pub state: Arc<O>,
    pub stage: Arc<Mutex<Stage>>,
    /// Told of every message that was taken in.
    pub pending: Pending,
    /// Told when the client says that it leaves.
    pub exit: Arc<Notify>,
}

impl<S, O> InOrder<S, O> {
    pub fn new(inner: S, state: Arc<O>, stage: Arc<Mutex<Stage>>, pending: Pending, exit: Arc<Notify>) -> Self {
        InOrder { inner, state, stage, pending, exit }
    }
}

/// What became of a notification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applied {
    Done,
    /// It is none of the state's.
    Foreign,
    /// Before initialize and after shutdown, notifications are dropped (LSP 3.17, Lifecycle).
    Dropped,
}

/// Applies a notification at once. A panic in it is logged, and the state stays as far as it had come.
pub fn notice<O: Ordered>(state: &O, stage: &Mutex<Stage>, method: &str, params: &Value) -> Applied {
    if *lock(stage) != Stage::Running {
        return Applied::Dropped;
    }
    match std::panic::catch_unwind(AssertUnwindSafe(|| state.apply(method, params))) {
        Ok(false) => Applied::Foreign,
        Ok(true) => Applied::Done,
        Err(_) => {
            tracing::error!(method, "panicked while applying a notification");
            Applied::Done
        }
    }
}

fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S, O> Service<Request> for InOrder<S, O>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    O: Ordered,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Response>, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let answer = self.take_in(request);
        self.pending.taken();
        answer
    }
}

impl<S, O> InOrder<S, O>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    O: Ordered,
{
    /// Changes what a message changes, before the next one is looked at; its answer is of the state that stands then.
    fn take_in(&mut self, request: Request) -> BoxFuture<'static, Result<Option<Response>, S::Error>> {
        match request.method() {
            // A cancellation overtakes everything; its handler is done at its first poll.
            "$/cancelRequest" => {
                if self.inner.call(request).now_or_never().is_none() {
                    tracing::warn!("a cancellation did not finish at once");
                }
                return ready(Ok(None)).boxed();
            }
            "initialize" => {
                self.state.apply("initialize", request.params().unwrap_or(&Value::Null));
                let stage = self.stage.clone();
                let answer = guarded(request.id().cloned(), self.inner.call(request));
                return async move {
                    let answer = answer.await?;
                    if answer.as_ref().is_some_and(Response::is_ok) {
                        *lock(&stage) = Stage::Running;
                    }
                    Ok(answer)
                }
                .boxed();
            }
            "shutdown" => {
                let mut stage = lock(&self.stage);
                if *stage == Stage::Running {
                    *stage = Stage::Down;
                }
            }
            "exit" => {
                let mut stage = lock(&self.stage);
                *stage = Stage::Left { orderly: *stage == Stage::Down };
                self.exit.notify_one();
            }
            // Who knows none of these may leave the notifications, and must answer the requests (LSP 3.17, $ notifications).
            method if method.starts_with("$/") && request.id().is_some() => {
                let unknown = |id| Response::from_error(id, Error::method_not_found());
                return ready(Ok(request.id().cloned().map(unknown))).boxed();
            }
            method if request.id().is_none() => {
                match notice(&*self.state, &self.stage, method, request.params().unwrap_or(&Value::Null)) {
                    Applied::Foreign => {}
                    Applied::Done => return ready(Ok(None)).boxed(),
                    Applied::Dropped => {
                        tracing::debug!(method, "dropped: the session is not running");
                        return ready(Ok(None)).boxed();
                    }
                }
            }
            _ => {}
        }
        let snapshot = self.state.snapshot();
        let id = request.id().cloned();
        let answer = self.inner.call(request);
        O::scope(snapshot, guarded(id, answer)).boxed()
    }
}

/// The future, with a panic in it told as an internal error to whoever waits for the answer.
fn guarded<E: Send + 'static>(
    id: Option<tower_lsp::jsonrpc::Id>,
    answer: impl Future<Output = Result<Option<Response>, E>> + Send + 'static,
) -> impl Future<Output = Result<Option<Response>, E>> + Send + 'static {
    AssertUnwindSafe(answer).catch_unwind().map(move |outcome| {
        outcome.unwrap_or_else(|_| {
            tracing::error!(?id, "a request panicked");
            Ok(id.map(|id| Response::from_error(id, Error::internal_error())))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::Mutex;

    /// Keeps the methods of what it was told.
    #[derive(Default)]
    struct Notes(Mutex<Vec<String>>);

    impl Ordered for Notes {
        type Snapshot = usize;

        fn apply(&self, method: &str, _: &Value) -> bool {
            self.0.lock().unwrap().push(method.to_owned());
            true
        }

        fn snapshot(&self) -> usize {
            self.0.lock().unwrap().len()
        }

        async fn scope<F: Future + Send>(_: usize, request: F) -> F::Output {
            request.await
        }
    }

    /// Answers every request but one, which panics.
    struct Inner;

    impl Service<Request> for Inner {
        type Response = Option<Response>;
        type Error = std::convert::Infallible;
        type Future = BoxFuture<'static, Result<Option<Response>, Self::Error>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            let (method, id, _) = request.into_parts();
            async move {
                assert_ne!(method, "bad");
                Ok(id.map(|id| Response::from_ok(id, json!(method.to_string()))))
            }
            .boxed()
        }
    }

    #[tokio::test]
    async fn a_panic_is_an_error_to_its_asker_and_nothing_else_is_lost() {
        let notes = Arc::new(Notes::default());
        let stage = Arc::new(Mutex::new(Stage::New));
        let mut service = InOrder::new(Inner, notes.clone(), stage, Pending::default(), Arc::default());
        let ask = |method: &'static str, id: i64| Request::build(method).id(id).finish();
        service.call(ask("initialize", 0)).await.unwrap();
        let before = service.call(ask("first", 1));
        let bad = service.call(ask("bad", 2));
        service.call(Request::build("textDocument/didChange").finish()).await.unwrap();
        let after = service.call(ask("last", 3));
        let error = bad.await.unwrap().expect("an answer");
        assert_eq!((error.id(), error.error().map(|e| e.code.code())), (&2.into(), Some(-32603)));
        for (answer, told) in [(before, "first"), (after, "last")] {
            assert_eq!(answer.await.unwrap().and_then(|r| r.result().cloned()), Some(json!(told)));
        }
        assert_eq!(*notes.0.lock().unwrap(), ["initialize", "textDocument/didChange"]);
    }
}
