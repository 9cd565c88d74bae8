//! Words in and out of calldata, against the library's codec.

use alloy_primitives::{Address, Bytes, U256};
use alloy_sol_types::{sol, SolCall, SolError, SolValue};
use ballast_common::{
    abi::{
        self, calldata, calldata_bytes, encode, encode_parts, nothing, one, string, text, word_at, words, Args, Word,
    },
    error,
    revert::{at_most, checked, overflow, AmountTooLarge},
    Revert,
};

sol! {
    function f(address to, uint256 value) external;
    function g(bytes32 word, bytes data) external;
    error E(address to, uint256 value);
}

fn n(number: u64) -> U256 {
    U256::from(number)
}

fn malformed<T>() -> Result<T, Revert> {
    Err(Revert::new(Vec::new()))
}

#[test]
fn reads_words_in_order() {
    let account = Address::repeat_byte(0xa5);
    let data = (account, U256::MAX, n(7), true, false).abi_encode_params();
    let mut args = Args::new(&data);
    assert_eq!(args.address(), Ok(account));
    assert_eq!(args.uint(), Ok(U256::MAX));
    assert_eq!(args.amount(7), Ok(7));
    assert_eq!((args.boolean(), args.boolean()), (Ok(true), Ok(false)));
    assert_eq!(args.uint(), malformed());
}

#[test]
fn refuses_words_cut_short() {
    let data = [1; 95];
    for length in 0..32 {
        assert_eq!(Args::new(&data[..length]).uint(), malformed());
    }
    let mut args = Args::new(&data);
    assert!(args.uint().is_ok() && args.uint().is_ok());
    assert_eq!(args.uint(), malformed());
    assert_eq!(word_at(&data, 63), Ok(U256::from_be_bytes([1; 32])));
    for at in [64, 95, 96, usize::MAX - 31, usize::MAX] {
        assert_eq!(word_at(&data, at), malformed());
    }
}

#[test]
fn refuses_dirty_bits() {
    for bit in [160, 161, 191, 192, 255] {
        let word: U256 = U256::ONE << bit;
        assert_eq!(Args::new(&word.to_be_bytes::<32>()).address(), malformed());
    }
    let highest: U256 = U256::ONE << 159;
    assert_eq!(Args::new(&highest.to_be_bytes::<32>()).address().map(Word::word), Ok(highest));
    for word in [n(2), n(256), U256::ONE << 255] {
        assert_eq!(Args::new(&word.to_be_bytes::<32>()).boolean(), malformed());
    }
}

#[test]
fn refuses_amounts_too_large_with_their_numbers() {
    for amount in [n(8), U256::from(u128::MAX), U256::ONE << 128, U256::MAX] {
        let expected = AmountTooLarge { amount, most: n(7) }.abi_encode();
        assert_eq!(Args::new(&amount.to_be_bytes::<32>()).amount(7), Err(Revert::new(expected.clone())));
        assert_eq!(at_most(amount, 7), Err(Revert::new(expected)));
    }
    assert_eq!(at_most(U256::from(u128::MAX), u128::MAX), Ok(u128::MAX));
}

#[test]
fn reads_arrays() {
    for items in [vec![], vec![n(5)], vec![U256::MAX, n(1), n(2)]] {
        let data = (n(9), items.clone(), n(8)).abi_encode_params();
        let mut args = Args::new(&data);
        assert_eq!((args.uint(), args.uints(3), args.uint()), (Ok(n(9)), Ok(items), Ok(n(8))));
    }
}

#[test]
fn refuses_arrays_that_are_not_there() {
    let array = |offset: U256, length: U256, items: usize| {
        let mut data = (offset, length).abi_encode_params();
        data.resize(64 + 32 * items, 1);
        Args::new(&data).uints(2)
    };
    assert_eq!(array(n(32), n(2), 2).map(|items| items.len()), Ok(2));
    assert_eq!(array(n(32), n(2), 1), malformed(), "an item is missing");
    assert_eq!(array(n(32), n(3), 3), malformed(), "one item too many");
    for offset in [n(64), n(65), n(1 << 28), n(u64::MAX), U256::ONE << 32, U256::MAX] {
        assert_eq!(array(offset, n(0), 0), malformed(), "offset {offset}");
    }
    for length in [n(1 << 28), n((1 << 32) + 1), U256::ONE << 128, U256::MAX] {
        assert_eq!(array(n(32), length, 2), malformed(), "length {length}");
    }
}

