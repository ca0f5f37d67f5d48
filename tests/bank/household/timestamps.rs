//! How each bank writes a time. Whatever the form, the calendar date as written is the transaction's date: times of day
//! are between 08:00 and 20:00 in London, and midnights carry London's own offset.

use chrono::NaiveDate;

use super::calendar::is_summer_time;
use super::dice::Dice;
use super::event::Slot;

/// The forms that TrueLayer's answers are seen to use.
#[derive(Debug, Clone, Copy)]
enum Form {
    DateOnly,
    Zoneless,
    ZuluMidnight,
    OffsetMidnight,
    ZuluMillis,
    ZuluMicros,
    ZuluTwoDigits,
    ZuluSevenDigits,
    OffsetMillis,
}

/// The timestamp of the `position`-th transaction of an account's day: later positions are later in the day.
pub(crate) fn write(dice: &mut Dice, slot: Slot, date: NaiveDate, position: i64) -> String {
    let odd = dice.one_in(25);
    let form = match slot {
        _ if odd => {
            dice.pick([Form::DateOnly, Form::ZuluTwoDigits, Form::ZuluMicros, Form::OffsetMillis, Form::Zoneless])
        }
        Slot::Personal | Slot::Joint => Form::ZuluMillis,
        Slot::Card => Form::Zoneless,
        Slot::Savings => Form::OffsetMidnight,
        Slot::Eight(n) if n % 2 == 0 => Form::ZuluSevenDigits,
        Slot::Eight(_) | Slot::Single(_) => Form::ZuluMidnight,
        Slot::Euro => Form::DateOnly,
    };
    let second = 8 * 3_600 + position.min(9) * 3_600 + dice.range(0, 3_500);
    in_form(form, date, second, dice.range(1_000_000, 9_999_999))
}

/// `second` counts from midnight, `fraction` has seven digits.
fn in_form(form: Form, date: NaiveDate, second: i64, fraction: i64) -> String {
    let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    let offset = if is_summer_time(date) { "+01:00" } else { "+00:00" };
    match form {
        Form::DateOnly => date.to_string(),
        Form::Zoneless => format!("{date}T00:00:00"),
        Form::ZuluMidnight => format!("{date}T00:00:00Z"),
        Form::OffsetMidnight => format!("{date}T00:00:00{offset}"),
        Form::ZuluMillis => format!("{date}T{time}.{}Z", fraction / 10_000),
        Form::ZuluMicros => format!("{date}T{time}.{}Z", fraction / 10),
        Form::ZuluTwoDigits => format!("{date}T{time}.{}Z", fraction / 100_000),
        Form::ZuluSevenDigits => format!("{date}T{time}.{fraction}Z"),
        Form::OffsetMillis => format!("{date}T{time}.{}{offset}", fraction / 10_000),
    }
}
