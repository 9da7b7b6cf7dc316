//! A disk that fails and crashes, at its word.

use super::*;

fn write(disk: &SimulatedDisk, path: &str, bytes: &[u8], sync: bool) {
    let mut file = disk.create(Path::new(path), None).expect("created");
    file.write_all(bytes).expect("written");
    if sync {
        file.sync().expect("synced");
    }
}

#[test]
fn content_is_safe_by_its_own_sync_and_a_name_by_its_folders() {
    let disk = SimulatedDisk::new();
    write(&disk, "/named", b"text", false);
    disk.sync_folder(Path::new("/")).expect("synced");
    write(&disk, "/nameless", b"text", true);
    let after = disk.after_crash(0);
    assert_eq!(after.peek("/named"), Some(Vec::new()));
    assert_eq!(after.peek("/nameless"), None);
    let killed = disk.after_crash(1);
    assert_eq!(killed.peek("/named"), Some(b"text".to_vec()));
    assert_eq!(killed.peek("/nameless"), Some(b"text".to_vec()));
}

#[test]
fn a_rename_leaves_the_old_file_or_the_new_one() {
    let disk = SimulatedDisk::new();
    disk.put("/set", "old");
    write(&disk, "/new", b"new", true);
    disk.rename(Path::new("/new"), Path::new("/set")).expect("renamed");
    let mut found = std::collections::BTreeSet::new();
    for seed in 0..50 {
        found.insert(disk.after_crash(seed).peek("/set").expect("one of the two"));
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [b"new".to_vec(), b"old".to_vec()]);
}

#[test]
fn unsynced_writes_are_lost_torn_or_out_of_order() {
    let disk = SimulatedDisk::new();
    write(&disk, "/log", b"safe.", true);
    disk.sync_folder(Path::new("/")).expect("synced");
    let mut file = disk.append(Path::new("/log")).expect("there");
    file.write_all(b"first.").expect("written");
    file.write_all(b"second.").expect("written");
    let states: Vec<Vec<u8>> = (0..200).filter_map(|seed| disk.after_crash(seed).peek("/log")).collect();
    assert!(states.iter().all(|state| state.starts_with(b"safe.")));
    assert!(states.contains(&b"safe.\0\0\0\0\0\0second.".to_vec()));
    assert!(states.contains(&b"safe.first.sec".to_vec()));
}

#[test]
fn the_chosen_call_fails_and_the_machine_ends_where_it_should() {
    let disk = SimulatedDisk::new();
    disk.fault_at(1, Fault::Short(2));
    disk.fault_at(2, Fault::Torn(1, 28));
    let mut file = disk.create(Path::new("/log"), None).expect("created");
    let error = file.write_all(b"abcd").expect_err("the disk is full");
    assert_eq!(error.raw_os_error(), Some(28));
    assert_eq!(disk.peek("/log"), Some(b"abc".to_vec()));
    disk.crash_at(3);
    assert!(file.sync().is_err());
    assert!(disk.read(Path::new("/log"), 9).is_err());
    assert_eq!((disk.calls(), disk.call(2).as_deref()), (3, Some("write /log")));
    assert_eq!(disk.after_crash(1).read(Path::new("/log"), 9).expect("on again"), b"abc");
}

#[test]
fn a_lock_ends_with_its_holder_and_with_the_machine() {
    let disk = SimulatedDisk::new();
    let held = disk.lock(Path::new("/lock")).expect("asked");
    assert!(matches!(disk.lock(Path::new("/lock")).expect("asked"), Lock::Busy));
    assert!(matches!(disk.after_crash(1).lock(Path::new("/lock")).expect("asked"), Lock::Taken(_)));
    drop(held);
    assert!(matches!(disk.lock(Path::new("/lock")).expect("asked"), Lock::Taken(_)));
}
