//! Files of every bank, invented, and what becomes of them.

use super::*;
use crate::transaction::{Method, Status};

fn read(file: &str) -> Vec<Statement> {
    import(file.as_bytes(), &ImportOptions::default()).unwrap()
}

fn rows(statement: &Statement) -> Vec<String> {
    statement.records.iter().map(|row| format!("{} {} {}", row.date, row.amount, row.description)).collect()
}

#[test]
fn monzo_leaves_out_what_was_declined() {
    let found = read(
        "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency\n\
         tx_fake1,03/11/2026,10:00:00,Card payment,Pret,,Eating out,-3.40,GBP,-4.00,EUR\n\
         tx_fake2,03/11/2026,10:01:00,Pot transfer,Rainy day,,Transfers,-20.00,GBP,-20.00,GBP\n\
         tx_fake3,03/11/2026,10:02:00,Card payment,Shop,,Shopping,0.00,GBP,-9.00,GBP\n",
    );
    assert_eq!(rows(&found[0]), ["2026-11-03 -3.40 Pret", "2026-11-03 -20.00 Rainy day"]);
    assert_eq!(found[0].records[0].stable_id.as_deref(), Some("tx_fake1"));
    assert_eq!(found[0].records[1].hint.method, Some(Method::Transfer));
    assert_eq!((found[0].problems[0].code, found[0].problems[0].row), ("not_booked", Some(2)));
}

#[test]
fn revolut_takes_fees_off_and_has_an_account_for_each_currency() {
    let found = read(
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n\
         CARD_PAYMENT,Current,2026-11-01 09:00:00,2026-11-02 09:00:00,Cafe,-5.00,0.50,GBP,COMPLETED,1\n\
         CARD_PAYMENT,Current,2026-11-03 09:00:00,,Hotel,-90.00,0.00,EUR,PENDING,\n\
         CARD_PAYMENT,Current,2026-11-03 09:00:00,,Gone,-7.00,0.00,GBP,REVERTED,\n",
    );
    let all: Vec<_> = found.iter().flat_map(rows).collect();
    assert_eq!(all, ["2026-11-03 -90.00 Hotel", "2026-11-02 -5.50 Cafe"]);
    assert_eq!(found[0].records[0].status, Status::Pending);
    assert_ne!(found[0].account.fingerprint, found[1].account.fingerprint);
}

#[test]
fn lloyds_and_barclays_are_the_accounts_of_their_feeds() {
    let lloyds = read(
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n\
         03/11/2026,DEB,'00-00-42,00000017,LIDL GB,12.00,,1\n04/11/2026,BGC,'00-00-42,00000017,ACME,,\"1,800.00\",1\n",
    );
    assert_eq!(rows(&lloyds[0]), ["2026-11-03 -12.00 LIDL GB", "2026-11-04 1800.00 ACME"]);
    let barclays =
        read("Number,Date,Account,Amount,Subcategory,Memo\n,03/11/2026,00-00-42 00000017,-12.00,PAYMENT,LIDL GB\n");
    assert_eq!(lloyds[0].account.fingerprint, "c240b791c4003167277c21d02a81fb38");
    assert_eq!(barclays[0].account.fingerprint, lloyds[0].account.fingerprint);
}

#[test]
fn hsbc_has_no_headings_and_nationwide_a_preamble_in_windows_1252() {
    let hsbc = read("03/11/2026,VIS PRET,\"-1,003.40\"\n");
    assert_eq!(
        (hsbc[0].account.bank_name.as_str(), rows(&hsbc[0])),
        ("HSBC", vec!["2026-11-03 -1003.40 VIS PRET".to_owned()])
    );
    let file = b"\"Account Name:\",\"Fake ****00042\"\r\n\"Account Balance:\",\"\xa31.00\"\r\n\r\n\
        \"Date\",\"Transaction type\",\"Description\",\"Paid out\",\"Paid in\",\"Balance\"\r\n\
        \"03 Nov 2026\",\"Visa purchase\",\"PRET\",\"\xa33.40\",\"\",\"\xa31.00\"\r\n";
    let found = import(file, &ImportOptions::default()).unwrap();
    assert_eq!(rows(&found[0]), ["2026-11-03 -3.40 PRET"]);
}

