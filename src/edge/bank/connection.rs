//! One connection while a request lasts: whom it belongs to, which accounts it had last time, and its access token,
//! which is renewed at most once however many calls find it refused.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::lock::Mutex;
use truelayer::data::AccountRef;
use truelayer::{Code, Error, Secret};

use crate::tenant::{self, TenantClient};

/// A connection to ask about.
pub struct Connection {
    /// Our id of it.
    pub id: String,
    /// The bank's name for people.
    pub bank_name: String,
    /// The accounts it had when last seen.
    pub remembered: Vec<AccountRef>,
    /// Set when the bank said that it wants no more calls today.
    pub stopped: Cell<bool>,
    token: Mutex<Token>,
    tenant: Option<Rc<TenantClient>>,
}

struct Token {
    access: Secret,
    /// How the one attempt to renew it went.
    renewal: Option<Result<(), Error>>,
}

impl Connection {
    /// A connection with the token it has now. Without a `tenant` to ask, a refused token stays refused.
    pub fn new(
        id: String,
        bank_name: String,
        access: Secret,
        remembered: Vec<AccountRef>,
        tenant: Option<Rc<TenantClient>>,
    ) -> Self {
        let token = Mutex::new(Token { access, renewal: None });
        Self { id, bank_name, remembered, stopped: Cell::new(false), token, tenant }
    }

    /// The token to use.
    pub async fn token(&self) -> Secret {
        self.token.lock().await.access.clone()
    }

    /// A token that is not `refused`: one that a neighbouring call got already, or a new one from the tenant.
    pub async fn renewed(&self, refused: &Secret) -> Result<Secret, Error> {
        let mut token = self.token.lock().await;
        if token.access != *refused {
            return Ok(token.access.clone());
        }
        match (&token.renewal, &self.tenant) {
            (Some(Err(error)), _) => return Err(error.clone()),
            // The new one was refused, too; or there is nobody to ask.
            (Some(Ok(())), _) | (None, None) => return Err(Error::new(Code::ReconnectNeeded)),
            (None, Some(tenant)) => {
                let renewed = tenant.replace(tenant::Rejected::new(&self.id, refused)).await;
                token.renewal = Some(renewed.as_ref().map(|_| ()).map_err(Clone::clone));
                token.access = renewed?;
            }
        }
        Ok(token.access.clone())
    }
}
