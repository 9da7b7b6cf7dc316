//! Every seed, and every input that once broke something, passes its target's check.

use std::path::Path;

use diptych_fuzz::TARGETS;

#[test]
fn every_seed_passes() {
    for (name, check) in TARGETS {
        check(b"");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
        let mut count = 0;
        for entry in std::fs::read_dir(&folder).expect("every target has seeds") {
            let path = entry.expect("an entry").path();
            eprintln!("{}", path.display());
            check(&std::fs::read(&path).expect("a seed"));
            count += 1;
        }
        assert!(count > 0, "{name} has seeds");
    }
}
