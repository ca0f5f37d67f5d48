//! What visits find out about a connection, kept for the next one.

use truelayer::data::Me;

use super::message::{Answer, Refusal};
use super::object::Desk;
use super::record::{Connection, Learned, Record};
use crate::clock;

impl Desk<'_> {
    /// Keeps it, and asks `/me` where it has not answered yet.
    pub async fn learn(&self, id: &str, learned: Learned) -> Result<Answer, Refusal> {
        let me = if learned.undescribed { self.missed_description(id).await? } else { None };
        let learn = |record: &mut Record| {
            let connection = record.connection_mut(id).ok_or(Refusal::NotFound)?;
            take(connection, learned, me);
            Ok(Answer::Done)
        };
        self.change(learn).await
    }

    /// What `/me` says now, where it did not when the bank was connected. A failure is in the log; the next visit tries
    /// again.
    async fn missed_description(&self, id: &str) -> Result<Option<Me>, Refusal> {
        let mut record = self.read_for_session().await?;
        let connection = record.connection_mut(id).ok_or(Refusal::NotFound)?;
        if !connection.undescribed || !connection.is_fresh(clock::now()) {
            return Ok(None);
        }
        let access = connection.tokens.access.clone();
        Ok(self.me_of(id, access).await.ok())
    }
}

fn take(connection: &mut Connection, learned: Learned, me: Option<Me>) {
    if let Some(known) = learned.known {
        connection.known = known;
    }
    if learned.over_for_today {
        connection.rest_until_tomorrow(clock::now());
    }
    if let Some(me) = me {
        connection.describe(me);
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Known;
    use super::super::record::tests::connection;
    use super::*;
    use truelayer::data::Provider;

    #[test]
    fn what_was_found_out_is_kept_and_nothing_else_changes() {
        let mut changed = connection("c1");
        take(&mut changed, Learned { known: None, over_for_today: false, undescribed: false }, None);
        assert_eq!(changed.known, connection("c1").known);
        assert_eq!(changed.resting_until, None);
        take(&mut changed, Learned { known: Some(Known::default()), over_for_today: true, undescribed: false }, None);
        assert_eq!(changed.known, Known::default());
        assert!(changed.resting_until.is_some_and(|until| until > clock::now()));
    }

    #[test]
    fn a_bank_that_said_nothing_of_itself_gets_its_name_later() {
        let mut changed = Connection { undescribed: true, bank_name: "Your bank".into(), ..connection("c1") };
        let provider = Provider { id: Some("ob-later".into()), name: Some("Later Bank".into()) };
        let me = Me { provider, ..Me::default() };
        take(&mut changed, Learned { known: None, over_for_today: false, undescribed: true }, Some(me));
        assert_eq!((changed.provider_id.as_str(), changed.bank_name.as_str()), ("ob-later", "Later Bank"));
        assert!(!changed.undescribed);
    }
}
