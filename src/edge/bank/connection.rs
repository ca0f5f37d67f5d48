//! One connection while a request lasts: whom it belongs to, which accounts it had last time, and its access token,
//! which is renewed at most once however many calls find it refused.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::lock::Mutex;
use truelayer::{Code, Error, Secret};

use super::body::LARGEST_IN_ALL;
use crate::tenant::{Known, Rejected, TenantClient, ViewConnection};

/// A connection to ask about.
pub struct Connection {
    /// Our id of it.
    pub id: String,
    /// The bank's name for people.
    pub bank_name: String,
    /// What was known of its accounts when last seen.
    pub known: Known,
    /// Whether `/me` is still to be asked.
    pub undescribed: bool,
    /// Set when the bank said that it wants no more calls today.
    pub stopped: Cell<bool>,
    /// How many bytes of its answers may still be read whole: each of several banks has its part, so that one that sends
    /// too much takes nothing from the others.
    pub bytes_left: Rc<Cell<usize>>,
    token: Mutex<Token>,
    tenant: Option<Rc<TenantClient>>,
}

struct Token {
    access: Secret,
    /// What came of renewing it, once that was tried.
    renewal: Option<Result<(), Error>>,
}

impl Connection {
    /// A connection of the tenant's, with the token that it has now.
    pub fn new(connection: &ViewConnection, access: Secret, tenant: Rc<TenantClient>) -> Self {
        Self {
            bank_name: connection.bank_name.clone(),
            known: connection.known.clone(),
            undescribed: connection.undescribed,
            tenant: Some(tenant),
            ..Self::unknown(&connection.id, access)
        }
    }

    /// A connection of which nothing but the token is known, with no tenant to ask for another.
    pub fn unknown(id: &str, access: Secret) -> Self {
        let token = Mutex::new(Token { access, renewal: None });
        Self {
            id: id.to_owned(),
            bank_name: String::new(),
            known: Known::default(),
            undescribed: false,
            stopped: Cell::new(false),
            bytes_left: Rc::new(Cell::new(LARGEST_IN_ALL)),
            token,
            tenant: None,
        }
    }

    /// The token to use.
    pub async fn token(&self) -> Secret {
        self.token.lock().await.access.clone()
    }

    /// Sees to it that the token is not `refused`: a neighbouring call may have got another already, or else the tenant
    /// is asked for one.
    pub async fn renew(&self, refused: &Secret) -> Result<(), Error> {
        let mut token = self.token.lock().await;
        if token.access != *refused {
            return Ok(());
        }
        match (&token.renewal, &self.tenant) {
            (Some(Err(error)), _) => Err(error.clone()),
            // A new token that is refused as well is no passing matter.
            (Some(Ok(())), _) | (None, None) => Err(Error::new(Code::ReconnectNeeded)),
            (None, Some(tenant)) => {
                let renewal =
                    tenant.replace(Rejected::new(&self.id, refused)).await.map(|access| token.access = access);
                token.renewal = Some(renewal.clone());
                renewal
            }
        }
    }
}
