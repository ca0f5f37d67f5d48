//! The handle on one ledger in the wasm's memory.

use budget::{AccountKind, Figure, Filter, ImportOptions, Journal, Learned, Ledger, Loaded, Settings};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use truelayer::feed;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::failure::{self, Failure};
use crate::input;

/// Transactions and settings, kept in the wasm's memory between calls.
#[wasm_bindgen]
#[derive(Debug)]
pub struct LedgerHandle(Ledger);

/// What the ledger is made with.
#[derive(Deserialize)]
struct Options {
    settings: Option<Box<RawValue>>,
    learned: Option<String>,
    today: NaiveDate,
}

/// What a correction changes.
#[derive(Serialize)]
struct Changed {
    changed: Vec<String>,
}

/// The account that a bare list of transactions belongs to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BareAccount {
    id: String,
    kind: AccountKind,
}

#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands optional strings over by value")]
impl LedgerHandle {
    /// An empty ledger from `{"settings"?, "learned"?, "today": "YYYY-MM-DD"}`.
    ///
    /// # Errors
    /// `invalid_settings`, `invalid_learned` or `invalid_input`, naming the field.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Self, String> {
        let make = || {
            let options: Options = input::document("options", options)?;
            let settings = match options.settings {
                Some(json) => read_settings(json.get())?,
                None => Settings::default(),
            };
            let mut ledger = Ledger::new(settings, options.today);
            if let Some(text) = options.learned {
                ledger.set_learned(Learned::from_json(&text).map_err(|error| Failure::of("learned", &error))?);
            }
            Ok(Self(ledger))
        };
        make().map_err(Failure::into_json)
    }

    /// Takes in a feed document, or `{"results":[…]}` of the account `{"id","kind"}`. Answers
    /// `{"accounts","transactions","problems"}`.
    ///
    /// # Errors
    /// `invalid_input` when the document has another shape; nothing was loaded then.
    pub fn load(&mut self, document: &[u8], account: Option<String>) -> Result<String, String> {
        self.load_statements(document, account.as_deref()).map_err(Failure::into_json)
    }

    /// The transactions that pass the filter `{"from"?,"to"?,"category"?,"account"?,"text"?}`, newest first.
    ///
    /// # Errors
    /// `invalid_input`, naming the filter's field.
    pub fn transactions(&self, filter: &str) -> Result<String, String> {
        input::document::<Filter>("filter", filter)
            .and_then(|filter| failure::json(&self.0.transactions(&filter)))
            .map_err(Failure::into_json)
    }

    /// The budget report of the period of that label, or of the current one.
    ///
    /// # Errors
    /// `invalid_input` when the label is none of the settings' period kind.
    pub fn budget(&self, period: Option<String>) -> Result<String, String> {
        let report = self.0.budget(period.as_deref()).map_err(|error| Failure::of("period", &error));
        report.and_then(|report| failure::json(&report)).map_err(Failure::into_json)
    }

    /// Why a transaction is what it is: `{"category","decided_by","confidence","because","reasons"}`.
    ///
    /// # Errors
    /// `invalid_input` when no transaction has the id.
    pub fn explain(&self, id: &str) -> Result<String, String> {
        let unknown = || Failure::input("id: no transaction has it");
        let explanation = self.0.explain(id).ok_or_else(unknown);
        explanation.and_then(|explanation| failure::json(&explanation)).map_err(Failure::into_json)
    }

    /// Which transactions make the figure `{"of","category"?,"currency"?}` of a period's report: `[{"id","amount"}]`.
    ///
    /// # Errors
    /// `invalid_input`, naming the figure's field or the period.
    pub fn figure(&self, figure: &str, period: Option<String>) -> Result<String, String> {
        input::document::<Figure>("figure", figure)
            .and_then(|figure| self.0.figure(period.as_deref(), figure).map_err(|error| Failure::of("period", &error)))
            .and_then(|addends| failure::json(&addends))
            .map_err(Failure::into_json)
    }

    /// What other settings would make of what is loaded: `[{"id","before","after"}]`.
    ///
    /// # Errors
    /// `invalid_settings`, naming the field.
    pub fn preview(&self, settings: &str) -> Result<String, String> {
        let changes = read_settings(settings).map(|settings| self.0.preview(&settings));
        changes.and_then(|changes| failure::json(&changes)).map_err(Failure::into_json)
    }

    /// The pending lines that are left out, because the settled line they became is there: `[{"pending","settled",…}]`.
    ///
    /// # Errors
    /// None in practice.
    pub fn settled(&self) -> Result<String, String> {
        failure::json(&self.0.settled().collect::<Vec<_>>()).map_err(Failure::into_json)
    }

    /// Pairs in two currencies that may be one move between own accounts: `[{"out","in"}]`.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(js_name = suggestedTransfers)]
    pub fn suggested_transfers(&self) -> Result<String, String> {
        failure::json(&self.0.suggested_transfers()).map_err(Failure::into_json)
    }

    /// The payments that come back and go on, the next one first.
    ///
    /// # Errors
    /// None in practice.
    pub fn recurring(&self) -> Result<String, String> {
        failure::json(&self.0.recurring()).map_err(Failure::into_json)
    }

    /// Takes in a file that a person downloaded from a bank. Answers as `load` does.
    ///
    /// # Errors
    /// `invalid_input` when nothing of the file can be read, or an option is wrong; nothing was loaded then.
    #[wasm_bindgen(js_name = importFile)]
    pub fn import_file(&mut self, file: &[u8], options: &str) -> Result<String, String> {
        let mut load = || {
            let options: ImportOptions = input::document("options", options)?;
            self.0.import(file, &options).map_err(|error| Failure::of("file", &error))
        };
        failure::json(&load().map_err(Failure::into_json)?).map_err(Failure::into_json)
    }

    /// Sets the category of a transaction, with `always` of its merchant; with `preview` changes nothing. Answers
    /// `{"changed":[ids]}`.
    ///
    /// # Errors
    /// `invalid_input` where there is no such transaction or category.
    pub fn correct(&mut self, id: &str, category: &str, always: bool, preview: bool) -> Result<String, String> {
        let mut run = || {
            let category = category.parse().map_err(|error| Failure::of("category", &error))?;
            let changed = match preview {
                true => self.0.preview_correction(id, category, always),
                false => self.0.correct(id, category, always),
            };
            let changed = changed.ok_or_else(|| Failure::input("id: no transaction has this id"))?;
            failure::json(&Changed { changed })
        };
        run().map_err(Failure::into_json)
    }

    /// [`Self::correct`] of the ids in a JSON list: `{"changed":[id],"missing":[id]}`.
    ///
    /// # Errors
    /// `invalid_input` where it is no list of ids, or there is no such category.
    #[wasm_bindgen(js_name = correctAll)]
    pub fn correct_all(&mut self, ids: &str, category: &str, always: bool, preview: bool) -> Result<String, String> {
        let mut run = || {
            let ids: Vec<String> =
                serde_json::from_str(ids).map_err(|error| Failure::input(format!("ids: {error}")))?;
            let category = category.parse().map_err(|error| Failure::of("category", &error))?;
            failure::json(&match preview {
                true => self.0.preview_corrections(&ids, category, always),
                false => self.0.correct_all(&ids, category, always),
            })
        };
        run().map_err(Failure::into_json)
    }

    /// What was learned from corrections, as a JSON text.
    #[wasm_bindgen(js_name = exportLearned)]
    #[must_use]
    pub fn export_learned(&self) -> String {
        self.0.learned().to_json()
    }

    /// Puts what another device learned to this.
    ///
    /// # Errors
    /// `invalid_learned` where the text is none of those; nothing changes then.
    #[wasm_bindgen(js_name = mergeLearned)]
    pub fn merge_learned(&mut self, text: &str) -> Result<(), String> {
        let theirs = Learned::from_json(text).map_err(|error| Failure::of("learned", &error).into_json())?;
        let mut all = self.0.learned().clone();
        all.merge(&theirs);
        self.0.set_learned(all);
        Ok(())
    }

    /// All transactions as a CSV table, the newest first.
    #[wasm_bindgen(js_name = exportCsv)]
    #[must_use]
    pub fn export_csv(&self) -> String {
        self.0.csv()
    }

    /// All transactions as a journal, `"hledger"` or `"beancount"`.
    ///
    /// # Errors
    /// `invalid_input` for another format.
    #[wasm_bindgen(js_name = exportJournal)]
    pub fn export_journal(&self, format: &str) -> Result<String, String> {
        match format {
            "hledger" => Ok(self.0.journal(Journal::Hledger)),
            "beancount" => Ok(self.0.journal(Journal::Beancount)),
            _ => Err(Failure::input("format: expected hledger or beancount").into_json()),
        }
    }

    /// All booked transactions as OFX, a bank statement for each account and currency.
    #[wasm_bindgen(js_name = exportOfx)]
    #[must_use]
    pub fn export_ofx(&self) -> String {
        self.0.ofx()
    }

    /// The settings in force.
    ///
    /// # Errors
    /// None in practice.
    pub fn settings(&self) -> Result<String, String> {
        failure::json(self.0.settings()).map_err(Failure::into_json)
    }

    /// Reads everything by other settings from now on.
    ///
    /// # Errors
    /// `invalid_settings`, naming the field; the old settings stay in force.
    #[wasm_bindgen(js_name = setSettings)]
    pub fn set_settings(&mut self, settings: &str) -> Result<(), String> {
        self.0.set_settings(read_settings(settings).map_err(Failure::into_json)?);
        Ok(())
    }
}

impl LedgerHandle {
    fn load_statements(&mut self, document: &[u8], account: Option<&str>) -> Result<String, Failure> {
        let malformed = |error: truelayer::Error| Failure::input(format!("feed: {}", error.message()));
        let statements = match account {
            None => feed::read(document).map_err(malformed)?,
            Some(account) => {
                let BareAccount { id, kind } = input::document("account", account)?;
                vec![feed::read_bare(document, &id, kind, self.0.settings().currency).map_err(malformed)?]
            }
        };
        let mut total = Loaded::default();
        for statement in statements {
            let loaded = self.0.load(statement);
            total.accounts = total.accounts.saturating_add(loaded.accounts);
            total.transactions = total.transactions.saturating_add(loaded.transactions);
            total.problems.extend(loaded.problems);
        }
        failure::json(&total)
    }
}

fn read_settings(json: &str) -> Result<Settings, Failure> {
    Settings::from_json(json.as_bytes()).map_err(|error| Failure::of("settings", &error))
}
