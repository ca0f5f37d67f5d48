//! The command line.

use std::str::FromStr;

use chrono::NaiveDate;

/// How to use the program, printed with every mistake.
pub(crate) const USAGE: &str = "usage: bank [--port N] [--control-port N] [--today YYYY-MM-DD] [--seed N] [--delay-ms N] \
                                [--client-id ID] [--client-secret SECRET] [--redirect-uri URI]... [--sandbox] [--exit-with-stdin]";

/// The settings of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// 0 takes any free port, as for `control_port`.
    pub(crate) port: u16,
    pub(crate) control_port: u16,
    /// Pins the household's day; else it is the machine's and moves on at midnight.
    pub(crate) today: Option<NaiveDate>,
    pub(crate) seed: u64,
    pub(crate) delay_ms: u64,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// The allow-list; empty accepts any URI on localhost.
    pub(crate) redirect_uris: Vec<String>,
    /// Plays TrueLayer's own sandbox instead of the banks.
    pub(crate) sandbox: bool,
    pub(crate) exit_with_stdin: bool,
}

impl Options {
    /// Reads the arguments after the program's name. The error is a sentence for the person who typed them.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            port: 0,
            control_port: 0,
            today: None,
            seed: 1,
            delay_ms: 0,
            client_id: "simulated-client".to_owned(),
            client_secret: "simulated-secret-not-real".to_owned(),
            redirect_uris: Vec::new(),
            sandbox: false,
            exit_with_stdin: false,
        };
        while let Some(name) = arguments.next() {
            if name == "--exit-with-stdin" {
                options.exit_with_stdin = true;
                continue;
            }
            if name == "--sandbox" {
                options.sandbox = true;
                continue;
            }
            let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--port" => options.port = read(&name, &value()?)?,
                "--control-port" => options.control_port = read(&name, &value()?)?,
                "--today" => options.today = Some(read(&name, &value()?)?),
                "--seed" => options.seed = read(&name, &value()?)?,
                "--delay-ms" => options.delay_ms = read(&name, &value()?)?,
                "--client-id" => options.client_id = value()?,
                "--client-secret" => options.client_secret = value()?,
                "--redirect-uri" => options.redirect_uris.push(value()?),
                _ => return Err(format!("unknown option {name}")),
            }
        }
        Ok(options)
    }
}

fn read<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name} cannot be {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_every_option() {
        let options = parse(
            "--port 9001 --today 2026-11-23 --seed 7 --delay-ms 300 --exit-with-stdin --redirect-uri http://localhost/a \
             --redirect-uri http://localhost/b",
        )
        .unwrap();
        assert_eq!((options.port, options.control_port, options.seed, options.delay_ms), (9001, 0, 7, 300));
        assert_eq!(options.today.unwrap().to_string(), "2026-11-23");
        assert_eq!(options.redirect_uris.len(), 2);
        assert!(options.exit_with_stdin);
    }

    #[test]
    fn names_the_option_that_is_wrong() {
        assert_eq!(parse("--port many").unwrap_err(), "--port cannot be \"many\"");
        assert_eq!(parse("--seed").unwrap_err(), "--seed needs a value");
        assert_eq!(parse("--sed 1").unwrap_err(), "unknown option --sed");
    }
}
