//! Asynchronous answers: 202 now, the answer itself at `/results/{task_id}` for the same connection. Whoever asks too early
//! sees the task queued or running, as often as the control interface said; then it is done, and its webhook is sent.

use std::collections::VecDeque;
use std::sync::Mutex;

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::errors::ApiError;
use crate::state::{Simulation, lock};

/// How many answers are kept.
const KEPT: usize = 1_000;

/// How tasks go that are accepted from now on. It is counted in polls, so that no test has to wait.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    /// How many polls see `Queued`.
    pub(crate) queued: u32,
    /// How many polls after those see `Running`.
    pub(crate) running: u32,
    /// Whether the task ends as `Failed`.
    pub(crate) fail: bool,
}

/// A call whose answer comes later.
#[derive(Debug)]
pub(crate) struct Order {
    /// As unguessable as a token.
    pub(crate) id: String,
    /// The `credentials_id` of the connection that may see the answer.
    owner: Option<String>,
    /// The whole URI that was called, and when.
    request_uri: String,
    requested_at: String,
    /// Of a batch: the window that was asked for.
    batch: Option<Value>,
    /// Who is to be told of the end; taken when that was done.
    webhook: Option<Uri>,
}

/// Tasks, the latest last.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<VecDeque<Task>>);

#[derive(Debug)]
struct Task {
    order: Order,
    pace: Pace,
    status: StatusCode,
    body: Bytes,
}

impl Order {
    /// `path` is what was called, with its query.
    pub(crate) fn new(simulation: &Simulation, owner: Option<&str>, path: &str, webhook: Option<Uri>) -> Self {
        Self {
            id: simulation.secret(),
            owner: owner.map(str::to_owned),
            request_uri: format!("{}{path}", simulation.address),
            requested_at: simulation.clock.now().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
            batch: None,
            webhook,
        }
    }

    /// The order of a batch, whose result repeats its window.
    pub(crate) fn of_batch(self, window: Value) -> Self {
        Self { batch: Some(window), ..self }
    }

    fn results_uri(&self, simulation: &Simulation) -> String {
        format!("{}/data/v1/results/{}", simulation.address, self.id)
    }

    /// An answer without data. How TrueLayer's looks is not documented: these have what the full ones must have.
    fn empty(&self, status: &str) -> Value {
        match &self.batch {
            None => json!({ "results": [], "status": status }),
            Some(window) => {
                let results = json!({ "accounts": [], "cards": [] });
                json!({ "status": status, "task_id": self.id, "request": window, "results": results })
            }
        }
    }
}

impl Task {
    /// What a poll sees.
    fn poll(&mut self) -> Response {
        let status = match self.pace {
            Pace { queued: 1.., .. } => "Queued",
            Pace { running: 1.., .. } => "Running",
            Pace { fail: true, .. } => "Failed",
            Pace { .. } => {
                let headers = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
                return (self.status, headers, self.body.clone()).into_response();
            }
        };
        match self.pace.queued {
            0 => self.pace.running = self.pace.running.saturating_sub(1),
            left => self.pace.queued = left - 1,
        }
        Json(self.order.empty(status)).into_response()
    }

    /// Tells of the end, once.
    fn tell_if_done(&mut self, simulation: &Simulation) {
        let is_done = self.pace.queued == 0 && self.pace.running == 0;
        let Some(uri) = self.order.webhook.take_if(|_| is_done) else { return };
        let told = json!({
            "request_timestamp": self.order.requested_at,
            "request_uri": self.order.request_uri,
            "results_uri": self.order.results_uri(simulation),
            "credentials_id": self.order.owner,
            "task_id": self.order.id,
            "status": if self.pace.fail { "Failed" } else { "Succeeded" },
        });
        simulation.webhooks.send(uri, &told);
    }
}

impl Tasks {
    /// Keeps the answer and says where it will be. Without an answer the task fails.
    pub(crate) fn accept(
        &self,
        simulation: &Simulation,
        order: Order,
        answer: Option<(StatusCode, Bytes)>,
    ) -> Response {
        let pace = lock(&simulation.knobs).pace;
        let pace = Pace { fail: pace.fail || answer.is_none(), ..pace };
        let queued = json!({
            "results_uri": order.results_uri(simulation),
            "status": "Queued",
            "task_id": order.id,
        });
        let (status, body) = answer.unwrap_or_default();
        let mut task = Task { order, pace, status, body };
        task.tell_if_done(simulation);
        let mut tasks = lock(&self.0);
        if tasks.len() == KEPT {
            tasks.pop_front();
        }
        tasks.push_back(task);
        (StatusCode::ACCEPTED, Json(queued)).into_response()
    }

    /// Puts the right answer of a call aside that did not ask for it.
    pub(crate) async fn put_aside(&self, simulation: &Simulation, order: Order, right: Response) -> Response {
        if right.status() == StatusCode::ACCEPTED {
            return right;
        }
        let (parts, body) = right.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        self.accept(simulation, order, Some((parts.status, body)))
    }

    /// What a poll of this task sees.
    pub(crate) fn result(&self, simulation: &Simulation, id: &str, owner: &str) -> Result<Response, ApiError> {
        self.poll(simulation, |task| task.order.id == id && task.order.owner.as_deref() == Some(owner))
    }

    /// What a poll of the connection's latest batch sees.
    pub(crate) fn batch_result(&self, simulation: &Simulation, owner: &str) -> Result<Response, ApiError> {
        self.poll(simulation, |task| task.order.batch.is_some() && task.order.owner.as_deref() == Some(owner))
    }

    fn poll(&self, simulation: &Simulation, is_it: impl Fn(&Task) -> bool) -> Result<Response, ApiError> {
        let mut tasks = lock(&self.0);
        let task = tasks.iter_mut().rev().find(|task| is_it(task)).ok_or_else(ApiError::not_found)?;
        let response = task.poll();
        task.tell_if_done(simulation);
        Ok(response)
    }

    /// Ends all tasks that are queued or running, each as it was to end.
    pub(crate) fn finish(&self, simulation: &Simulation) {
        for task in lock(&self.0).iter_mut() {
            task.pace = Pace { fail: task.pace.fail, ..Pace::default() };
            task.tell_if_done(simulation);
        }
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }
}