#[test]
fn reads_bytes() {
    for length in [0, 1, 31, 32, 33, 64, 65, 1_000] {
        let bytes = Bytes::from(vec![0xa7; length]);
        let data = (n(9), bytes.clone(), n(8)).abi_encode_params();
        let mut args = Args::new(&data);
        assert_eq!((args.uint(), args.bytes(), args.uint()), (Ok(n(9)), Ok(&bytes[..]), Ok(n(8))));
    }
    let data = (Bytes::from_static(b"one"), Bytes::from_static(b"another")).abi_encode_params();
    let mut args = Args::new(&data);
    assert_eq!((args.bytes(), args.bytes()), (Ok(&b"one"[..]), Ok(&b"another"[..])));
}

#[test]
fn refuses_bytes_that_are_not_there() {
    let read = |offset: U256, length: U256, follow: usize| {
        let mut data = (offset, length).abi_encode_params();
        data.resize(64 + follow, 1);
        Args::new(&data).bytes().map(<[u8]>::len)
    };
    assert_eq!(read(n(32), n(0), 0), Ok(0));
    assert_eq!(read(n(32), n(3), 3), Ok(3), "padding is not asked for");
    assert_eq!(read(n(32), n(3), 2), malformed(), "a byte is missing");
    assert_eq!(read(n(32), n(1), 0), malformed());
    assert_eq!(read(n(0), n(0), 0), Ok(0), "an offset may lie anywhere, as in Solidity: here on itself");
    for offset in [n(33), n(64), n(65), n(1 << 28), n(u64::MAX), U256::ONE << 32, U256::ONE << 64, U256::MAX] {
        assert_eq!(read(offset, n(0), 0), malformed(), "offset {offset}");
    }
    for length in [n(33), n(1 << 28), n((1 << 32) + 1), U256::ONE << 64, U256::ONE << 128, U256::MAX - n(63), U256::MAX]
    {
        assert_eq!(read(n(32), length, 32), malformed(), "length {length}");
    }
    assert_eq!(Args::new(&[]).bytes(), malformed());
    assert_eq!(Args::new(&n(32).to_be_bytes::<32>()).bytes(), malformed(), "no length");
}

#[test]
fn pads_bytes_as_the_library_does() {
    for length in [0, 1, 31, 32, 33, 63, 64, 65, 500] {
        let bytes = Bytes::from(vec![0xa7; length]);
        let call = gCall { word: U256::MAX.into(), data: bytes.clone() };
        let ours = calldata_bytes(u32::from_be_bytes(gCall::SELECTOR), &[U256::MAX], &bytes);
        assert_eq!(ours, call.abi_encode(), "{length} bytes");
    }
}

#[test]
fn splits_a_string_into_its_words() {
    let mut padded = [0; 32];
    padded[..3].copy_from_slice(b"abc");
    assert_eq!(string("abc"), [n(3), U256::from_be_bytes(padded)]);
    let whole = "a name of exactly thirty-two byte";
    assert_eq!(string(&whole[..32]), [n(32), U256::from_be_slice(&whole.as_bytes()[..32])]);
}

#[test]
fn encodes_as_the_library_does() {
    let to = Address::repeat_byte(0x5a);
    assert_eq!(calldata::<fCall>(&[to.word(), n(3)]), fCall { to, value: n(3) }.abi_encode());
    assert_eq!(error!(E: to, n(3)), Revert::new(E { to, value: n(3) }.abi_encode()));
    assert_eq!(encode(b"head", &[n(3)]), [&b"head"[..], &n(3).abi_encode()].concat());
    let parts = encode_parts(&[1], &[n(2)], &[U256::MAX, n(4)]);
    assert_eq!(parts, [&[1][..], &(n(2), U256::MAX, n(4)).abi_encode_params()].concat());
}

