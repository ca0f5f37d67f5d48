//! Passing the records of an answer on as its bytes come, for answers too large to hold. Each record is checked to be JSON
//! and comes out byte for byte; the envelope around them is read at the end.

use serde_json::value::RawValue;

use crate::{Error, data};

/// No record, and no envelope without its records, is nearly as large as this.
const LARGEST_PART: usize = 256 * 1024;

/// An answer of the Data API, on its way through.
#[derive(Debug, Default)]
pub struct Passage {
    place: Place,
    /// The envelope with its list left empty.
    envelope: Vec<u8>,
    record: Vec<u8>,
    records: usize,
    nesting: Nesting,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    Records,
    After,
}

/// Where in JSON's structure a byte is.
#[derive(Debug, Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// Takes the next byte; tells whether it is one of structure, outside of strings.
    fn take(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte != b'"'
    }
}

impl Passage {
    /// Takes the next bytes of the answer and writes the records that they complete to `out`, separated by commas.
    ///
    /// # Errors
    /// [`crate::Code::MalformedAnswer`] where the bytes are not of a list of records; what was written before is right.
    pub fn take(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        for &byte in bytes {
            match self.place {
                Place::Before => self.take_before(byte)?,
                Place::Records => self.take_record(byte, out)?,
                Place::After => keep(&mut self.envelope, byte)?,
            }
        }
        Ok(())
    }

    /// Says that the answer has ended.
    ///
    /// # Errors
    /// Those of [`data::read_results`]: the answer broke off, or says that it is not the whole of it.
    pub fn end(&self) -> Result<(), Error> {
        data::envelope(&self.envelope).map(|_| ())
    }

    fn take_before(&mut self, byte: u8) -> Result<(), Error> {
        let opens = self.nesting.take(byte) && byte == b'[' && self.nesting.depth == 2 && ends_with_key(&self.envelope);
        keep(&mut self.envelope, byte)?;
        if opens {
            (self.place, self.nesting) = (Place::Records, Nesting::default());
        }
        Ok(())
    }

    fn take_record(&mut self, byte: u8, out: &mut Vec<u8>) -> Result<(), Error> {
        let outside = self.nesting.depth == 0 && !self.nesting.in_string;
        match byte {
            b',' if outside => self.pass_on(out),
            b']' if outside => {
                // An empty list has no record before its end.
                if self.records > 0 || !self.record.trim_ascii().is_empty() {
                    self.pass_on(out)?;
                }
                self.place = Place::After;
                keep(&mut self.envelope, byte)
            }
            _ => {
                self.nesting.take(byte);
                keep(&mut self.record, byte)
            }
        }
    }

    fn pass_on(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let record: Result<&RawValue, _> = serde_json::from_slice(&self.record);
        let record = record.map_err(|_| Error::malformed(format!("record {} is not JSON", self.records)))?;
        if self.records > 0 {
            out.push(b',');
        }
        out.extend_from_slice(record.get().as_bytes());
        self.records = self.records.saturating_add(1);
        self.record.clear();
        Ok(())
    }
}

/// Whether the text so far ends with the key `results`.
fn ends_with_key(text: &[u8]) -> bool {
    text.trim_ascii_end().strip_suffix(b":").is_some_and(|rest| rest.trim_ascii_end().ends_with(b"\"results\""))
}

fn keep(part: &mut Vec<u8>, byte: u8) -> Result<(), Error> {
    if part.len() >= LARGEST_PART {
        return Err(Error::malformed("a part of it is too large"));
    }
    part.push(byte);
    Ok(())
}