#[test]
fn utf_16_is_read_and_a_bad_row_hides_no_other() {
    let text = "Date,Counter Party,Reference,Type,Amount (GBP)\nnever,A,,X,-1\n03/11/2026,Böse,,X,(2.00)\n03/11/2026,C,,X,\"12,34\"\n";
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let found = import(&bytes, &ImportOptions::default()).unwrap();
    assert_eq!(rows(&found[0]), ["2026-11-03 -2.00 Böse"]);
    let codes: Vec<_> = found[0].problems.iter().map(|problem| (problem.code, problem.row)).collect();
    assert_eq!(codes, [("bad_date", Some(0)), ("bad_amount", Some(2))]);
    assert!(found[0].problems[0].message.starts_with("line 2: "));
}

#[test]
fn ofx_1_and_2_say_the_same() {
    let sgml = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP\n<BANKACCTFROM><BANKID>000042\n\
        <ACCTID>00000017\n</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>POS\n<DTPOSTED>20261103120000[0:GMT]\n<TRNAMT>-3.40\n\
        <FITID>fake-1\n<NAME>M&amp;S\n</STMTTRN><STMTTRN><TRNTYPE>POS\n<DTPOSTED>x\n<TRNAMT>1\n</STMTTRN></BANKTRANLIST></STMTRS></OFX>";
    let xml = "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX><STMTRS><CURDEF>GBP</CURDEF><BANKACCTFROM><BANKID>000042</BANKID>\
        <ACCTID>00000017</ACCTID></BANKACCTFROM><STMTTRN><TRNTYPE>POS</TRNTYPE><DTPOSTED>20261103</DTPOSTED><TRNAMT>-3.40</TRNAMT>\
        <FITID>fake-1</FITID><NAME>M&amp;S</NAME><BANKACCTTO><ACCTID>9</ACCTID></BANKACCTTO></STMTTRN></STMTRS></OFX>";
    let (one, two) = (read(sgml), read(xml));
    assert_eq!((&one[0].account, &one[0].records), (&two[0].account, &two[0].records));
    assert_eq!(rows(&one[0]), ["2026-11-03 -3.40 M&S"]);
    assert_eq!(one[0].account.fingerprint, "c240b791c4003167277c21d02a81fb38");
    assert_eq!(one[0].problems[0].code, "bad_date");
}

#[test]
fn an_ofx_file_that_breaks_off_says_so_and_keeps_what_it_has() {
    let found =
        read("<OFX><STMTRS><CURDEF>GBP<STMTTRN><DTPOSTED>20261103<TRNAMT>-3.40<NAME>PRET</STMTTRN><STMTTRN><TRN");
    assert_eq!(rows(&found[0]), ["2026-11-03 -3.40 PRET"]);
    assert_eq!(found[0].problems[0].code, "truncated");
}

#[test]
fn a_row_that_cannot_be_read_makes_no_account() {
    let found = read(
        "Number,Date,Account,Amount,Subcategory,Memo\n,03/11/2026,00-00-42 00000017,-12.00,PAYMENT,LIDL GB\nTotal\n",
    );
    assert_eq!((found.len(), found[0].problems.len()), (1, 1));
}

#[test]
fn all_dates_of_a_qif_file_say_which_order_they_are_in() {
    let file = |date: &str| format!("!Type:Bank\nD03/11/2026\nT-3.40\nPPRET\n^\nD{date}\nT1,800.00\nMACME\n^\n");
    let dates = |date: &str| rows(&read(&file(date))[0]);
    assert_eq!(dates("13/11/2026"), ["2026-11-03 -3.40 PRET", "2026-11-13 1800.00 ACME"]);
    assert_eq!(dates("11/13'26"), ["2026-03-11 -3.40 PRET", "2026-11-13 1800.00 ACME"]);
    assert_eq!(dates("04/11/2026"), ["2026-11-03 -3.40 PRET", "2026-11-04 1800.00 ACME"]);
    let american = ImportOptions { date_order: DateOrder::Mdy, ..ImportOptions::default() };
    assert_eq!(import(file("04/11/2026").as_bytes(), &american).unwrap()[0].records[1].date.to_string(), "2026-04-11");
}

