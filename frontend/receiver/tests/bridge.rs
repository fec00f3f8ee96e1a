//! Bridge bytes: what is written is what is read, and nothing that is not a value is read as one.

mod support;

use portico_receiver::limits::Limit;
use portico_receiver::value::{At, Container, DecodeError, Encoder, Node, decode};
use proptest::prelude::*;
use support::{V, object};

fn value() -> impl Strategy<Value = V> {
    let text = prop_oneof![
        "[a-zé\u{1f600}]{0,4}",
        "[a-z]{60,70}",
        Just("constructor".to_owned()),
        Just("_@f".to_owned())
    ];
    let leaf = prop_oneof![
        Just(V::Undefined),
        Just(V::Null),
        any::<bool>().prop_map(V::Bool),
        any::<f64>().prop_map(V::Number),
        any::<i64>().prop_map(|n| {
            #[expect(clippy::cast_precision_loss, reason = "any whole number will do")]
            V::Number((n >> 11) as f64)
        }),
        text.prop_map(V::Text),
        "-?[0-9]{1,40}".prop_map(V::BigInt),
        any::<f64>().prop_map(V::Date),
        ("[a-z]{0,3}", "[gimsuy]{0,2}").prop_map(|(source, flags)| V::RegExp(source, flags)),
        (0_u8..13, prop::collection::vec(any::<u8>(), 0..3))
            .prop_map(|(view, bytes)| V::Bytes(view, bytes.repeat(8))),
        any::<u64>().prop_map(V::Ref),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(V::Array),
            prop::collection::vec(inner.clone(), 0..6).prop_map(V::Set),
            prop::collection::vec(("[a-z_]{0,3}", inner.clone()), 0..6).prop_map(V::Object),
            prop::collection::vec((inner.clone(), inner.clone()), 0..4).prop_map(V::Map),
            ("[A-Z][a-z]{0,3}", "[a-z]{0,3}", inner).prop_map(|(name, message, cause)| V::Error(
                name,
                message,
                Box::new(cause)
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Every type, identity and cycles: read and written again, the bytes are the same.
    #[test]
    fn parity_28_a_value_survives_the_bridge(value in value()) {
        let bytes = value.bytes();
        let read = decode(&bytes, 64).expect("what was written");
        let mut encoder = Encoder::default();
        encoder.value(&read);
        prop_assert_eq!(encoder.finish(), bytes);
    }

    /// No bytes make the reader fail in any other way than by an error, and what it reads ends where it should.
    #[test]
    fn threat_26_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = decode(&bytes, 8) {
            for (index, node) in value.nodes().iter().enumerate() {
                match node {
                    Node::Container { end, .. } => prop_assert!((*end as usize) > index && *end as usize <= value.nodes().len()),
                    Node::Ref(target) => prop_assert!((*target as usize) < index),
                    _ => {}
                }
            }
        }
    }

    /// A value of which a part is missing, or to which something was added, is none.
    #[test]
    fn a_part_of_a_value_is_no_value(value in value(), cut in 1_usize..20) {
        let mut bytes = value.bytes();
        bytes.push(0);
        prop_assert_eq!(decode(&bytes, 64), Err(DecodeError::Rest));
        bytes.truncate(bytes.len().saturating_sub(1 + cut));
        prop_assert!(decode(&bytes, 64).is_err());
    }

    /// Flipped bits are refused or read as another value.
    #[test]
    fn a_changed_value_is_read_or_refused(value in value(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = value.bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let _ = decode(&bytes, 64);
    }
}

#[test]
fn threat_26_a_value_that_is_5000_deep_is_refused_and_64_levels_are_read() {
    let deep = |levels: usize| {
        let mut encoder = Encoder::default();
        for _ in 0..levels {
            encoder.array(1);
        }
        encoder.null();
        encoder.finish()
    };
    assert_eq!(
        decode(&deep(5_000), 64),
        Err(DecodeError::Limit(Limit::Depth))
    );
    assert_eq!(decode(&deep(65), 64), Err(DecodeError::Limit(Limit::Depth)));
    assert!(decode(&deep(64), 64).is_ok());
}

#[test]
fn threat_27_the_key_proto_is_refused_even_when_it_was_remembered() {
    let bytes = object([("__proto__", V::Null)]).bytes();
    assert_eq!(decode(&bytes, 64), Err(DecodeError::Key));
    let bytes = V::Array(vec!["__proto__".into(), object([("__proto__", V::Null)])]).bytes();
    assert_eq!(decode(&bytes, 64), Err(DecodeError::Key));
    let bytes = V::Array(vec![
        "__proto__".into(),
        V::Map(vec![("__proto__".into(), V::Null)]),
        object([("a", "__proto__".into())]),
    ])
    .bytes();
    assert!(decode(&bytes, 64).is_ok());
}

#[test]
fn bytes_that_lead_nowhere_are_refused() {
    let cases: &[(&[u8], DecodeError)] = &[
        (&[], DecodeError::End),
        (&[18], DecodeError::Tag),
        (&[255], DecodeError::Tag),
        (&[7, 0], DecodeError::Number),
        (&[16, 0], DecodeError::Number),
        // A container may be referred to from within, but not before it begins.
        (&[11, 2, 16, 1, 11, 0], DecodeError::Number),
        (&[6, 2, 0xc3, 0x28], DecodeError::Text),
        (&[6, 5, b'a'], DecodeError::End),
        // 2^40 items in a few bytes.
        (&[11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20], DecodeError::End),
        (&[12, 1, 4, 0, 0], DecodeError::Text),
        (&[10, 0, 0], DecodeError::Text),
        (&[8, 1, b'x'], DecodeError::Number),
        (&[8, 1, b'-'], DecodeError::Number),
        // 54 bits.
        (
            &[4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f],
            DecodeError::Number,
        ),
        (
            &[4, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0],
            DecodeError::Number,
        ),
        // Three bytes are no array of 16-bit numbers; view 13 does not exist.
        (&[17, 4, 3, 1, 2, 3], DecodeError::Number),
        (&[17, 13, 0], DecodeError::Number),
    ];
    for (bytes, error) in cases {
        assert_eq!(decode(bytes, 64), Err(*error), "{bytes:?}");
    }
}

#[test]
fn a_cycle_is_a_reference_to_what_is_around_it() {
    let bytes = V::Array(vec![
        V::Ref(0),
        object([("up", V::Ref(0)), ("me", V::Ref(1))]),
    ])
    .bytes();
    let value = decode(&bytes, 64).expect("a value");
    let inner = value
        .root()
        .array()
        .and_then(|mut items| items.nth(1))
        .expect("an object");
    assert!(matches!(
        inner.get("up").map(At::node),
        Some(Node::Container {
            kind: Container::Array,
            len: 2,
            ..
        })
    ));
    let again = inner
        .get("me")
        .and_then(|at| at.get("me"))
        .and_then(|at| at.get("up"));
    assert_eq!(again.and_then(At::array).map(|items| items.len()), Some(2));
}
