//! Asynchronous answers: 202 now, the answer itself at `/results/{task_id}` for the same connection.

use std::collections::VecDeque;
use std::sync::Mutex;

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::errors::ApiError;
use crate::state::{Simulation, lock};

/// How many answers are kept.
const KEPT: usize = 1_000;

/// Answers put aside, the latest last.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<VecDeque<Task>>);

#[derive(Debug)]
struct Task {
    id: String,
    status: StatusCode,
    body: Bytes,
}

impl Tasks {
    /// Keeps the answer and says where it is. The task's id is as unguessable as a token.
    pub(crate) async fn put_aside(&self, simulation: &Simulation, right: Response) -> Response {
        let id = simulation.secret();
        let results_uri = format!("{}/data/v1/results/{id}", simulation.address);
        let queued = json!({ "results_uri": results_uri, "status": "Queued", "task_id": id });
        let (parts, body) = right.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let mut tasks = lock(&self.0);
        if tasks.len() == KEPT {
            tasks.pop_front();
        }
        tasks.push_back(Task { id, status: parts.status, body });
        (StatusCode::ACCEPTED, Json(queued)).into_response()
    }

    /// The answer that was put aside under this id.
    pub(crate) fn result(&self, id: &str) -> Result<Response, ApiError> {
        let tasks = lock(&self.0);
        let task = tasks.iter().find(|task| task.id == id).ok_or_else(ApiError::not_found)?;
        let headers = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
        Ok((task.status, headers, task.body.clone()).into_response())
    }
}