#[test]
fn answers_as_the_library_encodes() {
    let account = Address::repeat_byte(0xff);
    assert_eq!(one(account), Ok(account.abi_encode()));
    assert_eq!(one(u128::MAX), Ok(u128::MAX.abi_encode()));
    assert_eq!(one(u64::MAX), Ok(u64::MAX.abi_encode()));
    assert_eq!((one(true), one(false)), (Ok(true.abi_encode()), Ok(false.abi_encode())));
    assert_eq!(words(&[n(1), U256::MAX]), Ok((n(1), U256::MAX).abi_encode()));
    assert_eq!(nothing(()), Ok(vec![]));
    for name in ["", "a", "a name of exactly thirty-two byte"] {
        assert_eq!(text(name), Ok(padded(name)));
    }
}

/// As the codec has it, but for the word of padding that it leaves away after an empty text.
fn padded(name: &str) -> Vec<u8> {
    let mut encoded = name.abi_encode();
    encoded.resize(96, 0);
    encoded
}

#[test]
fn overflow_is_soliditys() {
    let panic = Revert::new(alloy_sol_types::Panic { code: n(0x11) }.abi_encode());
    assert_eq!(overflow(), panic);
    assert_eq!(checked(Some(U256::from(u128::MAX))), Ok(u128::MAX));
    assert_eq!(checked(None), Err(overflow()));
    assert_eq!(checked(Some(U256::ONE << 128)), Err(overflow()));
    assert_eq!(abi::malformed(), Revert::new(Vec::new()));
}

sol! {
    function h(address to, uint256 value, bytes data) external;
    function several(bytes[] calls) external returns (bytes[] results);
}

/// Items of every length around a word, none among them.
fn items() -> Vec<Vec<u8>> {
    [0, 1, 31, 32, 33, 64, 100].map(|length| (1..=length).collect()).to_vec()
}

#[test]
fn calldata_of_words_and_bytes_is_the_librarys() {
    for bytes in items() {
        let (to, value) = (Address::repeat_byte(9), U256::MAX);
        let ours = calldata_bytes(u32::from_be_bytes(hCall::SELECTOR), &[to.word(), value], &bytes);
        assert_eq!(ours, hCall { to, value, data: bytes.into() }.abi_encode());
    }
}

fn list(data: &[u8]) -> Result<Vec<&[u8]>, Revert> {
    let (count, mut items) = Args::new(data).bytes_list()?;
    (0..count).map(|_| items.bytes()).collect()
}

#[test]
fn lists_of_bytes_are_the_librarys() {
    for count in 0..=items().len() {
        let items: Vec<Bytes> = items().into_iter().take(count).map(Bytes::from).collect();
        let data = severalCall { calls: items.clone() }.abi_encode();
        let read = list(&data[4..]).unwrap();
        assert_eq!(read, items.iter().map(|item| &item[..]).collect::<Vec<_>>());
        let own: Vec<Vec<u8>> = items.iter().map(|item| item.to_vec()).collect();
        assert_eq!(abi::answer_list(&own), Ok(severalCall::abi_encode_returns(&(items,))));
    }
}

#[test]
fn lists_of_bytes_beyond_the_data_are_malformed() {
    let data = severalCall { calls: items().into_iter().map(Bytes::from).collect() }.abi_encode();
    for length in 4..data.len() - 28 {
        assert_eq!(list(&data[4..length]), malformed(), "{length}");
    }
    // Offset, length of the list, offset and length of an item.
    for at in [4, 36, 68, 68 + 7 * 32] {
        let mut bad = data.clone();
        bad[at] = 1;
        assert_eq!(list(&bad[4..]), malformed());
        let mut bad = data.clone();
        bad[at + 28] = 0x10; // 2^28
        assert_eq!(list(&bad[4..]), malformed());
    }
}
