//! TrueLayer's error answers: codes, statuses and descriptions as its documentation gives them. An empty description is
//! the token endpoint's form: nothing but the code.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// An error answer of the data endpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) error: String,
    pub(crate) description: String,
}

/// Every documented code with its status and description.
const KNOWN: &[(&str, u16, &str)] = &[
    ("validation_error", 400, "The supplied parameters are not valid."),
    ("invalid_date_range", 400, "Invalid date range provided."),
    ("deprecated_provider", 400, "This provider is deprecated."),
    ("invalid_grant", 400, ""),
    ("invalid_client", 400, ""),
    ("invalid_authorization_code", 400, ""),
    ("invalid_redirect_uri", 400, ""),
    ("invalid_request", 400, ""),
    ("unauthorized", 401, "The access token is not valid or no longer valid."),
    ("unauthorized_client", 401, "The client credentials you have entered are incorrect. Please check and try again."),
    ("invalid_token", 401, "The access token is not valid."),
    ("access_denied", 403, "Access to a specific resource has been denied."),
    (
        "sca_exceeded",
        403,
        "SCA exemption has expired. This resource is protected and should be accessed shortly after PSU Authentication. \
         In order to access this resource, please have the PSU re-authenticate.",
    ),
    ("invalid_credentials_key", 403, "The credentials key is not valid."),
    ("account_not_found", 404, "account not found"),
    ("provider_too_many_requests", 429, "Provider rate limit exceeded."),
    ("provider_request_limit_exceeded", 429, "Maximum number of requests per user allowed by provider exceeded."),
    ("internal_server_error", 500, "Internal server error."),
    ("endpoint_not_supported", 501, "Feature not supported by the provider"),
    // Those of TrueLayer's mock users; the statuses are not documented.
    ("account_permanently_locked", 403, "The account is permanently locked."),
    ("account_temporarily_locked", 403, "The account is temporarily locked."),
    ("user_input_required", 403, "The provider needs something from the user."),
    ("wrong_credentials", 401, "The credentials are not the user's."),
    ("internal_error", 500, "Internal error."),
    ("provider_error", 503, "The provider service is unavailable."),
    ("temporarily_unavailable", 503, "The provider service is unavailable."),
    ("connector_overload", 503, "The connector service is currently overloaded."),
    ("connector_timeout", 504, "The connector service timed out."),
    ("provider_timeout", 504, "The provider service timed out."),
];

/// An error of the auth server with the reason in its details.
pub(crate) fn with_reason(status: StatusCode, error: &str, description: &str, reason: &str) -> Response {
    let details = json!({ "reason": reason });
    (status, Json(json!({ "error_description": description, "error": error, "error_details": details })))
        .into_response()
}

/// The auth server's answer to an access token that it does not know.
pub(crate) fn unknown_token() -> Response {
    with_reason(StatusCode::UNAUTHORIZED, "unauthorized", "Unauthorized.", "Invalid token")
}

impl ApiError {
    /// A documented error; an unknown code becomes a 500 that says so.
    pub(crate) fn new(error: &str) -> Self {
        Self::known(error).unwrap_or_else(|| Self {
            status: 500,
            error: error.to_owned(),
            description: "Undocumented error.".to_owned(),
        })
    }

    /// The same of the auth server, which words one of them differently.
    pub(crate) fn of_auth(error: &str) -> Self {
        let error = Self::new(error);
        if error.error != "internal_server_error" {
            return error;
        }
        let description = "Sorry, we are experiencing technical difficulties. Please try again later.".to_owned();
        Self { description, ..error }
    }

    /// The documented error of this code.
    pub(crate) fn known(error: &str) -> Option<Self> {
        let (error, status, description) = KNOWN.iter().find(|(code, ..)| *code == error)?;
        Some(Self { status: *status, error: (*error).to_owned(), description: (*description).to_owned() })
    }

    /// There is no such endpoint, or nothing of that name behind it.
    pub(crate) fn not_found() -> Self {
        Self { status: 404, error: "not_found".to_owned(), description: "There is no such endpoint.".to_owned() }
    }

    pub(crate) fn token_expired(at: chrono::DateTime<chrono::Utc>) -> Self {
        let description = format!("The token expired at '{}'", at.format("%Y-%m-%d %H:%M:%SZ"));
        Self { description, ..Self::new("invalid_token") }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if self.description.is_empty() {
            return (status, Json(json!({ "error": self.error }))).into_response();
        }
        let mut body = json!({ "error_description": self.description, "error": self.error });
        // `invalid_token` is the one error without details.
        if let (true, Some(fields)) = (self.error != "invalid_token", body.as_object_mut()) {
            fields.insert("error_details".to_owned(), json!({}));
        }
        (status, Json(body)).into_response()
    }
}