#[test]
fn camt_of_old_and_new_versions_is_read() {
    let file = |version: &str, status: &str, iban: &str| {
        format!(
            "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\"><BkToCstmrStmt><Stmt>\
             <Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>GBP</Ccy></Acct>\
             <Ntry><Amt Ccy=\"GBP\">3.40</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{status}</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>\
             <AcctSvcrRef>fake-1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Fake &amp; Co</Nm></Cdtr></RltdPties>\
             <RmtInf><Ustrd>INV 1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\
             <Ntry><Amt Ccy=\"GBP\">1</Amt></Ntry></Stmt></BkToCstmrStmt></Document>"
        )
    };
    let old = read(&file("02", "BOOK", "GB00 FAKE 0000 4200 0000 17"));
    let new = read(&file("08", "<Cd>PDNG</Cd>", "IE00FAKE00000087654321"));
    assert_eq!(rows(&old[0]), ["2026-11-03 -3.40 Fake & Co INV 1"]);
    assert_eq!(old[0].account.fingerprint, "c240b791c4003167277c21d02a81fb38");
    assert_eq!(old[0].problems[0].code, "bad_amount");
    assert_eq!(rows(&new[0]), rows(&old[0]));
    assert_eq!((old[0].records[0].status, new[0].records[0].status), (Status::Settled, Status::Pending));
    assert_eq!(new[0].records[0].stable_id.as_deref(), Some("fake-1"));
}

#[test]
fn what_is_no_statement_is_refused_with_what_to_do() {
    let kind = |bytes: &[u8], options: &ImportOptions| import(bytes, options).unwrap_err().kind();
    let none = ImportOptions::default();
    assert_eq!(kind(b"", &none), ErrorKind::FileFormat);
    assert_eq!(kind(b"<OFX></OFX>", &none), ErrorKind::FileFormat);
    assert_eq!(kind(b"<BkToCstmrStmt>", &none), ErrorKind::FileContent);
    assert_eq!(kind(&vec![b' '; MAX_BYTES + 1], &none), ErrorKind::FileTooLarge);
    let mapping = Mapping { date: "A".to_owned(), description: "B".to_owned(), ..Mapping::default() };
    let mapped = ImportOptions { mapping: Some(mapping), ..none };
    assert_eq!(kind(b"X,B\n", &mapped), ErrorKind::Mapping);
    assert_eq!(kind(b"A,B\n", &mapped), ErrorKind::Mapping);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let _ = import(&bytes, &ImportOptions::default());
        let _ = import(&[b"<OFX><STMTRS><STMTTRN><DTPOSTED>", bytes.as_slice(), b"</STMTTRN></STMTRS>"].concat(), &ImportOptions::default());
        let _ = import(&[b"!Type:Bank\nD", bytes.as_slice()].concat(), &ImportOptions::default());
        let _ = import(&[b"<BkToCstmrStmt>", bytes.as_slice()].concat(), &ImportOptions::default());
        let _ = import(&[b"Date,Counter Party,Reference,Type,Amount (GBP)\n", bytes.as_slice()].concat(), &ImportOptions::default());
    }
}

#[test]
fn xml_that_would_take_hours_is_refused() {
    let attributes: String = (0..100_000).map(|at| format!(" a{at}=\"\"")).collect();
    let spaces = |at: usize| format!("<a xmlns:a{at}=\"u{at}\">");
    for inside in [format!("<a{attributes}/>"), (0..50_000).map(spaces).collect()] {
        let error = import(format!("<BkToCstmrStmt>{inside}").as_bytes(), &ImportOptions::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileContent);
        assert!(error.to_string().contains("no bank"), "{error}");
    }
}

