mod household;
fn main() {
    let h = household::Household::generate(7, chrono::NaiveDate::default());
    println!("{}", h.holdings.len());
}
