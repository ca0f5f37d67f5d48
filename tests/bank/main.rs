//! A simulated TrueLayer and the banks behind it, for tests and for trying openpurse out: made-up people, made-up money.
//!
//! It shares no code with the project's TrueLayer client, so that one misreading of the protocol cannot be made twice.
//!
//! ```text
//! $ cargo run -p bank -- --port 9000 --control-port 9001
//! {"bank":"http://127.0.0.1:9000","control":"http://127.0.0.1:9001"}
//! ```
//!
//! # By hand
//! A browser opens the dialog; log in as `john` / `doe` (or another of TrueLayer's mock users: `john1` / `doe1` to 100,
//! `john` / `eternal`, `error.provider_error` / `error`, whose data calls fail with that code). The redirect carries the code:
//! ```text
//! http://127.0.0.1:9000/?response_type=code&client_id=simulated-client&redirect_uri=http://localhost:8787/cb
//!     &scope=info%20accounts%20balance%20cards%20transactions%20direct_debits%20standing_orders%20offline_access&state=x1
//!
//! curl -d grant_type=authorization_code -d client_id=simulated-client -d client_secret=simulated-secret-not-real \
//!      -d redirect_uri=http://localhost:8787/cb -d code=$CODE http://127.0.0.1:9000/connect/token
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:9000/data/v1/accounts
//! curl -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:9000/data/v1/accounts/$ID/transactions?from=2026-11-01&to=2026-11-23"
//! ```
//! A link can be opened until it was used: for another code change its `state`.
//!
//! Without a browser the two forms can be posted: the dialog's page has the `session` in a hidden field.
//! ```text
//! curl -d session=$SESSION -d provider=ob-monzo http://127.0.0.1:9000/bank
//! curl -i -d session=$SESSION -d user=john -d password=doe http://127.0.0.1:9000/login
//! ```
//!
//! # The banks
//! `ob-monzo` (two current accounts), `ob-harbour-card` (a credit card; `/accounts` is 501), `ob-northfield` (savings;
//! `/cards` is 501), `mock-eight` (eight current accounts). With one current account each: `ob-plainbank`, `ob-strictbank`
//! (old transactions only for five minutes after a log-in, then 403 `sca_exceeded`; moves to a pot), `ob-slowbank` (800 ms a
//! call), `ob-downbank` (503 but for `/me`), `ob-nofrom` (ignores `from`), `ob-noids` (no stable ids), `xs2a-eurobank` (EUR,
//! IBAN only, no mandates, consent of 180 days). `providers=uk-ob-all` offers all, `uk-cs-mock` the fourth.
//! A seed and a day give the same household; the next day's differs only by what is new (and by running balances).
//! Without `--today` the day is London's and moves on at midnight. `transaction_id` is new with every request.
//!
//! # Control
//! On the second port, JSON in and out; a mistake is a 400 with `error`.
//! ```text
//! curl -X POST $CONTROL/reset                                    # all that is set below, logs, tasks, the clock; tokens stay
//! curl -X PUT $CONTROL/delay  --json '{"ms":300}'                # for every data call
//! curl -X PUT $CONTROL/faults --json '[{"path":"/accounts/*/transactions","provider_id":"ob-monzo","times":1,"fault":"hang"}]'
//! curl -X PUT $CONTROL/faults --json '[{"path":"/accounts","fault":"error","error":"provider_too_many_requests"}]'
//! curl -X PUT $CONTROL/tokens --json '{"expires_in":2,"rotate":true}'  # also newest_only, expire_access, …
//! curl $CONTROL/tokens                                           # the refresh tokens that are accepted now
//! curl -X PUT $CONTROL/tasks  --json '{"queued":1,"running":2,"fail":true}'   # asynchronous calls; `finish` ends them
//! curl -X PUT $CONTROL/clock  --json '{"advance_seconds":301}'   # codes, tokens, consents; not the household's day
//! curl -X PUT $CONTROL/volume --json '{"rows":25000,"account_id":"…"}'   # that many transactions; `{}` ends it
//! curl -X PUT $CONTROL/given --json '{"today":"2026-11-30","feed":{…}}'  # accounts and rows of a feed, instead of the household's
//! curl -X PUT $CONTROL/sandbox --json '{"on":true}'              # as --sandbox: the provider `mock`, as TrueLayer has it
//! curl -X PUT $CONTROL/behaviour --json '{"provider_id":"ob-monzo","sca":"clamp"}'   # below; without a bank, all banks
//! curl $CONTROL/calls; curl $CONTROL/calls/count                 # what was asked of all endpoints but the dialog's pages
//! curl $CONTROL/webhooks                                         # what was sent, where, how often, what was answered
//! curl $CONTROL/issued                                         # every code, token and session of the log-in pages so far
//! curl "$CONTROL/records?provider_id=ob-monzo"                   # every record with its true kind and category
//! ```
//! Behaviour, each bank's own until told otherwise: `delay_ms`, `down`, `ignores_from`, `sca` (`off`, `clamp` to 88 days,
//! `refuse`), `attendance` (four calls a day for an account without `X-PSU-IP`, then 429), `cache` (the same URL has the same
//! answer for an hour), `new_account_ids` (with every log-in), `idle_expiry` (of refresh tokens, after 30 days; Strict Bank's
//! own), `extend` (`by_user`, `no_action_needed`, `authentication_needed`, `reconfirmation_needed`, `refuse`).
//!
//! Tokens: `expires_in`; `rotate`, a refresh replaces the refresh token, too; `newest_only`, a refresh ends the access token
//! before it (until told otherwise); `expire_access` and `revoke_refresh`, now, of the bank `provider_id` or of all.
//!
//! `in_flight_max` of a call is the most calls that were under way at any moment of it.
//!
//! Faults: `hang`, `reset`, `html_502`, `malformed`, `truncated`, `stalled` (half of the body, then silence), `endless`
//! (rows for ever), `empty` (200, no bytes), `slow_headers` (nothing for `ms`, then the right answer), `accepted` (202, the
//! right answer at `results_uri`), `error` (with `retry_after`, that header). Paths are below `/data/v1`, or one of
//! `/connect/token`, `/api/delete`, `/api/debug`, `/v1/reauthuri`, `/api/providers`. A fault replaces whatever the answer
//! would have been; the token tells which bank is called.
//!
//! # Asynchronous calls
//! `async=true`, a `webhook_uri`, or `POST /data/v1/batch/transactions` makes a task of a call: 202 with its `results_uri`, at
//! which only the same connection sees the result (the latest batch is also at `/batch/results`).
//! ```text
//! curl -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:9000/data/v1/accounts?webhook_uri=http://127.0.0.1:9002/hook"
//! curl -H "Authorization: Bearer $TOKEN" --json '{"from":"2026-11-01","to":"2026-11-23","pending":true,"balance":true}' \
//!      http://127.0.0.1:9000/data/v1/batch/transactions
//! ```
//! A task is done at once, or after as many polls as `/tasks` says: those see `Queued`, then `Running`, without results. Then
//! it is `Succeeded`, or `Failed` (without results) if told so or if the bank refuses. Token, scope, dates, an unknown account
//! and an unsupported endpoint are refused with the call itself. A webhook is sent when the task is done, up to three times,
//! until it is answered with a 2xx within two seconds; only http to this machine is a `webhook_uri`.
//!
//! # Against the published descriptions
//! One test holds every kind of answer against TrueLayer's OpenAPI files (`data-api-v1.openapi.json` and
//! `auth-server.openapi.json`), looked for in the folder `OPENPURSE_SCHEMAS`, by default `../shared/truelayer` beside the
//! checkout. Where they are not, it says `schemas not found` on stderr, and `cargo xtask test` in its summary.