#[test]
fn what_a_bank_only_tells_is_no_booking() {
    let entry = |status: &str| {
        format!(
            "<Ntry><Amt>5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{status}</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt></Ntry>"
        )
    };
    let file = format!(
        "<BkToCstmrStmt><Stmt>{}{}{}</Stmt></BkToCstmrStmt>",
        entry("BOOK"),
        entry("INFO"),
        entry("<Cd>INFO</Cd>")
    );
    let read = import(file.as_bytes(), &ImportOptions::default()).unwrap();
    let told: Vec<_> = read[0].problems.iter().map(|problem| (problem.code, problem.row)).collect();
    assert_eq!((read[0].records.len(), told), (1, vec![("not_booked", Some(1)), ("not_booked", Some(2))]));
}

#[test]
fn an_original_currency_of_ofx_is_not_the_amounts() {
    let line = |id: u8, tag: &str| {
        format!("<STMTTRN><DTPOSTED>20261103<TRNAMT>-5<FITID>{id}<{tag}><CURRATE>1.2<CURSYM>EUR</{tag}></STMTTRN>")
    };
    let file = format!("<OFX><STMTRS><CURDEF>GBP{}{}</STMTRS>", line(1, "CURRENCY"), line(2, "ORIGCURRENCY"));
    let read = import(file.as_bytes(), &ImportOptions::default()).unwrap();
    assert_eq!(read[0].records.iter().map(|record| record.currency.as_str()).collect::<Vec<_>>(), ["EUR", "GBP"]);
}

#[test]
fn no_line_of_ofx_is_lost_in_silence() {
    let lines = |text: &str| -> Vec<(usize, usize)> {
        let read = import(format!("<OFX><STMTRS><CURDEF>GBP{text}").as_bytes(), &ImportOptions::default()).unwrap();
        read.iter().map(|it| (it.records.len(), it.problems.len())).collect()
    };
    let line = "<STMTTRN><DTPOSTED>20261103<TRNAMT>-5<FITID>1";
    assert_eq!(lines(&format!("{line}{line}</STMTTRN></STMTRS>")), [(2, 0)]);
    assert_eq!(lines(&format!("{line}</STMTRS>")), [(1, 0)]);
    assert_eq!(lines(&format!("{line}</STMTTRN></STMTRS><STMTRS><CURDEF>GBP")), [(1, 0), (0, 1)]);
    assert_eq!(
        lines(&format!("{line}</STMTTRN></STMTRS><STMTRS><CURDEF>GBP<STMTTRN><DTPOSTED>2026")),
        [(1, 0), (0, 1)]
    );
}

