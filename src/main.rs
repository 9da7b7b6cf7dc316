//! The `diptych` program; everything it does is in the library.

fn main() -> std::process::ExitCode {
    diptych::cli::run()
}
