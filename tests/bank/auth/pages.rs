//! The dialog's pages. The HTML is in the files beside this one; `{{name}}` is replaced by escaped text.
//!
//! For browser tests: every page has one `h1`. Bank list: a radio per bank, labelled with the bank's name (id
//! `bank-<provider_id>`), buttons "Continue" and "Cancel". Log-in: inputs labelled "User" (id `user`) and "Password"
//! (id `password`), buttons "Log in" and "Cancel"; a refused log-in shows `[role=alert]`. With `response_mode=form_post`
//! a last page has the button "Continue".

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::household::accounts::Bank;
use crate::registry::Link;

const LAYOUT: &str = include_str!("layout.html");
const STYLE: &str = include_str!("style.css");
const BANK_LIST: &str = include_str!("bank_list.html");
const BANK_ROW: &str = include_str!("bank_row.html");
const LOG_IN: &str = include_str!("log_in.html");
const RETURN: &str = include_str!("return.html");
const MISTAKE: &str = include_str!("mistake.html");

/// For a form whose link is over.
pub(crate) const LINK_USED: &str = "This page was used already, or is not known here.";

/// The choice of a bank, with the first one chosen.
pub(crate) fn bank_list(session: &str, link: &Link, banks: &[Bank]) -> Response {
    let offered = banks.iter().filter(|bank| bank.is_offered(link.providers.as_deref()));
    let row = |(index, bank): (usize, &Bank)| {
        let checked = if index == 0 { "checked" } else { "" };
        fill(BANK_ROW, &[("id", bank.id), ("name", bank.name), ("about", bank.about), ("checked", checked)])
    };
    let rows: String = offered.enumerate().map(row).collect();
    page("Choose your bank", &fill(BANK_LIST, &[("session", session)]).replace("{{rows}}", &rows), StatusCode::OK)
}

/// The log-in form of a bank; `refused` after wrong credentials.
pub(crate) fn log_in(session: &str, bank: &Bank, refused: bool) -> Response {
    let message = if refused { "That user and password do not match. Try john and doe." } else { "" };
    let body = fill(LOG_IN, &[("session", session), ("bank", bank.name), ("message", message)]);
    page(&format!("Log in to {}", bank.name), &body, StatusCode::OK)
}

/// Sends the answer back by a form, as `response_mode=form_post` asks.
pub(crate) fn return_by_form(redirect_uri: &str, fields: &[(&str, &str)]) -> Response {
    let input = |(name, value): &(&str, &str)| {
        fill(r#"<input type="hidden" name="{{name}}" value="{{value}}">"#, &[("name", name), ("value", value)])
    };
    let inputs: String = fields.iter().map(input).collect();
    let body = fill(RETURN, &[("action", redirect_uri)]).replace("{{inputs}}", &inputs);
    page("Back to the application", &body, StatusCode::OK)
}

/// A link or form that cannot be answered, and where nothing may be redirected to.
pub(crate) fn mistake(message: &str) -> Response {
    page("This link does not work", &fill(MISTAKE, &[("message", message)]), StatusCode::BAD_REQUEST)
}

/// `body` is HTML; the rest is text.
fn page(title: &str, body: &str, status: StatusCode) -> Response {
    let html = fill(LAYOUT, &[("title", title)]).replace("{{style}}", STYLE).replace("{{body}}", body);
    let headers: [(HeaderName, &str); 4] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // No form-action: browsers apply it to the redirect back to the application, too.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
        ),
    ];
    (status, headers, Html(html)).into_response()
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let put = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{{{name}}}}}"), &escape(value));
    values.iter().fold(template.to_owned(), put)
}

/// Text as HTML text or as a quoted attribute's value. Braces too, so that no value is taken for a placeholder.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '<' | '>' | '"' | '\'' | '{' | '}' => html.push_str(&format!("&#{};", u32::from(character))),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_cannot_become_markup_or_placeholders() {
        let html = fill("<p a=\"{{a}}\">{{b}}</p>", &[("a", "\"><script>{{b}}"), ("b", "x & y")]);
        assert_eq!(html, "<p a=\"&#34;&#62;&#60;script&#62;&#123;&#123;b&#125;&#125;\">x &#38; y</p>");
    }
}
