//! How answers of server functions are written: `{"data": …}`, or the error form of the API.

use std::collections::BTreeMap;

use leptos::server_fn::codec::Post;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Output of a server function: `{"data": …}`.
pub type Enveloped = Post<DataEncoding>;

/// Writes `{"data": …}`.
#[derive(Debug, Clone, Copy)]
pub struct DataEncoding;

#[derive(Serialize, Deserialize)]
struct Data<T> {
    data: T,
}

impl ContentType for DataEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for DataEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for DataEncoding {
    type Error = serde_json::Error;

    fn encode(data: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(&Data { data }).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for DataEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_slice::<Data<T>>(&bytes).map(|body| body.data)
    }
}

/// Writes an error as [`AppError`] with its status, which the server then answers in the form of the API; reads either.
#[derive(Debug, Clone, Copy)]
pub struct ErrorEncoding;

impl ContentType for ErrorEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for ErrorEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<AppError> for ErrorEncoding {
    type Error = serde_json::Error;

    fn encode(error: &AppError) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(error).map(Bytes::from)
    }
}

impl Decodes<AppError> for ErrorEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<AppError, Self::Error> {
        serde_json::from_slice(&bytes).or_else(|_| read_error(&bytes, 0))
    }
}

/// Reads `{"error": …}`; the status is the answer's, 0 where it is not known.
pub fn read_error(body: &[u8], status: u16) -> Result<AppError, serde_json::Error> {
    #[derive(Deserialize)]
    struct Body {
        error: Detail,
    }
    #[derive(Deserialize)]
    struct Detail {
        code: String,
        message: String,
        #[serde(default)]
        fields: BTreeMap<String, String>,
    }
    let Body { error } = serde_json::from_slice(body)?;
    Ok(AppError {
        fields: error.fields,
        ..AppError::new(status, error.code, error.message)
    })
}

impl FromServerFnError for AppError {
    type Encoder = ErrorEncoding;

    /// What cannot be read is the caller's fault, everything else is ours.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(problem)
            | ServerFnErrorErr::Deserialization(problem)
            | ServerFnErrorErr::MissingArg(problem) => Self::new(400, "bad_request", problem),
            _ => Self::internal(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_comes_in_an_envelope() {
        let bytes = DataEncoding::encode(&vec![1, 2]).unwrap();
        assert_eq!(&bytes[..], br#"{"data":[1,2]}"#);
        let read: Vec<u8> = DataEncoding::decode(bytes).unwrap();
        assert_eq!(read, [1, 2]);
    }

    #[test]
    fn an_error_is_read_from_the_form_of_the_api() {
        let body = br#"{"error":{"code":"not_approved","message":"No.","request_id":"r"}}"#;
        let error = AppError::de(Bytes::from_static(body));
        assert_eq!((error.status, error.code.as_str()), (0, "not_approved"));
        assert_eq!(read_error(body, 409).unwrap().status, 409);
        let error = AppError::not_found();
        assert_eq!(AppError::de(error.ser()), error);
    }

    #[test]
    fn only_what_cannot_be_read_is_the_callers_fault() {
        let of = AppError::from_server_fn_error;
        assert_eq!(of(ServerFnErrorErr::Args("x".into())).status, 400);
        let ours = of(ServerFnErrorErr::ServerError("secret".into()));
        assert_eq!(ours.status, 500);
        assert!(!ours.message.contains("secret"));
    }
}
