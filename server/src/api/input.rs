//! Bodies and parameters of requests; what cannot be read is answered `bad_request` in the one form of errors.

use axum::body::Body;
use axum::extract::rejection::{FormRejection, JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::{Form, Json};
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::error::ServiceError;

/// A JSON body.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ServiceError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ServiceError> {
        let read = Json::from_request(request, state).await;
        read.map(|Json(value)| Self(value))
            .map_err(|error: JsonRejection| unreadable(error.status(), error.body_text()))
    }
}

/// A JSON body that may be left out.
#[derive(Debug)]
pub struct OptionalJsonBody<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalJsonBody<T> {
    type Rejection = ServiceError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ServiceError> {
        let read = <Option<Json<T>> as FromRequest<S, _>>::from_request(request, state).await;
        read.map(|body| Self(body.map_or_else(T::default, |Json(value)| value)))
            .map_err(|error: JsonRejection| unreadable(error.status(), error.body_text()))
    }
}

/// The account's password, given again with what makes or shows a credential. Programs leave it out.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Password(pub String);

/// Without the password (THREATS 46).
impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// A form body.
#[derive(Debug)]
pub struct FormBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for FormBody<T> {
    type Rejection = ServiceError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ServiceError> {
        let read = Form::from_request(request, state).await;
        read.map(|Form(value)| Self(value))
            .map_err(|error: FormRejection| unreadable(error.status(), error.body_text()))
    }
}

/// The query.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ServiceError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ServiceError> {
        let read = axum::extract::Query::from_request_parts(parts, state).await;
        read.map(|axum::extract::Query(value)| Self(value))
            .map_err(|error: QueryRejection| unreadable(error.status(), error.body_text()))
    }
}

/// The parameters of the path; one that is not text names nothing and is answered 404.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ServiceError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ServiceError> {
        let read = axum::extract::Path::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| ServiceError::not_found())
    }
}

/// A whole body as bytes, up to the limit of all bodies.
pub async fn body_of(body: Body) -> Result<Bytes, ServiceError> {
    Bytes::from_request(Request::new(body), &())
        .await
        .map_err(|error| unreadable(error.status(), error.body_text()))
}

fn unreadable(status: StatusCode, problem: String) -> ServiceError {
    ServiceError::refused(status, "bad_request", problem)
}
