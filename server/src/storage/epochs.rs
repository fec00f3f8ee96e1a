//! `policy_epochs`: who has to look again, in one order over the whole server.

use std::collections::HashMap;

use super::query::{FIFTY, fifty_from_2};
use super::{FromRow, Row, Runner, StorageError, sql};
use crate::epochs::Subject;

/// A raised epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochRow {
    /// Host of the subject.
    pub host_id: String,
    /// Whose view changed.
    pub subject: Subject,
    /// The number under which it changed last.
    pub epoch: i64,
}

impl FromRow for EpochRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let subject = row.text("subject")?;
        Ok(Self {
            host_id: row.text("host_id")?,
            subject: match row.text("subject_kind")?.as_str() {
                "host" => Subject::Host,
                "org" => Subject::Org(subject),
                "user" => Subject::User(subject),
                "sessions" => Subject::Sessions,
                other => {
                    return Err(StorageError::Unreadable {
                        column: "subject_kind",
                        problem: format!("unknown kind {other}"),
                    });
                }
            },
            epoch: row.int("epoch")?,
        })
    }
}

struct Number(i64);

impl FromRow for Number {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.int("value").map(Self)
    }
}

/// The epoch of one subject, 0 when nothing ever changed.
pub async fn get(on: &mut impl Runner, host: &str, subject: &Subject) -> Result<i64, StorageError> {
    let (kind, name) = columns(subject);
    let found = sql("select epoch as value from policy_epochs where host_id = $1 and subject_kind = $2 and subject = $3")
        .bind(host)
        .bind(kind)
        .bind(name)
        .optional::<Number>(on)
        .await?;
    Ok(found.map_or(0, |number| number.0))
}

/// The epochs of several organisations of a host; one that is not among them never changed.
pub async fn of_orgs(
    on: &mut impl Runner,
    host: &str,
    orgs: &[&str],
) -> Result<HashMap<String, i64>, StorageError> {
    let mut found = HashMap::new();
    for orgs in orgs.chunks(FIFTY) {
        let rows: Vec<EpochRow> = sql(concat!(
            "select host_id, subject_kind, subject, epoch from policy_epochs \
             where host_id = $1 and subject_kind = 'org' and subject in (",
            fifty_from_2!(),
            ")"
        ))
        .bind(host)
        .bind_fifty(orgs)
        .all(on)
        .await?;
        found.extend(rows.into_iter().filter_map(|row| match row.subject {
            Subject::Org(org) => Some((org, row.epoch)),
            Subject::Host | Subject::User(_) | Subject::Sessions => None,
        }));
    }
    Ok(found)
}

/// Everything raised after `seen`, oldest first.
pub async fn newer_than(on: &mut impl Runner, seen: i64) -> Result<Vec<EpochRow>, StorageError> {
    sql("select host_id, subject_kind, subject, epoch from policy_epochs where epoch > $1 order by epoch")
        .bind(seen)
        .all(on)
        .await
}

/// The last number given out.
pub async fn last(on: &mut impl Runner) -> Result<i64, StorageError> {
    let number = sql("select value from epoch_counter where id = 1")
        .optional::<Number>(on)
        .await?;
    Ok(number.map_or(0, |number| number.0))
}

/// The next number. Holds the counter's row until the unit of work ends.
pub async fn next(on: &mut impl Runner) -> Result<i64, StorageError> {
    let number = sql("update epoch_counter set value = value + 1 where id = 1 returning value")
        .optional::<Number>(on)
        .await?;
    number
        .map(|number| number.0)
        .ok_or(StorageError::Unreadable {
            column: "value",
            problem: "epoch_counter is empty".to_owned(),
        })
}

/// Makes all numbers from now on larger than one.
pub async fn leap(on: &mut impl Runner, number: i64) -> Result<(), StorageError> {
    sql("update epoch_counter set value = $1 where id = 1 and value < $1")
        .bind(number)
        .execute(on)
        .await?;
    Ok(())
}

/// Sets the epoch of one subject to a number from [`next`].
pub async fn set(
    on: &mut impl Runner,
    host: &str,
    subject: &Subject,
    epoch: i64,
) -> Result<(), StorageError> {
    let (kind, name) = columns(subject);
    sql(
        "insert into policy_epochs (host_id, subject_kind, subject, epoch) values ($1, $2, $3, $4) \
         on conflict (host_id, subject_kind, subject) do update set epoch = excluded.epoch",
    )
    .bind(host)
    .bind(kind)
    .bind(name)
    .bind(epoch)
    .execute(on)
    .await?;
    Ok(())
}

fn columns(subject: &Subject) -> (&'static str, &str) {
    match subject {
        Subject::Host => ("host", ""),
        Subject::Org(org) => ("org", org),
        Subject::User(uid) => ("user", uid),
        Subject::Sessions => ("sessions", ""),
    }
}
