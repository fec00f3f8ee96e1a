//! Backups: a text file of JSON lines that either engine writes and reads.
//!
//! The first line is a [`Header`], then one line for each row, `{"table": …, "row": {…}}`, and at the end
//! `{"end": true, "rows": n}`, so that a file cut short is noticed. Secrets stay encrypted: the master key is not in it.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::storage::{Db, StorageError, dump, epochs};

/// The version of the file format.
const FORMAT: u32 = 1;

/// The first line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the file format.
    pub portico_backup: u32,
    /// Migrations that had run.
    pub schema: Vec<i64>,
    /// Short name of the master key that the secrets are encrypted under.
    pub key_id: String,
    /// When it was made, in milliseconds since the epoch.
    pub created_at: i64,
}

/// Why a backup was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file.
    #[error("the backup file: {0}")]
    File(#[from] std::io::Error),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A line that is not what it should be.
    #[error("line {line} is not a line of a Portico backup: {problem}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// The end is missing.
    #[error(
        "the backup is incomplete: its last line is missing or does not fit. Nothing was restored."
    )]
    CutShort,
    /// Another version of the schema.
    #[error(
        "the backup has the migrations {found:?}, this portico has {here:?}. Restore it with the version that made it, then upgrade."
    )]
    OtherSchema {
        /// Those of the backup.
        found: Vec<i64>,
        /// Those of the database.
        here: Vec<i64>,
    },
    /// Something is in the database already.
    #[error(
        "the database is not empty. Restore into an empty one, or add --force to replace everything in it."
    )]
    NotEmpty,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Line {
    Row {
        table: String,
        row: Map<String, Value>,
    },
    End {
        end: bool,
        rows: u64,
    },
}

/// Writes everything to `out`, as it is at one moment; answers the number of rows.
pub async fn write(
    db: &Db,
    key_id: &str,
    now: i64,
    out: &mut impl Write,
) -> Result<u64, BackupError> {
    let mut snapshot = db.snapshot().await?;
    let header = Header {
        portico_backup: FORMAT,
        schema: dump::schema_versions(&mut snapshot).await?,
        key_id: key_id.to_owned(),
        created_at: now,
    };
    write_line(out, &header)?;
    let mut rows = 0;
    for table in dump::TABLES {
        dump::read_table(&mut snapshot, table, |row| {
            rows += 1;
            let table = (*table).to_owned();
            write_line(out, &Line::Row { table, row })
        })
        .await?;
    }
    write_line(out, &Line::End { end: true, rows })?;
    out.flush()?;
    Ok(rows)
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> Result<(), BackupError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Reads the first line.
pub fn read_header(file: &mut impl BufRead) -> Result<Header, BackupError> {
    let mut text = String::new();
    file.read_line(&mut text)?;
    let header: Header = parse(&text, 1)?;
    if header.portico_backup == FORMAT {
        Ok(header)
    } else {
        Err(BackupError::Line {
            line: 1,
            problem: format!("format {} is not known here", header.portico_backup),
        })
    }
}

/// Restores the rest of a file after its header, all of it or nothing; answers the number of rows. With `replace`,
/// what is in the database is removed first. `now` is the time in milliseconds since the epoch.
pub async fn restore(
    db: &Db,
    header: &Header,
    file: &mut impl BufRead,
    replace: bool,
    now: i64,
) -> Result<u64, BackupError> {
    let mut uow = db.begin().await?;
    let here = dump::schema_versions(&mut uow).await?;
    if here != header.schema {
        return Err(BackupError::OtherSchema {
            found: header.schema.clone(),
            here,
        });
    }
    if !replace && !dump::is_unused(&mut uow).await? {
        return Err(BackupError::NotEmpty);
    }
    dump::clear(&mut uow).await?;
    let mut restored = 0;
    let mut text = String::new();
    let mut number = 1;
    loop {
        text.clear();
        number += 1;
        if file.read_line(&mut text)? == 0 {
            return Err(BackupError::CutShort);
        }
        match parse(&text, number)? {
            Line::Row { table, row } => {
                let known = dump::TABLES.iter().find(|name| **name == table);
                let table = known.ok_or_else(|| BackupError::Line {
                    line: number,
                    problem: format!("there is no table {table:?}"),
                })?;
                dump::insert(&mut uow, table, row).await?;
                restored += 1;
            }
            Line::End { end: true, rows } if rows == restored => break,
            Line::End { .. } => return Err(BackupError::CutShort),
        }
    }
    // Numbers given out between the backup and now are in the entity tags that clients hold; given out again, they would stand
    // for something else. There are fewer changes than milliseconds.
    epochs::leap(&mut uow, now).await?;
    uow.commit().await?;
    Ok(restored)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, line: usize) -> Result<T, BackupError> {
    serde_json::from_str(text).map_err(|error| BackupError::Line {
        line,
        problem: error.to_string(),
    })
}