#[test]
fn every_row_that_does_not_count_has_its_codes_and_its_sentence() {
    let revolut = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n";
    let monzo = "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency\n";
    let lloyds = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n";
    let camt = |entry: &str| format!("<BkToCstmrStmt><Stmt><Ntry>{entry}</Ntry></Stmt></BkToCstmrStmt>");
    let ofx = |line: &str| format!("<OFX><STMTRS><STMTTRN>{line}</STMTTRN></STMTRS>");
    let cases = [
        (
            format!("{revolut}CARD,Current,never,,Cafe,-5,0,GBP,COMPLETED,1\n"),
            "bad_date",
            "line 2: left out: no date in column \"Completed Date\"",
            r#"{"format":"csv","number":2,"reason":{"code":"no_date","field":"Completed Date"}}"#,
        ),
        (
            format!("{revolut}CARD,Current,2026-11-01,2026-11-02,Cafe,-5,0,pounds,COMPLETED,1\n"),
            "bad_currency",
            "line 2: left out: no three-letter currency in column \"Currency\"",
            r#"{"format":"csv","number":2,"reason":{"code":"no_currency","field":"Currency"}}"#,
        ),
        (
            format!("{revolut}CARD,Current,2026-11-01,,Cafe,-5,0,GBP,REVERTED,1\n"),
            "not_booked",
            "line 2: left out: its state is REVERTED",
            r#"{"format":"csv","number":2,"reason":{"code":"not_booked","state":"REVERTED"}}"#,
        ),
        (
            format!("{monzo}tx,03/11/2026,10:02:00,Card payment,Shop,,Shopping,0.00,GBP,-9.00,GBP\n"),
            "not_booked",
            "line 2: left out: the payment was declined",
            r#"{"format":"csv","number":2,"reason":{"code":"declined"}}"#,
        ),
        (
            format!("{monzo}tx,03/11/2026,10:02:00,Card payment,Shop,,Shopping,much,GBP,,GBP\n"),
            "bad_amount",
            "line 2: left out: no amount in column \"Amount\"",
            r#"{"format":"csv","number":2,"reason":{"code":"no_amount","field":"Amount"}}"#,
        ),
        (
            format!("{lloyds}03/11/2026,DEB,,00000017,LIDL GB,,,1\n"),
            "bad_amount",
            "line 2: left out: neither money out nor money in",
            r#"{"format":"csv","number":2,"reason":{"code":"no_money"}}"#,
        ),
        (
            "!Type:Bank\nDnever\nT1\n^\n".to_owned(),
            "bad_date",
            "transaction 1: left out: its date (D) cannot be read",
            r#"{"format":"qif","number":1,"reason":{"code":"no_date","field":"D"}}"#,
        ),
        (
            "!Type:Bank\nD03/11/2026\nTmuch\n^\n".to_owned(),
            "bad_amount",
            "transaction 1: left out: its amount (T) cannot be read",
            r#"{"format":"qif","number":1,"reason":{"code":"no_amount","field":"T"}}"#,
        ),
        (
            ofx("<DTPOSTED>never<TRNAMT>1"),
            "bad_date",
            "STMTTRN 1: left out: DTPOSTED cannot be read",
            r#"{"format":"ofx","number":1,"reason":{"code":"no_date","field":"DTPOSTED"}}"#,
        ),
        (
            ofx("<DTPOSTED>20261103<TRNAMT>much"),
            "bad_amount",
            "STMTTRN 1: left out: TRNAMT cannot be read",
            r#"{"format":"ofx","number":1,"reason":{"code":"no_amount","field":"TRNAMT"}}"#,
        ),
        (
            "<OFX><STMTRS><STMTTRN><DTPOSTED>20261103<TRNAMT>-3</STMTTRN><STMTTRN><TRN".to_owned(),
            "truncated",
            "the file breaks off here: download it again",
            r#"{"format":"ofx","number":2,"reason":{"code":"truncated"}}"#,
        ),
        (
            camt("<Amt>much</Amt>"),
            "bad_amount",
            "Ntry 1: left out: Amt cannot be read",
            r#"{"format":"camt","number":1,"reason":{"code":"no_amount","field":"Amt"}}"#,
        ),
        (
            camt("<Amt>1</Amt>"),
            "bad_amount",
            "Ntry 1: left out: CdtDbtInd cannot be read",
            r#"{"format":"camt","number":1,"reason":{"code":"no_amount","field":"CdtDbtInd"}}"#,
        ),
        (
            camt("<Amt>1</Amt><CdtDbtInd>DBIT</CdtDbtInd>"),
            "bad_date",
            "Ntry 1: left out: BookgDt cannot be read",
            r#"{"format":"camt","number":1,"reason":{"code":"no_date","field":"BookgDt"}}"#,
        ),
        (
            camt("<Amt>1</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>INFO</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>"),
            "not_booked",
            "Ntry 1: left out: its status is INFO: the bank tells of it and books nothing",
            r#"{"format":"camt","number":1,"reason":{"code":"not_booked","state":"INFO"}}"#,
        ),
    ];
    for (file, code, message, json) in cases {
        let found = read(&file);
        let [problem] = found[0].problems.as_slice() else { panic!("{file}: {:?}", found[0].problems) };
        assert_eq!((problem.code, problem.message.as_str()), (code, message), "{file}");
        assert_eq!(serde_json::to_string(&problem.file).unwrap(), json, "{file}");
    }
}
