//! Host JWTs: what is made and accepted (CONTRACT "Host secret and JWT"). What is refused: `threat_37`.

mod keys;
mod length;
mod make;
mod verify;