mod auth;
mod behaviour;
mod calls;
mod clock;
mod control;
mod data;
mod errors;
mod faults;
mod given;
mod household;
mod options;
mod registry;
mod sandbox;
mod serve;
mod state;
mod tasks;
mod volume;
mod webhooks;

use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use options::{Options, USAGE};
use state::Simulation;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bank: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let bank = listen(options.port).await?;
    let control = listen(options.control_port).await?;
    let exit_with_stdin = options.exit_with_stdin;
    let address = format!("http://{}", bank.local_addr()?);
    let simulation = Arc::new(Simulation::new(options, address.clone())?);
    let addresses = serde_json::json!({
        "bank": address,
        "control": format!("http://{}", control.local_addr()?),
    });
    let bank_routes = auth::routes().merge(data::routes()).with_state(Arc::clone(&simulation));
    tokio::spawn(serve::serve(bank, bank_routes));
    tokio::spawn(serve::serve(control, control::routes().with_state(simulation)));
    let stopped = stop_signal()?;
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{addresses}")?;
    stdout.flush()?;
    tokio::select! {
        () = stopped => {}
        () = stdin_closed(exit_with_stdin) => {}
    }
    Ok(())
}

async fn listen(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot listen on port {port}: {error}"))
}

/// Ends with SIGINT or SIGTERM. The handlers are in place when this returns, before the future is awaited.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(windows)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move { drop(interrupt.recv().await) })
}

/// Ends when stdin does: a parent that dies leaves no orphan. The read needs a thread that nobody waits for.
async fn stdin_closed(watch: bool) {
    if !watch {
        return std::future::pending().await;
    }
    let (closed, told) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut buffer = [0; 64];
        while std::io::stdin().read(&mut buffer).is_ok_and(|count| count > 0) {}
        drop(closed);
    });
    // The only message is that the other end is gone.
    let _gone = told.await;
}

/// The bearer token of a request.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}
