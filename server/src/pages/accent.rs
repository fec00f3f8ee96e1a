//! `/accent/{rrggbb}.css`: a host's own colour as a stylesheet. The address names the colour, so it is cached for ever, and
//! pages need no inline style for it.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use portico_app::layout::{accent_css, accent_href};

use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};

/// The stylesheet; 404 for what is no colour in small hexadecimal digits.
pub async fn stylesheet(Path(file): Path<String>) -> ServiceResult<Response> {
    let colour = file.strip_suffix(".css").map(|hex| format!("#{hex}"));
    let css = colour
        .filter(|colour| accent_href(colour).is_some_and(|href| href == format!("/accent/{file}")))
        .and_then(|colour| accent_css(&colour))
        .ok_or_else(ServiceError::not_found)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
    ];
    Ok((headers, css).into_response())
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[tokio::test]
    async fn only_the_one_address_of_a_colour_answers() {
        let of = |file: &str| stylesheet(Path(file.to_owned()));
        let css = of("c02a7a.css").await.unwrap();
        assert_eq!(css.status(), StatusCode::OK);
        for other in [
            "C02A7A.css",
            "c02a7a",
            "red.css",
            "c02a7.css",
            "c02a7a.css.css",
            "}.css",
        ] {
            assert!(of(other).await.is_err(), "{other}");
        }
    }
}
