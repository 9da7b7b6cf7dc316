//! What the program takes with it at each start.

/// The loader maps and reads every library that the program names, whether the session needs it or not.
#[cfg(target_os = "linux")]
#[test]
fn the_program_loads_no_mathematical_library() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_diptych")).expect("it is there");
    let named = |library: &[u8]| program.windows(library.len()).any(|bytes| bytes == library);
    assert!(named(b"libc.so"), "libraries are named so");
    assert!(!named(b"libm.so"), "`ln`, `exp` and powers come from the crate `libm`, not from the system");
}
